/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import org.junit.jupiter.api.Test;

class FileClassifierTest {

    private static final ActionContext CONTEXT = ActionContext.builder("agent")
            .workingDirectory("/srv/tree/sub")
            .repositoryRoot("/srv/tree")
            .build();

    private static Classification classify(Action action) {
        return FileClassifier.of(ClassifierSettings.DEFAULT).classify(action, CONTEXT);
    }

    @Test
    void readsListsWritesAndDeletesAreToldApart() {
        assertThat(classify(Action.read("a.txt")).effects())
                .extracting(Effect::kind)
                .containsExactly(EffectKind.FS_READ);
        assertThat(classify(new FileAction(FileAction.Operation.LIST, ".", null))
                        .effects())
                .extracting(Effect::kind)
                .containsExactly(EffectKind.FS_LIST);
        assertThat(classify(Action.write("a.txt", "x")).effects())
                .extracting(Effect::kind)
                .containsExactly(EffectKind.FS_WRITE);
        assertThat(classify(Action.delete("../src")).effects())
                .extracting(Effect::kind, Effect::reversibility)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        EffectKind.FS_DELETE_RECURSIVE, Reversibility.IRREVERSIBLE));
    }

    @Test
    void relativePathsStartInTheWorkingDirectory() {
        assertThat(classify(Action.write("../.claude/settings.json", "{}")).effects())
                .extracting(Effect::kind)
                .containsExactly(EffectKind.AGENT_SELF_TAMPER);
        assertThat(classify(Action.read("../.env")).effects())
                .extracting(Effect::kind)
                .containsExactly(EffectKind.SECRET_READ);
    }

    @Test
    void aPatternIsANameForAFileTool() {
        assertThat(classify(Action.read("*")).effects())
                .extracting(Effect::resource)
                .containsExactly("*");
    }

    @Test
    void otherActionsAreNotItsBusiness() {
        assertThat(classify(Action.shell("rm -rf /"))).isEqualTo(Classification.NOTHING);
    }

    @Test
    void whatIsNoPathIsOpaque() {
        assertThat(classify(Action.read("")).coverage()).isEqualTo(Coverage.OPAQUE);
        assertThat(classify(Action.read("x/".repeat(3_000))).coverage()).isEqualTo(Coverage.OPAQUE);
    }

    @Test
    void unusualNamesDoNotThrow() {
        for (String path :
                new String[] {"\0", "a\0b", "~", "//", "\ud800", ":", "\\\\?\\C:\\x", "?", "[", "/proc/self/fd/3"}) {
            assertThat(classify(Action.write(path, "")).effects().size()
                            + classify(Action.read(path)).effects().size())
                    .as(path)
                    .isPositive();
        }
    }
}
