/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.action.PlanAction;
import dev.agentgovernance.api.action.SqlAction;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.hook.ClaudeCodeHooks;
import dev.agentgovernance.core.hook.HookCall;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the lines of {@code decide}. A key that is not known is an error, since it might have meant something. */
final class QuestionReader {

    private static final String ANYBODY = "agent";
    private static final Set<String> KINDS = Set.of("shell", "sql", "tool", "file", "http", "plan", "publish");
    private static final Set<String> CONTEXT = Set.of("agent", "trust", "repo", "branch", "environment", "cwd");

    private final @Nullable String repository;
    private final @Nullable String folder;

    QuestionReader(@Nullable String repository, @Nullable String folder) {
        this.repository = repository;
        this.folder = folder;
    }

    static ActionContext anybody() {
        return ActionContext.builder(ANYBODY).build();
    }

    /**
     * Returns what a line asks.
     *
     * @throws InputException if it asks nothing that is known
     */
    Question read(String line, Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> given =
                fields.containsKey("context") ? object(fields, "context", CONTEXT) : Map.of();
        TrustLevel trust = given.containsKey("trust") ? constant(TrustLevel.class, given, "trust") : null;
        if (fields.containsKey("hook_event_name")) {
            HookCall call = hookCall(line);
            return new Question(
                    call.actions(),
                    context(given, call.context().toBuilder(), call.context()),
                    trust,
                    fields.get("tool_input"));
        }
        List<String> kinds = fields.keySet().stream().filter(KINDS::contains).toList();
        if (kinds.size() != 1) {
            throw new InputException("A line has exactly one of shell, sql, tool, file, http, plan, publish.");
        }
        String kind = kinds.get(0);
        for (String key : fields.keySet()) {
            boolean isKnown = key.equals(kind)
                    || key.equals("id")
                    || key.equals("context")
                    || (key.equals("dialect") && kind.equals("sql"));
            if (!isKnown) {
                throw new InputException("The line has a key that is not known.");
            }
        }
        ActionContext anybody = anybody();
        String agent = given.containsKey("agent") ? text(given, "agent") : ANYBODY;
        if (agent.isEmpty()) {
            throw new InputException("The agent has no name.");
        }
        return new Question(
                List.of(action(kind, fields)),
                context(given, ActionContext.builder(agent), anybody),
                trust,
                fields.get(kind));
    }

    private static HookCall hookCall(String line) {
        try {
            return ClaudeCodeHooks.read(line);
        } catch (IllegalArgumentException e) {
            throw new InputException(String.valueOf(e.getMessage()));
        }
    }

    private ActionContext context(
            Map<String, @Nullable Object> given, ActionContext.Builder context, ActionContext known) {
        String repo = given.containsKey("repo") ? text(given, "repo") : repository;
        if (repo != null) {
            context.repository(repo);
        }
        if (given.containsKey("branch")) {
            context.branch(text(given, "branch"));
        }
        if (given.containsKey("environment")) {
            context.environment(constant(Environment.class, given, "environment"));
        }
        String cwd = given.containsKey("cwd")
                ? text(given, "cwd")
                : known.workingDirectory().isPresent() ? null : folder;
        if (cwd != null) {
            // Nothing else is said of the working tree: the folder is its top.
            context.workingDirectory(cwd).repositoryRoot(cwd);
        }
        return context.build();
    }

    private static Action action(String kind, Map<String, @Nullable Object> fields) {
        return switch (kind) {
            case "shell" -> Action.shell(text(fields, "shell"));
            case "sql" ->
                new SqlAction(
                        text(fields, "sql"),
                        fields.containsKey("dialect")
                                ? constant(SqlAction.Dialect.class, fields, "dialect")
                                : SqlAction.Dialect.UNKNOWN,
                        "");
            case "tool" -> tool(object(fields, "tool", Set.of("server", "name", "arguments", "annotations")));
            case "file" -> file(object(fields, "file", Set.of("op", "path", "content")));
            case "http" -> http(object(fields, "http", Set.of("method", "url", "headers", "body")));
            case "plan" -> plan(fields);
            default -> {
                Map<String, @Nullable Object> publish = object(fields, "publish", Set.of("channel", "text"));
                yield Action.publish(text(publish, "channel"), text(publish, "text"));
            }
        };
    }

    private static ToolAction tool(Map<String, @Nullable Object> tool) {
        Map<String, @Nullable Object> arguments =
                tool.containsKey("arguments") ? anyObject(tool, "arguments") : Map.of();
        Map<String, @Nullable Object> hints =
                tool.containsKey("annotations") ? anyObject(tool, "annotations") : Map.of();
        return new ToolAction(
                text(tool, "server"),
                text(tool, "name"),
                arguments,
                new ToolAction.Hints(
                        flag(hints, "readOnlyHint"),
                        flag(hints, "destructiveHint"),
                        flag(hints, "idempotentHint"),
                        flag(hints, "openWorldHint"),
                        false));
    }

    private static FileAction file(Map<String, @Nullable Object> file) {
        return new FileAction(
                constant(FileAction.Operation.class, file, "op"),
                text(file, "path"),
                file.containsKey("content") ? text(file, "content") : null);
    }

    private static HttpAction http(Map<String, @Nullable Object> http) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        if (http.containsKey("headers")) {
            anyObject(http, "headers").forEach((name, value) -> headers.put(name, values(value)));
        }
        return new HttpAction(
                text(http, "method"), text(http, "url"), headers, http.containsKey("body") ? text(http, "body") : null);
    }

    private static PlanAction plan(Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> plan = anyObject(fields, "plan");
        PlanAction.Format format = plan.containsKey("format_version") || plan.containsKey("resource_changes")
                ? PlanAction.Format.TERRAFORM
                : plan.containsKey("ChangeSetName") || plan.containsKey("Changes")
                        ? PlanAction.Format.CLOUDFORMATION
                        : PlanAction.Format.UNKNOWN;
        return new PlanAction(format, plan);
    }

    private static List<String> values(@Nullable Object value) {
        if (value instanceof String one) {
            return List.of(one);
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new InputException("A header is a string or a list of strings.");
    }

    private static String text(Map<String, @Nullable Object> fields, String key) {
        if (fields.get(key) instanceof String text) {
            return text;
        }
        throw new InputException("\"" + key + "\" is a string.");
    }

    private static @Nullable Boolean flag(Map<String, @Nullable Object> fields, String key) {
        Object value = fields.get(key);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw new InputException("\"" + key + "\" is true or false.");
    }

    private static Map<String, @Nullable Object> anyObject(Map<String, @Nullable Object> fields, String key) {
        if (fields.get(key) instanceof Map<?, ?> map) {
            return Json.copy(map);
        }
        throw new InputException("\"" + key + "\" is an object.");
    }

    private static Map<String, @Nullable Object> object(
            Map<String, @Nullable Object> fields, String key, Set<String> members) {
        Map<String, @Nullable Object> object = anyObject(fields, key);
        if (!members.containsAll(object.keySet())) {
            throw new InputException("\"" + key + "\" has a member that is not known.");
        }
        return object;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, Map<String, @Nullable Object> fields, String key) {
        String name = text(fields, key).toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(constants(type))
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("\"" + key + "\" is one of "
                        + Arrays.stream(constants(type))
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    private static <E extends Enum<E>> E[] constants(Class<E> type) {
        return java.util.Objects.requireNonNull(type.getEnumConstants());
    }
}
