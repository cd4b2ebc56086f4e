/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows what is governed: of each specification the very object that stands in the server for it. Another object, however equal,
 * belongs to a handler that nobody guards. Safe for use by several threads.
 */
final class Coverage {

    private final Wire wire;
    private final Map<String, Object> governed = new LinkedHashMap<>();
    private volatile List<Map<String, @Nullable Object>> definitions = List.of();

    Coverage(Wire wire) {
        this.wire = wire;
    }

    /** Returns a definition that is known as governed from now on, in the place of an earlier one of its name. */
    synchronized McpSchema.Tool tool(McpSchema.Tool tool) {
        McpSchema.Tool own = new McpSchema.Tool(
                tool.name(),
                tool.title(),
                tool.description(),
                tool.inputSchema(),
                tool.outputSchema(),
                tool.annotations(),
                tool.meta(),
                tool.icons());
        governed.put("tool " + tool.name(), own);
        List<Map<String, @Nullable Object>> all = new ArrayList<>(definitions);
        all.removeIf(definition -> tool.name().equals(definition.get("name")));
        all.add(wire.tree(own));
        definitions = List.copyOf(all);
        return own;
    }

    synchronized McpSchema.Resource resource(McpSchema.Resource resource) {
        McpSchema.Resource own = new McpSchema.Resource(
                resource.uri(),
                resource.name(),
                resource.title(),
                resource.description(),
                resource.mimeType(),
                resource.size(),
                resource.annotations(),
                resource.meta(),
                resource.icons());
        governed.put("resource " + resource.uri(), own);
        return own;
    }

    synchronized McpSchema.ResourceTemplate template(McpSchema.ResourceTemplate template) {
        McpSchema.ResourceTemplate own = new McpSchema.ResourceTemplate(
                template.uriTemplate(),
                template.name(),
                template.title(),
                template.description(),
                template.mimeType(),
                template.annotations(),
                template.meta(),
                template.icons());
        governed.put("resource template " + template.uriTemplate(), own);
        return own;
    }

    synchronized McpSchema.Prompt prompt(McpSchema.Prompt prompt) {
        McpSchema.Prompt own = new McpSchema.Prompt(
                prompt.name(), prompt.title(), prompt.description(), prompt.arguments(), prompt.meta(), prompt.icons());
        governed.put("prompt " + prompt.name(), own);
        return own;
    }

    synchronized McpSchema.CompleteReference completion(McpSchema.CompleteReference reference) {
        McpSchema.CompleteReference own;
        if (reference instanceof McpSchema.PromptReference prompt) {
            own = new McpSchema.PromptReference(prompt.type(), prompt.name(), prompt.title());
        } else if (reference instanceof McpSchema.ResourceReference resource) {
            own = new McpSchema.ResourceReference(resource.uri());
        } else {
            throw new IllegalArgumentException("no reference to a prompt or a resource: "
                    + reference.getClass().getName());
        }
        governed.put(name(own), own);
        return own;
    }

    static String name(McpSchema.CompleteReference reference) {
        if (reference instanceof McpSchema.PromptReference prompt) {
            return "completion of prompt " + prompt.name();
        }
        return "completion of resource "
                + (reference instanceof McpSchema.ResourceReference resource ? resource.uri() : reference.type());
    }

    /** Returns the definitions of the governed tools; the same list until one is added. */
    List<Map<String, @Nullable Object>> definitions() {
        return definitions;
    }

    synchronized boolean isGoverned(McpSchema.Tool tool) {
        return governed.get("tool " + tool.name()) == tool;
    }

    /** Returns the names of what a server has that is not governed. */
    synchronized List<String> missing(
            List<McpSchema.Tool> tools,
            List<McpSchema.Resource> resources,
            List<McpSchema.ResourceTemplate> templates,
            List<McpSchema.Prompt> prompts,
            Collection<? extends McpSchema.CompleteReference> completions) {
        Map<String, Object> there = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        tools.forEach(tool -> check("tool " + tool.name(), tool, missing, there));
        resources.forEach(resource -> check("resource " + resource.uri(), resource, missing, there));
        templates.forEach(template -> check("resource template " + template.uriTemplate(), template, missing, there));
        prompts.forEach(prompt -> check("prompt " + prompt.name(), prompt, missing, there));
        completions.forEach(reference -> check(name(reference), reference, missing, there));
        return missing;
    }

    private void check(String name, Object found, List<String> missing, Map<String, Object> there) {
        if (governed.get(name) != found || there.put(name, found) != null) {
            missing.add(name);
        }
    }
}
