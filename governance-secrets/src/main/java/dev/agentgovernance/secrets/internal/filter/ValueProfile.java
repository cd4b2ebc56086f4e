/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/** What a value is made of: counts of its characters, and how evenly they are spread. Reused; for one thread. */
public final class ValueProfile {
    private static final int LONGEST_COUNTED = 512;

    private final int[] counts = new int[128];
    private int length;
    private int lower;
    private int upper;
    private int digits;
    private int symbols;
    private int loud;
    private int odd;
    private int blanks;
    private int foreign;
    private int longestConsonants;
    private int counted;
    /** Below 0 if it was not asked for. */
    private double entropy;

    /** Reads a value. */
    public void read(TextLine line, int start, int end) {
        java.util.Arrays.fill(counts, 0);
        length = end - start;
        lower = upper = digits = symbols = loud = odd = blanks = foreign = longestConsonants = 0;
        int last = Math.min(end, start + LONGEST_COUNTED);
        int consonants = 0;
        int pending = 0;
        for (int i = start; i < last; i++) {
            int c = line.at(i);
            if (c >= 128) {
                foreign++;
                continue;
            }
            counts[c]++;
            consonants = isConsonant(c) ? consonants + 1 : 0;
            longestConsonants = Math.max(longestConsonants, consonants);
            if (Chars.isUpper(c)) {
                upper++;
            } else if (Chars.isLetter(c)) {
                lower++;
            } else if (Chars.isDigit(c)) {
                digits++;
            } else if (c <= ' ') {
                blanks++;
            } else {
                symbols++;
                loud += isLoud(c) ? 1 : 0;
                boolean percent = c == '%' && !(Chars.isHex(line.at(i + 1)) && Chars.isHex(line.at(i + 2)));
                pending += percent || isOdd(c) ? 1 : 0;
                continue;
            }
            odd += c > ' ' ? pending : 0;
            pending = c > ' ' ? 0 : pending;
        }
        line.step(last - start);
        counted = last - start;
        entropy = -1;
    }

    /** What people put into passwords, and names, paths and numbers do without. */
    private static boolean isLoud(int c) {
        return switch (c) {
            case '!', '@', '#', '$', '%', '^', '&', '*', '?', '~', '+' -> true;
            default -> false;
        };
    }

    /** What no alphabet has of which machines make tokens, and no escape, separator or quote. */
    private static boolean isOdd(int c) {
        return switch (c) {
            case '!', '?', '#', '^', '*', '<', '>', '(', ')', '[', ']', '{', '}', '@', '$' -> true;
            default -> false;
        };
    }

    private static boolean isConsonant(int c) {
        if (!Chars.isLetter(c)) {
            return false;
        }
        int low = c | 32;
        return low != 'a' && low != 'e' && low != 'i' && low != 'o' && low != 'u' && low != 'y';
    }

    private double entropyOf(int total) {
        double sum = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / total;
                sum -= share * Math.log(share);
            }
        }
        return sum / Math.log(2);
    }

    /** Returns the length. */
    public int length() {
        return length;
    }

    /** Returns the number of digits. */
    public int digits() {
        return digits;
    }

    /** Returns the number of letters. */
    public int letters() {
        return lower + upper;
    }

    /** Returns the number of capitals. */
    public int upper() {
        return upper;
    }

    /** Returns the number of blanks and control characters. */
    public int blanks() {
        return blanks;
    }

    /** Returns the number of characters outside ASCII. */
    public int foreign() {
        return foreign;
    }

    /** Returns the number of printable characters that are neither letters nor digits. */
    public int symbols() {
        return symbols;
    }

    /** Returns the number of marks that passwords have and names have not. */
    public int loud() {
        return loud;
    }

    /** Returns the number of marks that tokens have not, but for those that end the value. */
    public int odd() {
        return odd;
    }

    /** Returns how many of small letters, capitals, digits and symbols occur. */
    public int varieties() {
        return (lower > 0 ? 1 : 0) + (upper > 0 ? 1 : 0) + (digits > 0 ? 1 : 0) + (symbols + foreign > 0 ? 1 : 0);
    }

    /** Returns whether both small letters and capitals occur. */
    public boolean mixedCase() {
        return lower > 0 && upper > 0;
    }

    /** Returns bits per character. */
    public double entropy() {
        // Most values are told by less.
        if (entropy < 0) {
            entropy = entropyOf(counted);
        }
        return entropy;
    }

    /** Returns the longest run of consonants; words have few over four. */
    public int longestConsonants() {
        return longestConsonants;
    }
}
