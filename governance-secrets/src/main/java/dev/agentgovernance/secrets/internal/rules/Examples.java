/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.filter.ByFirst;
import dev.agentgovernance.secrets.internal.match.TextLine;

/**
 * Tells a place for a value of a provider from a value. A value that has the form of its provider and is merely typed
 * rather than drawn ({@code abcdef0123456789…}) is kept as possible: nobody can tell it from a weak one.
 */
final class Examples {
    private static final ByFirst WORDS = ByFirst.of(
            "example",
            "changeme",
            "change_me",
            "change-me",
            "placeholder",
            "your_",
            "your-",
            "yourtoken",
            "yoursecret",
            "yourkey",
            "yourapi",
            "xxxx",
            "****",
            "####",
            "....",
            "dummy",
            "insert",
            "replace",
            "redacted",
            "removed",
            "todo",
            "fixme",
            "sample",
            "not-real",
            "not_real",
            "_here",
            "-here",
            "masked",
            "short",
            "toolong",
            "too_long",
            "too-long",
            "_extra",
            "-extra",
            "invalid",
            "malformed",
            "0000000000",
            // Bytes that count from zero or from one, in base 64.
            "aaecawqfbgcicqol",
            "aqidbaugbwgjcgsm");

    private Examples() {}

    static boolean isPlace(TextLine line, int start, int end) {
        if (WORDS.isAnyIn(line, start, Math.min(end, start + 256))) {
            return true;
        }
        int same = 0;
        for (int i = start + 1; i < end; i++) {
            same += line.at(i) == line.at(i - 1) ? 1 : 0;
        }
        return end - start >= 8 && (same * 10 >= (end - start - 1) * 6 || isFewLetters(line, start, end));
    }

    /** No more than three different characters. */
    private static boolean isFewLetters(TextLine line, int start, int end) {
        int first = line.at(start);
        int second = -1;
        int third = -1;
        for (int i = start; i < end; i++) {
            int c = line.at(i);
            if (c == first || c == second || c == third) {
                continue;
            }
            if (second < 0) {
                second = c;
            } else if (third < 0) {
                third = c;
            } else {
                return false;
            }
        }
        return true;
    }
}
