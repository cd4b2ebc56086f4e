/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Placeholders;
import dev.agentgovernance.secrets.internal.filter.ValueJudge;
import dev.agentgovernance.secrets.internal.filter.Verdict;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An expression for what a shape cannot say; its first group is the value. It is anchored at the keyword, so that most
 * keywords cost a few steps, and shown a bounded part of the line. It is compiled when its keyword is first seen: a
 * scanner is ready before most of its expressions are needed.
 */
final class ExpressionMatcher implements Rule.Matcher {
    private static final int WINDOW = 256;

    private final String expression;
    private final String before;
    private final ExpressionStart beginning;
    /** Two threads may compile the same expression; either result will do. */
    private volatile @Nullable Pattern pattern;

    /** An expression, and a word that must stand before its keyword (empty for none). */
    ExpressionMatcher(String expression, String before) {
        this.expression = expression;
        this.before = before;
        beginning = ExpressionStart.of(expression);
    }

    @Override
    public void match(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        if (!beginning.mayStand(line, start)) {
            return;
        }
        boolean continued = false;
        if (!before.isEmpty() && !line.containsIgnoringCase(Math.max(line.from(), start - WINDOW), start, before)) {
            continued = beginsLine(line, start);
            if (!continued) {
                return;
            }
        }
        int length = Math.min(line.to() - start, WINDOW);
        line.step(length);
        Matcher matcher = compiled().matcher(CharBuffer.wrap(line.chars(), start, length));
        if (!matcher.lookingAt() || matcher.start(1) < 0) {
            return;
        }
        int from = start + matcher.start(1);
        int to = start + matcher.end(1);
        // The word may stand in the line that goes on here: then the value must look like a secret by itself.
        if (continued) {
            Verdict verdict = reading.judge().judgePassword(line, from, to, false);
            if (verdict == null
                    || (verdict.confidence() != Confidence.LIKELY && !CredentialMatchers.hasMark(line, from, to))) {
                return;
            }
        }
        if (!Placeholders.isReference(line, from, to, false) && !ValueJudge.isMember(line, from, to)) {
            // The characters of a provider look drawn or typed; a password that looks typed may be an example.
            boolean anybody =
                    rule.kind().provider().equals("generic") || rule.kind().id().endsWith("-password");
            boolean place = anybody ? Placeholders.isPlaceholder(line, from, to) : Examples.isPlace(line, from, to);
            reading.addLikely(rule, from, to, place, "its form and its surroundings");
        }
    }

    @Override
    public Gate gate() {
        return (block, start, end) -> beginning.mayStand(block, start);
    }

    private static boolean beginsLine(TextLine line, int start) {
        int i = start;
        while (Chars.isBlank(line.at(i - 1))) {
            i--;
        }
        line.step(start - i);
        return line.at(i - 1) < 0;
    }

    private Pattern compiled() {
        Pattern known = pattern;
        if (known == null) {
            known = Pattern.compile(expression);
            pattern = known;
        }
        return known;
    }
}
