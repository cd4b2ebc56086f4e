/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.Command.Input;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.shell.Invocation.Io;
import dev.agentgovernance.core.internal.classify.shell.Syntax.RawRedirect;
import dev.agentgovernance.core.internal.classify.shell.Syntax.ShellWord;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Simple;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Substitution;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Works out what a command prints, where that follows from its words alone. */
final class Output {

    private static final int MAX_LENGTH = 16_384;

    /** Whose output is known where their words are. */
    private static final Set<String> PRINTERS =
            Set.of("echo", "printf", "tee", "cat", "base64", "gbase64", "openssl", "xxd", "rev", "tr");

    private Output() {}

    /**
     * Returns what a part of a script prints, or null where it is not known: a command, a pipeline of commands, or some of
     * them behind each other.
     */
    static @Nullable String of(Syntax.Node node, State state, Io io, Walker walker) {
        if (node instanceof Simple simple) {
            return of(simple, state.copy(), io, walker);
        }
        if (node instanceof Syntax.Pipeline pipeline) {
            return ofAll(pipeline, state, io, walker);
        }
        if (node instanceof Syntax.Group group && group.redirects().isEmpty()) {
            return of(group.body(), state, io, walker);
        }
        if (!(node instanceof Syntax.Sequence sequence) || sequence.items().isEmpty()) {
            return null;
        }
        StringBuilder all = new StringBuilder();
        for (Syntax.Node item : sequence.items()) {
            String text =
                    item instanceof Simple || item instanceof Syntax.Pipeline ? of(item, state, io, walker) : null;
            if (text == null || all.length() + text.length() > MAX_LENGTH) {
                return null;
            }
            all.append(text);
        }
        return all.toString();
    }

    private static @Nullable String ofAll(Syntax.Pipeline pipeline, State state, Io io, Walker walker) {
        Io input = io;
        String text = null;
        for (Syntax.Node stage : pipeline.stages()) {
            text = of(stage, state, input, walker);
            if (text == null) {
                return null;
            }
            input = new Io(new Input(Input.Source.TEXT, text), false);
        }
        return text;
    }

    /** Returns the output of a command, or null where it is not known. The command itself is judged elsewhere. */
    static @Nullable String of(Simple command, State state, Io io, Walker walker) {
        if (command.words().isEmpty() || !mayPrint(command.words().get(0)) || hasSubstitution(command)) {
            return null;
        }
        Expander expander = new Expander(walker, state);
        Input input = io.input();
        for (RawRedirect redirect : command.redirects()) {
            boolean known = redirect.operator().startsWith("<<")
                    && (redirect.descriptor().isEmpty() || redirect.descriptor().equals("0"));
            if (!known) {
                return redirect.operator().equals("<") || redirect.descriptor().isEmpty() ? null : textOf(input);
            }
            Word text = expander.single(redirect.target());
            String newline = redirect.operator().equals("<<<") ? "\n" : "";
            input = new Input(Input.Source.TEXT, text.isLiteral() ? text.text() + newline : null);
        }
        List<Word> words = expander.words(command.words());
        if (words.isEmpty()
                || words.stream().anyMatch(word -> !word.isLiteral())
                || state.functions.containsKey(words.get(0).text())) {
            return null;
        }
        String program = words.get(0).text();
        List<String> arguments = words.stream().skip(1).map(Word::text).toList();
        String name = program.substring(program.lastIndexOf('/') + 1);
        String output = switch (name) {
            case "echo" -> echo(arguments);
            case "printf" -> printf(arguments);
            case "tee" -> textOf(input);
            case "cat" -> arguments.isEmpty() || arguments.equals(List.of("-")) ? textOf(input) : null;
            case "base64", "gbase64", "openssl" -> decode(name, arguments, textOf(input));
            case "xxd" -> fromHex(arguments, textOf(input));
            case "rev" -> arguments.isEmpty() ? reversed(textOf(input)) : null;
            case "tr" -> translated(arguments, textOf(input));
            default -> null;
        };
        return output == null || output.length() > MAX_LENGTH ? null : output;
    }

    /** Returns what a command writes to a file that its standard output goes to, or null where it is not known. */
    static @Nullable String toFile(Simple command, State state, Io io, Walker walker) {
        List<RawRedirect> others = command.redirects().stream()
                .filter(redirect -> !redirect.operator().startsWith(">")
                        && !redirect.operator().startsWith("&>"))
                .toList();
        Simple printing =
                new Simple(command.assignments(), command.words(), command.declared(), others, command.span());
        return of(printing, state, io, walker);
    }

    private static boolean mayPrint(ShellWord program) {
        String name = program.plain();
        return name == null || PRINTERS.contains(name.substring(name.lastIndexOf('/') + 1));
    }

