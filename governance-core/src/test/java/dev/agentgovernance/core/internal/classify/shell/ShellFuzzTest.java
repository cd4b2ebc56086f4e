/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.agentgovernance.api.effect.Classification;

/** Whatever a command line holds, there is an answer that points into it. */
class ShellFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void alwaysAnswers(FuzzedDataProvider data) {
        String script = data.consumeRemainingAsString();
        Classification found = Commands.classify(script);
        assertThat(found.effects()).allMatch(effect -> effect.span().end() <= script.length());
        assertThat(found.gaps()).allMatch(gap -> gap.span().end() <= script.length());
    }
}
