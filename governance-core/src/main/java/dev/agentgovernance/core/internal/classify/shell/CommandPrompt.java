/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a command line of the Windows command prompt as one of the Bourne family that does the same: lists, groups,
 * conditions and loops here, commands in {@link PromptPrograms}. Labels, calls, delayed variables and what else it can do
 * are not understood.
 *
 * <p>A variable {@code %X%} becomes {@code X}, and one of a loop, {@code %i}, becomes {@code for_i}.
 */
final class CommandPrompt {

    private static final int MAX_DEPTH = 16;

    private static final Set<String> COMPARISONS = Set.of("equ", "neq", "lss", "leq", "gtr", "geq", "==");

    /**
     * A word.
     *
     * @param word what it is for the Bourne family
     * @param plain what it reads; null where a variable is in it
     */
    record Part(String word, @Nullable String plain) {
        boolean is(String other) {
            return plain != null && plain.equalsIgnoreCase(other);
        }
    }

    private final String text;
    private final int depth;
    private int at;
    private int open;

    private CommandPrompt(String text, int depth) {
        this.text = text;
        this.depth = depth;
    }

    /** Returns the command line for a shell of the Bourne family, or null where it is not understood. */
    static @Nullable String translate(String commandLine) {
        return translate(commandLine, 0);
    }

    static @Nullable String translate(String commandLine, int depth) {
        if (depth > MAX_DEPTH) {
            return null;
        }
        try {
            CommandPrompt prompt = new CommandPrompt(commandLine, depth);
            String script = prompt.list();
            return prompt.at < commandLine.length() ? null : script;
        } catch (NotUnderstood e) {
            return null;
        }
    }

