/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.scope.TaskScope;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskScopesTest {

    @Test
    void readsWhatAFileDeclares() {
        TaskScope scope = TaskScopes.parse("""
                version: 1
                task: SHOP-7
                purpose: Rename the price type.
                paths: ["src/**"]
                forbiddenPaths: ["src/legacy/**"]
                branches: ["bot/**"]
                effects: [fs, exec.build, vcs]
                forbiddenEffects: [vcs.push.force]
                services: [repo.acme.example]
                secondaryGoals: [dependencies]
                maxFiles: 20
                maxLines: 400
                expires: "2030-01-01T12:00:00+01:00"
                """, "scope.yaml");
        assertThat(scope.task()).isEqualTo("SHOP-7");
        assertThat(scope.includes(EffectKind.FS_WRITE)).isTrue();
        assertThat(scope.includes(EffectKind.VCS_PUSH_FORCE)).isFalse();
        assertThat(scope.secondaryGoals()).containsExactly("dependencies");
        assertThat(scope.maxLines()).hasValue(400);
        assertThat(scope.expiry()).contains(Instant.parse("2030-01-01T11:00:00Z"));
    }

    @Test
    void whatIsLeftOutLeavesReadingAlone() {
        TaskScope scope = TaskScopes.parse("{\"version\": 1, \"task\": \"T\"}", "scope.json");
        assertThat(scope.includes(EffectKind.FS_READ)).isTrue();
        assertThat(scope.includes(EffectKind.FS_WRITE)).isFalse();
    }

    @Test
    void readsTheFieldsOfATicket() {
        assertThat(TaskScopes.ofFields("T", Map.of("Summary", "Scope of the move", "Assignee", "ann")))
                .isEmpty();
        TaskScope scope = TaskScopes.ofFields(
                        "T",
                        Map.of(
                                "Summary", "Rename",
                                "Scope: Paths", "src/**, docs/**\n*.md",
                                "scope_effects", "fs\nvcs",
                                "scope.maxFiles", "7"))
                .orElseThrow();
        assertThat(scope.paths()).containsExactly("src/**", "docs/**", "*.md");
        assertThat(scope.effects()).containsExactlyInAnyOrder("fs", "vcs");
        assertThat(scope.maxFiles()).hasValue(7);
    }

    @Test
    void aFieldThatIsNotUnderstoodIsNoFreePass() {
        assertThatThrownBy(() -> TaskScopes.ofFields("T", Map.of("scope forbiden paths", "x")))
                .isInstanceOf(InvalidPolicyException.class);
        assertThatThrownBy(() -> TaskScopes.parse("version: 1\ntask: T\npathz: [x]\n", "s.yaml"))
                .hasMessageContaining("did you mean 'paths'?");
        assertThatThrownBy(() -> TaskScopes.parse("version: 1\ntask: T\nexpires: tomorrow\n", "s.yaml"))
                .hasMessageContaining("2030-01-01T12:00:00Z");
        assertThatThrownBy(() -> TaskScopes.parse("version: 1\n", "s.yaml")).hasMessageContaining("'task' is missing");
        assertThatThrownBy(() -> TaskScopes.parse("version: 1\ntask: T\nsecondaryGoals: [cI]\n", "s.yaml"))
                .hasMessageContaining("'ci'");
    }
}
