/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.scope.TaskScope;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeCheckTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final ActionContext CONTEXT =
            ActionContext.builder("bot").repositoryRoot("/w/shop").build();
    private static final TaskScope REFACTORING = TaskScope.builder("T-1")
            .purpose("Rename the price type.")
            .paths("src/main/**", "src/test/**")
            .forbiddenPaths("src/main/legacy/**")
            .branches("bot/**")
            .effects("fs", "exec", "vcs", "net", "forge.pull-request")
            .forbiddenEffects("forge.pull-request.merge")
            .services("*.example.org", "example.org")
            .maxFiles(2)
            .expiry(NOW.plusSeconds(60))
            .build();

    @ParameterizedTest
    @CsvSource({
        "fs.write, src/main/A.java, ''",
        "fs.write, /w/shop/src/main/A.java, ''",
        "fs.write, src/main/../main/A.java, ''",
        "fs.write, .github/workflows/ci.yml, scope.path",
        "fs.write, src/main/../../pom.xml, scope.path",
        "fs.write, /etc/passwd, scope.path",
        "fs.write, src/main/legacy/A.java, scope.path",
        "fs.write, '', scope.path",
        "fs.delete.recursive, src/test, ''",
        "fs.delete.recursive, src/test/java, ''",
        "fs.delete.recursive, src, scope.path",
        "fs.delete.recursive, src/main, scope.path",
        "fs.delete.recursive, ., scope.path",
        "fs.delete.recursive, /w/shop, scope.path",
        "fs.read, /etc/passwd, ''",
        "vcs.push, bot/rename, ''",
        "vcs.push, origin/bot/rename, ''",
        "vcs.push, refs/heads/bot/rename, ''",
        "vcs.push, main, scope.branch",
        "vcs.push, '', scope.branch",
        "net.send, https://api.example.org/x, ''",
        "net.send, example.org, ''",
        "net.send, https://example.com/?u=example.org, scope.service",
        "net.send, 'http://[', scope.service",
        "net.send, '', scope.service",
        "forge.pull-request, 7, ''",
        "forge.pull-request.merge, 7, scope.effect",
        "ci.trigger, ci.yml, scope.effect"
    })
    void namesWhatIsOutside(String effect, String resource, String rule) {
        List<Reason> reasons = check(REFACTORING, effect(effect, resource));
        assertThat(reasons).extracting(Reason::rule).isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
    }

    @Test
    void aReasonSaysWhatTheTaskIsAndHowToGoOn() {
        assertThat(check(REFACTORING, effect("fs.write", "pom.xml")).get(0).text())
                .isEqualTo("'pom.xml' is outside the paths of the task. The task is: Rename the price type. "
                        + "Ask a human to widen the task if this belongs to it.");
    }

    @Test
    void whenTheTimeIsOverOnlyReadingIsLeft() {
        TaskScope over = TaskScope.builder("T-1").effects("fs").expiry(NOW).build();
        assertThat(check(over, effect("fs.write", "a")))
                .extracting(Reason::rule)
                .containsExactly("scope.expired");
        assertThat(check(over, effect("fs.read", "a"))).isEmpty();
    }

    @Test
    void aTaskHasASize() {
        assertThat(check(
                        REFACTORING,
                        effect("fs.write", "src/main/A"),
                        effect("fs.write", "src/main/B"),
                        effect("fs.write", "src/main/A")))
                .isEmpty();
        assertThat(check(
                        REFACTORING,
                        effect("fs.write", "src/main/A"),
                        effect("fs.write", "src/main/B"),
                        effect("fs.write", "src/main/C")))
                .extracting(Reason::rule)
                .containsExactly("scope.size");
    }

    @Test
    void aScopeThatNamesNothingLeavesReading() {
        TaskScope empty = TaskScope.builder("T").build();
        assertThat(check(empty, effect("fs.read", "a"))).isEmpty();
        assertThat(check(empty, effect("fs.write", "a")))
                .extracting(Reason::rule)
                .containsExactly("scope.effect");
    }

    @Test
    void aReasonShowsNoSecret() {
        List<Reason> reasons = ScopeCheck.check(
                REFACTORING,
                Classification.known(List.of(effect("fs.write", "token-1"))),
                CONTEXT,
                NOW,
                text -> text.replace("token-1", "[REDACTED]"));
        assertThat(reasons.get(0).text()).contains("[REDACTED]").doesNotContain("token-1");
    }

    private static Effect effect(String id, String resource) {
        return Effect.of(EffectKind.of(id).orElseThrow(), resource, SourceSpan.NONE);
    }

    private static List<Reason> check(TaskScope scope, Effect... effects) {
        return ScopeCheck.check(scope, Classification.known(List.of(effects)), CONTEXT, NOW, UnaryOperator.identity());
    }
}
