/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

import java.util.Map;

/** A set of ASCII characters. Immutable. */
public final class CharClass {
    private static final String DIGIT = "0123456789";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** The classes that a shape can name. */
    private static final Map<String, CharClass> NAMED = Map.ofEntries(
            Map.entry("digit", new CharClass(DIGIT)),
            Map.entry("lower", new CharClass(LOWER)),
            Map.entry("upper", new CharClass(UPPER)),
            Map.entry("letter", new CharClass(LOWER + UPPER)),
            Map.entry("alnum", new CharClass(DIGIT + LOWER + UPPER)),
            Map.entry("lowernum", new CharClass(DIGIT + LOWER)),
            Map.entry("uppernum", new CharClass(DIGIT + UPPER)),
            Map.entry("hex", new CharClass(DIGIT + "abcdefABCDEF")),
            Map.entry("lowerhex", new CharClass(DIGIT + "abcdef")),
            Map.entry("upperhex", new CharClass(DIGIT + "ABCDEF")),
            Map.entry("base32", new CharClass("234567" + UPPER)),
            Map.entry("lowerbase32", new CharClass("234567" + LOWER)),
            Map.entry("base58", new CharClass("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")),
            Map.entry("bech32", new CharClass("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L")),
            Map.entry("base64", new CharClass(DIGIT + LOWER + UPPER + "+/")),
            Map.entry("base64pad", new CharClass(DIGIT + LOWER + UPPER + "+/=")),
            Map.entry("base64url", new CharClass(DIGIT + LOWER + UPPER + "-_")),
            Map.entry("base64urlpad", new CharClass(DIGIT + LOWER + UPPER + "-_=")),
            Map.entry("token", new CharClass(DIGIT + LOWER + UPPER + "-_=+/.~")),
            Map.entry("dotted", new CharClass(DIGIT + LOWER + UPPER + "-_.")),
            Map.entry("tilde", new CharClass(DIGIT + LOWER + UPPER + "-_.~")),
            Map.entry("uuid", new CharClass(DIGIT + "abcdefABCDEF-")),
            Map.entry("quoted", new CharClass(DIGIT + LOWER + UPPER + "-_.+/=%")),
            Map.entry("symbols", new CharClass(DIGIT + LOWER + UPPER + "!#$%&()*+,-./:;<=>?@[]^_{|}~")),
            Map.entry("space", new CharClass(" \t")));

    private final String members;
    private final long low;
    private final long high;

    private CharClass(String members) {
        this.members = members;
        long lowBits = 0;
        long highBits = 0;
        for (int i = 0; i < members.length(); i++) {
            int c = members.charAt(i);
            if (c < 64) {
                lowBits |= 1L << c;
            } else {
                highBits |= 1L << (c - 64);
            }
        }
        low = lowBits;
        high = highBits;
    }

    /**
     * Returns a class by its name.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static CharClass named(String name) {
        CharClass found = NAMED.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no class of characters is called " + name);
        }
        return found;
    }

    /** Returns whether a character, or -1 for none, is in the class. */
    public boolean has(int c) {
        return c >= 0 && (c < 64 ? (low >>> c & 1) != 0 : c < 128 && (high >>> (c - 64) & 1) != 0);
    }

    /** Returns the members below 64 as bits. */
    long low() {
        return low;
    }

    /** Returns the members from 64 on as bits. */
    long high() {
        return high;
    }

    /** Returns the members, each once. */
    public String members() {
        return members;
    }
}
