/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Names;
import dev.agentgovernance.secrets.internal.filter.Placeholders;
import dev.agentgovernance.secrets.internal.filter.ValueJudge;
import dev.agentgovernance.secrets.internal.filter.Verdict;
import dev.agentgovernance.secrets.internal.match.Assignment;
import dev.agentgovernance.secrets.internal.match.AssignmentGate;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.Shape;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.List;

/** The matchers that read shapes. */
public final class Matchers {
    /** A mark of no more characters begins words as well. */
    private static final int SHORT_MARK = 3;

    /** Fewer letters are those of words by chance. */
    private static final int LEAST_WORDS = 16;

    private static final String TYPED = "its form, though its characters look typed";

    private static final int MOST_LISTED = 16;

    private Matchers() {}

    /** A shape that its own longest literal leads to. */
    static Rule.Matcher shape(Shape shape, Checks check, Confidence confidence) {
        String anchor = shape.anchor();
        return new ShapeValue(shape, check, confidence, shape.opensItself(), anchor.charAt(anchor.length() - 1));
    }

    private record ShapeValue(Shape shape, Checks check, Confidence confidence, boolean opens, char last)
            implements Rule.Matcher {
        @Override
        public void match(Reading reading, Rule rule, int start, int end) {
            // Keywords have no case, shapes do: most places of a word end here.
            if (reading.line().at(end - 1) != last) {
                return;
            }
            int from = shape.startFromAnchor(reading.line(), start);
            if (from >= 0 && (opens || reading.line().opensToken(from))) {
                report(reading, rule, shape, check, confidence, from);
            }
        }

        @Override
        public Gate gate() {
            int mark = shape.prefixLength();
            boolean first = !opens && mark > 0 && shape.anchor().length() == mark;
            return new ShapeGate(shape, first);
        }
    }

    /** Small letters and no digit, and those of words: {@code md-test-of-something-else}. */
    static boolean isWords(Reading reading, int start, int end) {
        for (int i = start; i < end; i++) {
            int c = reading.line().at(i);
            if (Chars.isDigit(c)) {
                return false;
            }
        }
        return reading.judge().isWords(reading.line(), start, end);
    }

    /** Where the last part of a value begins: {@code 12345678:ContentTypeOfAgency} has digits before it, and is words. */
    static int behindJoint(Shape shape, TextLine line, int start, int end) {
        int i = shape.joint() < 0 ? start : end - 1;
        while (i > start && line.at(i) != shape.joint()) {
            i--;
        }
        return i > start && end - i > LEAST_WORDS ? i + 1 : start;
    }

    /** Where the last part of an address begins, which is the key; before it stand numbers of who is called, which examples invent. */
    private static int keyOfAddress(TextLine line, int start, int end) {
        int i = end - 1;
        while (i > start && line.at(i) != '/') {
            i--;
        }
        return i > start && end - i > LEAST_WORDS ? i + 1 : start;
    }

    private static void report(Reading reading, Rule rule, Shape shape, Checks check, Confidence confidence, int from) {
        TextLine line = reading.line();
        int to = shape.end(line, from);
        if (to < 0) {
            return;
        }
        int drawn = from + Math.min(shape.prefixLength(), to - from - 1);
        if (drawn - from <= SHORT_MARK
                && !shape.isOfLetters()
                && isWords(reading, behindJoint(shape, line, drawn, to), to)) {
            return;
        }
        int key = keyOfAddress(line, drawn, to);
        if (Examples.isPlace(line, key, to)
                || Placeholders.isKnown(line, from, to)
                || reading.judge().isExample(line, drawn, to)) {
            reading.add(rule, from, to, Confidence.PLACEHOLDER, Verdict.PLACE);
            return;
        }
        boolean typed = Placeholders.isPlaceholder(line, drawn, to);
        boolean passes = check.passes(line, from, to);
        Confidence sure = check.confidence(passes, confidence);
        reading.add(
                rule,
                from,
                to,
                typed && sure != Confidence.CONFIRMED ? Confidence.POSSIBLE : sure,
                typed && passes ? TYPED : check.evidence(passes));
    }

    /** A shape that is the whole value given to a name with the keyword. */
    static Rule.Matcher value(Shape shape, Checks check, Confidence confidence) {
        return new GatedMatcher(
                (reading, rule, start, end) -> matchValue(reading, rule, start, end, shape, check, confidence),
                (block, start, end) -> AssignmentGate.opens(block, firstOfName(block, start, end), end));
    }

    private static int firstOfName(TextLine line, int start, int end) {
        int name = start;
        while (name < end && !Chars.isName(line.at(name))) {
            name++;
        }
        return name;
    }

