/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Placeholders;
import dev.agentgovernance.secrets.internal.filter.Verdict;
import dev.agentgovernance.secrets.internal.match.Assignment;
import dev.agentgovernance.secrets.internal.match.CharClass;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** The matchers for what HTTP is authorized by: a header, its schemes, and users with their passwords in base 64. */
final class HeaderMatchers {
    /** A shorter token may be a word. */
    private static final int LEAST_DRAWN = 16;

    private static final int MOST_BLANKS = 8;
    private static final int LONGEST_SCHEME = 20;
    private static final int LONGEST_CREDENTIALS = 4096;
    /** A user and a password are no fewer characters of base 64. */
    private static final int LEAST_BASIC = 8;

    /** The name of a header stands so near to its value. */
    private static final int REACH = 64;

    private static final CharClass BASE64 = CharClass.named("base64pad");
    private static final CharClass TOKEN = CharClass.named("token");

    private HeaderMatchers() {}

    /** Returns whether {@link #authorization(IssuerForms)} may find something: a long token is the first or the second word. */
    static boolean mayAuthorize(TextLine block, int start, int end) {
        int i = end;
        while (i - end < MOST_BLANKS && isBetween(block.at(i))) {
            i++;
        }
        if (i == end || Chars.isAlnum(block.at(start - 1))) {
            return false;
        }
        int to = endOfRun(block, i);
        if (to - i < LEAST_DRAWN && block.at(to) == ' ') {
            i = to + 1;
            to = endOfRun(block, i);
        }
        return to - i >= LEAST_DRAWN;
    }

    /** Returns whether {@link #bearer(IssuerForms)} may find something. */
    static boolean mayBear(TextLine block, int start, int end) {
        return !CredentialMatchers.isInWord(block, start) && endOfRun(block, end) - end >= LEAST_DRAWN;
    }

    /** Returns where a run of characters of tokens ends, or so many behind its beginning as the shortest has. */
    private static int endOfRun(TextLine block, int from) {
        int i = from;
        while (i - from < LEAST_DRAWN && (TOKEN.has(block.at(i)) || block.at(i) == ':')) {
            i++;
        }
        block.step(i - from);
        return i;
    }

    /** {@code Authorization: scheme token} with any scheme or none. */
    static Rule.Matcher authorization(IssuerForms forms) {
        return new GatedMatcher(
                (reading, rule, start, end) -> authorization(reading, rule, start, end, forms),
                HeaderMatchers::mayAuthorize);
    }

    private static void authorization(Reading reading, Rule rule, int start, int end, IssuerForms forms) {
        TextLine line = reading.line();
        int i = end;
        while (i - end < MOST_BLANKS && isBetween(line.at(i))) {
            i++;
        }
        int to = endOfToken(line, i);
        if (to > i && line.at(to) == ' ' && to - i <= LONGEST_SCHEME) {
            i = to + 1;
            to = endOfToken(line, i);
        }
        if (i == end
                || Chars.isAlnum(line.at(start - 1))
                || isParameter(line, i)
                || !reading.judge().looksDrawnAlone(line, i, to)
                || (line.at(to) != '.' && forms.isNearly(line.text(i, to)))) {
            return;
        }
        boolean place = Placeholders.isPlaceholder(line, i, to);
        reading.addLikely(rule, i, to, place, "the header it is in, and its characters");
    }

