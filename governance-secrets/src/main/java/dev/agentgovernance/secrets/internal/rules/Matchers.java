/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Names;
import dev.agentgovernance.secrets.internal.filter.Placeholders;
import dev.agentgovernance.secrets.internal.filter.Verdict;
import dev.agentgovernance.secrets.internal.match.Assignment;
import dev.agentgovernance.secrets.internal.match.Shape;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/** The matchers that read shapes. */
public final class Matchers {
    /** Longest part of a line that an expression is shown. */
    private static final int EXPRESSION_WINDOW = 256;

    private static final String PLACE = "an example or a place for a secret";

    private Matchers() {}

    /** A shape that its own longest literal leads to. */
    static Rule.Matcher shape(Shape shape, Checks check, Confidence confidence) {
        return (reading, rule, start, end) -> {
            int from = shape.startFromAnchor(reading.line(), start);
            if (from >= 0 && reading.line().opensToken(from)) {
                report(reading, rule, shape, check, confidence, from);
            }
        };
    }

    private static void report(Reading reading, Rule rule, Shape shape, Checks check, Confidence confidence, int from) {
        TextLine line = reading.line();
        int to = shape.end(line, from);
        if (to < 0) {
            return;
        }
        if (Placeholders.isPlaceholder(line, from + Math.min(shape.prefixLength(), to - from - 1), to)) {
            reading.add(rule, from, to, Confidence.PLACEHOLDER, PLACE);
            return;
        }
        boolean passes = check.passes(line.text(from, to));
        reading.add(rule, from, to, check.confidence(passes, confidence), check.evidence(passes));
    }

    /** A shape that is the whole value given to a name with the keyword. */
    static Rule.Matcher value(Shape shape, Checks check, Confidence confidence) {
        return (reading, rule, start, end) -> {
            TextLine line = reading.line();
            Assignment assignment = reading.assignment();
            if (!assignment.find(line, start, end) || assignment.open()) {
                return;
            }
            int from = assignment.valueStart();
            if (shape.end(line, from) == assignment.valueEnd()
                    && !Placeholders.isReference(line, from, assignment.valueEnd(), assignment.quoted())
                    && Names.promise(assignment.name(line)) != Names.Promise.NOTHING
                    && !reading.judge().isWords(line, from, assignment.valueEnd())) {
                report(reading, rule, shape, check, confidence, from);
            }
        };
    }

    /** A shape within so many characters behind the keyword. */
    static Rule.Matcher near(Shape shape, int distance, Confidence confidence) {
        return (reading, rule, start, end) -> {
            TextLine line = reading.line();
            int last = Math.min(line.to(), end + distance);
            for (int i = end; i < last; i++) {
                line.step(1);
                if (line.opensToken(i) && shape.end(line, i) > 0) {
                    report(reading, rule, shape, Checks.NONE, confidence, i);
                    return;
                }
            }
        };
    }

    /**
     * An expression for what a shape cannot say; its first group is the value. It is anchored at the keyword, so that most
     * keywords cost a few steps, and shown a bounded part of the line.
     */
    static Rule.Matcher expression(String expression, @Nullable String before) {
        Pattern pattern = Pattern.compile(expression);
        return (reading, rule, start, end) -> {
            TextLine line = reading.line();
            if (before != null
                    && !line.containsIgnoringCase(Math.max(line.from(), start - EXPRESSION_WINDOW), start, before)) {
                return;
            }
            int length = Math.min(line.to() - start, EXPRESSION_WINDOW);
            line.step(length);
            Matcher matcher = pattern.matcher(CharBuffer.wrap(line.chars(), start, length));
            if (matcher.lookingAt() && matcher.start(1) >= 0) {
                int from = start + matcher.start(1);
                int to = start + matcher.end(1);
                if (!Placeholders.isReference(line, from, to, false)) {
                    boolean place = Placeholders.isPlaceholder(line, from, to);
                    reading.add(
                            rule,
                            from,
                            to,
                            place ? Confidence.PLACEHOLDER : Confidence.LIKELY,
                            place ? PLACE : "its form and its surroundings");
                }
            }
        };
    }

    /** A value given to a name that promises a secret. */
    static void assignment(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        Assignment assignment = reading.assignment();
        if (!assignment.find(line, start, end)) {
            return;
        }
        if (assignment.open()) {
            assignment.keepName(line);
            reading.openAssignment(rule);
            return;
        }
        if (reading.isFirst(assignment.nameEnd())) {
            judged(reading, rule);
        }
    }

    /** Adds the value that the reader of assignments points at, if it is a secret. */
    public static void judged(Reading reading, Rule rule) {
        Assignment assignment = reading.assignment();
        Verdict verdict = reading.judge().judge(reading.line(), assignment);
        if (verdict != null) {
            reading.add(rule, assignment.valueStart(), assignment.valueEnd(), verdict.confidence(), verdict.evidence());
            if (assignment.goesOn(reading.line())) {
                assignment.keepNameForMore(reading.line());
                reading.openAssignment(rule);
            }
        }
    }
}
