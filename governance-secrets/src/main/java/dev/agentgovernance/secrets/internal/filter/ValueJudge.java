/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Names.Promise;
import dev.agentgovernance.secrets.internal.match.Assignment;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the value of an assignment is a secret. What the name promises, how the value seems to have been made, and
 * where it stands each weigh something; the sum is compared with what the strictness asks for. Reused; for one thread.
 */
public final class ValueJudge {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 2048;
    /** From this sum on a finding is likely, below it possible. */
    private static final int LIKELY = 60;

    private static final String PLACE = "an example or a place for a secret";
    private static final Map<Make, Verdict> LIKELY_VERDICTS = verdicts(Confidence.LIKELY);
    private static final Map<Make, Verdict> POSSIBLE_VERDICTS = verdicts(Confidence.POSSIBLE);
    private static final Verdict PLACE_VERDICT = new Verdict(Confidence.PLACEHOLDER, PLACE);
    private static final Verdict TYPED_VERDICT = new Verdict(
            Confidence.POSSIBLE, "the name it is given to, but it was typed in sequence: weak, or an example");

    private final Maker maker = new Maker();
    private final int leastScore;

    /** Makes a judge. */
    public ValueJudge(Strictness strictness) {
        leastScore = strictness.leastScore();
    }

    private static Map<Make, Verdict> verdicts(Confidence confidence) {
        Map<Make, Verdict> verdicts = new EnumMap<>(Make.class);
        for (Make make : Make.values()) {
            verdicts.put(make, new Verdict(confidence, "the name it is given to, " + make.reason()));
        }
        return verdicts;
    }

    /** Returns what is decided on the value of an assignment, or null if it is no secret. */
    public @Nullable Verdict judge(TextLine line, Assignment assignment) {
        int start = assignment.valueStart();
        int end = assignment.valueEnd();
        if (end - start < SHORTEST || end - start > LONGEST || Codes.isCode(line, assignment)) {
            return null;
        }
        maker.read(line, start, end);
        ValueProfile profile = maker.profile();
        if (profile.blanks() > 0 || profile.foreign() * 2 > profile.length()) {
            return null;
        }
        Make make = maker.make(line, start, end);
        if (make == null && !Placeholders.isMask(line, start, end)) {
            return null;
        }
        if (make != null && Codes.isName(line, start, end, assignment.quoted()) && (!make.drawn() || maker.isWords())) {
            return null;
        }
        String name = assignment.name(line);
        Promise promise = promise(line, assignment, name);
        if (promise == Promise.NOTHING) {
            return null;
        }
        if (make == null || Placeholders.isPlaceholder(line, start, end) || echoes(line, assignment, name)) {
            return make == null || score(line, assignment, promise, make) >= leastScore - 30 ? PLACE_VERDICT : null;
        }
        int score = score(line, assignment, promise, make);
        boolean typed = Placeholders.isTyped(line, start, end);
        if (score - (typed ? 6 : 0) < leastScore) {
            return null;
        }
        if (Names.isFiction(name)) {
            return PLACE_VERDICT;
        }
        if (typed) {
            return TYPED_VERDICT;
        }
        return (score >= LIKELY ? LIKELY_VERDICTS : POSSIBLE_VERDICTS).get(make);
    }

    /** {@code api key: …}: a name of one word may have its meaning from the word before. */
    private static Promise promise(TextLine line, Assignment assignment, String name) {
        if (assignment.call()) {
            return Names.promiseOfCall(name);
        }
        Promise promise = Names.promise(name);
        if (promise == Promise.HINT && name.length() <= 5) {
            Promise longer = Names.promise(assignment.nameWithWordBefore(line));
            return longer.weight() > Promise.KEY.weight() ? longer : promise;
        }
        return promise;
    }

    /** Returns whether the letters of a value are those of words. */
    public boolean isWords(TextLine line, int start, int end) {
        maker.read(line, start, end);
        return maker.isWords();
    }

    private int score(TextLine line, Assignment assignment, Promise promise, Make make) {
        int value = promise == Promise.PASSWORD
                ? make.asPassword()
                : promise == Promise.SECRET ? (make.asPassword() + make.asToken()) / 2 : make.asToken();
        return promise.weight() + value + place(line, assignment, make);
    }

    /** What the place of a value weighs: a literal in quotes, the rest of a line of configuration, or a word in code. */
    private int place(TextLine line, Assignment assignment, Make make) {
        if (assignment.quoted()) {
            return assignment.prose() ? 0 : assignment.call() ? 2 : 8;
        }
        if (assignment.prose()) {
            return -8;
        }
        if (assignment.alone() || assignment.fillsLine(line)) {
            return make == Make.WORD || make == Make.COMPOUND ? 0 : 6;
        }
        boolean name = maker.profile().symbols() == 0 && !make.drawn();
        if (assignment.flag(line) || assignment.endsLikeParameter(line)) {
            return 2;
        }
        return name ? -22 : -4;
    }

    /** Returns whether a value behind a scheme such as {@code Bearer} looks made by chance. */
    public boolean looksDrawnAlone(TextLine line, int start, int end) {
        maker.read(line, start, end);
        Make make = maker.make(line, start, end);
        return end - start >= 16 && (make == Make.UUID || (make != null && make.drawn()));
    }

    /** {@code password = "password"}: the value repeats the name, or a part of it. */
    private static boolean echoes(TextLine line, Assignment assignment, String name) {
        int length = assignment.valueEnd() - assignment.valueStart();
        if (length > name.length()) {
            return false;
        }
        String value = line.text(assignment.valueStart(), assignment.valueEnd());
        return Names.joined(name).contains(Names.joined(value));
    }
}
