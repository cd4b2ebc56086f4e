/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.scope;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.core.change.Diff;

/** Whatever the text, it is read or refused by the one exception, and what was read can be judged. */
class DiffFuzzTest {

    private static final TaskScope SCOPE =
            TaskScope.builder("T").paths("src/**").effects("fs").maxLines(5).build();

    @FuzzTest
    void readsOrRefuses(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        Diff diff;
        try {
            diff = Diff.parse(text);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("line ");
            return;
        }
        for (Drift drift : DriftCheck.check(SCOPE, diff)) {
            assertThat(drift.why()).endsWith(".");
        }
    }
}
