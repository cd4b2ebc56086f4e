/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.action.ToolAction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which actions a tool call of a host is: a table that ships as data, one for each host.
 *
 * <p>A tool that is not in the table, an input of another form, and a field that the table does not know are a call of a tool
 * of which nothing is known, which a guard judges strictly.
 */
final class ToolTable {

    private static final String MCP = "mcp__";
    private static final String SEPARATOR = "__";
    private static final int MAX_READINGS = 8;

    static final ToolTable CLAUDE_CODE = load(Host.CLAUDE_CODE);

    private final Host host;
    private final Map<String, Entry> entries;

    private ToolTable(Host host, Map<String, Entry> entries) {
        this.host = host;
        this.entries = entries;
    }

    /** Returns what a call of a tool with an input would do: at least one action. */
    List<Action> actions(String tool, Map<String, @Nullable Object> input) {
        if (tool.startsWith(MCP)) {
            return mcp(tool, input);
        }
        Entry entry = entries.get(tool);
        if (entry == null) {
            return List.of(unknown(tool, input));
        }
        List<Action> actions = new ArrayList<>(entry.actions(input));
        if (actions.isEmpty() || !entry.knowsAllOf(input)) {
            actions.add(unknown(tool, input));
        }
        return actions;
    }

    /** Returns the field that holds the command line of a call whose command can be rewritten for bash, or null. */
    @Nullable String rewritableField(String tool, Map<String, @Nullable Object> input) {
        Entry entry = entries.get(tool);
        return entry != null && entry.isBash() ? entry.text("text") : null;
    }

    /** Returns the change of folder that the command of a call begins with because another field names the folder. */
    String folderChange(String tool, Map<String, @Nullable Object> input) {
        Entry entry = entries.get(tool);
        return entry != null && entry.isBash() ? entry.folderChange(input) : "";
    }

    /** Returns the name under which a tool of a server is looked up. */
    static String mcpName(String server, String tool) {
        return MCP + server + SEPARATOR + tool;
    }

    static boolean isMcp(String tool) {
        return tool.startsWith(MCP);
    }

    /** Names of servers and tools may hold the separator themselves: every reading of the name is judged. */
    private List<Action> mcp(String tool, Map<String, @Nullable Object> input) {
        List<Action> readings = new ArrayList<>();
        String name = tool.substring(MCP.length());
        for (int at = name.indexOf(SEPARATOR, 1);
                at > 0 && at + SEPARATOR.length() < name.length() && readings.size() < MAX_READINGS;
                at = name.indexOf(SEPARATOR, at + 1)) {
            readings.add(Action.tool(name.substring(0, at), name.substring(at + SEPARATOR.length()), input));
        }
        return readings.isEmpty() ? List.of(unknown(tool, input)) : readings;
    }

    private ToolAction unknown(String tool, Map<String, @Nullable Object> input) {
        return Action.tool(host.id(), tool, input);
    }

