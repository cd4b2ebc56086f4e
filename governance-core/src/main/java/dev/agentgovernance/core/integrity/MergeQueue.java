/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds out which branches go together, by merging them one after another and building what comes of it: those that pass stay,
 * those that do not are left out, with the one that they do not go with.
 *
 * <p>It says what is to be tried; a {@link Trial} does it. Of several threads, each uses its own trial.
 */
public final class MergeQueue {

    /*
     * First nothing, then each branch alone, then each on top of all that passed. Where that fails, and the branch alone did
     * not, the first of those before it with which it fails is found by halving: so few trials only if whatever fails with
     * some of them fails with more of them too. Where that does not hold, what is named still failed as it is named: the last
     * trial of the search is that very one. No order is tried twice.
     */

    private final Trial trial;
    private final Map<List<String>, Outcome> known = new HashMap<>();

    private MergeQueue(Trial trial) {
        this.trial = trial;
    }

    /** Merges and builds. */
    @FunctionalInterface
    public interface Trial {

        /**
         * Merges branches onto the base, in their order, and builds that.
         *
         * @param branches none for the base itself
         * @return what came of it; what is thrown ends the check
         */
        Outcome of(List<String> branches);
    }

    /** What comes of a trial. */
    public sealed interface Outcome {

        /** It could be merged, and the build passed. */
        record Passed() implements Outcome {}

        /** It could be merged, and the build failed. */
        record Failed() implements Outcome {}

        /**
         * The last of the branches could not be merged.
         *
         * @param files where both stand against each other
         */
        record Unmergeable(List<String> files) implements Outcome {
            /** Copies. */
            public Unmergeable {
                files = List.copyOf(files);
            }

            @Override
            public String toString() {
                return "Unmergeable[" + files.size() + " files]";
            }
        }
    }

    /**
     * A branch that was left out.
     *
     * @param branch which
     * @param outcome what came of it
     * @param with the first of those before it with which it does not go; empty where it fails alone
     * @param isPair whether these two alone fail; otherwise they do so on top of others before them
     */
    public record LeftOut(String branch, Outcome outcome, Optional<String> with, boolean isPair) {
        /** Checks that nothing is null. */
        public LeftOut {
            Objects.requireNonNull(branch, "branch");
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(with, "with");
        }
    }

    /**
     * What came of all.
     *
     * @param basePasses whether the base itself passes; if it does not, nothing else was tried
     * @param merged the branches that go together, in their order
     * @param leftOut the others, in their order
     * @param trials how many trials it took
     */
    public record Verdict(boolean basePasses, List<String> merged, List<LeftOut> leftOut, int trials) {
        /** Copies. */
        public Verdict {
            merged = List.copyOf(merged);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * Tries branches in an order; one that is named twice is tried once. Of n branches of which m are left out, it takes at most
     * {@code 1 + 2n + m (2 + log2 n)} trials.
     */
    public static Verdict check(List<String> order, Trial trial) {
        return new MergeQueue(trial).check(new ArrayList<>(new LinkedHashSet<>(order)));
    }

    private Verdict check(List<String> order) {
        if (!passes(List.of())) {
            return new Verdict(false, List.of(), List.of(), known.size());
        }
        order.forEach(branch -> attempt(List.of(branch)));
        List<String> merged = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (String branch : order) {
            if (!passes(List.of(branch))) {
                leftOut.add(new LeftOut(branch, attempt(List.of(branch)), Optional.empty(), false));
            } else if (passes(with(merged, branch))) {
                merged.add(branch);
            } else {
                leftOut.add(culprit(merged, branch));
            }
        }
        return new Verdict(true, merged, leftOut, known.size());
    }

    /** Searches the shortest beginning of what was merged on which a branch fails. */
    // INVARIANT: the branch passes on the beginning without the one that is named, and fails with it.
    private LeftOut culprit(List<String> merged, String branch) {
        int passing = 0;
        int failing = merged.size();
        while (failing - passing > 1) {
            int middle = (passing + failing) >>> 1;
            if (passes(with(merged.subList(0, middle), branch))) {
                passing = middle;
            } else {
                failing = middle;
            }
        }
        String other = merged.get(failing - 1);
        Outcome outcome = attempt(with(merged.subList(0, failing), branch));
        boolean isPair = !passes(List.of(other, branch));
        return new LeftOut(branch, outcome, Optional.of(other), isPair);
    }

    private static List<String> with(List<String> merged, String branch) {
        List<String> all = new ArrayList<>(merged);
        all.add(branch);
        return List.copyOf(all);
    }

    private boolean passes(List<String> branches) {
        return attempt(branches) instanceof Outcome.Passed;
    }

    private Outcome attempt(List<String> branches) {
        Outcome before = known.get(branches);
        if (before != null) {
            return before;
        }
        Outcome outcome = trial.of(branches);
        known.put(List.copyOf(branches), outcome);
        return outcome;
    }
}