    private static void matchValue(
            Reading reading, Rule rule, int start, int end, Shape shape, Checks check, Confidence confidence) {
        TextLine line = reading.line();
        Assignment assignment = reading.assignment();
        if (!assignment.find(line, firstOfName(line, start, end), end) || assignment.open()) {
            return;
        }
        int from = assignment.valueStart();
        if (shape.end(line, from) == assignment.valueEnd()
                && !Placeholders.isReference(line, from, assignment.valueEnd(), assignment.quoted())
                && Names.promise(assignment.name(line)) != Names.Promise.NOTHING
                && !reading.judge().isWords(line, from, assignment.valueEnd())) {
            report(reading, rule, shape, check, confidence, from);
        }
    }

    /** A shape within so many characters behind the keyword. */
    static Rule.Matcher near(Shape shape, int distance, Confidence confidence) {
        Rule.Matcher matcher = (reading, rule, start, end) -> {
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
        boolean far = distance + shape.least() > Gate.REACH;
        ContextGate gate = ContextGate.of(List.of(shape));
        return far
                ? matcher
                : new GatedMatcher(
                        matcher, (block, start, end) -> gate.holdsRun(block, end, end + distance + shape.least()));
    }

    /** Returns where a run ends without the dots that stand for what was cut off behind it. */
    static int beforeEllipsis(TextLine line, int from, int end) {
        int i = end;
        while (i > from && line.at(i - 1) == '.') {
            i--;
        }
        return end - i > 1 ? i : end;
    }

    /** A value given to a name that promises a secret. */
    record AssignedValue(IssuerForms forms) implements Rule.Matcher {
        @Override
        public void match(Reading reading, Rule rule, int start, int end) {
            TextLine line = reading.line();
            Assignment assignment = reading.assignment();
            boolean found = assignment.find(line, start, end);
            if (assignment.opensEntries(line)
                    && line.at(assignment.nameStart() - 1) != '/'
                    && Names.isOfMany(assignment.name(line))) {
                reading.entries().begin(reading, rule, Entries.Sort.KEYS, false);
            }
            if (assignment.opensBlock() || (found && assignment.open())) {
                assignment.keepName(line);
                if (!assignment.isLabel()) {
                    reading.block().begin(reading, rule);
                }
            }
            if (!found) {
                return;
            }
            if (assignment.open()) {
                reading.openAssignment(rule);
                return;
            }
            if (reading.isFirst(assignment.nameEnd())) {
                judged(reading, rule);
                judgedList(reading, rule);
            }
        }

        @Override
        public Gate gate() {
            return Gate.ASSIGNMENT;
        }

        /** Whether a value ends before the form of its issuer does. */
        private boolean isCutShort(TextLine line, Assignment assignment) {
            String value = line.text(assignment.valueStart(), assignment.valueEnd());
            return forms.isCutShort(assignment.name(line), value);
        }

        private boolean isNearMiss(TextLine line, Assignment assignment) {
            String value = line.text(assignment.valueStart(), assignment.valueEnd());
            return forms.isNearMiss(assignment.name(line), value);
        }

        private boolean isOfAnotherForm(TextLine line, Assignment assignment) {
            return forms.isOfAnotherForm(line.text(assignment.valueStart(), assignment.valueEnd()));
        }
    }

    /** Adds the value that the reader of assignments points at, if it is a secret. */
    public static void judged(Reading reading, Rule rule) {
        Assignment assignment = reading.assignment();
        TextLine line = reading.line();
        reading.judgeAwaited();
        Verdict verdict =
                reading.manifest().isSealed(line) ? null : reading.judge().judge(line, assignment);
        if (verdict == null) {
            return;
        }
        if (!assignment.cut()
                && rule.matcher() instanceof AssignedValue matcher
                && matcher.isCutShort(line, assignment)) {
            boolean shown = assignment.wraps(line)
                    && ValueJudge.showsEnough(line, assignment.valueStart(), assignment.valueEnd());
            if (!shown) {
                return;
            }
            verdict = verdict.confidence() == Confidence.PLACEHOLDER ? verdict : ValueJudge.cutShort();
        }
        if (verdict.confidence() != Confidence.PLACEHOLDER
                && rule.matcher() instanceof AssignedValue matcher
                && matcher.isNearMiss(line, assignment)) {
            return;
        }
        if (ValueJudge.isTyped(verdict)
                && rule.matcher() instanceof AssignedValue matcher
                && matcher.isOfAnotherForm(line, assignment)) {
            verdict = reading.judge().withoutOwner(line, assignment.valueStart(), assignment.valueEnd());
        }
        reading.add(rule, assignment.valueStart(), assignment.valueEnd(), verdict.confidence(), verdict.evidence());
        if (assignment.goesOn(line)) {
            assignment.keepNameForMore(line);
            reading.openAssignment(rule);
        }
    }

    /** Adds what follows in the list that the value is the first of. */
    private static void judgedList(Reading reading, Rule rule) {
        Assignment assignment = reading.assignment();
        for (int i = 0; i < MOST_LISTED && assignment.nextInList(reading.line()); i++) {
            judged(reading, rule);
        }
    }
}
