/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one command of PowerShell with its arguments and redirections, and writes it for the Bourne family. */
final class PowerShellCommand {

    private static final Set<String> SHELLS = Set.of("powershell", "pwsh");

    /**
     * What stands between two spaces.
     *
     * @param parameter the name of a parameter, without its dash; null for a value
     * @param words the value or the values of a list, as words of the Bourne family
     * @param plain the text as it stands; null where it is in quotes or made of parts
     * @param block what a block in braces would run; null where it is none
     */
    record Argument(
            @Nullable String parameter,
            List<String> words,
            @Nullable String plain,
            @Nullable String block,
            boolean pure) {
        boolean hasColon() {
            return parameter != null && !words.isEmpty();
        }
    }

    private final PowerShell shell;
    private final PowerShellCursor in;

    PowerShellCommand(PowerShell shell) {
        this.shell = shell;
        this.in = shell.in;
    }

    /**
     * Reads a command.
     *
     * @param upstream what its input comes from, as commands of the Bourne family; null where it has none
     */
    String command(@Nullable String upstream) {
        if (in.at("&") && in.peek(1) != '&') {
            return called(upstream);
        }
        if (in.at(". ") || in.at("&")) {
            throw new NotUnderstood();
        }
        StringBuilder plain = new StringBuilder();
        String word = bare(plain);
        if (!word.equals(PowerShell.quoted(plain.toString()))) {
            throw new NotUnderstood();
        }
        return named(plain.toString(), upstream);
    }

    /** Reads {@code & 'a program' …} or {@code & { … }}. */
    private String called(@Nullable String upstream) {
        in.expect("&");
        in.blanks(false);
        if (in.peek() == '{') {
            String block = shell.block();
            return upstream == null && in.atWordEnd() ? block : refuse();
        }
        char c = in.peek();
        if (c != '\'' && c != '"') {
            StringBuilder plain = new StringBuilder();
            String word = bare(plain);
            return word.equals(PowerShell.quoted(plain.toString())) ? named(plain.toString(), upstream) : refuse();
        }
        int before = in.position() + 1;
        in.position(before);
        String inside = in.until(String.valueOf(c));
        return inside.indexOf('$') >= 0 || inside.indexOf('`') >= 0 || !in.atWordEnd()
                ? refuse()
                : named(inside, upstream);
    }

    private static String refuse() {
        throw new NotUnderstood();
    }

    private String named(String written, @Nullable String upstream) {
        List<Argument> arguments = new ArrayList<>();
        StringBuilder redirects = new StringBuilder();
        while (true) {
            in.blanks(false);
            redirects.append(redirects());
            in.blanks(false);
            if (in.atEnd() || in.at("|") || in.at(";") || in.at("\n") || in.at(")") || in.at("}") || in.at("&&")) {
                break;
            }
            arguments.add(argument());
        }
        String name = written.replace('\\', '/');
        String lower = name.toLowerCase(Locale.ROOT);
        boolean path = lower.indexOf('/') >= 0;
        for (String ending : List.of(".exe", ".cmd", ".bat")) {
            name = lower.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
        }
        lower = name.toLowerCase(Locale.ROOT);
        if (SHELLS.contains(lower)) {
            return upstream == null ? inner(arguments) : refuse();
        }
        if (lower.equals("cmd")) {
            return upstream == null ? prompt(arguments) : refuse();
        }
        if (path && lower.startsWith("c:/windows/system32/")) {
            return refuse();
        }
        String done = Cmdlets.write(lower, name, arguments, upstream);
        String last = done != null ? done : joined(upstream, external(name, arguments));
        return redirects.isEmpty() ? last : "{ " + last + "\n}" + redirects;
    }

    private static String joined(@Nullable String upstream, String command) {
        return upstream == null ? command : upstream + " | " + command;
    }

