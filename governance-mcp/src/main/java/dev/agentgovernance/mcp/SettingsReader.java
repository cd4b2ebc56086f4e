/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.mcp.json.Json;
import dev.agentgovernance.mcp.json.JsonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads settings; a key that is not known is an error, since a bound that was misspelt bounds nothing. */
final class SettingsReader {

    private static final Set<String> REQUESTS = Set.of("roots", "sampling", "elicitation");

    private SettingsReader() {}

    static McpSettings.Content read(String json) {
        Object tree;
        try {
            tree = Json.read(json);
        } catch (JsonException e) {
            throw new IllegalArgumentException("The settings are no strict JSON: " + e.getMessage(), e);
        }
        Map<String, @Nullable Object> root =
                section(tree, "the settings", "version", "servers", "sinks", "approvals", "limits");
        if (!Long.valueOf(1).equals(root.get("version"))) {
            throw new IllegalArgumentException("The settings have no \"version\": 1.");
        }
        List<McpSettings.ServerWord> servers = new ArrayList<>();
        Map<String, @Nullable Object> named = object(root.get("servers"), "servers");
        named.forEach((glob, server) -> servers.add(server(glob, server)));
        Map<String, @Nullable Object> approvals =
                section(root.getOrDefault("approvals", Map.of()), "approvals", "inBand", "notInBand", "seconds");
        McpSettings.Content defaults = McpSettings.defaults().content();
        return new McpSettings.Content(
                List.copyOf(servers),
                choice(root.get("sinks"), "sinks", "ask", "deny").equals("deny"),
                flag(approvals, "inBand", true),
                approvals.containsKey("notInBand") ? effectIds(approvals) : defaults.notInBand(),
                limits(root.getOrDefault("limits", Map.of()), approvals));
    }

    private static McpSettings.ServerWord server(String glob, @Nullable Object tree) {
        Map<String, @Nullable Object> server =
                section(tree, "server '" + glob + "'", "trusted", "pinned", "requests", "tools");
        List<McpSettings.ToolWord> tools = new ArrayList<>();
        object(server.get("tools"), "tools").forEach((name, tool) -> tools.add(tool(name, tool)));
        boolean trusted = flag(server, "trusted", false);
        Set<String> requests = new LinkedHashSet<>(
                server.containsKey("requests") ? texts(server.get("requests"), "requests") : defaults(trusted));
        for (String request : requests) {
            if (!REQUESTS.contains(request)) {
                throw new IllegalArgumentException(
                        "There is no request '" + request + "'; there are " + REQUESTS + ".");
            }
        }
        return new McpSettings.ServerWord(glob, trusted, flag(server, "pinned", false), requests, List.copyOf(tools));
    }

    private static List<String> defaults(boolean trusted) {
        return trusted ? List.of("roots", "elicitation") : List.of("roots");
    }

    private static McpSettings.ToolWord tool(String glob, @Nullable Object tree) {
        String where = "tool '" + glob + "'";
        Map<String, @Nullable Object> tool = section(
                tree,
                where,
                "effects",
                "labels",
                "arguments",
                "principals",
                "hidden",
                "callsPerMinute",
                "handles",
                "accepts");
        Set<EffectKind> effects = EnumSet.noneOf(EffectKind.class);
        for (String id : texts(tool.get("effects"), "effects")) {
            effects.add(EffectKind.of(id)
                    .orElseThrow(
                            () -> new IllegalArgumentException("There is no effect '" + id + "' (" + where + ").")));
        }
        Optional<Set<Label>> labels = Optional.empty();
        if (tool.containsKey("labels")) {
            Set<Label> said = EnumSet.noneOf(Label.class);
            for (String id : texts(tool.get("labels"), "labels")) {
                said.add(Label.of(id)
                        .orElseThrow(() -> new IllegalArgumentException("There is no label '" + id + "'; there are "
                                + Arrays.stream(Label.values()).map(Label::id).toList() + ".")));
            }
            labels = Optional.of(said);
        }
        Map<String, McpSettings.ArgumentRule> arguments = new LinkedHashMap<>();
        object(tool.get("arguments"), "arguments").forEach((name, rule) -> {
            Map<String, @Nullable Object> parts = section(rule, "argument '" + name + "'", "only", "never");
            arguments.put(
                    name,
                    new McpSettings.ArgumentRule(texts(parts.get("only"), "only"), texts(parts.get("never"), "never")));
        });
        return new McpSettings.ToolWord(
                glob,
                effects,
                labels,
                arguments,
                texts(tool.get("principals"), "principals"),
                flag(tool, "hidden", false),
                number(tool, "callsPerMinute", Integer.MAX_VALUE),
                texts(tool.get("handles"), "handles"),
                accepts(tool.get("accepts")));
    }