    private static boolean hasSubstitution(Simple command) {
        for (ShellWord word : command.words()) {
            for (Syntax.Part part : word.parts()) {
                if (part instanceof Substitution) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable String textOf(Input input) {
        return input.source() == Input.Source.TEXT ? input.text() : null;
    }

    private static @Nullable String echo(List<String> arguments) {
        int from = 0;
        boolean newline = true;
        boolean escapes = false;
        while (from < arguments.size() && isEchoOption(arguments.get(from))) {
            String option = arguments.get(from++);
            newline &= option.indexOf('n') < 0;
            escapes |= option.indexOf('e') >= 0;
        }
        String text = String.join(" ", arguments.subList(from, arguments.size()));
        if (text.indexOf('\\') >= 0) {
            // Some shells take escapes without being asked to.
            String decoded = decodeOrNull(text);
            if (decoded == null || (!escapes && !decoded.equals(text))) {
                return null;
            }
            text = decoded;
        }
        return newline ? text + "\n" : text;
    }

    private static @Nullable String decodeOrNull(String text) {
        boolean stops = text.contains("\\0") || text.contains("\\x0") || text.contains("\\c") || text.contains("\\u0");
        return stops ? null : AnsiC.decode(text);
    }

    private static boolean isEchoOption(String text) {
        return text.length() > 1
                && text.charAt(0) == '-'
                && text.chars().skip(1).allMatch(c -> "neE".indexOf(c) >= 0);
    }

    private static @Nullable String printf(List<String> arguments) {
        if (arguments.isEmpty() || arguments.get(0).startsWith("-")) {
            return null;
        }
        String format = arguments.get(0);
        List<String> values = arguments.subList(1, arguments.size());
        int used = 0;
        StringBuilder out = new StringBuilder();
        do {
            int before = used;
            int at = 0;
            while (at < format.length()) {
                // A percent sign that an escape stands for begins nothing.
                int sign = format.indexOf('%', at);
                String plain = decodeOrNull(format.substring(at, sign < 0 ? format.length() : sign));
                if (plain == null) {
                    return null;
                }
                out.append(plain);
                if (sign < 0) {
                    break;
                }
                char kind = sign + 1 < format.length() ? format.charAt(sign + 1) : '\0';
                if (kind == '%') {
                    out.append('%');
                } else if (kind == 's') {
                    out.append(used < values.size() ? values.get(used) : "");
                    used++;
                } else {
                    return null;
                }
                at = sign + 2;
            }
            if (used == before || out.length() > MAX_LENGTH) {
                return used == before && (values.isEmpty() || format.indexOf('%') < 0) ? out.toString() : null;
            }
        } while (used < values.size());
        return out.toString();
    }

    private static @Nullable String fromHex(List<String> arguments, @Nullable String input) {
        boolean plain = arguments.equals(List.of("-r", "-p"))
                || arguments.equals(List.of("-p", "-r"))
                || arguments.equals(List.of("-rp"))
                || arguments.equals(List.of("-pr"))
                || arguments.equals(List.of("-r", "-ps"));
        if (!plain || input == null) {
            return null;
        }
        StringBuilder digits = new StringBuilder();
        input.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> digits.append((char) c));
        try {
            return new String(HexFormat.of().parseHex(digits), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String reversed(@Nullable String input) {
        return input == null
                ? null
                : input.lines()
                        .map(line ->
                                new StringBuilder(line).reverse().append('\n').toString())
                        .collect(Collectors.joining());
    }

    /** Replaces characters of one set by those of another of the same length; ranges and deletions are worked out too. */
    private static @Nullable String translated(List<String> arguments, @Nullable String input) {
        boolean deletes = arguments.size() == 2 && arguments.get(0).equals("-d");
        if (input == null || arguments.size() != 2 || arguments.toString().contains("[:")) {
            return null;
        }
        String from = ranges(arguments.get(deletes ? 1 : 0));
        String to = deletes ? "" : ranges(arguments.get(1));
        if (from == null
                || to == null
                || (!deletes && (to.isEmpty() || arguments.get(0).startsWith("-")))) {
            return null;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < input.length(); i++) {
            int place = from.indexOf(input.charAt(i));
            if (place < 0) {
                out.append(input.charAt(i));
            } else if (!deletes) {
                out.append(to.charAt(Math.min(place, to.length() - 1)));
            }
        }
        return out.toString();
    }

    private static @Nullable String ranges(String set) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < set.length(); i++) {
            char c = set.charAt(i);
            if (c == '\\') {
                return null;
            }
            if (i + 2 < set.length() && set.charAt(i + 1) == '-' && set.charAt(i + 2) >= c && set.charAt(i + 2) < 128) {
                for (char in = c; in <= set.charAt(i + 2); in++) {
                    all.append(in);
                }
                i += 2;
            } else {
                all.append(c);
            }
        }
        return all.toString();
    }

    private static boolean decodesBase64(String program, List<String> arguments) {
        if (program.equals("openssl")) {
            return arguments.contains("-d")
                    && (arguments.contains("-base64") || arguments.contains("-a") || arguments.contains("base64"))
                    && List.of("enc", "base64", "-d", "-base64", "-a", "-A").containsAll(arguments);
        }
        return arguments.size() == 1
                && List.of("-d", "-D", "--decode", "-di", "-id").contains(arguments.get(0));
    }

    private static @Nullable String decode(String program, List<String> arguments, @Nullable String input) {
        boolean decodes = decodesBase64(program, arguments);
        if (!decodes || input == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(input);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
