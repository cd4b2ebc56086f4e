/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is read, the reader answers with a policy or an {@link InvalidPolicyException}. */
class PolicyReaderFuzzTest {

    @FuzzTest
    @ValueSource(
            strings = {
                "version: 1",
                "version: [",
                "version: &a [*a]",
                "? [a]\n: b",
                "a: !!binary x",
                "%YAML 9\n---\na",
                "a: \u0000"
            })
    void readsYaml(@Nullable String text) {
        read(text, "p.yaml");
    }

    @FuzzTest
    @ValueSource(strings = {"{\"version\": 1}", "[", "{\"a\": 1e9999}", "\"\\ud800\"", "nul"})
    void readsJson(@Nullable String text) {
        read(text, "p.json");
    }

    @SuppressWarnings("EmptyCatch") // the one exception that is allowed
    private static void read(@Nullable String text, String name) {
        if (text == null) {
            return; // the first call of a fuzz test
        }
        try {
            Policy.parse(text, name);
        } catch (InvalidPolicyException expected) {
            // said where and what
        }
    }
}
