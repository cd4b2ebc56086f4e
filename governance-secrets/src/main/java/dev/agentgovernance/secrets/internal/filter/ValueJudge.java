/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Names.Promise;
import dev.agentgovernance.secrets.internal.match.Assignment;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import org.jspecify.annotations.Nullable;

/** Decides whether the value of an assignment is a secret. Reused; for one thread. */
public final class ValueJudge {
    private static final int LONGEST = 1024;

    private final ValueProfile profile = new ValueProfile();

    /** Returns how sure it is that an assignment gives a secret, or null if it gives none. */
    public @Nullable Confidence judge(TextLine line, Assignment assignment) {
        int start = assignment.valueStart();
        int end = assignment.valueEnd();
        if (end - start < 5 || end - start > LONGEST) {
            return null;
        }
        profile.read(line, start, end);
        boolean quoted = assignment.quoted();
        if (profile.blanks() > 0
                || profile.foreign() * 2 > profile.length()
                || (assignment.prose() && profile.digits() == 0)
                || hasEscapes(line, start, end)
                || Placeholders.isReference(line, start, end, quoted)) {
            return null;
        }
        boolean cut = line.at(end) == '.' && line.at(end + 1) == '.';
        if (!quoted && (cut || isPath(line, start, end))) {
            return null;
        }
        boolean chance = looksDrawn(line, start, end);
        boolean chosen = looksChosen(line, start, end, quoted);
        boolean mask = !chance && !chosen && isMask(line, start, end);
        if (!chance && !chosen && !mask) {
            return null;
        }
        String name = assignment.name(line);
        Promise promise = assignment.call() ? Names.promiseOfCall(name) : Names.promise(name);
        if (promise == Promise.NOTHING || (promise == Promise.TOKEN && !chance && !mask)) {
            return null;
        }
        if (mask || Placeholders.isPlaceholder(line, start, end) || echoes(line, assignment)) {
            return Confidence.PLACEHOLDER;
        }
        return chance && profile.length() >= 20 && profile.entropy() >= 3.3 ? Confidence.LIKELY : Confidence.POSSIBLE;
    }

    /** Returns whether a value behind a scheme such as {@code Bearer} looks made by chance. */
    public boolean looksDrawnAlone(TextLine line, int start, int end) {
        profile.read(line, start, end);
        return profile.length() >= 16 && looksDrawn(line, start, end);
    }

    /** Letters and digits spread as by chance: what a machine makes. */
    private boolean looksDrawn(TextLine line, int start, int end) {
        int length = profile.length();
        if (length < 10 || profile.letters() + profile.digits() < length * 3 / 4 || isWordy(line, start, end)) {
            return false;
        }
        double least = length < 16 ? 2.8 : length < 24 ? 3.0 : 3.1;
        if (profile.entropy() < least) {
            return false;
        }
        if (profile.digits() >= 2 || (profile.digits() == 1 && profile.mixedCase())) {
            return profile.letters() > 0 || length >= 16;
        }
        boolean unpronounceable = profile.longestConsonants() >= 5;
        return length >= 20 && unpronounceable && profile.entropy() >= 3.5;
    }

    /** Several sorts of characters, no code: what a human chooses. */
    private boolean looksChosen(TextLine line, int start, int end, boolean quoted) {
        if (profile.length() < 6 || profile.length() > 128 || profile.varieties() < 2) {
            return false;
        }
        if (profile.digits() == 0 && profile.symbols() == 0) {
            return quoted && profile.length() >= 8 && profile.longestConsonants() >= 5;
        }
        if ((profile.digits() == 0 || line.at(start) == '/') && isWordy(line, start, end)) {
            return false;
        }
        return profile.letters() + profile.digits() >= profile.length() / 3 && !isDotted(line, start, end, quoted);
    }

    /** Words joined by separators, with short numbers: {@code aes-256-gcm}, {@code user_token_v2}, a path, a dotted name. */
    private static boolean isWordy(TextLine line, int start, int end) {
        int words = 0;
        int i = start;
        while (i < end) {
            int from = i;
            int digits = 0;
            int trailing = 0;
            while (i < end && Chars.isAlnum(line.at(i))) {
                boolean digit = Chars.isDigit(line.at(i));
                digits += digit ? 1 : 0;
                trailing = digit ? trailing + 1 : 0;
                i++;
            }
            int letters = i - from - digits;
            boolean word = letters > 0
                    && letters <= 24
                    && digits == trailing
                    && digits <= 3
                    && pronounceable(line, from, from + letters);
            boolean number = letters == 0 && digits <= 4;
            if (!word && !number) {
                return false;
            }
            words += word ? 1 : 0;
            i++;
        }
        return words > 0;
    }

    private static boolean pronounceable(TextLine line, int start, int end) {
        int run = 0;
        int changes = 0;
        for (int i = start; i < end; i++) {
            int low = line.at(i) | 32;
            boolean vowel = low == 'a' || low == 'e' || low == 'i' || low == 'o' || low == 'u' || low == 'y';
            run = vowel ? 0 : run + 1;
            if (run > 4) {
                return false;
            }
            if (i > start + 1 && Chars.isUpper(line.at(i)) != Chars.isUpper(line.at(i - 1))) {
                changes++;
            }
        }
        return changes <= 3;
    }

    private static boolean isDotted(TextLine line, int start, int end, boolean quoted) {
        if (quoted) {
            return false;
        }
        boolean dot = false;
        for (int i = start; i < end; i++) {
            int c = line.at(i);
            dot |= c == '.';
            if (!Chars.isAlnum(c) && c != '.' && c != '_') {
                return false;
            }
        }
        return dot && Chars.isLetter(line.at(start));
    }

    /** Names joined by dots, the last of them a word: a member of something, for example {@code win32api.RegEnumKey}. */
    private static boolean isPath(TextLine line, int start, int end) {
        int dot = end;
        while (dot > start && (Chars.isAlnum(line.at(dot - 1)) || line.at(dot - 1) == '_')) {
            dot--;
        }
        return dot > start + 1
                && dot < end
                && line.at(dot - 1) == '.'
                && Chars.isLetter(line.at(start))
                && isWordy(line, dot, end);
    }

    /** Escapes of Unicode or bytes: text for people, written for machines. */
    private static boolean hasEscapes(TextLine line, int start, int end) {
        for (int i = start; i + 3 < end; i++) {
            int c = line.at(i + 1) | 32;
            if (line.at(i) == '\\'
                    && (c == 'u' || c == 'x')
                    && Chars.isHex(line.at(i + 2))
                    && Chars.isHex(line.at(i + 3))) {
                return true;
            }
        }
        return false;
    }

    private boolean isMask(TextLine line, int start, int end) {
        return profile.length() >= 8 && Placeholders.isPlaceholder(line, start, end);
    }

    /** {@code password = "password"}: the value repeats the end of the name. */
    private static boolean echoes(TextLine line, Assignment assignment) {
        String name = assignment.name(line);
        int length = assignment.valueEnd() - assignment.valueStart();
        return length <= name.length()
                && name.regionMatches(
                        true,
                        name.length() - length,
                        line.text(assignment.valueStart(), assignment.valueEnd()),
                        0,
                        length);
    }
}
