/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Placeholders;
import dev.agentgovernance.secrets.internal.match.Assignment;
import dev.agentgovernance.secrets.internal.match.CharClass;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The matchers for addresses, HTTP headers and mail. */
final class WebMatchers {
    private static final int LONGEST_REST = 24;
    private static final int LONGEST_USER_INFO = 512;
    private static final int LEAST_PASSWORD = 4;
    private static final int LEAST_TOKEN = 16;
    /** The name of a header stands so near to its value. */
    private static final int REACH = 64;

    private static final int LONGEST_CREDENTIALS = 4096;
    /** A user and a password are no fewer characters of base 64. */
    private static final int LEAST_BASIC = 8;

    private static final CharClass BASE64 = CharClass.named("base64pad");
    private static final CharClass TOKEN = CharClass.named("token");
    private static final CharClass LOCAL = CharClass.named("dotted");

    private static final String[] DOCUMENT_HOSTS = {
        "example.com", "example.org", "example.net", ".example", "2001:db8:", "192.0.2.", "198.51.100.", "203.0.113."
    };

    private WebMatchers() {}

    /** {@code scheme://user:password@host}; the keyword is {@code ://}. */
    record UrlCredentials() implements Rule.Matcher {
        @Override
        public void match(Reading reading, Rule rule, int start, int end) {
            urlCredentials(reading, rule, start, end);
        }

        @Override
        public Gate gate() {
            return PlainGate.CREDENTIALS;
        }
    }

    private static void urlCredentials(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        int scheme = start;
        while (start - scheme < 24 && (Chars.isAlnum(line.at(scheme - 1)) || line.at(scheme - 1) == '+')) {
            scheme--;
        }
        if (scheme == start) {
            return;
        }
        int colon = -1;
        int at = -1;
        int i = end;
        for (; i - end < LONGEST_USER_INFO; i++) {
            int c = line.at(i);
            if (endsHost(c) && !(c == '?' && colon >= 0 && at < 0 && isOfPassword(line, colon, i))) {
                break;
            }
            if (c == ':' && colon < 0 && at < 0) {
                colon = i;
            } else if (c == '@') {
                at = i;
            }
        }
        line.step(i - end);
        int host = at < 0 ? -1 : line.at(at + 1);
        if (at < 0 || !(Chars.isAlnum(host) || host == '[' || host == '$' || host == '{' || host == '%')) {
            return;
        }
        int from = colon < 0 ? end : colon + 1;
        boolean tokenOnly = colon < 0 && at - end >= 16 && reading.judge().looksDrawnAlone(line, end, at);
        if (at - from < LEAST_PASSWORD || (colon < 0 && !tokenOnly)) {
            return;
        }
        if (isVariable(line, from, at)) {
            return;
        }
        boolean place = Placeholders.isPlaceholder(line, from, at)
                || repeatsUser(line, end, from, at)
                || (isOfDocuments(line, at + 1) && isSmallWord(reading, from, at));
        reading.add(
                rule,
                from,
                at,
                place ? Confidence.PLACEHOLDER : Confidence.LIKELY,
                place ? "an example or a place for a secret" : "its place in an address");
    }

    /** Returns whether {@link #urlCredentials} may find something: an {@code @} stands before the host ends. */
    static boolean mayHoldCredentials(TextLine block, int start, int end) {
        int scheme = block.at(start - 1);
        if (!Chars.isAlnum(scheme) && scheme != '+') {
            return false;
        }
        int i = end;
        while (i - end < Gate.REACH && (!endsHost(block.at(i)) || block.at(i) == '?') && block.at(i) != '@') {
            i++;
        }
        block.step(i - end);
        return i - end == Gate.REACH || block.at(i) == '@';
    }

    /** Whether what a query begins with elsewhere has an {@code @} behind it and nothing that queries have; a port has only digits before it. */
    private static boolean isOfPassword(TextLine line, int colon, int question) {
        int port = colon + 1;
        while (Chars.isDigit(line.at(port))) {
            port++;
        }
        if (port == question) {
            return false;
        }
        int i = question + 1;
        while (i - question < LONGEST_REST && !endsHost(line.at(i)) && line.at(i) != '=' && line.at(i) != '&') {
            if (line.at(i) == '@') {
                return Chars.isAlnum(line.at(i + 1));
            }
            i++;
        }
        line.step(i - question);
        return false;
    }