    /** Returns what stands behind {@code /c} or {@code /k}; null where neither is there. */
    static @Nullable String afterC(List<String> words) {
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).equalsIgnoreCase("/c") || words.get(i).equalsIgnoreCase("/k")) {
                return String.join(" ", words.subList(i + 1, words.size()));
            }
        }
        return null;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void blanks(boolean lines) {
        while (at < text.length() && (" \t\r".indexOf(peek()) >= 0 || (lines && peek() == '\n'))) {
            at++;
        }
    }

    private boolean skip(String mark) {
        if (text.startsWith(mark, at)) {
            at += mark.length();
            return true;
        }
        return false;
    }

    private String list() {
        if (++open > MAX_DEPTH) {
            throw new NotUnderstood();
        }
        StringBuilder out = new StringBuilder();
        while (true) {
            blanks(true);
            if (at >= text.length() || peek() == ')') {
                open--;
                return out.isEmpty() ? "true" : out.toString();
            }
            out.append(out.isEmpty() ? "" : "\n").append(chain());
            blanks(false);
            if (at < text.length() && peek() != ')' && !skip("&") && !skip("\n")) {
                throw new NotUnderstood();
            }
        }
    }

    private String chain() {
        StringBuilder out = new StringBuilder(pipe());
        while (true) {
            blanks(false);
            String operator = skip("&&") ? " && " : skip("||") ? " || " : "";
            if (operator.isEmpty()) {
                return out.toString();
            }
            out.append(operator).append(pipe());
        }
    }

    private String pipe() {
        StringBuilder out = new StringBuilder(command());
        while (true) {
            blanks(false);
            if (text.startsWith("||", at) || !skip("|")) {
                return out.toString();
            }
            out.append(" | ").append(command());
        }
    }

    private String command() {
        blanks(false);
        while (skip("@")) {
            blanks(false);
        }
        if (skip("(")) {
            String inside = list();
            if (!skip(")")) {
                throw new NotUnderstood();
            }
            return "{ " + inside + "\n}" + redirects();
        }
        if (peek() == ':') {
            throw new NotUnderstood();
        }
        int before = at;
        Part name = word(false);
        if (name.is("if")) {
            return conditional();
        }
        if (name.is("for")) {
            return loop();
        }
        if (name.is("rem") || name.is("title")) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
            return "true";
        }
        at = before;
        return simple();
    }

    private String simple() {
        List<Part> words = new ArrayList<>();
        StringBuilder redirects = new StringBuilder();
        while (true) {
            redirects.append(redirects());
            blanks(false);
            char c = peek();
            if (at >= text.length() || c == '&' || c == '|' || c == '\n' || (c == ')' && open > 1)) {
                break;
            }
            if (c == '(' || c == ')') {
                boolean printed = !words.isEmpty()
                        && words.get(0).plain() != null
                        && words.get(0).plain().toLowerCase(Locale.ROOT).startsWith("echo");
                if (!printed) {
                    throw new NotUnderstood();
                }
                at++;
                words.add(new Part("'" + c + "'", String.valueOf(c)));
                continue;
            }
            words.add(word(false));
        }
        if (words.isEmpty()) {
            throw new NotUnderstood();
        }
        return PromptPrograms.write(words, depth) + redirects;
    }

    private String redirects() {
        StringBuilder out = new StringBuilder();
        while (true) {
            blanks(false);
            int digit = Cursor.isDigit(peek()) && at + 1 < text.length() ? 1 : 0;
            char c = at + digit < text.length() ? text.charAt(at + digit) : '\0';
            boolean spaced = digit == 0 || at == 0 || " \t)".indexOf(text.charAt(at - 1)) >= 0;
            if ((c != '>' && c != '<') || !spaced) {
                return out.toString();
            }
            at += digit + 1;
            boolean append = skip(">");
            if (skip("&1") || skip("&2")) {
                continue;
            }
            blanks(false);
            Part target = word(false);
            String path = target.is("nul") ? "/dev/null" : Cmdlets.slashes(target.word(), c == '>');
            out.append(append ? " >> " : " " + c + " ").append(path);
        }
    }

    private String conditional() {
        boolean negated = false;
        Part first = word(true);
        while (first.is("/i") || first.is("not")) {
            negated |= first.is("not");
            first = word(true);
        }
        String check;
        if (first.is("exist")) {
            check = "test -e " + Cmdlets.slashes(word(true).word(), false);
        } else if (first.is("defined") || first.is("errorlevel")) {
            word(true);
            check = "test x";
        } else {
            String all = first.word();
            if (first.plain() == null || !first.plain().contains("==")) {
                Part operator = word(true);
                if (operator.plain() == null
                        || !(COMPARISONS.contains(operator.plain().toLowerCase(Locale.ROOT))
                                || operator.plain().startsWith("=="))) {
                    throw new NotUnderstood();
                }
                all += operator.plain().length() > 3 ? "" : " = " + word(true).word();
            }
            check = "test " + all;
        }
        String then = branch();
        int before = at;
        blanks(true);
        boolean otherwise = text.regionMatches(true, at, "else", 0, 4)
                && at + 4 < text.length()
                && " \t(".indexOf(text.charAt(at + 4)) >= 0;
        if (otherwise) {
            at += 4;
            return "if " + (negated ? "! " : "") + check + "\nthen " + then + "\nelse " + branch() + "\nfi";
        }
        at = before;
        return "if " + (negated ? "! " : "") + check + "\nthen " + then + "\nfi";
    }

    /** What runs under a condition or in a loop: to the end of the line where it is no group. */
    private String branch() {
        blanks(false);
        if (peek() == '(') {
            return command();
        }
        StringBuilder out = new StringBuilder(chain());
        while (peek() == '&' && open > 0) {
            at++;
            out.append('\n').append(chain());
            blanks(false);
        }
        return "{ " + out + "\n}";
    }

    private String loop() {
        Part word = word(true);
        boolean lines = word.is("/f");
        boolean numbers = word.is("/l");
        String root = ".";
        if (lines || numbers || word.is("/d") || word.is("/r")) {
            boolean deep = word.is("/r");
            blanks(false);
            word = word(true);
            if (lines && peekLoopVariable(word) == null) {
                word = word(true);
            } else if (deep && peekLoopVariable(word) == null) {
                root = word.word();
                word = word(true);
            }
        }
        String variable = peekLoopVariable(word);
        if (variable == null || !word(true).is("in")) {
            throw new NotUnderstood();
        }
        blanks(false);
        if (!skip("(")) {
            throw new NotUnderstood();
        }
        int end = text.indexOf(')', at);
        String set = end < 0 ? "" : text.substring(at, end).strip();
        if (set.isEmpty()) {
            throw new NotUnderstood();
        }
        if (set.startsWith("'") || set.startsWith("`")) {
            end = text.indexOf(set.charAt(0) + ")", at);
            set = end < 0 ? "" : text.substring(at, end + 1).strip();
            end++;
        }
        at = end + 1;
        if (!word(true).is("do")) {
            throw new NotUnderstood();
        }
        String source = lines ? output(set) : numbers ? "seq 9" : listed(set, root);
        return "for " + variable + " in " + (lines || numbers ? "$(" + source + "\n)" : source) + "\ndo " + branch()
                + "\ndone";
    }

    private static @Nullable String peekLoopVariable(Part word) {
        return word.plain() == null
                        && word.word().startsWith("\"$for_")
                        && word.word().endsWith("\"")
                ? word.word().substring(2, word.word().length() - 1)
                : null;
    }

    private String output(String set) {
        char quote = set.charAt(0);
        if (quote == '"' && set.endsWith("\"")) {
            return "true";
        }
        if (quote != '\'') {
            return set.indexOf(' ') < 0 && set.indexOf('%') < 0 ? "cat " + PowerShell.quoted(set) : refuse();
        }
        String inner = translate(set.substring(1, set.length() - 1), depth + 1);
        return inner == null ? refuse() : inner;
    }

    private static String listed(String set, String root) {
        StringBuilder out = new StringBuilder();
        for (String name : set.split("[ ,;]+", -1)) {
            if (name.indexOf('%') >= 0 || name.indexOf('"') >= 0 || name.indexOf('\'') >= 0 || name.indexOf('$') >= 0) {
                throw new NotUnderstood();
            }
            String path = Cmdlets.slashes(PowerShell.quoted(name), false);
            boolean pattern = name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
            out.append(out.isEmpty() ? "" : " ")
                    .append(root.equals(".") ? "" : root + "/")
                    .append(pattern ? path.replace("'", "") : path);
        }
        return out.toString();
    }

    private static String refuse() {
        throw new NotUnderstood();
    }

    /** Reads a word up to a space, an operator or a bracket. */
    private Part word(boolean control) {
        blanks(false);
        StringBuilder out = new StringBuilder();
        StringBuilder plain = new StringBuilder();
        boolean known = true;
        boolean quoted = false;
        int from = at;
        while (at < text.length()) {
            char c = peek();
            if (c == '"') {
                quoted = !quoted;
                at++;
            } else if (c == '^' && !quoted && at + 1 < text.length()) {
                plain.append(text.charAt(at + 1));
                at += 2;
            } else if (c == '%') {
                String variable = variable();
                if (variable == null) {
                    plain.append(c);
                } else {
                    known = false;
                    out.append(plain.isEmpty() ? "" : PowerShell.quoted(plain.toString()))
                            .append(variable);
                    plain.setLength(0);
                }
            } else if (c == '!' && text.indexOf('!', at + 1) > 0 && Cursor.isName(text.charAt(at + 1))) {
                throw new NotUnderstood();
            } else if (!quoted
                    && (" \t\r\n&|<>()".indexOf(c) >= 0)
                    && !(c == ')' && open <= 1 && !control && at > from)) {
                break;
            } else {
                plain.append(c);
                at++;
            }
        }
        if (quoted || at == from) {
            throw new NotUnderstood();
        }
        String text = plain.toString();
        return known
                ? new Part(PowerShell.quoted(text), text)
                : new Part(plain.isEmpty() ? out.toString() : out + PowerShell.quoted(text), null);
    }

    /** Reads a variable and goes past it; null, past the mark alone, where there is none. */
    private @Nullable String variable() {
        int from = at;
        at++;
        boolean twice = skip("%");
        int end = text.indexOf('%', at);
        String inside = end < 0 ? "" : text.substring(at, end);
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        boolean named = name.length() > 1 && name.chars().allMatch(c -> Cursor.isName(c) || "()".indexOf(c) >= 0);
        if (!twice && named) {
            at = end + 1;
            String word = WindowsEnvironment.word(name.replace("(", "_").replace(")", ""));
            return colon < 0 ? word : PowerShell.UNKNOWN_WORD + word;
        }
        if (skip("~")) {
            while ("fdpnxsatz".indexOf(peek()) >= 0
                    && at + 1 < text.length()
                    && Character.isLetter(text.charAt(at + 1))) {
                at++;
            }
        }
        if (Character.isLetter(peek())) {
            return "\"$for_" + text.charAt(at++) + "\"";
        }
        if (Character.isDigit(peek()) || peek() == '*') {
            throw new NotUnderstood();
        }
        at = from + 1;
        return null;
    }
}
