/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.shell.CmdletTable.Cmdlet;
import dev.agentgovernance.core.internal.classify.shell.PowerShellCommand.Argument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a command of PowerShell in words of the Bourne family, with its parameters bound as that shell binds them. */
final class Cmdlets {

    /** Commands of the Bourne family that only read the paths they are given. */
    private static final Set<String> READERS = Set.of("ls -d", "cat", "grep", "cd", "pushd");

    private static final Set<String> COMMON_SWITCHES = Set.of("verbose", "debug", "whatif", "confirm");
    private static final Set<String> COMMON_VALUES = Set.of(
            "erroraction",
            "warningaction",
            "informationaction",
            "errorvariable",
            "outvariable",
            "pipelinevariable",
            "outbuffer",
            "progressaction",
            "ea",
            "wa",
            "ev",
            "ov",
            "pv");

    private final Cmdlet cmdlet;
    private final Map<String, List<String>> slots = new HashMap<>();
    private final StringBuilder options = new StringBuilder();
    private final List<String> dropped = new ArrayList<>();
    private final List<String> blocks = new ArrayList<>();
    private boolean pure = true;

    private Cmdlets(Cmdlet cmdlet) {
        this.cmdlet = cmdlet;
    }

    /**
     * Writes a command, with what its input comes from; null where the name is no command of PowerShell.
     *
     * @throws NotUnderstood where it is one and not known
     */
    static @Nullable String write(String name, String written, List<Argument> arguments, @Nullable String upstream) {
        Cmdlet cmdlet = CmdletTable.of(name);
        if (isRehearsal(name, cmdlet, written, arguments)) {
            return piped(upstream, "true");
        }
        if (cmdlet == null) {
            if (!CmdletTable.isLike(written)) {
                return null;
            }
            List<@Nullable String> parameters = new ArrayList<>();
            arguments.forEach(argument -> parameters.add(argument.parameter()));
            if (!CmdletTable.reads(name, parameters)) {
                throw new NotUnderstood();
            }
            cmdlet = CmdletTable.ofReader(name);
        }
        if (cmdlet.as().equals("?")) {
            throw new NotUnderstood();
        }
        Cmdlets bound = new Cmdlets(cmdlet);
        bound.bind(arguments);
        return bound.written(upstream);
    }

    /** Tells whether a command only says what it would do: {@code -WhatIf}, which those that change things have. */
    private static boolean isRehearsal(String name, @Nullable Cmdlet cmdlet, String written, List<Argument> arguments) {
        return (cmdlet != null || CmdletTable.isLike(written))
                && !name.startsWith("invoke-")
                && (cmdlet == null || cmdlet.names().stream().noneMatch(one -> one.startsWith("invoke-")))
                && arguments.stream().allMatch(argument -> argument.pure() && argument.block() == null)
                && arguments.stream()
                        .anyMatch(argument -> argument.parameter() != null
                                && !argument.hasColon()
                                && Set.of("whatif", "wi")
                                        .contains(argument.parameter().toLowerCase(Locale.ROOT)));
    }