    /** {@code Credential=…, Signature=…}: what is signed, not what it is signed with. */
    private static boolean isParameter(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_SCHEME && Chars.isName(line.at(i))) {
            i++;
        }
        return i > from && line.at(i) == '=' && (Chars.isAlnum(line.at(i + 1)) || Chars.isQuote(line.at(i + 1)));
    }

    private static boolean isBetween(int c) {
        return c == ':' || c == '=' || c == ',' || c == ']' || c == '>' || Chars.isBlank(c) || Chars.isQuote(c);
    }

    private static int endOfToken(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_CREDENTIALS && (TOKEN.has(line.at(i)) || line.at(i) == ':')) {
            i++;
        }
        line.step(i - from);
        return Matchers.beforeEllipsis(line, from, i);
    }

    /** {@code Bearer} and a token; what nearly has the form of an issuer is none, as where it is given to a name. */
    static Rule.Matcher bearer(IssuerForms forms) {
        return new GatedMatcher(
                (reading, rule, start, end) -> bearer(reading, rule, start, end, forms), HeaderMatchers::mayBear);
    }

    private static void bearer(Reading reading, Rule rule, int start, int end, IssuerForms forms) {
        TextLine line = reading.line();
        if (CredentialMatchers.isInWord(line, start)) {
            return;
        }
        int i = end;
        while (i - end < LONGEST_CREDENTIALS && TOKEN.has(line.at(i))) {
            i++;
        }
        line.step(i - end);
        i = Matchers.beforeEllipsis(line, end, i);
        boolean drawn = i - end >= LEAST_DRAWN && reading.judge().looksDrawnAlone(line, end, i);
        if (drawn && (line.at(i) == '.' || !forms.isNearly(line.text(end, i)))) {
            boolean place = Placeholders.isPlaceholder(line, end, i);
            reading.addLikely(rule, end, i, place, "the scheme before it, and its characters");
        }
    }

    /** Returns whether {@link #basic} may find something: what follows the word is most often the next word of a sentence. */
    static boolean mayBeBasic(TextLine block, int start, int end) {
        if (Chars.isAlnum(block.at(start - 1))) {
            return false;
        }
        int i = end;
        while (i - end < LEAST_BASIC && BASE64.has(block.at(i))) {
            i++;
        }
        return i - end == LEAST_BASIC;
    }

    /** {@code Basic} and user:password in base 64. */
    static void basic(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        if (Chars.isAlnum(line.at(start - 1))) {
            return;
        }
        int i = end;
        while (i - end < LONGEST_CREDENTIALS && BASE64.has(line.at(i))) {
            i++;
        }
        line.step(i - end);
        int near = Math.max(line.from(), start - REACH);
        boolean header = reading.judge().looksDrawnAlone(line, end, i)
                && line.containsIgnoringCase(near, Math.min(line.to(), i + REACH), "authorization");
        if (header && Chars.isQuote(line.at(start - 1)) && !Placeholders.isPlaceholder(line, end, i)) {
            reading.add(rule, end, i, Confidence.LIKELY, "the header it is in, and its characters");
        }
        credentials(reading, rule, end, i);
    }

    /** User and password in base 64 as the value of a name. */
    static void basicValue(Reading reading, Rule rule, int start, int end) {
        Assignment assignment = reading.assignment();
        if (assignment.find(reading.line(), start, end)
                && !assignment.open()
                && assignment.name(reading.line()).toLowerCase(Locale.ROOT).endsWith("auth")) {
            credentials(reading, rule, assignment.valueStart(), assignment.valueEnd());
        }
    }

    private static void credentials(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        if (end - start < LEAST_BASIC) {
            return;
        }
        String credentials = decoded(line.text(start, end));
        int colon = credentials.indexOf(':');
        if (colon < 0 || (colon == credentials.length() - 1 && colon < 8)) {
            return;
        }
        boolean place =
                credentials.toLowerCase(Locale.ROOT).endsWith(":password") || Placeholders.isKnown(line, start, end);
        reading.add(
                rule,
                start,
                end,
                place ? Confidence.PLACEHOLDER : Confidence.CONFIRMED,
                place ? Verdict.PLACE : "it decodes to a user and a password");
    }

    private static String decoded(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
        String decoded = new String(bytes, StandardCharsets.UTF_8);
        boolean isText = decoded.chars().allMatch(c -> c >= ' ' && c != '\ufffd');
        return isText ? decoded : "";
    }
}
