/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.engine;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.rules.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Settles which of several overlapping findings wins. */
final class Settlement {
    /** Orders of candidates. Constants and no chains of comparators: those cost a process that starts milliseconds. */
    private enum Order implements Comparator<Candidate> {
        BY_PLACE {
            @Override
            public int compare(Candidate left, Candidate right) {
                int order = Integer.compare(left.start(), right.start());
                order = order != 0 ? order : Integer.compare(left.end(), right.end());
                order = order != 0
                        ? order
                        : Integer.compare(right.rule().rank(), left.rule().rank());
                order = order != 0 ? order : byName(left, right);
                return order != 0 ? order : left.confidence().compareTo(right.confidence());
            }
        },
        BETTER_LAST {
            @Override
            public int compare(Candidate left, Candidate right) {
                int order = Boolean.compare(!isPlace(left), !isPlace(right));
                order = order != 0
                        ? order
                        : Integer.compare(left.rule().rank(), right.rule().rank());
                order = order != 0 ? order : right.confidence().compareTo(left.confidence());
                order = order != 0 ? order : Integer.compare(left.end() - left.start(), right.end() - right.start());
                order = order != 0 ? order : Integer.compare(right.start(), left.start());
                return order != 0 ? order : byName(left, right);
            }
        };

        private static int byName(Candidate left, Candidate right) {
            return left.rule().kind().id().compareTo(right.rule().kind().id());
        }
    }

    private Settlement() {}

    /**
     * Returns the winners, ordered by start. A loser that reaches beyond its winner makes the winner longer: whatever any
     * rule took for a secret is covered. What overlaps a marker is dropped: it was redacted before.
     */
    static List<Candidate> settle(List<Candidate> candidates, List<Candidate> markers) {
        List<Candidate> rest = new ArrayList<>(candidates);
        for (Candidate marker : markers) {
            rest.removeIf(candidate -> overlap(candidate, marker));
        }
        rest.sort(Order.BY_PLACE);
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

    /** Sorts what overlaps nothing by its start. */
    static void sort(List<Candidate> winners) {
        winners.sort(Order.BY_PLACE);
    }

    private static Candidate merge(Candidate left, Candidate right) {
        boolean leftWins = Order.BETTER_LAST.compare(left, right) >= 0;
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
