/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.Resource;
import dev.agentgovernance.core.internal.classify.shell.CommandPrompt.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the commands of the command prompt, and the programs of Windows, are in words of the Bourne family: a table. */
final class PromptPrograms {

    /**
     * A command or program.
     *
     * @param program whether it is a file that any shell can start, and no command of the command prompt alone
     * @param as the command that does the same, or {@code -} where it only prints, or {@code ?}
     * @param first what may stand first; nothing where anything may
     * @param not beginnings that no word may have
     * @param most how many words there may be
     * @param switches what becomes of options, where anything does
     * @param values options that are followed by a value of theirs
     */
    record Entry(
            List<String> names,
            boolean program,
            String as,
            Set<String> first,
            List<String> not,
            int most,
            Map<String, String> switches,
            Set<String> values,
            List<String> examples) {}

    /** What the shells of the Bourne family do themselves, and those of Windows do not have or mean otherwise. */
    private static final Set<String> OF_BOURNE_SHELL = Set.of(
            "exec",
            "eval",
            "source",
            ".",
            "alias",
            "read",
            "export",
            "trap",
            "declare",
            "typeset",
            "local",
            "unset",
            "readonly",
            "builtin",
            "command",
            "shopt",
            "printf",
            "mapfile",
            "let",
            "enable",
            "hash",
            "getopts");

    private static final List<Entry> ENTRIES = load();
    private static final Map<String, Entry> BY_NAME = byName();

    private PromptPrograms() {}

    /** Tells whether a name, in small letters, is that of a command which only shells of the Bourne family have. */
    static boolean isOfBourneShell(String name) {
        return OF_BOURNE_SHELL.contains(name);
    }

    static List<Entry> entries() {
        return ENTRIES;
    }

    /** Tells whether a name is that of a command that only the command prompt has. */
    static boolean isOwn(String name) {
        Entry entry = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        return entry != null && !entry.program();
    }

    /** Tells whether a name is that of a program of Windows. */
    static boolean isProgram(String name) {
        Entry entry = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        return entry != null && entry.program();
    }

    /** Returns what a program of Windows does when it is started with words; null where that is not known. */
    static @Nullable String started(List<String> words) {
        List<Part> parts = new ArrayList<>();
        words.forEach(word -> parts.add(new Part(PowerShell.quoted(word), word)));
        try {
            return isProgram(words.get(0)) ? write(parts, 1) : null;
        } catch (NotUnderstood e) {
            return null;
        }
    }

    /** Writes a command. */
    static String write(List<Part> words, int depth) {
        String name = words.get(0).plain();
        if (name == null || name.isEmpty()) {
            throw new NotUnderstood();
        }
        List<Part> arguments = new ArrayList<>(words.subList(1, words.size()));
        String lower = plainName(name).toLowerCase(Locale.ROOT);
        if (lower.equals("cmd")) {
            return inner(words, depth);
        }
        int end = 0;
        while (end < lower.length() && Character.isLetter(lower.charAt(end))) {
            end++;
        }
        if (end < lower.length() && isOwn(lower.substring(0, end)) && "./\\".indexOf(lower.charAt(end)) >= 0) {
            // The commands of the prompt end where their letters do.
            String rest = name.substring(end);
            boolean printed = lower.startsWith("echo");
            if (!printed) {
                arguments.add(0, new Part(PowerShell.quoted(rest), rest));
            }
            lower = lower.substring(0, end);
        }
        Entry entry = BY_NAME.get(lower);
        if (entry == null) {
            return external(plainName(name), arguments);
        }
        return lower.equals("set")
                ? set(arguments)
                : lower.equals("cd") || lower.equals("chdir") ? folder(arguments) : own(entry, arguments);
    }

    private static String plainName(String name) {
        String path = name.replace('\\', '/');
        String lower = path.toLowerCase(Locale.ROOT);
        for (String ending : List.of(".exe", ".cmd", ".bat")) {
            if (lower.endsWith(ending)) {
                return path.substring(0, path.length() - ending.length());
            }
        }
        return path;
    }

    private static String inner(List<Part> words, int depth) {
        List<String> plain = new ArrayList<>();
        for (Part word : words) {
            if (word.plain() == null) {
                throw new NotUnderstood();
            }
            plain.add(word.plain());
        }
        String inside = CommandPrompt.afterC(plain);
        String translated = inside == null ? null : CommandPrompt.translate(inside, depth + 1);
        if (translated == null) {
            throw new NotUnderstood();
        }
        return "{ " + translated + "\n}";
    }

