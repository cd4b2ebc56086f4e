/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Placeholders;
import dev.agentgovernance.secrets.internal.filter.ValueProfile;
import dev.agentgovernance.secrets.internal.filter.Verdict;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.Shape;
import dev.agentgovernance.secrets.internal.match.Surroundings;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.List;

/**
 * A value of a shape behind the name of its provider: most providers give out 32 characters without a mark of their own.
 * The name leads to the value, and what stands between says whether it is one to keep.
 */
final class ContextMatcher implements Rule.Matcher {
    private static final int LONGEST_HASH = 128;
    static final int LONGEST_OPEN = 48;

    private final Shape shape;
    private final Checks check;
    private final Confidence confidence;
    private final boolean identifier;
    private final boolean distinctive;
    private final boolean composite;
    private final boolean letters;

    ContextMatcher(Shape shape, Checks check, Confidence confidence, boolean identifier) {
        this.shape = shape;
        this.check = check;
        this.confidence = confidence;
        this.identifier = identifier;
        distinctive = shape.isDistinctive();
        composite = shape.isComposite();
        letters = shape.isOfLetters();
    }

    /** Returns the shape of the value. */
    Shape shape() {
        return shape;
    }

    @Override
    public Gate gate() {
        return ContextGate.of(List.of(shape));
    }

    @Override
    public void match(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        Surroundings surroundings = reading.surroundings();
        int places = surroundings.read(line, start, end);
        if (places == 0 && line.to() - end < LONGEST_OPEN && isOpen(reading, start, end)) {
            reading.awaitValue(rule, this);
        }
        for (int place = 0; place < places; place++) {
            int from = surroundings.start(place);
            int to = shape.end(line, from);
            if (to < 0 || !isClosed(line, to)) {
                continue;
            }
            boolean lookalike = !distinctive && (letters || isLookalike(line, from, to));
            boolean marked = distinctive || (composite && !lookalike);
            if (surroundings.promises(place, lookalike, marked, identifier)) {
                add(reading, rule, from, to);
                return;
            }
        }
    }

    /** The value of the name would begin on the next line. */
    private static boolean isOpen(Reading reading, int start, int end) {
        return reading.assignment().find(reading.line(), start, end)
                && reading.assignment().open()
                && !reading.assignment().isLabel();
    }

    /** Adds the value that stands alone on the line behind the name, if it has the shape. */
    void judgeAlone(Reading reading, Rule rule) {
        int from = reading.assignment().valueStart();
        if (shape.end(reading.line(), from) == reading.assignment().valueEnd()) {
            add(reading, rule, from, reading.assignment().valueEnd());
        }
    }

    private void add(Reading reading, Rule rule, int from, int to) {
        TextLine line = reading.line();
        if (!distinctive && (!isDrawn(reading.profile(), line, from, to) || isWords(reading, from, to))) {
            return;
        }
        int last = Matchers.behindJoint(shape, line, from, to);
        if (last > from && Matchers.isWords(reading, last, to)) {
            return;
        }
        if (Examples.isPlace(line, from, to)
                || Placeholders.isKnown(line, from, to)
                || reading.judge().isExample(line, from, to)) {
            reading.add(rule, from, to, Confidence.PLACEHOLDER, Verdict.PLACE);
            return;
        }
        boolean passes = check.passes(line, from, to);
        boolean typed = Placeholders.isPlaceholder(line, from, to);
        reading.add(
                rule,
                from,
                to,
                typed ? Confidence.POSSIBLE : check.confidence(passes, confidence),
                passes && check == Checks.NONE ? "its form, and the provider named before it" : check.evidence(passes));
    }

    /** Nothing follows that would make the value a part of something longer: an address, a path, a sum. */
    private static boolean isClosed(TextLine line, int end) {
        int c = line.at(end);
        return switch (c) {
            case '/', '@', '=', '+', '-', ':', '(', '[', '{', '$', '%', '~', '*' -> false;
            case '.' -> !Chars.isAlnum(line.at(end + 1));
            default -> true;
        };
    }

    /** Hexadecimal digits, a UUID, a number: what hashes, ids and times look like too. */
    private static boolean isLookalike(TextLine line, int start, int end) {
        if (end - start > LONGEST_HASH) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (!Chars.isHex(line.at(i)) && line.at(i) != '-') {
                return false;
            }
        }
        return true;
    }

    /** Not a word, a name in code or a row of words. */
    private boolean isDrawn(ValueProfile profile, TextLine line, int start, int end) {
        profile.read(line, start, end);
        int length = end - start;
        double least = length < 12 || profile.digits() == length ? 1.5 : length < 20 ? 2.1 : 2.4;
        if (profile.entropy() < least) {
            return false;
        }
        return letters
                || composite
                || profile.digits() >= 1
                || profile.longestConsonants() >= 5
                || changes(line, start, end) * 5 >= length * 2
                || (profile.symbols() > 0 && profile.mixedCase() && profile.longestConsonants() >= 4);
    }

    /** Letters alone, or hardly a digit in the name of a class, that are those of words. */
    private boolean isWords(Reading reading, int start, int end) {
        ValueProfile profile = reading.profile();
        boolean type = Chars.isUpper(reading.line().at(start))
                && profile.letters() > profile.upper()
                && profile.symbols() == 0
                && profile.digits() <= 2;
        return !letters
                && (type
                        ? reading.judge().isMostlyWords(reading.line(), start, end)
                        : profile.digits() == 0 && reading.judge().isWords(reading.line(), start, end));
    }

    /** How often small letters and capitals take turns; words in camel case do so less. */
    private static int changes(TextLine line, int start, int end) {
        int changes = 0;
        for (int i = start + 1; i < end; i++) {
            changes += Chars.isUpper(line.at(i)) == Chars.isUpper(line.at(i - 1)) ? 0 : 1;
        }
        return changes;
    }
}
