/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.literal;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.api.secret.SecretKind.Category;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import dev.agentgovernance.secrets.internal.rules.Candidate;
import dev.agentgovernance.secrets.internal.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Makes rules for the other forms of values that the host names; the plain one is found by a rule of its own. */
public final class NamedValues {
    /** What a value is that the host named. */
    static final SecretKind KIND = new SecretKind("named-value", "generic", Category.SECRET);

    static final int RANK = 100;

    /** So much of a form leads to it; more would only make the automaton larger. */
    private static final int LONGEST_KEYWORD = 12;

    private NamedValues() {}

    /**
     * Returns the rules for the forms of a value.
     *
     * @param fingerprint gives the fingerprint of a value, so that each form has that of the plain one
     */
    public static List<Rule> rules(String value, Function<String, String> fingerprint) {
        String print = fingerprint.apply(value);
        List<Rule> rules = new ArrayList<>();
        for (Forms.Form form : Forms.of(value).values()) {
            int start = longestAscii(form.text());
            int end = start;
            while (end < form.text().length()
                    && end - start < LONGEST_KEYWORD
                    && form.text().charAt(end) < 128) {
                end++;
            }
            if (end - start >= 4) {
                String keyword = form.text().substring(start, end).toLowerCase(Locale.ROOT);
                rules.add(new Rule(KIND, RANK, List.of(keyword), matcher(form, start, print)));
            }
        }
        return rules;
    }

    private static int longestAscii(String text) {
        int best = 0;
        int longest = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) >= 128) {
                if (i - start > longest) {
                    best = start;
                    longest = i - start;
                }
                start = i + 1;
            }
        }
        return best;
    }

    private static Rule.Matcher matcher(Forms.Form form, int offset, String fingerprint) {
        String evidence = "a value that the host named, written in " + form.encoding();
        return (reading, rule, start, end) -> {
            TextLine line = reading.line();
            int from = start - offset;
            line.step(form.text().length());
            if (line.matches(from, form.text())) {
                int to = from + form.text().length();
                from -= form.openBefore() && isBase64(line.at(from - 1)) ? 1 : 0;
                to += form.openBehind() && isBase64(line.at(to)) ? 1 : 0;
                reading.candidates().add(new Candidate(rule, from, to, Confidence.CONFIRMED, evidence, fingerprint));
            }
        };
    }

    private static boolean isBase64(int c) {
        return Chars.isAlnum(c) || c == '+' || c == '/' || c == '-' || c == '_';
    }
}
