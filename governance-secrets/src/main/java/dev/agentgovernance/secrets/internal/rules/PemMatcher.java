/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.match.CharClass;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/**
 * Private keys between BEGIN and END; the keyword is the whole first line of one. A key may stand on one line, its line
 * breaks written as {@code \n}; one that goes on below is left to the engine, which asks here what a line of it may be.
 */
public final class PemMatcher {
    private static final CharClass BASE64 = CharClass.named("base64pad");
    private static final int LEAST_BODY = 16;
    private static final String[] HEADERS = {"proc-type:", "dek-info:", "version:", "comment:", "hash:", "charset:"};

    private PemMatcher() {}

    static void match(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        int begin = start;
        while (!line.matchesIgnoringCase(begin, "-----begin")) {
            begin++;
        }
        int i = end;
        int body = 0;
        while (isBodyAt(line, i)) {
            body += BASE64.has(line.at(i)) ? 1 : 0;
            i++;
        }
        line.step(i - end);
        if (line.matchesIgnoringCase(i, "-----end ")) {
            int close = endOfMarker(line, i);
            if (body >= LEAST_BODY) {
                reading.add(
                        rule,
                        begin,
                        close,
                        body >= 64 ? Confidence.CONFIRMED : Confidence.LIKELY,
                        "a whole private key");
            }
        } else if (i == line.to() && line.complete()) {
            reading.openBlock(rule, begin, body >= LEAST_BODY ? i : end);
        } else if (body >= 40) {
            reading.add(rule, begin, i, Confidence.LIKELY, "a private key without its end");
        }
    }

    /** Base 64, blanks, and what puts a key into a string of code: quotes, commas, escapes, a single hyphen. */
    private static boolean isBodyAt(TextLine line, int i) {
        int c = line.at(i);
        return BASE64.has(c)
                || Chars.isBlank(c)
                || c == '\\'
                || c == ','
                || c == ':'
                || c == '"'
                || c == '\''
                || c == '.'
                || (c == '-' && line.at(i + 1) != '-');
    }

    /** Returns where an END marker ends that stands at a place. */
    public static int endOfMarker(TextLine line, int end) {
        int i = end + 5;
        while (i < line.to() && (Chars.isAlnum(line.at(i)) || line.at(i) == ' ')) {
            i++;
        }
        while (i < line.to() && line.at(i) == '-') {
            i++;
        }
        line.step(i - end);
        return i;
    }

    /** Returns where {@code -----END} stands in the line, or -1. */
    public static int endMarker(TextLine line) {
        for (int i = line.from(); i < line.to(); i++) {
            if (line.at(i) == '-' && line.matchesIgnoringCase(i, "-----end ")) {
                return i;
            }
        }
        return -1;
    }

    /** Returns whether a part of a line may belong to a key: nothing, a header, or base 64 with what code puts round it. */
    public static boolean isBody(TextLine line, int end) {
        int from = line.from();
        int to = end;
        while (from < to && isBefore(line.at(from))) {
            from++;
        }
        for (String header : HEADERS) {
            if (line.matchesIgnoringCase(from, header)) {
                return true;
            }
        }
        while (to > from && isBehind(line, to - 1)) {
            to--;
        }
        for (int i = from; i < to; i++) {
            if (!BASE64.has(line.at(i))) {
                return false;
            }
        }
        line.step(end - line.from());
        return true;
    }

    private static boolean isBefore(int c) {
        return Chars.isBlank(c)
                || c == '+'
                || c == '>'
                || c == '|'
                || c == '#'
                || c == '*'
                || c == '"'
                || c == '\''
                || c == '-';
    }

    private static boolean isBehind(TextLine line, int i) {
        int c = line.at(i);
        return Chars.isBlank(c)
                || c == '"'
                || c == '\''
                || c == '+'
                || c == ','
                || c == ';'
                || c == '.'
                || c == '\\'
                || (c == 'n' && line.at(i - 1) == '\\');
    }

    /** Returns how many characters of base 64 a part of a line has. */
    public static int weight(TextLine line, int end) {
        int weight = 0;
        for (int i = line.from(); i < end; i++) {
            weight += BASE64.has(line.at(i)) ? 1 : 0;
        }
        return weight;
    }
}
