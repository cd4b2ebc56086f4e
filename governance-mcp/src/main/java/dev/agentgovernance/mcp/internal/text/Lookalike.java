/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.internal.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a text looks like: its skeleton after UTS #39, with all of the table of confusable characters.
 */
public final class Lookalike {

    private Lookalike() {}

    /** Returns a text in small letters as a reader would take it: compatibility forms and look-alikes become plain letters. */
    public static String folded(String text) {
        boolean ascii = true;
        for (int i = 0; i < text.length() && ascii; i++) {
            ascii = text.charAt(i) < 0x80;
        }
        if (ascii) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder folded = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFD)
                .codePoints()
                .filter(Lookalike::isSeen)
                .forEach(c -> Confusables.append(c, folded));
        // What stands for a letter may itself have a mark that is hardly seen.
        StringBuilder plain = new StringBuilder(folded.length());
        Normalizer.normalize(folded, Normalizer.Form.NFKD)
                .codePoints()
                .filter(Lookalike::isSeen)
                .forEach(plain::appendCodePoint);
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isSeen(int c) {
        int type = Character.getType(c);
        boolean filler = c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0;
        return type != Character.NON_SPACING_MARK
                && type != Character.ENCLOSING_MARK
                && type != Character.FORMAT
                && !filler;
    }

    /**
     * Returns what a name looks like at a glance: folded, with the characters that are drawn alike made one, and without the
     * marks between words.
     */
    public static String skeleton(String name) {
        String folded = folded(name);
        StringBuilder skeleton = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            char next = i + 1 < folded.length() ? folded.charAt(i + 1) : ' ';
            if (c == 'r' && next == 'n') {
                skeleton.append('m');
                i++;
            } else if (c == 'v' && next == 'v') {
                skeleton.append('w');
                i++;
            } else if (c == '0') {
                skeleton.append('o');
            } else if (c == '1' || c == 'i' || c == '|') {
                skeleton.append('l');
            } else if (c == '5') {
                skeleton.append('s');
            } else if (Character.isLetterOrDigit(c)) {
                skeleton.append(c);
            }
        }
        return skeleton.toString();
    }

    /** Tells whether two different names can be taken for each other. */
    public static boolean isLike(String a, String b) {
        if (a.equals(b)) {
            return false;
        }
        String left = skeleton(a);
        String right = skeleton(b);
        if (left.equals(right)) {
            return true;
        }
        // Short names are apart by one letter as a matter of course: get and set, read and head. So are numbers and
        // plurals.
        int length = Math.min(left.length(), right.length());
        if (length < 8 || (left + "s").equals(right) || (right + "s").equals(left) || differInDigits(a, b)) {
            return false;
        }
        // Nor is a name with another word a slip of the pen: words are compared one by one.
        List<String> words = Words.of(a);
        List<String> others = Words.of(b);
        return words.size() == others.size() && isSlip(words, others) && distance(left, right) <= 1;
    }

    /** Tells whether one long word differs a little: a short one that differs is another word. */
    private static boolean isSlip(List<String> words, List<String> others) {
        List<Integer> different = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).equals(others.get(i))) {
                different.add(Math.min(words.get(i).length(), others.get(i).length()));
            }
        }
        return different.size() == 1 && different.get(0) >= 5;
    }

    private static boolean differInDigits(String a, String b) {
        return withoutDigits(a).equals(withoutDigits(b));
    }

    private static String withoutDigits(String text) {
        StringBuilder without = new StringBuilder();
        text.chars().filter(c -> c < '0' || c > '9').forEach(c -> without.append((char) c));
        return without.toString();
    }

    /** The least number of letters added, left out, changed or swapped with their neighbour. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int changed = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(changed, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
