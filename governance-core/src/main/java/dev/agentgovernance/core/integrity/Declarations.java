/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import dev.agentgovernance.core.internal.classify.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a language declare and refer to, by its words alone: no parser, one line at a time. Immutable; the languages
 * are data, {@code languages.txt}.
 */
final class Declarations {

    static final List<Declarations> ALL = Resource.blocks(Declarations.class, "languages.txt").stream()
            .map(Declarations::new)
            .toList();

    /** Words behind which a name with a bracket is called, not declared. */
    private static final Set<String> STATEMENTS = Set.of(
            "return",
            "new",
            "throw",
            "else",
            "case",
            "await",
            "yield",
            "in",
            "instanceof",
            "assert",
            "and",
            "or",
            "not",
            "if",
            "while",
            "for",
            "switch",
            "catch",
            "do",
            "goto",
            "delete",
            "typeof",
            "sizeof",
            "using",
            "lock",
            "synchronized");

    /**
     * A name that is declared.
     *
     * @param name the name
     * @param parameters how many parameters it takes; -1 where there are none to be seen in the line
     */
    record Declared(String name, int parameters) {}

    private final String name;
    private final String family;
    private final List<String> files;
    private final Set<String> declares;
    private final boolean methods;
    private final String comment;
    private final List<String> positive;
    private final List<String> negative;

    private Declarations(Resource.Block block) {
        name = block.one("language");
        family = block.one("family");
        files = block.words("files");
        declares = Set.copyOf(block.words("declares"));
        methods = !block.all("methods").isEmpty();
        comment = block.one("comment");
        positive = block.all("yes");
        negative = block.all("no");
    }

    /** Returns the language of a file; null where it is none of these. */
    static @Nullable Declarations of(String path) {
        for (Declarations language : ALL) {
            if (language.files.stream().anyMatch(path::endsWith)) {
                return language;
            }
        }
        return null;
    }

    String name() {
        return name;
    }

    /** Returns what it shares names with. */
    String family() {
        return family;
    }

    List<String> positive() {
        return positive;
    }

    List<String> negative() {
        return negative;
    }

    /** Returns what a line declares; null where that is nothing. */
    @Nullable Declared declared(String line) {
        List<String> tokens = tokens(line);
        for (int i = 0; i < tokens.size(); i++) {
            if (declares.contains(tokens.get(i))) {
                int at = behindReceiver(tokens, i + 1);
                while (at + 2 < tokens.size()
                        && isName(tokens.get(at))
                        && tokens.get(at + 1).equals(".")) {
                    at += 2;
                }
                // A word that declares may be a plain name: "type = 3", "record(x)".
                if (at < tokens.size()
                        && isName(tokens.get(at))
                        && (i == 0 || !tokens.get(i - 1).equals("."))) {
                    return new Declared(tokens.get(at), parameters(tokens, at + 1));
                }
            }
        }
        return methods ? method(tokens) : null;
    }

    private static int behindReceiver(List<String> tokens, int at) {
        if (at < tokens.size() && tokens.get(at).equals("(")) {
            int close = tokens.subList(at, tokens.size()).indexOf(")");
            return close < 0 ? tokens.size() : at + close + 1;
        }
        return at;
    }

    /** A name with a bracket behind it and a type in front of it. */
    private static @Nullable Declared method(List<String> tokens) {
        if (tokens.isEmpty()
                || STATEMENTS.contains(tokens.get(0))
                || tokens.get(0).equals("}")) {
            return null;
        }
        for (int i = 1; i + 1 < tokens.size(); i++) {
            String before = tokens.get(i - 1);
            if (tokens.get(i).equals("=") || tokens.get(i).equals("(")) {
                return null;
            }
            if (tokens.get(i + 1).equals("(") && isName(tokens.get(i))) {
                boolean type = (isName(before) && !STATEMENTS.contains(before))
                        || before.equals(">")
                        || before.equals("]")
                        || before.equals("*")
                        || before.equals("&");
                return type && !before.startsWith("@") ? new Declared(tokens.get(i), parameters(tokens, i + 1)) : null;
            }
        }
        return null;
    }

    private static int parameters(List<String> tokens, int open) {
        if (open >= tokens.size() || !tokens.get(open).equals("(")) {
            return -1;
        }
        int depth = 0;
        int commas = 0;
        for (int i = open; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (token.equals("(") || token.equals("<") || token.equals("[") || token.equals("{")) {
                depth++;
            } else if (token.equals(")") || token.equals(">") || token.equals("]") || token.equals("}")) {
                depth--;
                if (depth == 0) {
                    return i == open + 1 ? 0 : commas + 1;
                }
            } else if (token.equals(",") && depth == 1) {
                commas++;
            }
        }
        return -1;
    }

    /** Returns the names in a line, those in its comments and texts left out. */
    List<String> names(String line) {
        return tokens(line).stream().filter(Declarations::isName).toList();
    }

    private static boolean isName(String token) {
        char first = token.charAt(0);
        return Character.isJavaIdentifierStart(first) && first != '$';
    }

    /** Names (one with a sign {@code @} is one) and single signs; blanks, texts, numbers and comments are left out. */
    private List<String> tokens(String line) {
        List<String> tokens = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (line.startsWith(comment, at) || (tokens.isEmpty() && c == '*') || line.startsWith("/*", at)) {
                return tokens;
            }
            if (c == '"' || c == '\'' || c == '`') {
                at = behindText(line, at);
            } else if (c == '@' || Character.isJavaIdentifierStart(c)) {
                int end = at + 1;
                while (end < line.length() && Character.isJavaIdentifierPart(line.charAt(end))) {
                    end++;
                }
                tokens.add(line.substring(at, end));
                at = end;
            } else {
                if (!Character.isWhitespace(c) && !Character.isDigit(c)) {
                    tokens.add(String.valueOf(c));
                }
                at++;
            }
        }
        return tokens;
    }

    private static int behindText(String line, int at) {
        for (int i = at + 1; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == line.charAt(at)) {
                return i + 1;
            }
        }
        // An apostrophe in a prose comment, a lifetime: the rest is read as code.
        return at + 1;
    }
}
