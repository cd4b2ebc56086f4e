/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.internal.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a text looks like: its skeleton after UTS #39, with the part of the table of confusable characters that look like Latin
 * letters and digits.
 */
public final class Lookalike {

    /* Pairs of a Latin character and what looks like it, from the scripts whose letters fonts draw alike. */
    private static final String[] TABLE = {
        "a\u0430\u03b1\u0251\u237a",
        "b\u0184\u042c\u13cf\u1472\u15af",
        "c\u0441\u03f2\u1d04\u217d\u2ca5",
        "d\u0501\u13e7\u146f\u217e",
        "e\u0435\u04bd\u212e\u212f\ua793",
        "f\u017f\u0584\u1e9d",
        "g\u0261\u018d\u0581\u1d83\u210a",
        "h\u04bb\u0570\u13c2\u210e",
        "i\u0456\u03b9\u0131\u0269\u026a\u04cf\u2170\ua647",
        "j\u0458\u03f3\u2149",
        "k\u043a\u03ba\u1d0b",
        "l\u217c\u01c0\u05c0\u05d5\u05df\u2223\u0406\u0399\u04c0",
        "m\u043c\u217f",
        "n\u0578\u057c\u03b7",
        "o\u043e\u03bf\u0585\u1d0f\u03c3\u0be6\u0966\u0a66\u0ae6\u0660\u06f0\u2c9f",
        "p\u0440\u03c1\u03f1\u2ca3",
        "q\u051b\u0563\u0566",
        "r\u0433\u1d26\u2c85",
        "s\u0455\u01bd\ua731",
        "t\u0442\u03c4\u1d1b",
        "u\u0446\u03c5\u057d\u028b\u1d1c",
        "v\u0475\u03bd\u2174\u22c1",
        "w\u051d\u0461\u0561\u026f",
        "x\u0445\u03c7\u2179\u1541\u157d",
        "y\u0443\u03b3\u04af\u0263\u028f",
        "z\u1d22\u0290",
        "A\u0410\u0391\u13aa",
        "B\u0412\u0392\u13f4",
        "C\u0421\u03f9\u13df",
        "D\u13a0",
        "E\u0415\u0395\u13ac",
        "F\u03dc",
        "G\u050c\u13c0",
        "H\u041d\u0397\u13bb",
        "J\u0408\u037f\u13ab",
        "K\u041a\u039a\u13e6\u212a",
        "M\u041c\u039c\u03fa\u13b7",
        "N\u039d",
        "O\u041e\u039f\u0555",
        "P\u0420\u03a1\u13e2",
        "S\u0405\u054f\u13da",
        "T\u0422\u03a4\u13a2",
        "V\u0474\u13d9",
        "W\u051c\u13b3",
        "X\u0425\u03a7",
        "Y\u04ae\u03a5\u13a9",
        "Z\u0396\u13c3"
    };

    private static final Map<Character, Character> LATIN = new HashMap<>();

    static {
        for (String row : TABLE) {
            for (int i = 1; i < row.length(); i++) {
                LATIN.put(row.charAt(i), row.charAt(0));
            }
        }
    }

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
        String compatible = Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder folded = new StringBuilder(compatible.length());
        for (int i = 0; i < compatible.length(); i++) {
            char c = compatible.charAt(i);
            int type = Character.getType(c);
            if (type != Character.NON_SPACING_MARK && type != Character.FORMAT) {
                folded.append(LATIN.getOrDefault(c, c));
            }
        }
        return folded.toString().toLowerCase(Locale.ROOT);
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