    private static String external(String name, List<Argument> arguments) {
        boolean odd = name.isEmpty()
                || name.startsWith("-")
                || name.indexOf('=') >= 0
                || name.indexOf(':') == name.length() - 1
                || Set.of("cd..", "cd~").contains(name)
                || PromptPrograms.isOfBourneShell(name.toLowerCase(Locale.ROOT));
        if (odd) {
            throw new NotUnderstood();
        }
        StringBuilder out = new StringBuilder(PowerShell.quoted(name));
        for (Argument argument : arguments) {
            if (argument.block() != null) {
                throw new NotUnderstood();
            }
            if (argument.plain() != null) {
                out.append(' ').append(PowerShell.quoted(argument.plain()));
            } else {
                argument.words().forEach(word -> out.append(' ').append(word));
            }
        }
        return out.toString();
    }

    /** Reads redirections; what is written is a word of the Bourne family behind them. */
    String redirects() {
        StringBuilder out = new StringBuilder();
        while (true) {
            in.blanks(false);
            int digits = Cursor.isDigit(in.peek()) || in.peek() == '*' ? 1 : 0;
            if (in.peek(digits) != '>') {
                return out.toString();
            }
            in.advance(digits + 1);
            boolean append = in.skip(">");
            if (in.skip("&1")) {
                continue;
            }
            in.blanks(false);
            boolean nothing = in.skipWord("$null");
            String target = nothing ? "/dev/null" : Cmdlets.asPath(argument().words());
            out.append(append ? " >> " : " > ").append(target);
        }
    }

    private Argument argument() {
        char c = in.peek();
        if (c == '{') {
            int before = shell.met;
            String block = shell.block();
            return new Argument(null, List.of(), null, block, shell.met == before);
        }
        if (c == '-' && (Character.isLetter(in.peek(1)) || in.peek(1) == '-')) {
            return parameter();
        }
        List<String> words = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        boolean bare = true;
        boolean pure = true;
        while (true) {
            int before = shell.met;
            StringBuilder text = new StringBuilder();
            String word = element(text);
            pure &= shell.met == before;
            bare &= word.equals(PowerShell.quoted(text.toString()));
            words.add(word);
            plain.append(text);
            int place = in.position();
            in.blanks(false);
            if (!in.skip(",")) {
                in.position(place);
                String whole = bare && words.size() == 1 ? plain.toString() : null;
                return new Argument(null, words, whole, null, pure);
            }
            in.blanks(true);
            bare = false;
        }
    }

    private Argument parameter() {
        StringBuilder name = new StringBuilder();
        int before = in.position();
        while (!in.atWordEnd() && ":=,'\"$`".indexOf(in.peek()) < 0) {
            name.append(in.next());
        }
        if (in.at(":") && name.charAt(1) != '-') {
            in.advance(1);
            in.blanks(false);
            Argument value = argument();
            return new Argument(name.substring(1), value.words(), null, null, value.pure());
        }
        if (!in.atWordEnd()) {
            in.position(before);
            StringBuilder plain = new StringBuilder();
            String word = bare(plain);
            while (in.skip(",")) {
                StringBuilder more = new StringBuilder();
                word = word + "','" + bare(more);
                plain.append(',').append(more);
            }
            boolean literal = word.equals(PowerShell.quoted(plain.toString()));
            return new Argument(null, List.of(word), literal ? plain.toString() : null, null, true);
        }
        return name.toString().equals("--%")
                ? throwing()
                : new Argument(name.substring(1), List.of(), name.toString(), null, true);
    }

    private static Argument throwing() {
        throw new NotUnderstood();
    }

    /** Reads one value of an argument. */
    private String element(StringBuilder plain) {
        char c = in.peek();
        if (c == '(' || in.at("@(") || in.at("@{") || in.at("@\"") || in.at("@'") || in.at("$(")) {
            return values().value().word();
        }
        if (c == '@' || c == '<' || c == '&' || c == '>' || in.at("--%")) {
            throw new NotUnderstood();
        }
        if (c == '{') {
            return PowerShell.UNKNOWN_WORD + "\"$(" + shell.block() + "\n)\"";
        }
        if (c == '\'' || c == '"' || c == '$') {
            int before = in.position();
            PowerShellValues.Value value = values().value();
            if (in.atWordEnd() || in.at(",")) {
                return value.word();
            }
            in.position(before);
        }
        return bare(plain);
    }

