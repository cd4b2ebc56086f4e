/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.classify.shell;

import dev.agentgovernance.core.classify.Command.Input;
import dev.agentgovernance.core.classify.Word;
import dev.agentgovernance.core.classify.shell.Invocation.Io;
import dev.agentgovernance.core.classify.shell.Syntax.RawRedirect;
import dev.agentgovernance.core.classify.shell.Syntax.ShellWord;
import dev.agentgovernance.core.classify.shell.Syntax.Simple;
import dev.agentgovernance.core.classify.shell.Syntax.Substitution;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works out what a command prints, where that follows from its words alone. */
final class Output {

    private static final int MAX_LENGTH = 16_384;

    private Output() {}

    /** Returns the output of a command, or null where it is not known. The command itself is judged elsewhere. */
    static @Nullable String of(Simple command, State state, Io io, Walker walker) {
        if (command.words().isEmpty() || hasSubstitution(command)) {
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
        if (words.stream().anyMatch(word -> !word.isLiteral())
                || state.functions.containsKey(words.get(0).text())) {
            return null;
        }
        String program = words.get(0).text();
        List<String> arguments = words.stream().skip(1).map(Word::text).toList();
        String name = program.substring(program.lastIndexOf('/') + 1);
        String output = switch (name) {
            case "echo" -> echo(arguments);
            case "printf" -> printf(arguments);
            case "cat" -> arguments.isEmpty() || arguments.equals(List.of("-")) ? textOf(input) : null;
            case "base64" -> decode(arguments, textOf(input));
            default -> null;
        };
        return output == null || output.length() > MAX_LENGTH ? null : output;
    }

    private static boolean hasSubstitution(Simple command) {
        for (ShellWord word : command.words()) {
            if (word.parts().stream().anyMatch(Substitution.class::isInstance)) {
                return true;
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
        String format = decodeOrNull(arguments.get(0));
        if (format == null) {
            return null;
        }
        List<String> values = arguments.subList(1, arguments.size());
        if (format.indexOf('%') < 0) {
            return format;
        }
        int used = 0;
        StringBuilder out = new StringBuilder();
        do {
            int before = used;
            for (int i = 0; i < format.length(); i++) {
                char c = format.charAt(i);
                if (c != '%') {
                    out.append(c);
                    continue;
                }
                char kind = ++i < format.length() ? format.charAt(i) : '\0';
                if (kind == '%') {
                    out.append('%');
                } else if (kind == 's') {
                    out.append(used < values.size() ? values.get(used) : "");
                    used++;
                } else {
                    return null;
                }
            }
            if (used == before || out.length() > MAX_LENGTH) {
                return used == before && values.isEmpty() ? out.toString() : null;
            }
        } while (used < values.size());
        return out.toString();
    }

    private static @Nullable String decode(List<String> arguments, @Nullable String input) {
        boolean decodes = arguments.size() == 1
                && List.of("-d", "-D", "--decode", "-di", "-id").contains(arguments.get(0));
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