    private static Map<String, McpSettings.HandleRule> accepts(@Nullable Object tree) {
        Map<String, McpSettings.HandleRule> accepts = new LinkedHashMap<>();
        object(tree, "accepts").forEach((name, rule) -> {
            Map<String, @Nullable Object> parts = section(rule, "accepts '" + name + "'", "from", "kinds");
            List<String> from = texts(parts.get("from"), "from");
            if (from.isEmpty()) {
                throw new IllegalArgumentException("What '" + name + "' accepts comes \"from\" nowhere.");
            }
            accepts.put(name, new McpSettings.HandleRule(from, texts(parts.get("kinds"), "kinds")));
        });
        return accepts;
    }

    private static McpSettings.Limits limits(@Nullable Object tree, Map<String, @Nullable Object> approvals) {
        Map<String, @Nullable Object> limits = section(
                tree,
                "limits",
                "requestChars",
                "resultChars",
                "tools",
                "pending",
                "callsPerMinute",
                "asksPerHour",
                "handleSeconds");
        McpSettings.Limits base = McpSettings.DEFAULT_LIMITS;
        return new McpSettings.Limits(
                number(limits, "requestChars", base.requestChars()),
                number(limits, "resultChars", base.resultChars()),
                number(limits, "tools", base.tools()),
                number(limits, "pending", base.pending()),
                number(limits, "callsPerMinute", base.callsPerMinute()),
                number(limits, "asksPerHour", base.asksPerHour()),
                Duration.ofSeconds(
                        number(approvals, "seconds", (int) base.askTime().toSeconds())),
                Duration.ofSeconds(
                        number(limits, "handleSeconds", (int) base.handleTime().toSeconds())));
    }

    private static List<String> effectIds(Map<String, @Nullable Object> approvals) {
        List<String> ids = texts(approvals.get("notInBand"), "notInBand");
        for (String id : ids) {
            if (Arrays.stream(EffectKind.values()).noneMatch(kind -> kind.isWithin(id))) {
                throw new IllegalArgumentException("There is no effect '" + id + "' nor one below it.");
            }
        }
        return ids;
    }

    private static Map<String, @Nullable Object> section(@Nullable Object tree, String where, String... keys) {
        Map<String, @Nullable Object> map = object(tree, where);
        List<String> known = List.of(keys);
        for (String key : map.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(
                        "There is no '" + key + "' in " + where + "; there are " + known + ".");
            }
        }
        return map;
    }

    private static Map<String, @Nullable Object> object(@Nullable Object tree, String where) {
        Map<String, @Nullable Object> map = tree == null ? Map.of() : Json.object(tree);
        if (map == null) {
            throw new IllegalArgumentException("'" + where + "' is no object.");
        }
        return map;
    }

    private static List<String> texts(@Nullable Object tree, String where) {
        List<String> texts = new ArrayList<>();
        if (tree instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            list.forEach(text -> texts.add((String) text));
        } else if (tree != null) {
            throw new IllegalArgumentException("'" + where + "' is no list of texts.");
        }
        return List.copyOf(texts);
    }

    private static boolean flag(Map<String, @Nullable Object> section, String key, boolean otherwise) {
        if (!section.containsKey(key)) {
            return otherwise;
        }
        if (section.get(key) instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException("'" + key + "' is neither true nor false.");
    }

    private static int number(Map<String, @Nullable Object> section, String key, int otherwise) {
        if (!section.containsKey(key)) {
            return otherwise;
        }
        if (section.get(key) instanceof Long number && number > 0 && number <= Integer.MAX_VALUE) {
            return Math.toIntExact(number);
        }
        throw new IllegalArgumentException("'" + key + "' is no positive number.");
    }

    private static String choice(@Nullable Object value, String key, String... choices) {
        if (value == null) {
            return choices[0];
        }
        if (value instanceof String text && List.of(choices).contains(text)) {
            return text;
        }
        throw new IllegalArgumentException("'" + key + "' is one of " + List.of(choices) + ".");
    }
}
