/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/** Where a sentence tells what it names, right behind the name or further on. */
final class Sentences {
    private static final int LONGEST_OWNER = 60;
    private static final int LONGEST_REST = 48;

    /** What stands between a name and whose it is. */
    private static final String[] OWNERS = {
        "for ",
        "of ",
        "to ",
        "f\u00fcr ",
        "von ",
        "vom ",
        "zum ",
        "de ",
        "del ",
        "du ",
        "da ",
        "do ",
        "di ",
        "para ",
        "pour ",
        "per ",
        "voor ",
        "van ",
        "dla ",
        "od ",
        "k ",
        "\u043e\u0442 ",
        "\u0434\u043b\u044f ",
        "\u043a ",
        "\u043d\u0430 ",
        "\u0434\u043e "
    };
    /** What stands between a name and its value, in lines without quotes before a word with a digit. */
    private static final String[] VERBS = {
        "is ",
        "ist ",
        "lautet ",
        "es ",
        "est ",
        "c'est ",
        "\u00e9 ",
        "\u00e8 ",
        "je ",
        "jest ",
        "was ",
        "\u2014 ",
        "\u2013 ",
        "\u044d\u0442\u043e ",
        "\u0454 "
    };
    /** Those that stand before much else. */
    private static final String[] WEAK_VERBS = {"to ", "- "};

    private static final boolean[] BEGINS_VERB = beginnings(VERBS, WEAK_VERBS);
    private static final boolean[] BEGINS_OWNER = beginnings(OWNERS);

    private Sentences() {}

    /** Most places of a text are ruled out by their first character. */
    private static boolean[] beginnings(String[]... words) {
        boolean[] begins = new boolean[128];
        for (String[] list : words) {
            for (String word : list) {
                char first = word.charAt(0);
                if (first < 128) {
                    begins[first] = true;
                    begins[Character.toUpperCase(first)] = true;
                }
            }
        }
        return begins;
    }

    private static boolean mayBegin(boolean[] beginnings, int c) {
        return c >= 128 || (c >= 0 && beginnings[c]);
    }

    /**
     * {@code password is …}, {@code Passwort lautet a1-b2}, {@code пароль — a1-b2}: returns where the value begins, or -1.
     */
    static int said(TextLine line, int gap) {
        if (!mayBegin(BEGINS_VERB, line.at(gap))) {
            return -1;
        }
        if (line.matchesIgnoringCase(gap, "is ") || line.matchesIgnoringCase(gap, "is: ")) {
            return Layout.skipBlanks(line, gap + (line.at(gap + 2) == ':' ? 3 : 2));
        }
        int value = behindVerb(line, gap);
        return value >= 0 && holdsDigit(line, value) ? value : -1;
    }

    private static int behindVerb(TextLine line, int from) {
        int c = line.at(from);
        if (!mayBegin(BEGINS_VERB, c)) {
            return -1;
        }
        for (String verb : VERBS) {
            if (line.matchesIgnoringCase(from, verb)) {
                return Layout.skipBlanks(line, from + verb.length());
            }
        }
        for (String verb : WEAK_VERBS) {
            int value = Layout.skipBlanks(line, from + verb.length());
            if (line.matchesIgnoringCase(from, verb) && Layout.isLoudWord(line, value)) {
                return value;
            }
        }
        return -1;
    }

    private static boolean isOwned(TextLine line, int gap) {
        if (!mayBegin(BEGINS_OWNER, line.at(gap))) {
            return false;
        }
        for (String owner : OWNERS) {
            if (line.matchesIgnoringCase(gap, owner)) {
                return true;
            }
        }
        return false;
    }

    /** In Chinese, Japanese and Korean: returns where a value begins behind a name that ends in a particle, or -1. */
    static int behindParticle(TextLine line, int nameEnd) {
        if (!Chars.isParticle(line.at(nameEnd - 1))) {
            return -1;
        }
        int value = Layout.skipBlanks(line, nameEnd);
        return line.at(value) > ' ' && line.at(value) < 128 && holdsDigit(line, value) ? value : -1;
    }

    /**
     * {@code password for user 'bob' is "…"}, {@code password for staging is a1-b2}, {@code password to proceed to installation:} and the end of the line: returns
     * where the value begins, or -1.
     */
    static int told(TextLine line, int gap) {
        if (!isOwned(line, gap)) {
            return -1;
        }
        int i = gap;
        boolean words = true;
        while (i - gap < LONGEST_OWNER && line.at(i) >= ' ') {
            int value = line.at(i) == ' ' ? behindVerb(line, i + 1) : -1;
            if (value >= 0 && (Chars.isQuote(line.at(value)) || holdsDigit(line, value))) {
                line.step(i - gap);
                return value;
            }
            if (words && line.at(i) == ':' && line.isEdge(i + 1) && i - gap < LONGEST_REST) {
                line.step(i - gap);
                return i + 1;
            }
            words &= Chars.isName(line.at(i)) || Chars.isForeignLetter(line.at(i)) || line.at(i) == ' ';
            i++;
        }
        line.step(i - gap);
        return -1;
    }

    /** Without quotes, what has no digit is taken for a word of the sentence. */
    private static boolean holdsDigit(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_REST && line.at(i) > ' ' && !Chars.isDigit(line.at(i))) {
            i++;
        }
        line.step(i - from);
        return Chars.isDigit(line.at(i));
    }
}
