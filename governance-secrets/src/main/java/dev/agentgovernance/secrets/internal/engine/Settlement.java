/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.engine;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.rules.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Settles which of several overlapping findings wins. */
final class Settlement {
    private static final Comparator<Candidate> BY_PLACE = Comparator.comparingInt(Candidate::start)
            .thenComparingInt(Candidate::end)
            .thenComparingInt(candidate -> -candidate.rule().rank())
            .thenComparing(candidate -> candidate.rule().kind().id())
            .thenComparing(Candidate::confidence);
    private static final Comparator<Candidate> BETTER_LAST = Comparator.<Candidate>comparingInt(
                    candidate -> isPlace(candidate) ? 0 : 1)
            .thenComparingInt(candidate -> candidate.rule().rank())
            .thenComparing(Candidate::confidence, Comparator.reverseOrder())
            .thenComparingInt(candidate -> candidate.end() - candidate.start())
            .thenComparingInt(candidate -> -candidate.start())
            .thenComparing(candidate -> candidate.rule().kind().id());

    private Settlement() {}

    /**
     * Returns the winners, ordered by start. A loser that reaches beyond its winner makes the winner longer: whatever any
     * rule took for a secret is covered. What overlaps a marker is dropped: it was redacted before.
     */
    static List<Candidate> settle(List<Candidate> candidates, List<Candidate> markers) {
        List<Candidate> rest = new ArrayList<>(candidates);
        markers.forEach(marker -> rest.removeIf(candidate -> overlap(candidate, marker)));
        rest.sort(BY_PLACE);
        List<Candidate> winners = new ArrayList<>();
        for (Candidate candidate : rest) {
            int last = winners.size() - 1;
            if (last >= 0 && overlap(winners.get(last), candidate)) {
                winners.set(last, merge(winners.get(last), candidate));
            } else {
                winners.add(candidate);
            }
        }
        return winners;
    }

    private static Candidate merge(Candidate left, Candidate right) {
        boolean leftWins = BETTER_LAST.compare(left, right) >= 0;
        Candidate winner = leftWins ? left : right;
        Candidate loser = leftWins ? right : left;
        if (isPlace(loser)) {
            return winner;
        }
        int start = Math.min(left.start(), right.start());
        int end = Math.max(left.end(), right.end());
        boolean longer = start < winner.start() || end > winner.end();
        return new Candidate(
                winner.rule(),
                start,
                end,
                winner.confidence(),
                winner.evidence(),
                longer ? null : winner.fingerprint());
    }

    static boolean overlap(Candidate left, Candidate right) {
        return left.start() < right.end() && right.start() < left.end();
    }

    private static boolean isPlace(Candidate candidate) {
        return candidate.confidence() == Confidence.PLACEHOLDER;
    }
}
