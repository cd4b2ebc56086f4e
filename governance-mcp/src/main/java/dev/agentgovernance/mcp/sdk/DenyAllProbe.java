/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.mcp.McpGovernance;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows in a test that a server forgot to govern nothing: builds its governance under a policy that denies every call, really
 * calls everything that the server has, and takes only refusals of that policy for an answer, which it knows by a word that no
 * handler can know.
 *
 * {@snippet :
 * DenyAllProbe probe = DenyAllProbe.create();
 * McpSyncServer server = NotesServer.start(transport, probe.governance("notes"));
 * probe.verify(client);   // a real client of that server
 * }
 *
 * <p>Not for use by several threads.
 */
public final class DenyAllProbe {

    private final String word;
    private final Map<String, Map<String, Object>> arguments = new HashMap<>();
    private final Wire wire = new Wire(McpJsonDefaults.getMapper());

    private DenyAllProbe(String word) {
        this.word = word;
    }

    /** Returns a probe. */
    public static DenyAllProbe create() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return new DenyAllProbe("denied-" + HexFormat.of().formatHex(random));
    }

    /** Returns the governance under which the server has to be built, as it is built otherwise. */
    public ServerGovernance governance(String server) {
        Guard denies = (action, context) -> new Deny(
                List.of(Reason.of("probe.deny-all", "Everything is denied (" + word + ").", "")),
                List.of(),
                ActionDigest.of(action, context),
                Assessment.unknown("deny-all"));
        // What is hidden is not called: everything is shown, so that every call comes to the guard.
        Guard shows = (action, context) ->
                new Allow(List.of(), List.of(), ActionDigest.of(action, context), Assessment.unknown("deny-all"));
        return ServerGovernance.of(
                McpGovernance.builder(denies, text -> List.of()).preview(shows).build(),
                server,
                ActionContext.of("probe", "none"));
    }

    /** Sets the arguments of a tool, where the ones that are made from its schema do not fit it. */
    public DenyAllProbe arguments(String tool, Map<String, Object> values) {
        arguments.put(tool, Map.copyOf(values));
        return this;
    }

    /**
     * Calls every tool, reads every resource and gets every prompt that the server lists, and asks for suggestions for each of
     * their arguments.
     *
     * @param client connected to the server
     * @return how many there were
     * @throws AssertionError that names everything that was answered by anybody else than the policy
     */
    public int verify(McpSyncClient client) {
        List<String> passed = new ArrayList<>();
        int count = 0;
        McpSchema.ServerCapabilities can = client.getServerCapabilities();
        if (can.tools() != null) {
            for (McpSchema.Tool tool : client.listTools().tools()) {
                count++;
                check("tool " + tool.name(), passed, () -> client.callTool(call(tool)));
            }
        }
        if (can.resources() != null) {
            for (McpSchema.Resource resource : client.listResources().resources()) {
                count++;
                check(
                        "resource " + resource.uri(),
                        passed,
                        () -> client.readResource(McpSchema.ReadResourceRequest.builder(resource.uri())
                                .build()));
            }
            for (McpSchema.ResourceTemplate template :
                    client.listResourceTemplates().resourceTemplates()) {
                count++;
                check(
                        "resource template " + template.uriTemplate(),
                        passed,
                        () -> client.readResource(
                                McpSchema.ReadResourceRequest.builder(SampleValues.uri(template.uriTemplate()))
                                        .build()));
            }
        }
        if (can.prompts() != null) {
            for (McpSchema.Prompt prompt : client.listPrompts().prompts()) {
                count++;
                check("prompt " + prompt.name(), passed, () -> client.getPrompt(request(prompt)));
            }
        }
        if (can.completions() != null) {
            completions(client, can, passed);
        }
        if (count == 0) {
            throw new AssertionError("the server lists nothing, so nothing was shown");
        }
        if (!passed.isEmpty()) {
            throw new AssertionError("not refused by the policy: " + String.join(", ", passed)
                    + "; either it is not governed, or it was refused before the policy was asked (its arguments can be set"
                    + " with arguments(tool, values))");
        }
        return count;
    }

    /** A server has no list of its completions: whoever suggests something for any argument has to be governed. */
    private void completions(McpSyncClient client, McpSchema.ServerCapabilities can, List<String> passed) {
        if (can.prompts() != null) {
            for (McpSchema.Prompt prompt : client.listPrompts().prompts()) {
                List<McpSchema.PromptArgument> wanted = prompt.arguments();
                for (McpSchema.PromptArgument argument :
                        wanted == null ? List.<McpSchema.PromptArgument>of() : wanted) {
                    complete(client, new McpSchema.PromptReference(prompt.name()), argument.name(), passed);
                }
            }
        }
        if (can.resources() != null) {
            for (McpSchema.ResourceTemplate template :
                    client.listResourceTemplates().resourceTemplates()) {
                for (String variable : SampleValues.variables(template.uriTemplate())) {
                    complete(client, new McpSchema.ResourceReference(template.uriTemplate()), variable, passed);
                }
            }
        }
    }

    private static void complete(
            McpSyncClient client, McpSchema.CompleteReference reference, String argument, List<String> passed) {
        try {
            McpSchema.CompleteResult suggested = client.completeCompletion(McpSchema.CompleteRequest.builder(
                            reference, new McpSchema.CompleteRequest.CompleteArgument(argument, "a"))
                    .build());
            if (!suggested.completion().values().isEmpty()) {
                passed.add(Coverage.name(reference));
            }
        } catch (McpError e) {
            // Refused, or there is none: either way nothing was suggested.
        }
    }

    private interface Request {
        Object send();
    }

    private void check(String name, List<String> passed, Request request) {
        String answer;
        try {
            answer = wire.tree(request.send()).toString();
        } catch (McpError e) {
            McpSchema.JSONRPCResponse.JSONRPCError error = e.getJsonRpcError();
            answer = error == null ? "" : error.message();
        }
        if (!answer.contains(word)) {
            passed.add(name);
        }
    }

    private McpSchema.CallToolRequest call(McpSchema.Tool tool) {
        Map<String, Object> values = arguments.get(tool.name());
        return McpSchema.CallToolRequest.builder(tool.name())
                .arguments(values != null ? values : SampleValues.arguments(tool.inputSchema()))
                .build();
    }

    private static McpSchema.GetPromptRequest request(McpSchema.Prompt prompt) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<McpSchema.PromptArgument> wanted = prompt.arguments();
        if (wanted != null) {
            wanted.forEach(argument -> values.put(argument.name(), "a"));
        }
        return McpSchema.GetPromptRequest.builder(prompt.name())
                .arguments(values)
                .build();
    }

    /** Makes values that a schema of the usual kinds accepts. */
    static final class SampleValues {

        private static final int MAX_DEPTH = 8;

        private SampleValues() {}

        static Map<String, Object> arguments(@Nullable Map<String, Object> schema) {
            return schema != null && value(schema, 0) instanceof Map<?, ?> map ? strings(map) : Map.of();
        }

        private static Map<String, Object> strings(Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(String.valueOf(key), value));
            return copy;
        }

        private static Object value(Map<?, ?> schema, int depth) {
            for (String fixed : List.of("const", "default")) {
                Object value = schema.get(fixed);
                if (value != null) {
                    return value;
                }
            }
            if (schema.get("enum") instanceof List<?> choices && !choices.isEmpty() && choices.get(0) != null) {
                return choices.get(0);
            }
            Object type =
                    schema.get("type") instanceof List<?> types && !types.isEmpty() ? types.get(0) : schema.get("type");
            return switch (String.valueOf(type)) {
                case "string" -> text(schema);
                case "integer", "number" -> schema.get("minimum") instanceof Number least ? least : (Object) 1;
                case "boolean" -> true;
                case "array" -> list(schema, depth);
                default -> object(schema, depth);
            };
        }

        private static String text(Map<?, ?> schema) {
            String form = switch (String.valueOf(schema.get("format"))) {
                case "date-time" -> "2026-01-01T00:00:00Z";
                case "date" -> "2026-01-01";
                case "email" -> "a@example.org";
                case "uri", "url" -> "https://example.org/";
                case "uuid" -> "00000000-0000-4000-8000-000000000000";
                default -> "a";
            };
            int least = schema.get("minLength") instanceof Number number ? number.intValue() : 0;
            return form.length() < least ? form + "a".repeat(least - form.length()) : form;
        }

        private static List<Object> list(Map<?, ?> schema, int depth) {
            int least = schema.get("minItems") instanceof Number number ? number.intValue() : 0;
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < least && depth < MAX_DEPTH; i++) {
                values.add(schema.get("items") instanceof Map<?, ?> items ? value(items, depth + 1) : "a");
            }
            return values;
        }

        private static Map<String, Object> object(Map<?, ?> schema, int depth) {
            Map<String, Object> values = new LinkedHashMap<>();
            if (schema.get("properties") instanceof Map<?, ?> properties
                    && schema.get("required") instanceof List<?> required
                    && depth < MAX_DEPTH) {
                for (Object name : required) {
                    Object of = properties.get(name);
                    values.put(String.valueOf(name), of instanceof Map<?, ?> map ? value(map, depth + 1) : "a");
                }
            }
            return values;
        }

        /** Returns the names in the simple expressions of a template. */
        static List<String> variables(String template) {
            List<String> names = new ArrayList<>();
            for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', open + 1)) {
                int close = template.indexOf('}', open);
                if (close > open + 1) {
                    names.add(template.substring(open + 1, close));
                }
            }
            return names;
        }

        /** Returns an address that a template of simple expressions matches. */
        static String uri(String template) {
            StringBuilder uri = new StringBuilder();
            boolean inside = false;
            for (int i = 0; i < template.length(); i++) {
                char c = template.charAt(i);
                if (c == '{') {
                    inside = true;
                    uri.append('a');
                } else if (c == '}') {
                    inside = false;
                } else if (!inside) {
                    uri.append(c);
                }
            }
            return uri.toString();
        }
    }
}