    private static String external(String name, List<Part> arguments) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean odd = isOfBourneShell(lower)
                || lower.endsWith("powershell")
                || lower.endsWith("pwsh")
                || ",;=+".chars().anyMatch(c -> name.indexOf(c) >= 0);
        if (odd) {
            throw new NotUnderstood();
        }
        StringBuilder out = new StringBuilder(PowerShell.quoted(name));
        arguments.forEach(argument -> out.append(' ').append(argument.word()));
        return out.toString();
    }

    private static String set(List<Part> arguments) {
        if (arguments.isEmpty()) {
            return "env";
        }
        Part first = arguments.get(0);
        if (first.is("/a")) {
            return "true";
        }
        String plain = first.plain() == null
                ? PowerShellCommand.unquoted(
                        first.word().substring(0, Math.max(0, first.word().indexOf('"'))))
                : first.plain();
        int equals = plain == null ? -1 : plain.indexOf('=');
        if (plain == null || first.is("/p") || (equals < 0 && arguments.size() > 1)) {
            throw new NotUnderstood();
        }
        if (equals < 0) {
            return first.plain() == null ? "env " : "env";
        }
        String name = plain.substring(0, equals).toUpperCase(Locale.ROOT);
        boolean free = name.chars().allMatch(Cursor::isName)
                && !name.isEmpty()
                && !name.startsWith("PATHEXT")
                && !name.equals("COMSPEC")
                && !name.startsWith("PS");
        if (!free) {
            throw new NotUnderstood();
        }
        boolean exact = first.plain() != null && arguments.size() == 1;
        StringBuilder out = new StringBuilder("export " + WindowsEnvironment.name(name) + "=");
        if (exact) {
            return out.append(PowerShell.quoted(plain.substring(equals + 1))).toString();
        }
        return out.append(PowerShell.UNKNOWN_WORD).toString();
    }

    private static String folder(List<Part> arguments) {
        List<Part> rest =
                !arguments.isEmpty() && arguments.get(0).is("/d") ? arguments.subList(1, arguments.size()) : arguments;
        if (rest.isEmpty()) {
            return "pwd";
        }
        if (rest.size() > 1) {
            throw new NotUnderstood();
        }
        return "cd " + Cmdlets.slashes(rest.get(0).word(), false);
    }

    private static String own(Entry entry, List<Part> written) {
        if (entry.as().equals("?")) {
            throw new NotUnderstood();
        }
        List<Part> arguments = split(entry, written);
        check(entry, arguments);
        if (entry.as().equals("-")) {
            return "true";
        }
        StringBuilder out = new StringBuilder(entry.as());
        StringBuilder operands = new StringBuilder();
        boolean reads =
                !Set.of("rm", "rm -r", "cp", "cp -r", "mv", "mkdir", "rmdir").contains(entry.as());
        for (int i = 0; i < arguments.size(); i++) {
            Part argument = arguments.get(i);
            String plain = argument.plain() == null ? "" : argument.plain();
            boolean option =
                    plain.length() > 1 && plain.charAt(0) == '/' && !entry.as().equals("echo");
            int colon = option ? plain.indexOf(':') : -1;
            String lower = option ? plain.toLowerCase(Locale.ROOT) : "";
            String joined = colon < 0 ? null : entry.switches().get(lower.substring(0, colon + 1));
            if (joined != null) {
                out.append(' ').append(joined).append(' ').append(PowerShell.quoted(plain.substring(colon + 1)));
            } else if (option && isOption(entry, plain)) {
                String becomes = entry.switches().get(lower);
                boolean valued = entry.values().contains(lower) && i + 1 < arguments.size();
                if (valued) {
                    i++;
                }
                if (becomes != null && !becomes.isEmpty()) {
                    out.append(' ')
                            .append(becomes)
                            .append(valued ? " " + arguments.get(i).word() : "");
                }
            } else {
                // A dash begins no option here.
                operands.append(!reads && plain.startsWith("-") ? " ./" : " ")
                        .append(Cmdlets.slashes(argument.is("nul") ? "'/dev/null'" : argument.word(), !reads));
            }
        }
        return out.append(operands).toString();
    }

    /** Options are short, or have a colon; what is longer is a path. */
    private static boolean isOption(Entry entry, String plain) {
        String lower = plain.toLowerCase(Locale.ROOT);
        return plain.length() <= 4
                || plain.indexOf(':') > 0
                || entry.values().contains(lower)
                || entry.switches().containsKey(lower)
                || entry.switches().containsKey("*");
    }

    /** Takes options apart that stand together. */
    private static List<Part> split(Entry entry, List<Part> written) {
        List<Part> arguments = new ArrayList<>();
        for (Part part : written) {
            String plain = part.plain();
            if (entry.program()
                    || plain == null
                    || !plain.startsWith("/")
                    || plain.indexOf('/', 1) < 0
                    || entry.as().equals("echo")) {
                arguments.add(part);
                continue;
            }
            for (String option : plain.substring(1).split("/", -1)) {
                arguments.add(new Part(PowerShell.quoted("/" + option), "/" + option));
            }
        }
        return arguments;
    }

    private static void check(Entry entry, List<Part> arguments) {
        boolean first = entry.first().isEmpty()
                || (arguments.isEmpty()
                        ? entry.first().contains("-")
                        : arguments.get(0).plain() != null
                                && entry.first()
                                        .contains(arguments.get(0).plain().toLowerCase(Locale.ROOT)));
        if (!first || arguments.size() > entry.most()) {
            throw new NotUnderstood();
        }
        if (entry.not().isEmpty()) {
            return;
        }
        for (Part argument : arguments) {
            String plain = argument.plain() == null ? null : argument.plain().toLowerCase(Locale.ROOT);
            if (plain == null || entry.not().stream().anyMatch(plain::startsWith)) {
                throw new NotUnderstood();
            }
        }
    }

    private static Map<String, Entry> byName() {
        Map<String, Entry> all = new HashMap<>();
        ENTRIES.forEach(entry -> entry.names().forEach(name -> all.put(name, entry)));
        return Map.copyOf(all);
    }

    private static List<Entry> load() {
        List<Entry> all = new ArrayList<>();
        for (Resource.Block block : Resource.blocks(PromptPrograms.class, "prompt.txt")) {
            boolean program = !block.all("program").isEmpty();
            Map<String, String> switches = new LinkedHashMap<>();
            for (String line : block.all("switch")) {
                int blank = line.indexOf(' ');
                switches.put(blank < 0 ? line : line.substring(0, blank), blank < 0 ? "" : line.substring(blank + 1));
            }
            all.add(new Entry(
                    block.words(program ? "program" : "command"),
                    program,
                    block.one("as"),
                    Set.copyOf(block.words("first")),
                    block.words("not"),
                    Integer.parseInt(block.oneOr("most", "1000")),
                    Map.copyOf(switches),
                    Set.copyOf(block.words("value")),
                    block.all("yes")));
        }
        return List.copyOf(all);
    }
}