    private PowerShellValues values() {
        return shell.values;
    }

    /** Reads a word without quotes round it; what it reads when nothing in it is worked out goes into the text. */
    private String bare(StringBuilder plain) {
        StringBuilder out = new StringBuilder();
        StringBuilder literal = new StringBuilder();
        while (!in.atEnd() && " \t\r\n;|(){},&<>".indexOf(in.peek()) < 0) {
            char c = in.peek();
            if (c == '\'' || c == '"' || (c == '$' && (Cursor.isNameStart(in.peek(1)) || in.peek(1) == '('))) {
                out.append(literal.isEmpty() ? "" : PowerShell.quoted(literal.toString()));
                literal.setLength(0);
                out.append(c == '$' ? values().dollar().word() : values().text());
            } else if (c == '`') {
                in.advance(1);
                literal.append(PowerShellValues.escaped(in.next()));
                plain.append(literal.charAt(literal.length() - 1));
            } else {
                literal.append(in.next());
                plain.append(c);
            }
        }
        if (out.isEmpty() && literal.isEmpty()) {
            throw new NotUnderstood();
        }
        out.append(literal.isEmpty() ? "" : PowerShell.quoted(literal.toString()));
        return out.toString();
    }

    /** Returns what a PowerShell started from this one would run. */
    private String inner(List<Argument> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            String option = argument.parameter() != null ? argument.parameter() : argument.plain();
            if (option == null || (argument.parameter() == null && !option.startsWith("/"))) {
                break;
            }
            String key = (option.startsWith("/") ? option.substring(1) : option).toLowerCase(Locale.ROOT);
            boolean encoded = key.equals("ec") || "encodedcommand".startsWith(key);
            List<Argument> rest = arguments.subList(i + 1, arguments.size());
            if (encoded || "command".startsWith(key)) {
                if (rest.size() == 1 && rest.get(0).block() != null) {
                    return rest.get(0).block();
                }
                String text = texts(rest);
                return "{ " + new PowerShell(encoded ? decoded(text) : text, shell.depth() + 1).whole() + "\n}";
            }
            boolean valued = "executionpolicy".startsWith(key) || key.equals("ep") || "windowstyle".startsWith(key);
            i += valued ? 1 : 0;
        }
        throw new NotUnderstood();
    }

    private static String prompt(List<Argument> arguments) {
        List<String> words = new ArrayList<>(List.of("cmd"));
        arguments.forEach(argument -> words.add(texts(List.of(argument))));
        String inner = CommandPrompt.afterC(words);
        String translated = inner == null ? null : CommandPrompt.translate(inner);
        if (translated == null) {
            throw new NotUnderstood();
        }
        return "{ " + translated + "\n}";
    }

    /** Returns the texts of arguments, with a space between them; all have to be known. */
    private static String texts(List<Argument> arguments) {
        StringBuilder out = new StringBuilder();
        for (Argument argument : arguments) {
            String text = argument.plain();
            if (text == null && argument.words().size() == 1 && argument.block() == null) {
                text = unquoted(argument.words().get(0));
            }
            if (text == null) {
                throw new NotUnderstood();
            }
            out.append(out.isEmpty() ? "" : " ").append(text);
        }
        return out.toString();
    }

    /** Returns the text of a word in single quotes; null where it is more. */
    static @Nullable String unquoted(String word) {
        StringBuilder out = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && c == '\\' && i + 1 < word.length()) {
                out.append(word.charAt(++i));
            } else if (!quoted && c != '*' && c != '?') {
                return null;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_16LE);
        } catch (IllegalArgumentException e) {
            throw new NotUnderstood();
        }
    }
}
