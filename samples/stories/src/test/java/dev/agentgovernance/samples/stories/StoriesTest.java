/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.scope.Drift;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The stories end as they are told. */
class StoriesTest {

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);

    private static List<String> verdicts(List<Decision> decisions) {
        return decisions.stream().map(Decision::verdict).toList();
    }

    @Test
    void aRefactoringDoesNotMergeAnUnrelatedFix() {
        UnrelatedFix.Ending ending = UnrelatedFix.tell(out);
        assertThat(verdicts(ending.decisions())).containsExactly("allow", "ask", "ask", "ask", "allow", "ask");
        Function<Drift, String> named = drift -> drift.kind().id() + " " + drift.file() + ":" + drift.line();
        assertThat(ending.drifts())
                .extracting(named)
                .containsExactly(
                        "ci .github/workflows/nightly.yml:0",
                        "path .github/workflows/nightly.yml:0",
                        "checks .github/workflows/nightly.yml:11");
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("bob widened the task");
    }

    @Test
    void infrastructureChangesOnceForOneYes() {
        List<Decision> decisions = InfrastructureWithoutApproval.tell(out);
        assertThat(verdicts(decisions).subList(1, 5)).containsExactly("ask", "allow", "ask", "ask");
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("operator: Whoever asks", "ann, for whom it works: Who");
    }

    @Test
    void aToolThatSaysItReadsDoesNotWriteInProduction() {
        assertThat(verdicts(WriteInProduction.tell(out))).containsExactly("allow", "deny", "allow", "ask");
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("The budget 'rows' is used up: 1 of 1");
    }

    @Test
    void aSecretDoesNotLeaveInAPullRequest() {
        SecretInPullRequest.Ending ending = SecretInPullRequest.tell(out);
        assertThat(verdicts(ending.decisions())).containsExactly("deny", "deny", "allow");
        assertThat(told.toString(StandardCharsets.UTF_8)).doesNotContain(SecretInPullRequest.KEY);
        assertThat(ending.records().toString()).doesNotContain(SecretInPullRequest.KEY);
    }

    @Test
    void twoTasksDoNotUndoEachOther() {
        TwoTasks.Ending ending = TwoTasks.tell(out);
        assertThat(verdicts(ending.decisions()))
                .containsExactly("allow", "allow", "ask", "ask", "allow", "ask", "allow", "ask", "allow");
        assertThat(ending.merges().merged()).containsExactly("SHOP-7");
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("taken by task SHOP-9 at 2026-11-02T10:00:00Z")
                .contains("SHOP-9 passes alone, and not with SHOP-7.");
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("path:acme/shop/src/Cost.java' is held by task SHOP-7");
    }

    @Test
    void trustGrowsOverWeeksAndFallsAtOnce() {
        TrustGrowsAndFalls.Ending ending = TrustGrowsAndFalls.tell(out);
        assertThat(ending.levels().get(0)).isEqualTo(TrustLevel.OBSERVE);
        assertThat(ending.levels().get(7)).isEqualTo(TrustLevel.CONTRIBUTE);
        assertThat(ending.levels().get(8)).isEqualTo(TrustLevel.OBSERVE);
        assertThat(verdicts(ending.decisions())).containsExactly("ask", "allow", "ask");
    }
}
