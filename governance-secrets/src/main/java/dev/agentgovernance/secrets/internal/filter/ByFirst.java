/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.Arrays;

/** Texts in small letters by their first character, so that a value is compared with few. Immutable. */
public final class ByFirst {
    private static final int ASCII = 128;
    private static final String[] NONE = {};

    private final String[][] texts = new String[ASCII][];

    private ByFirst(String[] all) {
        for (int c = 0; c < ASCII; c++) {
            char first = (char) c;
            texts[c] =
                    Arrays.stream(all).filter(text -> text.charAt(0) == first).toArray(String[]::new);
        }
    }

    /** Sorts texts, none of which is empty or begins with a capital or outside ASCII. */
    public static ByFirst of(String... texts) {
        return new ByFirst(texts);
    }

    /** Returns the texts that begin with a character in any case, in their order; not to be changed. */
    String[] of(int c) {
        return c < 0 || c >= ASCII ? NONE : texts[Chars.isUpper(c) ? c + 32 : c];
    }

    /** Returns whether one of the texts stands anywhere in a part of a line in any case. */
    public boolean isAnyIn(TextLine line, int start, int end) {
        line.step(Math.max(0, end - start));
        for (int i = start; i < end; i++) {
            for (String text : of(line.at(i))) {
                if (i + text.length() <= end && line.matchesIgnoringCase(i, text)) {
                    return true;
                }
            }
        }
        return false;
    }
}
