/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustCommandTest {

    private static final HumanCheck PERSON = new HumanCheck(List::of);
    private static final HumanCheck AGENT =
            new HumanCheck(() -> List.of(new HumanCheck.Ancestor(List.of("claude"), Set.of())));

    @TempDir
    Path home;

    private Run record(HumanCheck who, String outcome, int number) {
        return Run.of(
                home,
                who,
                "",
                "trust",
                "record",
                "--agent",
                "agent-7",
                "--repo",
                "acme/shop",
                "--class",
                "edit",
                "--outcome",
                outcome,
                "--id",
                "run-" + number);
    }

    @Test
    void levelsAreEarnedExplainedAndTakenAway() {
        for (int i = 0; i < 5; i++) {
            assertThat(record(PERSON, "succeeded", i).status()).isZero();
        }
        assertThat(record(PERSON, "succeeded", 4).out()).contains("recorded before");
        assertThat(Run.of(home, PERSON, "", "trust", "show").lines())
                .containsExactly("agent-7  acme/shop  edit  propose");
        assertThat(Run.of(
                                home,
                                PERSON,
                                "",
                                "trust",
                                "why",
                                "--agent",
                                "agent-7",
                                "--repo",
                                "acme/shop",
                                "--class",
                                "edit")
                        .out())
                .contains("5 succeeded", "earned observe -> propose");
        Run promote = Run.of(
                home,
                PERSON,
                "",
                "trust",
                "promote",
                "deliver",
                "--agent",
                "agent-7",
                "--repo",
                "acme/shop",
                "--class",
                "edit");
        assertThat(promote.status()).isEqualTo(1);
        assertThat(promote.err()).contains("the evidence does not support DELIVER");
        Run demote = Run.of(
                home,
                PERSON,
                "",
                "trust",
                "demote",
                "observe",
                "--agent",
                "agent-7",
                "--repo",
                "acme/shop",
                "--class",
                "edit",
                "--note",
                "too hasty");
        assertThat(demote.out()).contains("demoted propose -> observe", "too hasty");
    }

    @Test
    void anAgentMaySayThatItFailedAndNotThatItSucceeded() {
        assertThat(record(AGENT, "succeeded", 1).status()).isEqualTo(2);
        assertThat(record(AGENT, "incident", 2).status()).isZero();
    }

    @Test
    void simulationShowsWhoWouldHoldWhatWhen() {
        List<String> lines = new ArrayList<>();
        Instant start = Instant.parse("2026-03-02T09:00:00Z");
        for (int i = 0; i < 90; i++) {
            lines.add(line("succeeded", start.plus(Duration.ofHours(4L * i))));
        }
        lines.add(line("incident", start.plus(Duration.ofDays(20))));
        Run signed = Run.of(home, PERSON, String.join("\n", lines), "trust", "simulate", "--sign", "-");
        assertThat(signed.status()).as(signed.err()).isZero();
        assertThat(signed.lines().get(0)).isEqualTo("agent-7  acme/shop  deliver  observe");
        assertThat(signed.out())
                .contains("earned  observe -> propose", "earned  propose -> contribute")
                .contains("signed  contribute -> deliver")
                .contains("2026-03-22T09:00:00Z  incident  deliver -> observe");
        Run unsigned = Run.of(home, PERSON, String.join("\n", lines), "trust", "simulate", "-");
        assertThat(unsigned.out()).contains("proposed  contribute -> deliver").doesNotContain("signed");
        assertThat(Run.of(home, PERSON, "{\"agent\": \"a\"}", "trust", "simulate", "-")
                        .status())
                .isEqualTo(2);
    }

    private static String line(String outcome, Instant at) {
        return String.format(
                Locale.ROOT,
                "{\"agent\": \"agent-7\", \"repo\": \"acme/shop\", \"class\": \"deliver\", \"outcome\": \"%s\","
                        + " \"at\": \"%s\"}",
                outcome,
                at);
    }
}
