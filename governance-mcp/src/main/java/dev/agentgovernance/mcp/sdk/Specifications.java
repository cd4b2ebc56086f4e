/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import java.util.Objects;

/** The twenty kinds of specifications, each taken apart and put together again around a governed handler. */
final class Specifications {

    private final Coverage coverage;
    private final Calls calls;

    Specifications(Coverage coverage, Calls calls) {
        this.coverage = coverage;
        this.calls = calls;
    }

    @SuppressWarnings("unchecked") // Each branch gives back the very type that it took.
    <S> S guard(S specification) {
        Objects.requireNonNull(specification, "specification");
        Object guarded = withSession(specification);
        if (guarded == null) {
            guarded = withoutSession(specification);
        }
        if (guarded == null) {
            throw new IllegalArgumentException("no specification of a tool, a resource, a prompt or a completion: "
                    + specification.getClass().getName());
        }
        return (S) guarded;
    }

    private @org.jspecify.annotations.Nullable Object withSession(Object s) {
        if (s instanceof McpServerFeatures.SyncToolSpecification tool) {
            return new McpServerFeatures.SyncToolSpecification(
                    coverage.tool(tool.tool()), calls.sync(Calls.TOOL, tool.callHandler()));
        } else if (s instanceof McpServerFeatures.AsyncToolSpecification tool) {
            return new McpServerFeatures.AsyncToolSpecification(
                    coverage.tool(tool.tool()), calls.async(Calls.TOOL, tool.callHandler()));
        } else if (s instanceof McpServerFeatures.SyncResourceSpecification resource) {
            return new McpServerFeatures.SyncResourceSpecification(
                    coverage.resource(resource.resource()), calls.sync(Calls.RESOURCE, resource.readHandler()));
        } else if (s instanceof McpServerFeatures.AsyncResourceSpecification resource) {
            return new McpServerFeatures.AsyncResourceSpecification(
                    coverage.resource(resource.resource()), calls.async(Calls.RESOURCE, resource.readHandler()));
        } else if (s instanceof McpServerFeatures.SyncResourceTemplateSpecification template) {
            return new McpServerFeatures.SyncResourceTemplateSpecification(
                    coverage.template(template.resourceTemplate()), calls.sync(Calls.RESOURCE, template.readHandler()));
        } else if (s instanceof McpServerFeatures.AsyncResourceTemplateSpecification template) {
            return new McpServerFeatures.AsyncResourceTemplateSpecification(
                    coverage.template(template.resourceTemplate()),
                    calls.async(Calls.RESOURCE, template.readHandler()));
        } else if (s instanceof McpServerFeatures.SyncPromptSpecification prompt) {
            return new McpServerFeatures.SyncPromptSpecification(
                    coverage.prompt(prompt.prompt()), calls.sync(Calls.PROMPT, prompt.promptHandler()));
        } else if (s instanceof McpServerFeatures.AsyncPromptSpecification prompt) {
            return new McpServerFeatures.AsyncPromptSpecification(
                    coverage.prompt(prompt.prompt()), calls.async(Calls.PROMPT, prompt.promptHandler()));
        } else if (s instanceof McpServerFeatures.SyncCompletionSpecification completion) {
            return new McpServerFeatures.SyncCompletionSpecification(
                    coverage.completion(completion.referenceKey()),
                    calls.sync(Calls.COMPLETION, completion.completionHandler()));
        } else if (s instanceof McpServerFeatures.AsyncCompletionSpecification completion) {
            return new McpServerFeatures.AsyncCompletionSpecification(
                    coverage.completion(completion.referenceKey()),
                    calls.async(Calls.COMPLETION, completion.completionHandler()));
        }
        return null;
    }

    private @org.jspecify.annotations.Nullable Object withoutSession(Object s) {
        if (s instanceof McpStatelessServerFeatures.SyncToolSpecification tool) {
            return new McpStatelessServerFeatures.SyncToolSpecification(
                    coverage.tool(tool.tool()), calls.statelessSync(Calls.TOOL, tool.callHandler()));
        } else if (s instanceof McpStatelessServerFeatures.AsyncToolSpecification tool) {
            return new McpStatelessServerFeatures.AsyncToolSpecification(
                    coverage.tool(tool.tool()), calls.statelessAsync(Calls.TOOL, tool.callHandler()));
        } else if (s instanceof McpStatelessServerFeatures.SyncResourceSpecification resource) {
            return new McpStatelessServerFeatures.SyncResourceSpecification(
                    coverage.resource(resource.resource()),
                    calls.statelessSync(Calls.RESOURCE, resource.readHandler()));
        } else if (s instanceof McpStatelessServerFeatures.AsyncResourceSpecification resource) {
            return new McpStatelessServerFeatures.AsyncResourceSpecification(
                    coverage.resource(resource.resource()),
                    calls.statelessAsync(Calls.RESOURCE, resource.readHandler()));
        } else if (s instanceof McpStatelessServerFeatures.SyncResourceTemplateSpecification template) {
            return new McpStatelessServerFeatures.SyncResourceTemplateSpecification(
                    coverage.template(template.resourceTemplate()),
                    calls.statelessSync(Calls.RESOURCE, template.readHandler()));
        } else if (s instanceof McpStatelessServerFeatures.AsyncResourceTemplateSpecification template) {
            return new McpStatelessServerFeatures.AsyncResourceTemplateSpecification(
                    coverage.template(template.resourceTemplate()),
                    calls.statelessAsync(Calls.RESOURCE, template.readHandler()));
        } else if (s instanceof McpStatelessServerFeatures.SyncPromptSpecification prompt) {
            return new McpStatelessServerFeatures.SyncPromptSpecification(
                    coverage.prompt(prompt.prompt()), calls.statelessSync(Calls.PROMPT, prompt.promptHandler()));
        } else if (s instanceof McpStatelessServerFeatures.AsyncPromptSpecification prompt) {
            return new McpStatelessServerFeatures.AsyncPromptSpecification(
                    coverage.prompt(prompt.prompt()), calls.statelessAsync(Calls.PROMPT, prompt.promptHandler()));
        } else if (s instanceof McpStatelessServerFeatures.SyncCompletionSpecification completion) {
            return new McpStatelessServerFeatures.SyncCompletionSpecification(
                    coverage.completion(completion.referenceKey()),
                    calls.statelessSync(Calls.COMPLETION, completion.completionHandler()));
        } else if (s instanceof McpStatelessServerFeatures.AsyncCompletionSpecification completion) {
            return new McpStatelessServerFeatures.AsyncCompletionSpecification(
                    coverage.completion(completion.referenceKey()),
                    calls.statelessAsync(Calls.COMPLETION, completion.completionHandler()));
        }
        return null;
    }
}
