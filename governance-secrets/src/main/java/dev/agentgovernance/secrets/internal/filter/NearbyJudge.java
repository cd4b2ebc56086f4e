/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import org.jspecify.annotations.Nullable;

/** Decides whether a word is the password that a line, or one before it, speaks of. Reused; for one thread. */
public final class NearbyJudge {
    private static final Verdict VERDICT =
            new Verdict(Confidence.POSSIBLE, "a password is spoken of nearby, and it is made as passwords are");
    private static final int LEAST_WORDS = 3;

    /** How near the word is to what speaks of a password. */
    public enum Nearness {
        /** Right behind it: any word with a number or a mark may be one. */
        NEXT,
        /** With nothing but words between, or alone in an answer: a number and letters in one word. */
        TOLD,
        /** Further on in the line, or in code: marks and numbers, or letters without sense. */
        LINE
    }

    private final Maker maker = new Maker();
    private final Patterns patterns = new Patterns();

    /** Returns what is decided on a word, or null if it is no password. */
    public @Nullable Verdict judge(TextLine line, int start, int end, Nearness nearness) {
        if (nearness == Nearness.NEXT
                && (Phrases.isPassphrase(line, start, end, LEAST_WORDS)
                        || (line.at(start - 2) != '=' && Phrases.isNumbered(line, start, end)))) {
            return Placeholders.isPlaceholder(line, start, end) ? null : VERDICT;
        }
        if (!maker.readValue(line, start, end, true)) {
            return null;
        }
        Make make = maker.make(line, start, end);
        if (make == null || !isMade(line, start, end, make, nearness)) {
            return null;
        }
        boolean example = Placeholders.isPlaceholder(line, start, end)
                || Placeholders.isTyped(line, start, end)
                || patterns.isPattern(line, start, end)
                || Names.promise(line.text(start, end)) == Names.Promise.PASSWORD;
        return example ? null : VERDICT;
    }

    private boolean isMade(TextLine line, int start, int end, Make make, Nearness nearness) {
        ValueProfile profile = maker.profile();
        int small = profile.letters() - profile.upper();
        if (small == 0 || profile.digits() == 0 || isSum(line, start, end)) {
            return false;
        }
        return switch (make) {
            case DRAWN, DRAWN_LONG -> nearness != Nearness.LINE || (profile.mixedCase() && !maker.isHalfWords());
            case MIXED -> nearness != Nearness.LINE || profile.loud() > 0;
            case NUMBERED -> nearness != Nearness.LINE && profile.digits() > 1 && !isAbbreviated(line, start, end);
            default -> false;
        };
    }

    /** What a checksum or the number of a change is written in, whole or cut short. */
    private static boolean isSum(TextLine line, int start, int end) {
        int i = start;
        while (i < end && Chars.isHex(line.at(i)) && !Chars.isUpper(line.at(i))) {
            i++;
        }
        return i == end;
    }

    /** {@code PR4711}, {@code JDK17}, {@code utf8}: what has a number and is no word. */
    private boolean isAbbreviated(TextLine line, int start, int end) {
        int letters = 0;
        int capitals = 0;
        int i = start;
        while (i < end && !Chars.isDigit(line.at(i))) {
            letters += Chars.isLetter(line.at(i)) ? 1 : 0;
            capitals += Chars.isUpper(line.at(i)) ? 1 : 0;
            i++;
        }
        return i > start && (letters < LEAST_WORDS + 1 || capitals == letters);
    }
}
