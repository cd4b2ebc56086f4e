/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.core.integrity.MergeQueue.LeftOut;
import dev.agentgovernance.core.integrity.MergeQueue.Outcome;
import dev.agentgovernance.core.integrity.MergeQueue.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Branches that break each other in planted ways. */
class MergeQueueProperties {

    private static final Outcome PASSED = new Outcome.Passed();
    private static final Outcome FAILED = new Outcome.Failed();

    @Example
    void twoGreenBranchesThatBreakEachOtherAreNamed() {
        Verdict verdict = MergeQueue.check(
                List.of("a", "b", "c", "d", "a"), branches -> branches.containsAll(Set.of("b", "d")) ? FAILED : PASSED);
        assertThat(verdict.merged()).containsExactly("a", "b", "c");
        assertThat(verdict.leftOut()).containsExactly(new LeftOut("d", FAILED, Optional.of("b"), true));
    }

    @Example
    void whatFailsOnTopOfTwoOthersIsNoPair() {
        Verdict verdict = MergeQueue.check(
                List.of("a", "b", "c"), branches -> branches.containsAll(Set.of("a", "b", "c")) ? FAILED : PASSED);
        assertThat(verdict.leftOut()).containsExactly(new LeftOut("c", FAILED, Optional.of("b"), false));
    }

    @Example
    void aBranchThatFailsAloneOrCannotBeMergedIsLeftOut() {
        Outcome conflict = new Outcome.Unmergeable(List.of("a.txt"));
        Verdict verdict = MergeQueue.check(List.of("a", "b", "c"), branches -> {
            if (branches.equals(List.of("a"))) {
                return FAILED;
            }
            return branches.containsAll(Set.of("b", "c")) ? conflict : PASSED;
        });
        assertThat(verdict.merged()).containsExactly("b");
        assertThat(verdict.leftOut())
                .containsExactly(
                        new LeftOut("a", FAILED, Optional.empty(), false),
                        new LeftOut("c", conflict, Optional.of("b"), true));
        assertThat(MergeQueue.check(List.of("a"), branches -> FAILED))
                .isEqualTo(new Verdict(false, List.of(), List.of(), 1));
    }

    /** Sets of branches that fail together: whatever holds one of them fails. */
    private static boolean breaks(List<Set<String>> together, List<String> branches) {
        return together.stream().anyMatch(branches::containsAll);
    }

    @Property(tries = 3_000)
    void whatStaysGoesTogetherAndWhatIsNamedDoesNot(
            @ForAll @IntRange(min = 1, max = 12) int count,
            @ForAll @Size(max = 5) List<@Size(min = 1, max = 3) Set<@IntRange(max = 11) Integer>> planted,
            @ForAll Random chance) {
        List<String> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add("b" + i);
        }
        Collections.shuffle(order, chance);
        List<Set<String>> together = planted.stream()
                .map(numbers ->
                        numbers.stream().map(number -> "b" + number).collect(java.util.stream.Collectors.toSet()))
                .toList();
        List<List<String>> tried = new ArrayList<>();
        Verdict verdict = MergeQueue.check(order, branches -> {
            tried.add(List.copyOf(branches));
            return breaks(together, branches) ? FAILED : PASSED;
        });
        assertThat(tried).doesNotHaveDuplicates().hasSize(verdict.trials());
        assertThat(breaks(together, verdict.merged())).isFalse();
        List<String> expected = new ArrayList<>();
        for (String branch : order) {
            expected.add(branch);
            if (breaks(together, expected)) {
                expected.remove(branch);
            }
        }
        assertThat(verdict.merged()).isEqualTo(expected);
        assertThat(verdict.leftOut()).hasSize(count - expected.size());
        for (LeftOut out : verdict.leftOut()) {
            assertThat(out.with().isEmpty()).isEqualTo(breaks(together, List.of(out.branch())));
            out.with().ifPresent(with -> {
                List<String> before = new ArrayList<>(expected.subList(0, expected.indexOf(with)));
                before.add(out.branch());
                assertThat(breaks(together, before)).isFalse();
                before.add(with);
                assertThat(breaks(together, before)).isTrue();
                assertThat(out.isPair()).isEqualTo(breaks(together, List.of(with, out.branch())));
            });
        }
        int left = verdict.leftOut().size();
        assertThat(verdict.trials()).isLessThanOrEqualTo(1 + 2 * count + left * 6);
    }
}
