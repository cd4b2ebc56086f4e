/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.effect.EffectKind;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TaskScopeTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void aBareScopeLeavesReadingAlone() {
        TaskScope scope = TaskScope.builder("T-1").build();
        assertThat(scope.task()).isEqualTo("T-1");
        assertThat(scope.purpose()).isEmpty();
        assertThat(scope.maxFiles()).isEmpty();
        assertThat(scope.expiry()).isEmpty();
        for (EffectKind kind : EffectKind.values()) {
            assertThat(scope.includes(kind)).as(kind.id()).isEqualTo(kind.isRead());
        }
    }

    @Test
    void anEffectIncludesWhatLiesBelowItUnlessThatIsForbidden() {
        TaskScope scope = TaskScope.builder("T-1")
                .effects("vcs", "fs.write")
                .forbiddenEffects("vcs.push.force", "fs.read")
                .build();
        assertThat(scope.includes(EffectKind.VCS_PUSH)).isTrue();
        assertThat(scope.includes(EffectKind.VCS_COMMIT)).isTrue();
        assertThat(scope.includes(EffectKind.FS_WRITE)).isTrue();
        assertThat(scope.includes(EffectKind.VCS_PUSH_FORCE)).isFalse();
        assertThat(scope.includes(EffectKind.VCS_PUSH_FORCE_GOVERNED)).isFalse();
        assertThat(scope.includes(EffectKind.FS_DELETE)).isFalse();
        assertThat(scope.includes(EffectKind.FS_READ)).as("reading always does").isTrue();
    }

    @Test
    void aScopeSaysWhatWasSet() {
        TaskScope scope = full(builder -> builder);
        assertThat(scope.purpose()).isEqualTo("Fix it.");
        assertThat(scope.paths()).containsExactly("src/**", "pom.xml");
        assertThat(scope.forbiddenPaths()).containsExactly("src/gen/**");
        assertThat(scope.branches()).containsExactly("fix/*");
        assertThat(scope.effects()).containsExactly("fs");
        assertThat(scope.forbiddenEffects()).containsExactly("fs.delete");
        assertThat(scope.services()).containsExactly("db.test");
        assertThat(scope.maxFiles()).hasValue(0);
        assertThat(scope.expiry()).contains(NOON);
        assertThatThrownBy(() -> scope.paths().add("x")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void everyPartOfAScopeCountsForEquality() {
        List<UnaryOperator<TaskScope.Builder>> changes = List.of(
                builder -> builder.purpose("Other."),
                builder -> builder.paths("x"),
                builder -> builder.forbiddenPaths("x"),
                builder -> builder.branches("x"),
                builder -> builder.effects("x"),
                builder -> builder.forbiddenEffects("x"),
                builder -> builder.services("x"),
                builder -> builder.maxFiles(7),
                builder -> builder.expiry(NOON.plusSeconds(1)));
        TaskScope scope = full(builder -> builder);
        assertThat(full(builder -> builder)).isEqualTo(scope).hasSameHashCodeAs(scope);
        for (UnaryOperator<TaskScope.Builder> change : changes) {
            assertThat(full(change)).isNotEqualTo(scope);
        }
        assertThat(TaskScope.builder("T-1").build())
                .isNotEqualTo(TaskScope.builder("T-2").build());
    }

    @Test
    void aBuiltScopeDoesNotChangeWithItsBuilder() {
        TaskScope.Builder builder = TaskScope.builder("T-1").paths("a");
        TaskScope scope = builder.build();
        builder.paths("b");
        assertThat(scope.paths()).containsExactly("a");
    }

    @Test
    void theNumberOfFilesIsNotNegative() {
        assertThatThrownBy(() -> TaskScope.builder("T-1").maxFiles(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static TaskScope full(UnaryOperator<TaskScope.Builder> change) {
        return change.apply(TaskScope.builder("T-1")
                        .purpose("Fix it.")
                        .paths("src/**", "pom.xml")
                        .forbiddenPaths("src/gen/**")
                        .branches("fix/*")
                        .effects("fs")
                        .forbiddenEffects("fs.delete")
                        .services("db.test")
                        .maxFiles(0)
                        .expiry(NOON))
                .build();
    }
}
