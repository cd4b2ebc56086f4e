/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Families of commands that destroy, stop, publish or run what nobody has read, in the spellings that people use; and
 * families that only read, beside their twins that do not. A line break inside a command is written as {@code \\n}.
 */
class DestructiveCommandsTest {

    private static final Guard CONTRIBUTE = guard(TrustLevel.CONTRIBUTE);
    private static final Guard OBSERVE = guard(TrustLevel.OBSERVE);

    private static Guard guard(TrustLevel level) {
        return Governance.builder(Policy.baseline())
                .trust(key -> level)
                .homeDirectory("/home/agent")
                .build();
    }

    private static boolean allowed(Guard guard, String line) {
        return guard.decide(Action.shell(line.replace("\\n", "\n")), TestActions.context())
                .match(allow -> true, ask -> false, deny -> false);
    }

    private static boolean denied(Guard guard, String line) {
        return guard.decide(Action.shell(line.replace("\\n", "\n")), TestActions.context())
                .match(allow -> false, ask -> false, deny -> true);
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(DestructiveCommandsTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void noneOfThemIsAllowedToAnAgentThatContributes() throws IOException {
        List<String> lines = lines("destructive-commands.txt");
        assertThat(lines).hasSizeGreaterThan(5_000).doesNotHaveDuplicates();
        assertThat(lines.stream().filter(line -> allowed(CONTRIBUTE, line))).isEmpty();
    }

    @Test
    void theirHarmlessTwinsAreAllowed() throws IOException {
        List<String> lines = lines("harmless-commands.txt");
        assertThat(lines).hasSizeGreaterThan(200).doesNotHaveDuplicates();
        assertThat(lines.stream().filter(line -> !allowed(CONTRIBUTE, line))).isEmpty();
    }

    /** What some of them do is asked; none is refused outright. */
    @Test
    void ordinaryCommandsThatTouchMoreAreNotDenied() throws IOException {
        List<String> lines = lines("undenied-commands.txt");
        assertThat(lines).hasSizeGreaterThan(200).doesNotHaveDuplicates();
        assertThat(lines.stream().filter(line -> denied(CONTRIBUTE, line))).isEmpty();
    }

    @Test
    void whatOnlyReadsIsAllowedToAnAgentThatObserves() throws IOException {
        List<String> lines = lines("readonly-commands.txt");
        assertThat(lines).hasSizeGreaterThan(1_500).doesNotHaveDuplicates();
        assertThat(lines.stream().filter(line -> !allowed(OBSERVE, line))).isEmpty();
    }

    @Test
    void theirTwinsThatWriteAreNot() throws IOException {
        List<String> lines = lines("writing-commands.txt");
        assertThat(lines).hasSizeGreaterThan(700).doesNotHaveDuplicates();
        assertThat(lines.stream().filter(line -> allowed(OBSERVE, line))).isEmpty();
    }
}
