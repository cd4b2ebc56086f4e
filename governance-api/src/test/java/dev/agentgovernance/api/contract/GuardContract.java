/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.effect.Coverage;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Guard} must do. Implement {@link #guard()} and run. */
public interface GuardContract {

    /** Returns the guard under test, the same state each time. */
    Guard guard();

    /** Nothing makes it throw, and there is always an answer. */
    @Test
    default void answersEveryQuestion() {
        Guard guard = guard();
        for (Action action : Samples.actions()) {
            assertThat(guard.decide(action, Samples.CONTEXT)).as("%s", action).isNotNull();
            assertThat(guard.decide(action, ActionContext.builder("a").build()))
                    .as("%s in an unknown place", action)
                    .isNotNull();
        }
    }

    /** Whatever the input, the answer comes: a broad bound, that no machine under load breaks. */
    @Test
    default void answersWithinABound() {
        Guard guard = guard();
        for (Action action : Samples.actions()) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> guard.decide(action, Samples.CONTEXT), action::toString);
        }
    }

    /** The same question has the same answer. */
    @Test
    default void answersTheSameQuestionTheSameWay() {
        Guard guard = guard();
        for (Action action : Samples.actions()) {
            assertThat(guard.decide(action, Samples.CONTEXT))
                    .as("%s", action)
                    .isEqualTo(guard.decide(action, Samples.CONTEXT));
        }
    }

    /** Several threads get the answers that one gets. */
    @Test
    default void answersSeveralThreadsAsItAnswersOne() {
        Guard guard = guard();
        List<Decision> alone = decideAll(guard);
        assertThat(Race.run(4, number -> decideAll(guard))).isEqualTo(Collections.nCopies(4, alone));
    }

    /** A decision names exactly what was judged. */
    @Test
    default void namesWhatWasJudged() {
        Guard guard = guard();
        for (Action action : Samples.actions()) {
            assertThat(guard.decide(action, Samples.CONTEXT).digest())
                    .as("%s", action)
                    .isEqualTo(ActionDigest.of(action, Samples.CONTEXT));
        }
    }

    /** Whoever is not let through is told why. */
    @Test
    default void saysWhy() {
        Guard guard = guard();
        for (Action action : Samples.actions()) {
            Decision decision = guard.decide(action, Samples.CONTEXT);
            if (!decision.verdict().equals("allow")) {
                assertThat(decision.explanation()).as("%s", action).isNotBlank();
            }
        }
    }

    /** What was not understood at all is not let through. */
    @Test
    default void letsNothingThroughThatItDoesNotUnderstand() {
        Guard guard = guard();
        for (Action action : Samples.actions()) {
            Decision decision = guard.decide(action, Samples.CONTEXT);
            if (decision.assessment().coverage() == Coverage.OPAQUE) {
                assertThat(decision.verdict()).as("%s", action).isNotEqualTo("allow");
            }
        }
    }

    private static List<Decision> decideAll(Guard guard) {
        return Samples.actions().stream()
                .map(action -> guard.decide(action, Samples.CONTEXT))
                .toList();
    }
}
