/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.approval;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VisibleTextTest {

    @Test
    void whatIsHiddenStandsThere() {
        assertThat(VisibleText.of("rm \u202e-rf\u200b x")).isEqualTo("rm \u27e8U+202E\u27e9-rf\u27e8U+200B\u27e9 x");
        assertThat(VisibleText.of("a\u001b[2Kb\rc")).isEqualTo("a\u27e8U+001B\u27e9[2Kb\u27e8U+000D\u27e9c");
        assertThat(VisibleText.of("a\u00a0b\u3164\ufe0f\udb40\udc41\ud800"))
                .isEqualTo(
                        "a\u27e8U+00A0\u27e9b\u27e8U+3164\u27e9\u27e8U+FE0F\u27e9\u27e8U+E0041\u27e9\u27e8U+D800\u27e9");
        assertThat(VisibleText.of("a\tb")).isEqualTo("a\u27e8tab\u27e9b");
    }

    @Test
    void whatIsPushedOutOfSightStandsThere() {
        assertThat(VisibleText.of("ls" + " ".repeat(300) + "; rm -rf x"))
                .isEqualTo("ls\u27e8300 spaces\u27e9; rm -rf x");
        assertThat(VisibleText.of("ls" + "\n".repeat(300) + "rm -rf x"))
                .isEqualTo("ls\n\u27e8299 empty lines\u27e9\nrm -rf x");
        assertThat(VisibleText.of("rm x  \nls ")).isEqualTo("rm x\u27e82 spaces\u27e9\nls\u27e8space\u27e9");
    }

    @Test
    void aMarkInTheTextIsNoMark() {
        assertThat(VisibleText.of("\u27e8space\u27e9")).isEqualTo("\u27e8U+27E8\u27e9space\u27e8U+27E9\u27e9");
    }

    @Test
    void ordinaryTextStaysAsItIs() {
        String text = "git commit -m 'Füge hinzu'\n\ngit push  origin main";
        assertThat(VisibleText.of(text)).isEqualTo(text);
        assertThat(VisibleText.summary(text)).isEqualTo("49 characters, 3 lines");
    }

    @Test
    void theSummarySaysWhatIsUnusual() {
        assertThat(VisibleText.summary("p\u0430ypal\u200b"))
                .isEqualTo("7 characters, 1 line; 1 HIDDEN CHARACTER; 1 letter of cyrillic");
    }

    @Property(tries = 2_000)
    void differentTextsNeverLookTheSameAndNothingSteersATerminal(@ForAll String a, @ForAll String b) {
        if (!a.equals(b)) {
            assertThat(VisibleText.of(a)).isNotEqualTo(VisibleText.of(b));
        }
        assertThat(VisibleText.of(a).codePoints())
                .noneMatch(c -> (Character.isISOControl(c) && c != '\n') || Character.getType(c) == Character.FORMAT);
    }
}
