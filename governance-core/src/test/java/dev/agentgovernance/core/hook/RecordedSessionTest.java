/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The messages of sessions of real clients, one a line, and below each what is answered: of Claude Code 2.1.330, Codex 0.169.0,
 * Gemini CLI 0.61.0 and Copilot CLI 1.0.102.
 */
class RecordedSessionTest {

    private static final Map<Host, Integer> MESSAGES =
            Map.of(Host.CLAUDE_CODE, 21, Host.CODEX, 26, Host.GEMINI_CLI, 36, Host.COPILOT, 47);

    @TestFactory
    Stream<DynamicTest> eachMessageGetsItsAnswer() {
        return MESSAGES.entrySet().stream().flatMap(of -> session(of.getKey(), of.getValue()));
    }

    private static Stream<DynamicTest> session(Host host, int least) {
        List<String> lines;
        try (InputStream in =
                Objects.requireNonNull(RecordedSessionTest.class.getResourceAsStream(host.id() + "-session.jsonl"))) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(lines).hasSizeGreaterThanOrEqualTo(2 * least);
        HookAdapter hooks = HookAdapter.of(
                host, Sample.GUARD, Sample.DETECTOR, HookSettings.DEFAULT.withFilterCommand(Sample.FILTER));
        return IntStream.range(0, lines.size() / 2)
                .mapToObj(i -> DynamicTest.dynamicTest(host.id() + " " + i, () -> {
                    // The key is put in here, so that no scanner takes the recording for a leak.
                    String message = lines.get(2 * i).replace("@KEY@", Sample.KEY);
                    assertThat(hooks.answer(message)).as(message).isEqualTo(lines.get(2 * i + 1));
                }));
    }
}
