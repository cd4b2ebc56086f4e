/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import org.jspecify.annotations.Nullable;

/** Decides whether a value is a secret by its characters alone, without a name that says what it is. Reused; for one thread. */
public final class UnnamedJudge {
    private static final Verdict VERDICT =
            new Verdict(Confidence.POSSIBLE, "no name says so, but it is made as passwords and keys are");
    /** The lines of a key or a certificate are longer. */
    private static final int LONGEST = 44;

    private final Maker maker = new Maker();
    private final Patterns patterns = new Patterns();

    /**
     * Returns what is decided on a value without a name that says what it is, or null if it is no secret.
     *
     * @param alone whether it stands in quotes or fills a cell or a line, and is no word of a sentence
     */
    public @Nullable Verdict judge(TextLine line, int start, int end, boolean alone) {
        if (!maker.readValue(line, start, end, alone)) {
            return null;
        }
        Make make = maker.make(line, start, end);
        boolean made = make != null
                && ((make.drawn() && !isHex(line, start, end) && isToken(make, alone))
                        || ((make.drawn() || make == Make.MIXED) && isPassword(line, start, end, alone)));
        if (!made) {
            return null;
        }
        if (Placeholders.isPlaceholder(line, start, end)
                || Placeholders.isTyped(line, start, end)
                || patterns.isPattern(line, start, end)) {
            return null;
        }
        return VERDICT;
    }

    /** What a checksum or a number of a device is written in. */
    private static boolean isHex(TextLine line, int start, int end) {
        int i = start;
        while (i < end && Chars.isHex(line.at(i))) {
            i++;
        }
        return i == end;
    }

    /** Letters of both cases and digits as chance spreads them, and next to no marks: names of code have those. */
    private boolean isToken(Make make, boolean alone) {
        ValueProfile profile = maker.profile();
        boolean plain = profile.symbols() == 0
                || (alone && make == Make.DRAWN_LONG && profile.symbols() <= 3 && profile.loud() == 0);
        boolean mixed = profile.upper() > 1 && profile.length() - profile.upper() - profile.digits() > 1;
        return plain && mixed && profile.digits() > 1 && !maker.isHalfWords() && (alone || profile.length() <= LONGEST);
    }

    /** A mark as passwords have it, and not as code has it: {@code Type#member}, {@code i+1}, {@code Outer$1}, {@code %n}. */
    private boolean isPassword(TextLine line, int start, int end, boolean alone) {
        ValueProfile profile = maker.profile();
        if (!profile.mixedCase() || profile.digits() == 0 || !Chars.isAlnum(line.at(start))) {
            return false;
        }
        int marks = 0;
        for (int i = start + 1; i < end; i++) {
            boolean last = i + 1 == end;
            boolean telling = switch (line.at(i)) {
                case '!', '?' -> last ? alone : line.at(i + 1) != '.';
                case '@' -> !line.containsIgnoringCase(start, end, ".");
                case '~' -> true;
                case '#', '*' -> alone;
                case '+' -> alone && !Chars.isDigit(line.at(i + 1));
                case '$' -> alone && Chars.isDigit(line.at(end - 1)) && Chars.isLetter(line.at(i + 1));
                default -> false;
            };
            marks += telling ? 1 : 0;
        }
        return marks > 0;
    }
}