    private static boolean endsHost(int c) {
        return c <= ' ' || Chars.isQuote(c) || c == '/' || c == '?' || c == '<' || c == '>' || c == '\\' || c == '|';
    }

    private static boolean isSmallWord(Reading reading, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Chars.isLetter(reading.line().at(i))
                    || Chars.isUpper(reading.line().at(i))) {
                return false;
            }
        }
        return reading.judge().isWords(reading.line(), start, end);
    }

    /** Hosts that are kept for documents (RFC 2606, 3849, 5737). */
    private static boolean isOfDocuments(TextLine line, int host) {
        int end = host;
        while (end - host < 253 && (LOCAL.has(line.at(end)) || line.at(end) == ':' || line.at(end) == '[')) {
            end++;
        }
        line.step(end - host);
        for (String known : DOCUMENT_HOSTS) {
            if (line.containsIgnoringCase(host, end, known)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isVariable(TextLine line, int start, int end) {
        int first = line.at(start);
        int last = line.at(end - 1);
        return switch (first) {
            case '$', '*' -> true;
            case '%' -> end - start <= 2 || last == '%';
            case '{' -> last == '}';
            case '[' -> last == ']';
            case '#' -> line.at(start + 1) == '{';
            default -> false;
        };
    }

    /** {@code guest:guest}: a password that repeats the user. */
    private static boolean repeatsUser(TextLine line, int user, int start, int end) {
        return end - start == start - 1 - user && line.matches(user, line.text(start, end));
    }

    /** A gate: what follows the word is most often the next word of a sentence. */
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
                && assignment
                        .name(reading.line())
                        .toLowerCase(java.util.Locale.ROOT)
                        .endsWith("auth")) {
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
        boolean place = credentials.toLowerCase(java.util.Locale.ROOT).endsWith(":password")
                || Placeholders.isKnown(line, start, end);
        reading.add(
                rule,
                start,
                end,
                place ? Confidence.PLACEHOLDER : Confidence.CONFIRMED,
                place ? "an example or a place for a secret" : "it decodes to a user and a password");
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

    /** {@code Bearer} and a token; what nearly has the form of an issuer is none, as where it is given to a name. */
    static Rule.Matcher bearer(IssuerForms forms) {
        return new GatedMatcher(
                (reading, rule, start, end) -> bearer(reading, rule, start, end, forms), CredentialMatchers::mayBear);
    }

    private static void bearer(Reading reading, Rule rule, int start, int end, IssuerForms forms) {
        TextLine line = reading.line();
        if (Chars.isAlnum(line.at(start)) && Chars.isAlnum(line.at(start - 1))) {
            return;
        }
        int i = end;
        while (i - end < LONGEST_CREDENTIALS && TOKEN.has(line.at(i))) {
            i++;
        }
        line.step(i - end);
        i = Matchers.beforeEllipsis(line, end, i);
        boolean drawn = i - end >= LEAST_TOKEN && reading.judge().looksDrawnAlone(line, end, i);
        if (drawn && (line.at(i) == '.' || !forms.isNearly(line.text(end, i)))) {
            boolean place = Placeholders.isPlaceholder(line, end, i);
            reading.add(
                    rule,
                    end,
                    i,
                    place ? Confidence.PLACEHOLDER : Confidence.LIKELY,
                    place ? "an example or a place for a secret" : "the scheme before it, and its characters");
        }
    }

    /** {@code name@host.tld}; the keyword is {@code @}. */
    static void email(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        int from = start;
        while (start - from < 64 && (LOCAL.has(line.at(from - 1)) || line.at(from - 1) == '+')) {
            from--;
        }
        int to = end;
        int dot = -1;
        while (to - end < 253 && LOCAL.has(line.at(to)) && line.at(to) != '_') {
            dot = line.at(to) == '.' && Chars.isLetter(line.at(to + 1)) ? to : dot;
            to++;
        }
        line.step(to - from);
        while (to > end && !Chars.isAlnum(line.at(to - 1))) {
            to--;
        }
        if (from < start && dot > end && to - dot > 2) {
            boolean place = line.containsIgnoringCase(end, to, "example.");
            reading.add(
                    rule,
                    from,
                    to,
                    place ? Confidence.PLACEHOLDER : Confidence.LIKELY,
                    place ? "an address in a domain for examples" : "its form");
        }
    }
}
