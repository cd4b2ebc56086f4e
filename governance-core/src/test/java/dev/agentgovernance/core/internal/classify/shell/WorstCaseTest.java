/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.ParseLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that are as long as is allowed and made to take long. */
class WorstCaseTest {

    private static final int LENGTH = ParseLimits.DEFAULT.maxChars();

    private static Budget classify(String script) {
        Budget budget = new Budget(ParseLimits.DEFAULT);
        Classification found = Commands.classifier().classify(Action.shell(script), Commands.CONTEXT, budget);
        assertThat(found).isNotNull();
        return budget;
    }

    private static String filled(String piece) {
        return piece.repeat(LENGTH / piece.length());
    }

    // INVARIANT: work is linear in the length of the text: each character costs a bounded number of steps.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "((",
                "$(",
                "$((",
                "`",
                "\"",
                "'",
                "{",
                "{a,",
                "{a,b}",
                "a ",
                "a;",
                "a|",
                "a&&",
                "<<E\n",
                "<(",
                "if ",
                "x=$x ",
                "\\",
                "\n",
                "[[ ",
                "${",
                "${x:-",
                "$x",
                "case a in ",
                "f(){ ",
                "!",
                "time ",
                "\"$(",
                "$'\\",
                "#",
                "*",
                "~/",
                "x=a;",
                "x=$x$x;",
                "bash -c ",
                "eval ",
                "sudo ",
                "x() { x; x; };",
                "for i in a b; do ",
                "{1..9}",
                "((a",
                "$((a)",
                "!(",
                "a=(",
                "ls <<<",
                "echo a|",
                "cat .env ",
                "cat a/b/../c/*.x ",
                "cd a;",
                "while :; do cd a;",
                "a\\\n",
                "${a[",
                "$[",
                "cat <<-E;",
                "x[",
                "x+=",
                "&>",
                "2>",
                "{fd}>",
                "ls -la; ",
                "xargs ",
                "find . -exec "
            })
    void takeABoundedNumberOfSteps(String piece) {
        assertThat(classify(filled(piece)).steps()).isLessThan(11L * LENGTH + 80_000);
    }

    @Test
    void functionsThatCallEachOtherTwiceStop() {
        StringBuilder script = new StringBuilder("f0() { id; }\n");
        for (int i = 1; i < 30; i++) {
            script.append("f" + i + "() { f" + (i - 1) + "; f" + (i - 1) + "; }\n");
        }
        assertThat(Commands.classify(script + "f29").coverage()).isEqualTo(Coverage.OPAQUE);
        assertThat(Commands.classify("f() { f; }; f").coverage()).isEqualTo(Coverage.OPAQUE);
    }

    @Test
    void variablesThatDoubleStop() {
        StringBuilder script = new StringBuilder("x=aaaaaaaa\n");
        for (int i = 0; i < 200; i++) {
            script.append("x=$x$x\n");
        }
        assertThat(Commands.classify(script + "cat $x").isKnownRead()).isFalse();
    }

    @Test
    void whatIsOverALimitIsOpaque() {
        assertThat(Commands.classify("a".repeat(LENGTH + 1)).coverage()).isEqualTo(Coverage.OPAQUE);
        assertThat(Commands.classify("$(".repeat(100) + ")".repeat(100)).coverage())
                .isEqualTo(Coverage.OPAQUE);
        assertThat(Commands.classify("ls;".repeat(5_000)).coverage()).isEqualTo(Coverage.OPAQUE);
        assertThat(Commands.classify("sudo ".repeat(100) + "ls").coverage()).isEqualTo(Coverage.OPAQUE);
        assertThat(Commands.classify("ls;".repeat(2_000)).isKnownRead()).isTrue();
    }

    @Test
    void aPayloadBehindPaddingIsSeen() {
        assertThat(Commands.effects("echo " + "a".repeat(60_000) + "; rm -rf /"))
                .contains("fs.delete.recursive /");
        assertThat(Commands.effects("ls" + " ".repeat(60_000) + "; rm -rf /")).contains("fs.delete.recursive /");
        assertThat(Commands.effects("ls #" + "a".repeat(60_000) + "\nrm -rf /")).contains("fs.delete.recursive /");
    }
}
