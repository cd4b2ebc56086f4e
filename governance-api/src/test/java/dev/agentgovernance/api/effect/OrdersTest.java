/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Orders are part of the contract: a constant that moves changes every comparison. */
class OrdersTest {

    @Test
    void constantsStandInTheirOrder() {
        assertThat(Coverage.values()).containsExactly(Coverage.KNOWN, Coverage.PARTIAL, Coverage.OPAQUE);
        assertThat(Impact.values())
                .containsExactly(Impact.NONE, Impact.LOW, Impact.MODERATE, Impact.HIGH, Impact.CRITICAL);
        assertThat(Reach.values())
                .containsExactly(Reach.NONE, Reach.WORKSPACE, Reach.MACHINE, Reach.SHARED, Reach.WORLD);
        assertThat(Reversibility.values())
                .containsExactly(Reversibility.REVERSIBLE, Reversibility.RECOVERABLE, Reversibility.IRREVERSIBLE);
        assertThat(DataSensitivity.values())
                .containsExactly(DataSensitivity.ORDINARY, DataSensitivity.PERSONAL, DataSensitivity.SECRET);
        assertThat(TrustLevel.values())
                .containsExactly(
                        TrustLevel.OBSERVE,
                        TrustLevel.PROPOSE,
                        TrustLevel.CONTRIBUTE,
                        TrustLevel.DELIVER,
                        TrustLevel.OPERATE);
        assertThat(Oversight.values())
                .containsExactly(
                        Oversight.NONE,
                        Oversight.RECORD,
                        Oversight.NOTIFY,
                        Oversight.APPROVE,
                        Oversight.APPROVE_BY_TWO,
                        Oversight.FORBID);
        assertThat(Confidence.values())
                .containsExactly(Confidence.CONFIRMED, Confidence.LIKELY, Confidence.POSSIBLE, Confidence.PLACEHOLDER);
    }

    @Test
    void theWorseOfTwoIsTheLaterOne() {
        later(Coverage.values(), Coverage::worst);
        later(Impact.values(), Impact::worst);
        later(Reach.values(), Reach::worst);
        later(Reversibility.values(), Reversibility::worst);
        later(DataSensitivity.values(), DataSensitivity::worst);
        later(Oversight.values(), Oversight::stricter);
    }

    @Test
    void theLowerOfTwoLevelsIsTheEarlierOne() {
        TrustLevel[] levels = TrustLevel.values();
        for (int a = 0; a < levels.length; a++) {
            for (int b = 0; b < levels.length; b++) {
                assertThat(TrustLevel.lower(levels[a], levels[b])).isEqualTo(levels[Math.min(a, b)]);
            }
        }
    }

    @Test
    void oversightAllowsAsksOrForbids() {
        assertThat(Oversight.values())
                .filteredOn(Oversight::allows)
                .containsExactly(Oversight.NONE, Oversight.RECORD, Oversight.NOTIFY);
        assertThat(Oversight.values())
                .filteredOn(Oversight::asks)
                .containsExactly(Oversight.APPROVE, Oversight.APPROVE_BY_TWO);
    }

    private static <E extends Enum<E>> void later(E[] values, BinaryOperator<E> worse) {
        for (int a = 0; a < values.length; a++) {
            for (int b = 0; b < values.length; b++) {
                assertThat(worse.apply(values[a], values[b])).isEqualTo(values[Math.max(a, b)]);
            }
        }
    }
}
