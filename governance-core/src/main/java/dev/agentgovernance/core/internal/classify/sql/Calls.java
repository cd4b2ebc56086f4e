/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells a call of a function that ships with a server and only reads from a call of code that the text does not show: a
 * function may write even inside a query, and even while a plan for it is made.
 */
final class Calls {

    private static final Set<String> SERVER_SCHEMAS = Set.of("pg_catalog", "information_schema", "sys");
    /** What follows is a name with its columns or parameters, and no call. */
    private static final Set<String> BEFORE_COLUMNS =
            Set.of("INTO", "COPY", "PREPARE", "WITH", "RECURSIVE", "AS", "INSERT", "TABLE", "CURSOR");

    private Calls() {}

    /** Tells whether the name at an index calls something that is not known. */
    static boolean isUnknown(List<Token> tokens, int i, SqlWords words) {
        if (i + 1 >= tokens.size() || !tokens.get(i + 1).isSymbol("(")) {
            return false;
        }
        String name = name(tokens.get(i));
        int first = firstPart(tokens, i);
        if (first == i) {
            boolean known = words.onlyReads(name) || words.function(name) != null;
            return !known && !namesColumns(tokens, i, i);
        }
        boolean ofServer = SERVER_SCHEMAS.contains(name(tokens.get(i - 2)))
                && (words.onlyReads(name) || words.function(name) != null);
        return !ofServer && !namesColumns(tokens, first, i);
    }

    /** A word means the same in any case; a quoted name does not. */
    private static String name(Token token) {
        return token.kind() == Token.Kind.WORD ? token.text().toLowerCase(Locale.ROOT) : token.text();
    }

    private static int firstPart(List<Token> tokens, int i) {
        int first = i;
        // A name has few parts: a longer one is no name, and is not followed to its start.
        while (first >= 2
                && i - first < 8
                && tokens.get(first - 1).isSymbol(".")
                && tokens.get(first - 2).isName()) {
            first -= 2;
        }
        return first;
    }

    private static boolean namesColumns(List<Token> tokens, int first, int last) {
        if (first == 0) {
            return false;
        }
        Token before = tokens.get(first - 1);
        return before.isSymbol(")")
                || (before.kind() == Token.Kind.WORD && BEFORE_COLUMNS.contains(before.text()))
                || (before.isSymbol(",") && first == last && namesQuery(tokens, last + 1));
    }

    /** A further part of WITH: {@code , b(m, k) AS (SELECT}. Looks at names and commas alone, so each is seen twice at most. */
    private static boolean namesQuery(List<Token> tokens, int open) {
        int i = open + 1;
        while (i < tokens.size() && (tokens.get(i).isName() || tokens.get(i).isSymbol(","))) {
            i++;
        }
        if (i + 1 >= tokens.size()
                || !tokens.get(i).isSymbol(")")
                || !tokens.get(i + 1).isWord("AS")) {
            return false;
        }
        i += 2;
        while (i < tokens.size()
                && (tokens.get(i).isWord("NOT") || tokens.get(i).isWord("MATERIALIZED"))) {
            i++;
        }
        if (i + 1 >= tokens.size() || !tokens.get(i).isSymbol("(")) {
            return false;
        }
        Token begins = tokens.get(i + 1);
        return begins.isSymbol("(")
                || begins.isWord("SELECT")
                || begins.isWord("VALUES")
                || begins.isWord("WITH")
                || begins.isWord("TABLE");
    }
}
