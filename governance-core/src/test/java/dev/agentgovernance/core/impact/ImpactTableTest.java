/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.impact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.SourceSpan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImpactTableTest {

    private static final ImpactTable TABLE = ImpactTable.standard();

    static List<ImpactLine> lines() {
        return TABLE.lines();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void eachLineHasExamplesThatAreTrue(ImpactLine line) {
        assertThat(line.examples()).as("examples of %s", line.id()).isNotEmpty();
        assertThat(line.others()).as("other examples of %s", line.id()).isNotEmpty();
        for (Effect effect : line.examples()) {
            assertThat(line.holds(effect)).as("%s for %s", line.id(), effect).isTrue();
            Impact impact = TABLE.assess(effect).impact();
            if (line.ceiling()) {
                // A floor may lift an effect above a ceiling of its kind, as production does.
                assertThat(impact).as("%s for %s", line.id(), effect).isLessThanOrEqualTo(line.impact());
            } else {
                assertThat(impact).as("%s for %s", line.id(), effect).isGreaterThanOrEqualTo(line.impact());
            }
        }
        for (Effect effect : line.others()) {
            assertThat(line.holds(effect)).as("%s for %s", line.id(), effect).isFalse();
        }
        assertThat(line.why()).endsWith(".");
    }

    @Test
    void lineNamesAreUnique() {
        assertThat(TABLE.lines()).extracting(ImpactLine::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(EffectKind.class)
    void everyKindGetsASentence(EffectKind kind) {
        ImpactTable.Line line = TABLE.assess(Effect.of(kind, "", SourceSpan.NONE));
        assertThat(line.why()).endsWith(".").hasSizeGreaterThan(10);
        assertThat(line.impact() == Impact.NONE).isEqualTo(kind.isRead());
    }

    @ParameterizedTest
    @CsvSource({
        "fs.read, NONE",
        "fs.write, LOW",
        "fs.delete, LOW",
        "exec.build, LOW",
        "vcs.commit, LOW",
        "dependency.install, LOW",
        "net.fetch, LOW",
        "dependency.change, MODERATE",
        "vcs.push, MODERATE",
        "forge.pull-request, MODERATE",
        "forge.comment, MODERATE",
        "exec.script, MODERATE",
        "vcs.rewrite, MODERATE",
        "vcs.discard, HIGH",
        "fs.delete.recursive, HIGH",
        "forge.pull-request.merge, HIGH",
        "vcs.push.governed, HIGH",
        "ci.trigger, HIGH",
        "ci.config, HIGH",
        "net.send, HIGH",
        "secret.read, HIGH",
        "exec.opaque, HIGH",
        "deploy, CRITICAL",
        "infra.change, CRITICAL",
        "db.write, CRITICAL",
        "vcs.push.force.lease, HIGH",
        "forge.close, HIGH",
        "net.fetch.known, NONE",
        "vcs.push.force.governed, CRITICAL",
        "package.publish, CRITICAL",
        "infra.permission, CRITICAL",
        "forge.admin, CRITICAL",
        "agent.self-tamper, CRITICAL",
        "secret.send, CRITICAL"
    })
    void aKindOfWhichNoMoreIsKnownHasItsImpact(String id, Impact impact) {
        Effect effect = Effect.of(EffectKind.of(id).orElseThrow(), "", SourceSpan.NONE);
        assertThat(TABLE.assess(effect).impact()).isEqualTo(impact);
    }

    @ParameterizedTest
    @CsvSource({
        "deploy, STAGING, HIGH",
        "infra.destroy, TEST, HIGH",
        "db.write, LOCAL, MODERATE",
        "db.write.unbounded, LOCAL, HIGH",
        "db.schema.destroy, PRODUCTION, CRITICAL",
        "deploy, PRODUCTION, CRITICAL",
        "deploy, UNKNOWN, CRITICAL",
        "db.read, PRODUCTION, NONE"
    })
    void theEnvironmentCounts(String id, Environment environment, Impact impact) {
        Effect effect =
                Effect.of(EffectKind.of(id).orElseThrow(), "", SourceSpan.NONE).withEnvironment(environment);
        assertThat(TABLE.assess(effect).impact()).isEqualTo(impact);
    }

    @Test
    void readingASecretIsHighAndSendingItIsCritical() {
        Effect read = Effect.of(EffectKind.FS_READ, ".env", SourceSpan.NONE).withData(DataSensitivity.SECRET);
        assertThat(TABLE.assess(read).impact()).isEqualTo(Impact.HIGH);
        Effect send =
                Effect.of(EffectKind.NET_SEND, "example.org", SourceSpan.NONE).withData(DataSensitivity.SECRET);
        assertThat(TABLE.assess(send).impact()).isEqualTo(Impact.CRITICAL);
    }

    @Test
    void deletingAFolderOutsideTheWorkspaceIsCritical() {
        Effect effect = Effect.of(EffectKind.FS_DELETE_RECURSIVE, "/srv", SourceSpan.NONE)
                .withReach(Reach.MACHINE);
        assertThat(TABLE.assess(effect).impact()).isEqualTo(Impact.CRITICAL);
    }

    @Test
    void anActionIsAsBadAsItsWorstEffectAndTheReasonNamesTheLine() {
        ImpactTable.Assessed assessed = TABLE.assess(Classification.known(List.of(
                Effect.of(EffectKind.FS_READ, "a", SourceSpan.NONE),
                Effect.of(EffectKind.FORGE_PULL_REQUEST_MERGE, "7", SourceSpan.NONE))));
        assertThat(assessed.impact()).isEqualTo(Impact.HIGH);
        assertThat(assessed.lines()).extracting(ImpactTable.Line::rule).containsExactly("impact.read", "impact.merge");
    }

    @Test
    void whatWasNotUnderstoodWeighs() {
        List<Classification.Gap> gaps = List.of(new Classification.Gap("a loop", SourceSpan.NONE));
        assertThat(TABLE.assess(new Classification(List.of(), Coverage.PARTIAL, gaps))
                        .impact())
                .isEqualTo(Impact.MODERATE);
        assertThat(TABLE.assess(new Classification(List.of(), Coverage.OPAQUE, gaps))
                        .impact())
                .isEqualTo(Impact.HIGH);
        assertThat(TABLE.assess(Classification.NOTHING).impact()).isEqualTo(Impact.NONE);
    }
}
