/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.internal.text;

import java.util.function.Consumer;

/** Cuts a folded text into sentences, each written as its words between single blanks. */
final class Sentences {

    /** A list or a table has no ends of sentences; what stands further apart does not belong together. */
    private static final int MAX_WORDS = 40;

    private Sentences() {}

    static void of(String text, Consumer<CharSequence> sentences) {
        StringBuilder words = new StringBuilder();
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isOfWord(text, i)) {
                words.append(c);
                continue;
            }
            count += endWord(words);
            if (c == '@' || c == ':') {
                words.append(c).append(' ');
            }
            if (isEnd(text, i) || count == MAX_WORDS) {
                emit(words, sentences);
                count = 0;
            }
        }
        endWord(words);
        emit(words, sentences);
    }

    private static int endWord(StringBuilder words) {
        if (words.isEmpty() || words.charAt(words.length() - 1) == ' ') {
            return 0;
        }
        words.append(' ');
        return 1;
    }

    private static void emit(StringBuilder words, Consumer<CharSequence> sentences) {
        if (!words.isEmpty()) {
            sentences.accept(words);
            words.setLength(0);
        }
    }

    /** Letters, digits, and the dot of {@code .env}. */
    private static boolean isOfWord(String text, int i) {
        char c = text.charAt(i);
        if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
            return true;
        }
        boolean before = i > 0 && Character.isLetterOrDigit(text.charAt(i - 1));
        boolean after = i + 1 < text.length() && Character.isLetterOrDigit(text.charAt(i + 1));
        return c == '.' && !before && after;
    }

    private static boolean isEnd(String text, int i) {
        return switch (text.charAt(i)) {
            case '\n', '\r', '!', '?', ';', '。', '！', '？', '；', '।', '؟' -> true;
            case '.' -> i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1));
            default -> false;
        };
    }
}
