/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.core.policy.InvalidPolicyException;
import dev.agentgovernance.core.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingGuardTest {

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final List<RuntimeException> failures = new ArrayList<>();

    private final Clock clock = new Clock() {
        private final InstantSource source = () -> now;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return source.instant();
        }
    };

    private ReloadingGuard guard(Path file) {
        return ReloadingGuard.of(
                () -> Policy.load(file),
                policy -> Governance.builder(policy).build(),
                Duration.ofSeconds(5),
                clock,
                failures::add);
    }

    private static Decision ask(ReloadingGuard guard) {
        return guard.decide(Action.shell("ls"), TestActions.context());
    }

    @Test
    void aChangeCountsAfterTheIntervalAndAsAWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), "version: 1");
        ReloadingGuard guard = guard(file);
        assertThat(ask(guard)).isInstanceOf(Allow.class);
        Files.writeString(file, "version: 1\nhalt: Stop.");
        assertThat(ask(guard)).isInstanceOf(Allow.class);
        now = now.plusSeconds(5);
        assertThat(ask(guard)).isInstanceOf(Deny.class);
        assertThat(ask(guard).assessment().policy()).isEqualTo(guard.policy().digest());
        assertThat(failures).isEmpty();
    }

    @Test
    void theLastGoodPolicyStaysAndTheFailureIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), "version: 1\nhalt: Stop.");
        ReloadingGuard guard = guard(file);
        Files.writeString(file, "version: 1\nhalt:");
        now = now.plusSeconds(5);
        assertThat(ask(guard)).isInstanceOf(Deny.class);
        assertThat(ask(guard)).isInstanceOf(Deny.class);
        assertThat(failures).hasSize(1).first().isInstanceOf(InvalidPolicyException.class);
        Files.delete(file);
        now = now.plusSeconds(5);
        assertThat(ask(guard)).isInstanceOf(Deny.class);
        assertThat(failures).hasSize(2);
        Files.writeString(file, "version: 1");
        now = now.plusSeconds(5);
        assertThat(ask(guard)).isInstanceOf(Allow.class);
    }

    @Test
    void withoutAFirstPolicyThereIsNoGuard() {
        assertThatThrownBy(() -> guard(folder.resolve("none.yaml"))).hasMessageContaining("none.yaml");
    }
}
