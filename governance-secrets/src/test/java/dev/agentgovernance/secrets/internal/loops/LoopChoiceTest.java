/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.loops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.secrets.internal.decode.EncodedRuns;
import org.junit.jupiter.api.Test;

class LoopChoiceTest {
    private static final char[] BLOCK = " . , ; \n".repeat(6000).toCharArray();
    private long now;

    /** The plain form, and a clock that goes on meanwhile; the clock does not go on while the plain form alone runs. */
    private ScanLoops taking(long nanos) {
        return new ScanLoops() {
            @Override
            public int runCandidate(char[] chars, int from, int to) {
                now += nanos;
                return EncodedRuns.candidate(chars, from, to);
            }

            @Override
            public int runEnd(char[] chars, int inside, int to) {
                return EncodedRuns.end(chars, inside, to);
            }
        };
    }

    /** The clock ticks with each look at it, so that the plain form seems to take so long. */
    private LoopChoice choice(ScanLoops other, long tick) {
        return LoopChoice.between(other, () -> now += tick);
    }

    private static ScanLoops after(LoopChoice choice, long characters) {
        ScanLoops loops = ScanLoops.PLAIN;
        for (long read = 0; read < characters; read += BLOCK.length) {
            loops = choice.forBlock(BLOCK, 0, BLOCK.length);
        }
        return loops;
    }

    @Test
    void shortProcessesNeverTryTheOtherForm() {
        LoopChoice choice = choice(taking(1_000_000), 1);
        assertThat(after(choice, LoopChoice.BEFORE_TRIALS - BLOCK.length)).isSameAs(ScanLoops.PLAIN);
        assertThat(now).isZero();
    }

    @Test
    void aFormThatIsFasterIsTakenAfterSomeTrials() {
        // Each look at the clock takes ten, and the other form gives back eight of them.
        ScanLoops fast = taking(-8);
        LoopChoice choice = choice(fast, 10);
        assertThat(after(choice, LoopChoice.BEFORE_TRIALS)).isSameAs(ScanLoops.PLAIN);
        assertThat(after(choice, (LoopChoice.TRIALS + 2L) * BLOCK.length)).isSameAs(fast);
        assertThat(choice.forBlock(BLOCK, 0, 100)).isSameAs(ScanLoops.PLAIN);
    }

    @Test
    void aFormThatIsSlowerIsNotTakenAndTriedSeldom() {
        LoopChoice choice = choice(taking(400_000), 10);
        long characters = LoopChoice.BEFORE_TRIALS + (1L << 26);
        assertThat(after(choice, characters)).isSameAs(ScanLoops.PLAIN);
        // A nanosecond for each character, and the last trial.
        assertThat(now).isBetween(1_000_000L, (1L << 26) + 1_000_000);
    }

    @Test
    void aFormThatStaysSlowIsGivenUp() {
        LoopChoice choice = choice(taking(1_000_000), 10);
        after(choice, LoopChoice.BEFORE_TRIALS + (1L << 34));
        long given = now;
        after(choice, 1L << 32);
        assertThat(now).isEqualTo(given).isLessThan(8_000_000_000L);
    }

    @Test
    void vectorsAreThereWhereTheirModuleIs() {
        boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        assertThat(LoopChoice.vectors().isPresent())
                .isEqualTo(module && Runtime.version().feature() >= 25);
    }
}
