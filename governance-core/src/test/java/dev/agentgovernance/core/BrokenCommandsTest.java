/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.core.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No classifier fails on a line that is not as it should be. Every line of the lists has one of its words left out, and one
 * replaced by each of a few that are known to the shell only, or empty; each is tried behind a pipe too.
 */
class BrokenCommandsTest {

    private static final List<String> WORDS = List.of(
            "\"$X\"",
            "$X",
            "*",
            "\"$(y)\"",
            "''",
            "{a,b}",
            "~",
            "a\"$X\"b",
            "'\n'",
            "-",
            "--",
            "=",
            "$'\\0'",
            "\"$@\"",
            "${x[@]}",
            "<(y)",
            "$((1))",
            "\u00e9");

    private static final String CONSUMER = " | sort | xargs -I{} echo {}";

    private static final Guard GUARD =
            Governance.builder(Policy.baseline()).homeDirectory("/home/agent").build();

    @ParameterizedTest
    @ValueSource(strings = {"destructive", "harmless", "readonly", "writing"})
    void noClassifierFails(String list) {
        List<String> lines = lines(list + "-commands.txt");
        assertThat(IntStream.range(0, lines.size())
                        .parallel()
                        .mapToObj(at -> broken(lines.get(at).replace("\\n", "\n"), at))
                        .flatMap(List::stream)
                        .filter(BrokenCommandsTest::fails)
                        .toList())
                .isEmpty();
    }

    private static boolean fails(String line) {
        return GUARD.decide(Action.shell(line), TestActions.context()).assessment().gaps().stream()
                .anyMatch(gap -> gap.why().startsWith("a classifier failed"));
    }

    private static List<String> broken(String line, int at) {
        List<String> words = List.of(line.split(" "));
        int place = at % words.size();
        String front = String.join(" ", words.subList(0, place)) + " ";
        String back = " " + String.join(" ", words.subList(place + 1, words.size()));
        String word = WORDS.get(at * 7 % WORDS.size());
        return Stream.of(front + back, front + word + back)
                .flatMap(changed -> Stream.of(changed, changed + CONSUMER))
                .toList();
    }

    private static List<String> lines(String name) {
        try (InputStream in = Objects.requireNonNull(BrokenCommandsTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