    /** Returns the table of a host. */
    static ToolTable load(Host host) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> row : rows(host)) {
            Entry entry = new Entry(host, row);
            entries.put(entry.text("tool"), entry);
        }
        return new ToolTable(host, entries);
    }

    /** Returns the table of a host as it ships, with the examples of each row. */
    static List<Map<String, @Nullable Object>> rows(Host host) {
        String resource = host.id() + "-tools.json";
        try (InputStream in = Objects.requireNonNull(ToolTable.class.getResourceAsStream(resource), resource)) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            Map<String, @Nullable Object> table =
                    StrictJson.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            if (table.get("tools") instanceof List<?> list) {
                list.forEach(row -> rows.add(StrictJson.copy((Map<?, ?>) row)));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One row.
     *
     * @param host the host that the tool is of
     * @param row the members as the table has them
     */
    private record Entry(Host host, Map<String, @Nullable Object> row) {

        String text(String member) {
            return row.get(member) instanceof String text ? text : "";
        }

        boolean isBash() {
            return "shell".equals(text("as")) && "bash".equals(text("shell"));
        }

        /** Returns the actions of an input; none where the input has another form. */
        List<Action> actions(Map<String, @Nullable Object> input) {
            return switch (text("as")) {
                case "shell" -> shell(input);
                case "read" -> files(FileAction.Operation.READ, input);
                case "delete" -> files(FileAction.Operation.DELETE, input);
                case "patch" -> patch(input);
                case "list" -> search(input);
                case "write" -> write(input);
                case "fetch" -> fetch(input);
                case "tool" -> List.of(new ToolAction(host.id(), text("tool"), input, hints()));
                default -> List.of();
            };
        }

        /** Tells whether every field of an input that says something is one of this row. */
        boolean knowsAllOf(Map<String, @Nullable Object> input) {
            List<?> harmless = row.get("harmless") instanceof List<?> list ? list : List.of();
            return input.entrySet().stream()
                    .allMatch(field -> "tool".equals(text("as"))
                            || field.getValue() == null
                            || Boolean.FALSE.equals(field.getValue())
                            || harmless.contains(field.getKey())
                            || field.getKey().equals(text("text"))
                            || field.getKey().equals(text("folder"))
                            || paths().contains(field.getKey())
                            || field.getKey().equals(text("content"))
                            || field.getKey().equals(text("edits"))
                            || field.getKey().equals(text("within")));
        }

        /** Returns the folder that a command is to run in, empty where the call names none. */
        String folder(Map<String, @Nullable Object> input) {
            return input.get(text("folder")) instanceof String folder && !folder.equals(".") ? folder : "";
        }

        String folderChange(Map<String, @Nullable Object> input) {
            String folder = folder(input);
            return folder.isEmpty() ? "" : "cd " + OutputFilter.quoted(folder) + " && ";
        }

        private List<Action> shell(Map<String, @Nullable Object> input) {
            Object given = input.get(text("folder"));
            if (!(input.get(text("text")) instanceof String command) || (given != null && !(given instanceof String))) {
                return List.of();
            }
            if (isBash()) {
                return List.of(new ShellAction(folderChange(input) + command, ShellAction.Shell.BASH));
            }
            return folder(input).isEmpty()
                    ? List.of(new ShellAction(command, ShellAction.Shell.POWERSHELL))
                    : List.of();
        }

        /** Returns the fields that may hold the path: clients of several years have several names for it. */
        private List<String> paths() {
            return List.of(text("path").split("\\|", -1));
        }

        private @Nullable Object path(Map<String, @Nullable Object> input) {
            Object found = null;
            for (String field : paths()) {
                Object value = input.get(field);
                if (value != null && found != null) {
                    return null;
                }
                found = value == null ? found : value;
            }
            return found;
        }

        private List<Action> files(FileAction.Operation operation, Map<String, @Nullable Object> input) {
            Object given = path(input);
            List<?> paths = given instanceof List<?> list ? list : given == null ? List.of() : List.of(given);
            List<Action> actions = new ArrayList<>();
            for (Object each : paths) {
                if (!(each instanceof String path) || path.isEmpty()) {
                    return List.of();
                }
                actions.add(new FileAction(operation, path, null));
            }
            return actions;
        }

        private List<Action> patch(Map<String, @Nullable Object> input) {
            return input.get(text("text")) instanceof String patch ? PatchText.actions(patch) : List.of();
        }

        /** A search looks into a folder, and at the files below it that a pattern names. */
        private List<Action> search(Map<String, @Nullable Object> input) {
            Object found = path(input);
            List<?> given = found instanceof List<?> list ? list : List.of(found == null ? "." : found);
            Object pattern = input.get(text("within"));
            if (pattern != null && !(pattern instanceof String)) {
                return List.of();
            }
            List<Action> actions = new ArrayList<>();
            for (Object each : given) {
                if (!(each instanceof String folder)) {
                    return List.of();
                }
                actions.add(new FileAction(FileAction.Operation.LIST, folder.isEmpty() ? "." : folder, null));
                if (pattern instanceof String names && !names.isEmpty()) {
                    FileAction.Operation operation =
                            "read".equals(text("found")) ? FileAction.Operation.READ : FileAction.Operation.LIST;
                    boolean standsAlone = names.startsWith("/") || names.startsWith("~") || folder.isEmpty();
                    actions.add(new FileAction(operation, standsAlone ? names : folder + "/" + names, null));
                }
            }
            return actions;
        }

        private List<Action> write(Map<String, @Nullable Object> input) {
            if (!(path(input) instanceof String path) || path.isEmpty()) {
                return List.of();
            }
            Object content = text("edits").isEmpty()
                    ? input.getOrDefault(text("content"), "delete".equals(input.get("edit_mode")) ? "" : null)
                    : contentOfEdits(input.get(text("edits")));
            return content instanceof String text ? List.of(Action.write(path, text)) : List.of();
        }

        private @Nullable String contentOfEdits(@Nullable Object edits) {
            if (!(edits instanceof List<?> list) || list.isEmpty()) {
                return null;
            }
            StringBuilder content = new StringBuilder();
            for (Object edit : list) {
                if (!(edit instanceof Map<?, ?> map) || !(map.get(text("content")) instanceof String text)) {
                    return null;
                }
                content.append(content.isEmpty() ? "" : "\n").append(text);
            }
            return content.toString();
        }

        /** A text that is an address, or holds some between blanks. */
        private List<Action> fetch(Map<String, @Nullable Object> input) {
            if (!(input.get(text("text")) instanceof String text)) {
                return List.of();
            }
            if (!"prompt".equals(text("text"))) {
                return List.of(Action.http("GET", text));
            }
            List<Action> actions = new ArrayList<>();
            for (String word : text.split("\\s+", -1)) {
                if (word.startsWith("http://") || word.startsWith("https://")) {
                    actions.add(Action.http("GET", word));
                }
            }
            return actions;
        }

        /** The client's own tools are part of the host: what this table says of them can be relied on. */
        private ToolAction.Hints hints() {
            return switch (text("hints")) {
                case "reads" -> new ToolAction.Hints(true, false, true, false, true);
                case "writes" -> new ToolAction.Hints(false, false, false, false, true);
                case "destroys" -> new ToolAction.Hints(false, true, false, false, true);
                default -> ToolAction.Hints.NONE;
            };
        }
    }
}