    private void bind(List<Argument> arguments) {
        List<String> free = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            if (argument.parameter() == null) {
                take(argument, free);
                continue;
            }
            String key = argument.parameter().toLowerCase(Locale.ROOT);
            String name = resolved(key);
            if (name == null && !cmdlet.skipped().contains("*")) {
                throw new NotUnderstood();
            }
            String option = name == null ? "" : cmdlet.switches().get(name);
            if (option != null || (name != null && COMMON_SWITCHES.contains(name))) {
                options.append(option == null || option.isEmpty() ? "" : " " + option);
                dropped.addAll(argument.words());
                continue;
            }
            Argument value = argument.hasColon() ? argument : i + 1 < arguments.size() ? arguments.get(++i) : null;
            if (value == null) {
                throw new NotUnderstood();
            }
            named(name == null ? "" : name, value);
        }
        for (String word : free) {
            position(word);
        }
    }

    private void take(Argument argument, List<String> free) {
        if (argument.block() != null) {
            blocks.add(argument.block());
        } else {
            String all = String.join(" ", argument.words());
            free.add(all);
        }
        pure &= argument.pure();
    }

    private void named(String name, Argument value) {
        pure &= value.pure();
        if (value.block() != null) {
            blocks.add(value.block());
        } else if (cmdlet.renamed().containsKey(name)) {
            options.append(' ').append(cmdlet.renamed().get(name)).append(' ').append(words(value));
        } else if (cmdlet.slots().contains(name)) {
            slots.put(name, value.words());
        } else {
            dropped.addAll(value.words());
        }
    }

    private static String words(Argument value) {
        return value.plain() != null && value.words().isEmpty()
                ? PowerShell.quoted(value.plain())
                : String.join(" ", value.words());
    }

    private void position(String words) {
        for (String slot : cmdlet.slots()) {
            if (!slots.containsKey(slot)) {
                slots.put(slot, List.of(words));
                return;
            }
        }
        if (cmdlet.as().equals("-") || cmdlet.skipped().contains("*")) {
            dropped.add(words);
        } else if (cmdlet.form().equals("many")) {
            String last = cmdlet.slots().get(cmdlet.slots().size() - 1);
            List<String> more = new ArrayList<>(slots.getOrDefault(last, List.of()));
            more.add(words);
            slots.put(last, more);
        } else {
            throw new NotUnderstood();
        }
    }

    /** Returns the whole name of a parameter that may be cut short; null where there is none, or more than one. */
    private @Nullable String resolved(String key) {
        List<String> found = new ArrayList<>();
        for (Set<String> names : List.of(
                cmdlet.switches().keySet(),
                Set.copyOf(cmdlet.slots()),
                cmdlet.same().keySet(),
                cmdlet.renamed().keySet(),
                cmdlet.skipped(),
                COMMON_SWITCHES,
                COMMON_VALUES)) {
            if (names.contains(key)) {
                return cmdlet.same().getOrDefault(key, key);
            }
            names.stream().filter(name -> name.startsWith(key)).forEach(found::add);
        }
        return found.size() == 1 ? cmdlet.same().getOrDefault(found.get(0), found.get(0)) : null;
    }

    private List<String> slot(String name) {
        return slots.getOrDefault(name, List.of());
    }

    private String written(@Nullable String upstream) {
        if (cmdlet.as().equals("-") || cmdlet.form().equals("keep")) {
            slots.values().forEach(dropped::addAll);
        }
        if (!blocks.isEmpty() && !Set.of("keep", "each", "run", "reads").contains(cmdlet.form())) {
            throw new NotUnderstood();
        }
        StringBuilder seen = new StringBuilder();
        dropped.stream()
                .filter(word -> word.contains("$("))
                .forEach(word -> seen.append(' ').append(word));
        String before = seen.isEmpty() ? "" : "true" + seen + "\n";
        String main = switch (cmdlet.form()) {
            case "each" -> each(upstream);
            case "keep" -> pure ? piped(upstream, cmdlet.as()) : each(upstream);
            case "reads" -> (blocks.isEmpty() || pure) ? piped(upstream, "true" + known()) : each(upstream);
            case "run" -> upstream == null ? all(blocks) : each(upstream);
            case "find" -> find(upstream);
            case "into" -> into(upstream);
            default -> plain(upstream);
        };
        return before.isEmpty() ? main : "{ " + before + main + "\n}";
    }

    private String known() {
        StringBuilder out = new StringBuilder();
        dropped.stream()
                .filter(word -> word.indexOf('$') >= 0 && !word.contains("$("))
                .forEach(word -> out.append(' ').append(word));
        return out.toString();
    }

    private static String piped(@Nullable String upstream, String command) {
        return upstream == null ? command : upstream + " | " + command;
    }

    private static String all(List<String> blocks) {
        return blocks.isEmpty() ? "true" : String.join("\n", blocks);
    }

    private String each(@Nullable String upstream) {
        if (cmdlet.form().equals("each") && blocks.isEmpty()) {
            // The name of a member: a property or a method.
            List<String> member =
                    cmdlet.slots().isEmpty() ? List.of() : slot(cmdlet.slots().get(0));
            String name = member.size() == 1 ? PowerShellCommand.unquoted(member.get(0)) : null;
            if (name == null
                    || !Set.of(
                                    "fullname",
                                    "name",
                                    "path",
                                    "length",
                                    "basename",
                                    "extension",
                                    "line",
                                    "trim",
                                    "toupper",
                                    "tolower",
                                    "tostring",
                                    "count",
                                    "value",
                                    "key",
                                    "id",
                                    "version",
                                    "directoryname",
                                    "filename")
                            .contains(name.toLowerCase(Locale.ROOT))) {
                throw new NotUnderstood();
            }
            return piped(upstream, "sort");
        }
        String source = upstream == null ? "true" : upstream;
        return "for ps__ in $(" + source + "\n)\ndo " + all(blocks) + "\ndone";
    }

    private String plain(@Nullable String upstream) {
        boolean fromPipe =
                upstream != null && !cmdlet.slots().isEmpty() && cmdlet.form().startsWith("pipe");
        String piped = fromPipe ? pipedSlot() : "";
        boolean lists = upstream != null && upstream.contains("find ");
        boolean takes =
                !piped.isEmpty() && slot(piped).isEmpty() && (!cmdlet.form().equals("pipefiles") || lists);
        if (takes) {
            slots.put(piped, List.of("\"$ps__\""));
        }
        boolean changes = !READERS.contains(cmdlet.as());
        StringBuilder out = new StringBuilder(cmdlet.as()).append(cmdlet.as().equals("-") ? "" : options);
        for (String name : cmdlet.slots()) {
            List<String> words = slot(name);
            boolean path = isPath(name);
            words.forEach(word -> out.append(' ').append(path ? slashes(word, changes) : word));
        }
        if (takes) {
            return "for ps__ in $(" + upstream + "\n)\ndo " + out + "\ndone";
        }
        if (fromPipe && !cmdlet.form().equals("pipefiles")) {
            return upstream + " | " + out;
        }
        return piped(upstream, out.toString());
    }

    /** Returns the slot that takes what comes through the pipe. */
    private String pipedSlot() {
        for (String name : cmdlet.slots()) {
            if (isPath(name) || name.equals("id") || name.equals("name") || name.equals("uri")) {
                return name;
            }
        }
        return "";
    }

    private static boolean isPath(String name) {
        return Set.of(
                        "path",
                        "literalpath",
                        "destination",
                        "filepath",
                        "newname",
                        "destinationpath",
                        "outfile",
                        "infile")
                .contains(name);
    }

    private String find(@Nullable String upstream) {
        StringBuilder out = new StringBuilder("find");
        List<String> paths = slot("path");
        List<String> named = new ArrayList<>();
        for (String path : paths.isEmpty() ? List.of("'.'") : paths) {
            String one = slashes(path, false);
            String plain = PowerShellCommand.unquoted(one);
            if (plain != null && plain.toLowerCase(Locale.ROOT).startsWith("env:")) {
                return piped(upstream, "env");
            }
            int slash = plain == null ? -1 : plain.lastIndexOf('/');
            String last = plain == null ? "" : plain.substring(slash + 1);
            boolean pattern =
                    paths.size() == 1 && last.indexOf('*') >= 0 && plain != null && plain.indexOf('*') > slash;
            if (pattern && plain != null) {
                String folder = slash < 0 ? "." : plain.substring(0, Math.max(1, slash));
                out.append(' ').append(closed(PowerShell.quoted(folder)));
                named.add(PowerShell.quoted(last));
            } else {
                out.append(' ').append(closed(one));
            }
        }
        named.addAll(slot("filter"));
        List<String> include = slot("include");
        named.addAll(include.size() == 1 ? include : List.of());
        named.forEach(name -> out.append(" -name ").append(closed(name)));
        if (upstream == null) {
            return out.toString();
        }
        return "for ps__ in $(" + upstream + "\n)\ndo " + out + "\ndone";
    }

    /** Writes a pattern as a word that the shell leaves alone. */
    private static String closed(String word) {
        String plain = PowerShellCommand.unquoted(word);
        return plain == null || plain.indexOf('\'') >= 0 ? word : "'" + plain + "'";
    }

    private String into(@Nullable String upstream) {
        List<String> paths = slot("path");
        if (paths.isEmpty()) {
            throw new NotUnderstood();
        }
        String arrow = options.indexOf("append") >= 0 || cmdlet.as().contains("append") ? " >> " : " > ";
        String source = upstream != null ? "cat" : "echo " + String.join(" ", slot("value"));
        List<String> targets = new ArrayList<>();
        paths.forEach(path -> targets.add(source + arrow + slashes(path, true)));
        return piped(upstream, targets.size() == 1 ? targets.get(0) : "{ " + String.join("\n", targets) + "\n}");
    }

    /** Returns the only word as a path. */
    static String asPath(List<String> words) {
        if (words.size() != 1) {
            throw new NotUnderstood();
        }
        return slashes(words.get(0), true);
    }

    /** Writes a path with slashes. A drive that is no disk, or a place relative to a disk, is only for reading. */
    static String slashes(String word, boolean changes) {
        String path = word.replace("'\\''", "\0").replace('\\', '/').replace("\0", "'\\''");
        String plain = PowerShellCommand.unquoted(path);
        int colon = plain == null ? -1 : plain.indexOf(':');
        boolean disk = colon == 1 && plain != null && plain.length() > 2 && plain.charAt(2) == '/';
        if (changes && colon >= 0 && !disk) {
            throw new NotUnderstood();
        }
        if (plain != null && plain.startsWith("~/")) {
            return "\"$HOME\"/" + PowerShell.quoted(plain.substring(2));
        }
        return "'~'".equals(path) ? "\"$HOME\"" : path;
    }
}
