/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import java.util.ArrayList;
import java.util.List;

/** Cuts a script into words, texts and signs; comments are left out. */
final class ScriptWords {

    /**
     * A word, a text without its quotes, or a sign.
     *
     * @param isText whether it stood in quotes
     */
    record Word(String text, boolean isText) {
        boolean is(String plain) {
            return !isText && text.equals(plain);
        }
    }

    private ScriptWords() {}

    /** Cuts a script whose comments begin with two slashes, or with a slash and a star. */
    static List<Word> of(String script) {
        return words(script, false);
    }

    /** Cuts a script whose comments begin with a hash. */
    static List<Word> withHashes(String script) {
        return words(script, true);
    }

    private static List<Word> words(String script, boolean hashes) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < script.length()) {
            char c = script.charAt(at);
            if (hashes ? c == '#' : script.startsWith("//", at)) {
                at = behind(script, "\n", at);
            } else if (!hashes && script.startsWith("/*", at)) {
                at = behind(script, "*/", at + 2);
            } else if (c == '"' || c == '\'') {
                int end = endOfText(script, at);
                words.add(new Word(script.substring(at + 1, Math.max(at + 1, end)), true));
                at = end + 1;
            } else if (Character.isJavaIdentifierStart(c)) {
                int end = at + 1;
                while (end < script.length() && Character.isJavaIdentifierPart(script.charAt(end))) {
                    end++;
                }
                words.add(new Word(script.substring(at, end), false));
                at = end;
            } else {
                if (!Character.isWhitespace(c)) {
                    words.add(new Word(String.valueOf(c), false));
                }
                at++;
            }
        }
        return words;
    }

    private static int behind(String script, String end, int from) {
        int found = script.indexOf(end, from);
        return found < 0 ? script.length() : found + end.length();
    }

    /** Returns where the quote that ends a text stands; a text ends with its line. */
    private static int endOfText(String script, int quote) {
        int at = quote + 1;
        while (at < script.length() && script.charAt(at) != script.charAt(quote) && script.charAt(at) != '\n') {
            at += script.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, script.length());
    }
}
