/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import java.util.Arrays;
import java.util.List;

/**
 * Matches globs against names and paths with {@code /} between folders: {@code *} stops at a {@code /}, {@code **} does
 * not, a leading {@code **}{@code /} also matches nothing, {@code ?} is one character.
 *
 * <p>Time is at most the product of the two lengths; no recursion, no allocation beyond two rows of flags.
 */
public final class Globs {

    private Globs() {}

    /** Tells whether one of the globs matches a text. */
    public static boolean matchesAny(List<String> globs, String text) {
        for (String glob : globs) {
            if (matches(glob, text)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a glob matches the whole of a text. */
    public static boolean matches(String glob, String text) {
        // Most globs are told from most texts by the plain text they begin with.
        int length = glob.length();
        int plain = 0;
        while (plain < length && glob.charAt(plain) != '*' && glob.charAt(plain) != '?') {
            if (plain == text.length() || glob.charAt(plain) != text.charAt(plain)) {
                return false;
            }
            plain++;
        }
        if (plain == length) {
            return text.length() == length;
        }
        // What ends with the first stars it has is the most common: two of them match any rest, one of them a name.
        if (glob.charAt(plain) == '*' && plain + 2 >= length) {
            if (plain + 1 == length) {
                return text.indexOf('/', plain) < 0;
            }
            if (glob.charAt(plain + 1) == '*') {
                return true;
            }
        }
        return matchesFrom(plain, glob, text);
    }

    /** Goes on behind the plain beginning, which both have. */
    private static boolean matchesFrom(int plain, String glob, String text) {
        // Row g holds: the first g characters of the glob match the text so far. One row per character of the text.
        int length = glob.length();
        boolean[] row = new boolean[length + 1];
        boolean[] next = new boolean[length + 1];
        row[plain] = true;
        skipStars(plain, glob, row, plain == 0 || text.charAt(plain - 1) == '/');
        for (int t = plain; t < text.length(); t++) {
            char c = text.charAt(t);
            boolean alive = false;
            for (int g = plain; g < length; g++) {
                if (!row[g]) {
                    continue;
                }
                char p = glob.charAt(g);
                if (p == '*') {
                    if (c != '/' || isDoubled(glob, g)) {
                        next[g] = true;
                        alive = true;
                    }
                } else if (p == '?' ? c != '/' : p == c) {
                    next[g + 1] = true;
                    alive = true;
                }
            }
            if (!alive) {
                return false;
            }
            skipStars(plain, glob, next, c == '/');
            boolean[] used = row;
            row = next;
            next = used;
            Arrays.fill(next, false);
        }
        return row[length];
    }

    private static boolean isDoubled(String glob, int g) {
        return (g + 1 < glob.length() && glob.charAt(g + 1) == '*') || (g > 0 && glob.charAt(g - 1) == '*');
    }

    /** Adds what is reached without reading a character: stars may match nothing, and so may a folder of {@code **}. */
    private static void skipStars(int from, String glob, boolean[] row, boolean folderStarts) {
        for (int g = from; g < glob.length(); g++) {
            if (row[g] && glob.charAt(g) == '*') {
                row[g + 1] = true;
                boolean atStart = g == 0 || glob.charAt(g - 1) == '/';
                if (folderStarts && atStart && glob.startsWith("**/", g)) {
                    row[g + 3] = true;
                }
            }
        }
    }
}
