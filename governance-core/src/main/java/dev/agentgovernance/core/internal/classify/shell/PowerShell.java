/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.Word;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a command line of PowerShell as one of the Bourne family that does the same, as far as that is possible with
 * little: names and aliases in any case, parameters by their beginning, pipelines, quotes. Whatever is more (calls of
 * members, blocks that do something, changes of the shell itself) is not understood, and said so.
 */
final class PowerShell {

    /** A word that is only known when it runs. */
    static final String UNKNOWN_WORD = "\"$UNKNOWN_WORD\"";

    private static final Set<String> SHELLS = Set.of("powershell", "pwsh", "powershell.exe", "pwsh.exe");
    private static final int MAX_DEPTH = 8;

    /** Says that a command line is not understood. It is thrown and caught in this class only. */
    private static final class NotUnderstood extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotUnderstood() {
            super("", null, false, false);
        }
    }

    /** A word: what it reads, whether that is all known, and whether it stands in quotes. */
    record Token(String text, boolean known, boolean quoted, boolean operator) {}

    private final String text;
    private final int depth;
    private int at;

    private PowerShell(String text, int depth) {
        this.text = text;
        this.depth = depth;
    }

    /** Returns the command line for a shell of the Bourne family, or null where it is not understood. */
    static @Nullable String translate(String commandLine) {
        try {
            return new PowerShell(commandLine, 0).lines();
        } catch (NotUnderstood e) {
            return null;
        }
    }

    private String lines() {
        if (depth > MAX_DEPTH) {
            throw new NotUnderstood();
        }
        StringBuilder out = new StringBuilder();
        List<Token> command = new ArrayList<>();
        while (true) {
            Token token = next();
            if (token != null && !token.operator()) {
                command.add(token);
                continue;
            }
            if (!command.isEmpty()) {
                out.append(command(command));
                command.clear();
            } else if (token != null
                    && (token.text().equals("|") || token.text().equals("&"))) {
                throw new NotUnderstood();
            }
            if (token == null) {
                return out.toString();
            }
            out.append(token.text().equals("\n") ? "\n" : " " + token.text() + " ");
        }
    }

    /** Returns the next word or operator; null at the end. */
    private @Nullable Token next() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.charAt(at) == '\r')) {
            at++;
        }
        if (at >= text.length()) {
            return null;
        }
        for (String operator : List.of("&&", "||", ";", "|", "\n")) {
            if (text.startsWith(operator, at)) {
                at += operator.length();
                return new Token(operator, true, false, true);
            }
        }
        if (text.charAt(at) == '#') {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
            return next();
        }
        return word();
    }

    private Token word() {
        StringBuilder word = new StringBuilder();
        boolean known = true;
        boolean quoted = false;
        while (at < text.length() && " \t\r\n;|".indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at);
            if (c == '`' && at + 1 < text.length()) {
                word.append(text.charAt(at + 1));
                at += 2;
            } else if (c == '\'' || c == '"') {
                quoted = true;
                known &= quotedText(c, word);
            } else if (c == '{' && word.isEmpty()) {
                block();
                known = false;
                quoted = true;
            } else if (c == '$') {
                known = false;
                variable();
            } else if ("(){}@<>&".indexOf(c) >= 0 || text.startsWith("--%", at) || text.startsWith("::", at)) {
                throw new NotUnderstood();
            } else {
                word.append(c);
                at++;
            }
        }
        return new Token(word.toString(), known, quoted, false);
    }

    private void variable() {
        at++;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_:?.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at < text.length() && "([{".indexOf(text.charAt(at)) >= 0) {
            throw new NotUnderstood();
        }
    }

    /** Reads a text in quotes; false where a variable is in it. */
    private boolean quotedText(char quote, StringBuilder into) {
        boolean known = true;
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                    at++;
                } else {
                    at++;
                    return known;
                }
            } else if (quote == '"' && c == '$') {
                if (text.startsWith("$(", at)) {
                    throw new NotUnderstood();
                }
                known = false;
            } else if (quote == '"' && c == '`' && at + 1 < text.length()) {
                c = text.charAt(++at);
            }
            into.append(c);
        }
        throw new NotUnderstood();
    }

    /** Goes past a block that only compares properties of what comes through the pipe. */
    private void block() {
        int close = text.indexOf('}', at);
        String inside = close < 0 ? "{" : text.substring(at + 1, close);
        boolean compares = inside.strip().startsWith("$_")
                && "(){}|;&`=<>".chars().noneMatch(c -> inside.indexOf(c) >= 0)
                && !inside.contains("::");
        if (!compares) {
            throw new NotUnderstood();
        }
        at = close + 1;
    }

    private String command(List<Token> words) {
        Token name = words.get(0);
        if (!name.known() || name.text().isEmpty()) {
            boolean prints = words.size() == 1 && name.quoted();
            if (words.size() == 1 && !prints && !name.quoted()) {
                return "true";
            }
            throw new NotUnderstood();
        }
        if (name.quoted()) {
            if (words.size() == 1) {
                return "true";
            }
            throw new NotUnderstood();
        }
        String program = name.text().toLowerCase(Locale.ROOT);
        program = program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
        if (SHELLS.contains(program)) {
            return shell(words);
        }
        if (program.equals("cmd") || program.equals("cmd.exe")) {
            String inner = CommandPrompt.afterC(words.stream().map(Token::text).toList());
            String translated = inner == null ? null : CommandPrompt.translate(inner);
            if (translated == null || words.stream().anyMatch(word -> !word.known())) {
                throw new NotUnderstood();
            }
            return "{ " + translated + "; }";
        }
        Cmdlet cmdlet = Cmdlet.named(program);
        return cmdlet != null ? cmdlet(cmdlet, words) : external(name, words);
    }

    private static String external(Token name, List<Token> words) {
        boolean cmdletLike = name.text().indexOf('-') > 0
                && Character.isUpperCase(name.text().charAt(0));
        boolean odd = name.text().startsWith("[")
                || name.text().startsWith(".")
                || name.text().indexOf('=') >= 0;
        if (cmdletLike || odd || Character.isDigit(name.text().charAt(0))) {
            throw new NotUnderstood();
        }
        StringBuilder out = new StringBuilder();
        words.forEach(word -> out.append(out.isEmpty() ? "" : " ").append(quoted(word)));
        return out.toString();
    }

    private String shell(List<Token> words) {
        for (int i = 1; i < words.size(); i++) {
            String option = words.get(i).text().toLowerCase(Locale.ROOT);
            if (option.length() < 2
                    || (option.charAt(0) != '-' && option.charAt(0) != '/')
                    || !words.get(i).known()) {
                break;
            }
            String key = option.substring(1);
            boolean encoded = key.equals("ec") || "encodedcommand".startsWith(key);
            if (encoded || "command".startsWith(key)) {
                StringBuilder rest = new StringBuilder();
                for (Token word : words.subList(i + 1, words.size())) {
                    if (!word.known()) {
                        throw new NotUnderstood();
                    }
                    rest.append(rest.isEmpty() ? "" : " ").append(word.text());
                }
                String inner = encoded ? decoded(rest.toString()) : rest.toString();
                return "{ " + new PowerShell(inner, depth + 1).lines() + "; }";
            }
            boolean valued = "executionpolicy".startsWith(key) || key.equals("ep") || "windowstyle".startsWith(key);
            i += valued ? 1 : 0;
        }
        throw new NotUnderstood();
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_16LE);
        } catch (IllegalArgumentException e) {
            throw new NotUnderstood();
        }
    }

    private static String cmdlet(Cmdlet cmdlet, List<Token> words) {
        boolean rehearsal = cmdlet.rehearses()
                && words.get(0).text().indexOf('-') > 0
                && words.stream().anyMatch(word -> !word.quoted() && word.text().equalsIgnoreCase("-WhatIf"));
        if (rehearsal) {
            return "true";
        }
        if (!cmdlet.isUnderstood()) {
            throw new NotUnderstood();
        }
        boolean prints = cmdlet.as().equals("-");
        StringBuilder out = new StringBuilder(prints ? "true" : cmdlet.as());
        for (int i = 1; i < words.size(); i++) {
            Token word = words.get(i);
            String text = word.text();
            boolean parameter = !word.quoted() && text.length() > 1 && text.charAt(0) == '-' && word.known();
            if (!parameter) {
                if (!prints) {
                    out.append(' ').append(quoted(word));
                }
                continue;
            }
            if (prints) {
                continue;
            }
            int colon = text.indexOf(':');
            String key = (colon < 0 ? text.substring(1) : text.substring(1, colon)).toLowerCase(Locale.ROOT);
            String option = of(key, cmdlet.switches());
            if (option != null) {
                out.append(option.isEmpty() ? "" : " " + option);
                continue;
            }
            Token value = colon >= 0
                    ? new Token(text.substring(colon + 1), true, false, false)
                    : i + 1 < words.size() ? words.get(++i) : null;
            String renamed = of(key, cmdlet.renamed());
            boolean taken = renamed != null || begins(key, cmdlet.values());
            if (value == null
                    || (!taken
                            && !begins(key, cmdlet.skipped())
                            && !cmdlet.skipped().contains("*"))) {
                throw new NotUnderstood();
            }
            if (taken) {
                out.append(renamed == null ? "" : " " + renamed).append(' ').append(quoted(value));
            }
        }
        return out.toString();
    }

    /**
     * Returns what a shell of the Bourne family would have to run if it were given a command of PowerShell by its full name;
     * null where the name is none, or the command is not understood.
     */
    static @Nullable String ofWords(String program, List<Word> arguments) {
        Cmdlet cmdlet = program.indexOf('-') > 0 && Character.isUpperCase(program.charAt(0))
                ? Cmdlet.named(program.toLowerCase(Locale.ROOT))
                : null;
        if (cmdlet == null || cmdlet.as().equals("touch")) {
            // What a file holds afterwards is in words that are not kept.
            return null;
        }
        StringBuilder line = new StringBuilder(program);
        for (Word word : arguments) {
            String text = word.text();
            boolean parameter = text.startsWith("-")
                    && text.chars().skip(1).allMatch(c -> Character.isLetterOrDigit(c) || c == ':');
            line.append(' ').append(!word.isLiteral() ? "$_" : parameter ? text : "'" + text.replace("'", "''") + "'");
        }
        return translate(line.toString());
    }

    /** A parameter may be cut short. */
    private static boolean begins(String key, Set<String> names) {
        return names.stream().anyMatch(name -> name.startsWith(key));
    }

    private static @Nullable String of(String key, Map<String, String> names) {
        for (Map.Entry<String, String> name : names.entrySet()) {
            if (name.getKey().startsWith(key)) {
                return name.getValue();
            }
        }
        return null;
    }

    /** Writes a word in quotes, with patterns left open: the commands themselves look for the files. */
    static String quoted(Token word) {
        if (!word.known()) {
            return UNKNOWN_WORD;
        }
        return quoted(word.text());
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("'");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c == '*' || c == '?' ? "'" + c + "'" : c == '\'' ? "'\\''" : String.valueOf(c));
        }
        return out.append('\'').toString();
    }
}
