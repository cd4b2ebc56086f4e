/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class ClaudeCodeHooksFuzzTest {

    private static final ClaudeCodeHooks HOOKS = Sample.hooks();

    @FuzzTest(maxDuration = "10s")
    void anyTextGetsAnAnswerThatIsAnObject(FuzzedDataProvider data) {
        assertThat(StrictJson.object(HOOKS.answer(data.consumeRemainingAsString())))
                .isNotNull();
    }
}
