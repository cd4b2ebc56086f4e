/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

/**
 * One word of SQL text.
 *
 * @param kind what it is
 * @param text a word in upper case, a quoted name without its quotes, a symbol or variable as it is; empty for literals
 * @param start the first unit
 * @param end the unit after the last
 */
record Token(Kind kind, String text, int start, int end) {

    enum Kind {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        VARIABLE,
        SYMBOL,
        /** The end of a statement: a semicolon, or a line that says {@code GO}. */
        SEPARATOR
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** Leaves the text out: it may hold a secret. */
    @Override
    public String toString() {
        return "Token[" + kind + ", " + start + "-" + end + "]";
    }
}
