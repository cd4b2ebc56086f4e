/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.integrity.ResourceKey;
import dev.agentgovernance.api.scope.TaskScope;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What may hold a secret before a guard has redacted it shows no text when it is printed. */
class NoTextInToStringTest {

    @TestFactory
    Stream<DynamicTest> noActionShowsItsText() {
        return Arrays.stream(Action.class.getPermittedSubclasses())
                .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> {
                    Object action = Values.of(type);
                    assertThat(Arrays.toString(Values.argumentsOf(type)))
                            .as("the marker is in it")
                            .contains(Values.MARKER);
                    assertThat(action.toString()).doesNotContain(Values.MARKER).startsWith(type.getSimpleName());
                }));
    }

    @Test
    void noEffectShowsItsResource() {
        Effect effect = Effect.of(EffectKind.FS_READ, Values.MARKER, new SourceSpan(0, 1));
        assertThat(effect.toString()).doesNotContain(Values.MARKER).contains("fs.read");
        assertThat(effect.withResource(Values.MARKER + 2).toString()).doesNotContain(Values.MARKER);
    }

    @Test
    void noScopeShowsMoreThanItsTask() {
        TaskScope scope = TaskScope.builder("T-1")
                .purpose(Values.MARKER)
                .paths(Values.MARKER)
                .services(Values.MARKER)
                .build();
        assertThat(scope).hasToString("TaskScope[T-1]");
    }

    @Test
    void noContextShowsItsFolders() {
        ActionContext context = ActionContext.builder("agent")
                .workingDirectory(Values.MARKER)
                .repositoryRoot(Values.MARKER)
                .session(Values.MARKER)
                .principal(Values.MARKER)
                .build();
        assertThat(context.toString()).doesNotContain(Values.MARKER);
    }

    @Test
    void noErrorShowsWhatWasGiven() {
        assertThat(catchThrowable(() -> ResourceKey.parse(Values.MARKER))).hasMessageNotContaining(Values.MARKER);
        assertThat(catchThrowable(() -> ResourceKey.parse(Values.MARKER + ":x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(Values.MARKER);
        assertThat(catchThrowable(() -> Action.tool("s", "t", Map.of("k", new StringBuilder(Values.MARKER)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(Values.MARKER);
    }
}
