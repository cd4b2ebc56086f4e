/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of the fields that the mutations of a GraphQL document call: aliases, arguments, variables, directives, comments
 * and strings are told apart from names; fragments at the top of a mutation are followed.
 */
final class GraphQl {

    private static final int MOST_TOKENS = 20_000;

    private final List<String> tokens;
    private int next;
    private final Map<String, Set<String>> fragments = new LinkedHashMap<>();

    private GraphQl(List<String> tokens) {
        this.tokens = tokens;
    }

    /** Returns the names, empty for a document that only queries, or null where it cannot be read. */
    static @Nullable Set<String> mutations(String document) {
        List<String> tokens = tokens(document);
        if (tokens == null || tokens.isEmpty()) {
            return null;
        }
        GraphQl reader = new GraphQl(tokens);
        Set<String> found = new LinkedHashSet<>();
        while (reader.next < tokens.size()) {
            if (!reader.definition(found)) {
                return null;
            }
        }
        return reader.withoutSpreads(found);
    }

    private boolean definition(Set<String> found) {
        String word = tokens.get(next);
        Set<String> fields = new LinkedHashSet<>();
        if (word.equals("mutation")) {
            fields = found;
        } else if (word.equals("fragment") && next + 1 < tokens.size()) {
            fragments.put("..." + tokens.get(next + 1), fields);
        } else if (!word.equals("query") && !word.equals("subscription") && !word.equals("{")) {
            return false;
        }
        while (next < tokens.size() && !tokens.get(next).equals("{")) {
            if (!(tokens.get(next).equals("(") ? skip("(", ")") : advance())) {
                return false;
            }
        }
        return next < tokens.size() && selections(fields);
    }

    /** Reads from one brace to the brace that closes it. */
    private boolean selections(Set<String> fields) {
        // Inline fragments open braces whose fields still are at the top: they are counted, not descended into.
        int open = 0;
        boolean inline = false;
        while (next < tokens.size()) {
            String token = tokens.get(next);
            if (token.equals("{")) {
                if (open == 0 || inline) {
                    open++;
                    inline = false;
                    next++;
                } else if (!skip("{", "}")) {
                    return false;
                }
            } else if (token.equals("}")) {
                next++;
                if (--open == 0) {
                    return true;
                }
            } else if (token.equals("(")) {
                if (!skip("(", ")")) {
                    return false;
                }
            } else if (token.equals("@")) {
                next += 2;
            } else if (token.equals("...")) {
                inline = spread(fields);
            } else {
                field(fields, token);
            }
        }
        return false;
    }

    private void field(Set<String> fields, String token) {
        boolean alias = next + 2 < tokens.size() && tokens.get(next + 1).equals(":");
        fields.add(alias ? tokens.get(next + 2) : token);
        next += alias ? 3 : 1;
    }

    /** Reads what follows three dots; tells whether it is an inline fragment. */
    private boolean spread(Set<String> fields) {
        next++;
        String word = next < tokens.size() ? tokens.get(next) : "";
        if (word.equals("on")) {
            next += 2;
            return true;
        }
        if (word.equals("{") || word.equals("@")) {
            return true;
        }
        fields.add("..." + word);
        next++;
        return false;
    }

    private @Nullable Set<String> withoutSpreads(Set<String> found) {
        Set<String> names = new LinkedHashSet<>(found);
        List<String> open = new ArrayList<>(found);
        while (!open.isEmpty()) {
            String name = open.remove(open.size() - 1);
            if (name.startsWith("...")) {
                Set<String> fields = fragments.get(name);
                if (fields == null) {
                    return null;
                }
                fields.stream().filter(names::add).forEach(open::add);
            }
        }
        names.removeIf(name -> name.startsWith("..."));
        return found.isEmpty() || !names.isEmpty() ? names : null;
    }

    private boolean advance() {
        next++;
        return true;
    }

    private boolean skip(String opening, String closing) {
        int depth = 0;
        while (next < tokens.size()) {
            String token = tokens.get(next++);
            if (token.equals(opening)) {
                depth++;
            } else if (token.equals(closing) && --depth == 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns names and marks; a string is one token that no name equals. Null where a string or a character is wrong. */
    private static @Nullable List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (tokens.size() > MOST_TOKENS) {
                return null;
            }
            char c = text.charAt(at);
            int end = at + 1;
            if (c == '#') {
                end = endOfLine(text, at);
            } else if (c == '"') {
                end = endOfString(text, at);
                tokens.add("\"");
            } else if (isName(c) || c == '-') {
                while (end < text.length() && (isName(text.charAt(end)) || text.charAt(end) == '.')) {
                    end++;
                }
                tokens.add(text.substring(at, end));
            } else if (text.startsWith("...", at)) {
                end = at + 3;
                tokens.add("...");
            } else if ("{}()[]:$!=@|&".indexOf(c) >= 0) {
                tokens.add(String.valueOf(c));
            } else if (c > ' ' && c != ',' && c != '\uFEFF') {
                return null;
            }
            if (end < 0) {
                return null;
            }
            at = end;
        }
        return tokens;
    }

    private static boolean isName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    private static int endOfLine(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    /** Returns the index behind a string, or -1 where it does not end. */
    private static int endOfString(String text, int from) {
        boolean block = text.startsWith("\"\"\"", from);
        int at = from + (block ? 3 : 1);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (block ? text.startsWith("\\\"\"\"", at) : c == '\\') {
                at += block ? 4 : 2;
            } else if (block ? text.startsWith("\"\"\"", at) : c == '"') {
                return at + (block ? 3 : 1);
            } else if (!block && (c == '\n' || c == '\r')) {
                return -1;
            } else {
                at++;
            }
        }
        return -1;
    }
}
