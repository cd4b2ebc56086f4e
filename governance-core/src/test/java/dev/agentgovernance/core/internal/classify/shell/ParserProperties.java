/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.ParseLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ParserProperties {

    private static final String[] PIECES = {
        "rm",
        " ",
        " ",
        "-rf",
        "/",
        "$(",
        ")",
        "`",
        "\"",
        "'",
        "\\",
        "\n",
        ";",
        "&&",
        "||",
        "|",
        "&",
        "<",
        ">",
        "<<E\n",
        "E\n",
        "<(",
        "((",
        "))",
        "$((",
        "${",
        "}",
        "{",
        ",",
        "[[",
        "]]",
        "if ",
        "then ",
        "fi",
        "for x in ",
        "; do ",
        "done",
        "case ",
        " in ",
        "esac",
        ";;",
        "x=",
        "$x",
        "*",
        "~",
        "function f ",
        "()",
        "#",
        "!",
        "time ",
        "a",
        "1",
        "$'",
        "bash -c ",
        "eval ",
        "sudo ",
        "xargs ",
        "find . -exec ",
        "{}",
        "\\;",
        "[",
        "]",
        "=",
        "cd ",
        "echo ",
        "| sh",
        "\t",
        "\0",
        "é",
        "\ud83d\ude00",
        "<<<",
        "-",
        "..",
        "@",
        "%",
        ":-",
        "export ",
        "read ",
        "set -- ",
        "$@"
    };

    @Provide
    Arbitrary<String> scripts() {
        return Arbitraries.of(PIECES).list().ofMaxSize(40).map(pieces -> String.join("", pieces));
    }

    // INVARIANT: whatever the text, there is an answer, and everything it points at is in the text.
    @Property(tries = 3_000)
    void anAnswerIsAlwaysGivenAndPointsIntoTheText(@ForAll("scripts") String script) {
        Classification found = Commands.classify(script);
        assertThat(found.effects()).allSatisfy(effect -> {
            assertThat(effect.span().end()).isLessThanOrEqualTo(script.length());
        });
        assertThat(found.gaps()).allSatisfy(gap -> assertThat(gap.span().end()).isLessThanOrEqualTo(script.length()));
    }

    @Property(tries = 1_000)
    void anyCharactersAtAllGetAnAnswer(@ForAll String script) {
        assertThat(Commands.classify(script)).isNotNull();
    }

    @Property(tries = 1_000)
    void theSameQuestionHasTheSameAnswer(@ForAll("scripts") String script) {
        assertThat(Commands.classify(script)).isEqualTo(Commands.classify(script));
    }

    // INVARIANT: what a shell refuses or reads in another way is never taken for a known read that hides a delete.
    @Property(tries = 1_500)
    void aDeleteInFrontOfAnythingIsSeen(@ForAll("scripts") String script) {
        Classification found = Commands.classify("rm -rf /\n" + script);
        assertThat(found.isKnownRead()).isFalse();
    }

    @Provide
    Arbitrary<List<String>> arguments() {
        return Arbitraries.strings()
                .withChars("ab $`\"'\\*?[]{},~#!&|;<>()=-/%\t\n@é")
                .ofMaxLength(6)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    // INVARIANT: quoting a word in any way and reading it back gives the word.
    @Property(tries = 2_000)
    void quotedWordsComeBack(@ForAll("arguments") List<String> arguments, @ForAll long seed) {
        String line = "probe " + quoteAll(arguments, new Random(seed));
        List<List<String>> started = Commands.started(line);
        if (WindowsLine.of(line) == null) {
            assertThat(started).containsExactly(withProgram(arguments));
        } else { // It is read for a shell of Windows, too, and before.
            assertThat(started).contains(withProgram(arguments));
        }
    }

    @Property(tries = 20)
    void quotedWordsAreWhatARealShellReads(@ForAll long seed) {
        Random random = new Random(seed);
        List<List<String>> all = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            List<String> arguments = arguments().sample();
            all.add(arguments);
            texts.add(quoteAll(arguments, random));
        }
        assertThat(Bash.words(texts)).isEqualTo(all);
    }

    private static List<String> withProgram(List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add("probe");
        words.addAll(arguments);
        return words;
    }

    private static String quoteAll(List<String> arguments, Random random) {
        StringBuilder text = new StringBuilder();
        for (String argument : arguments) {
            text.append(text.isEmpty() ? "" : random.nextInt(8) == 0 ? " \\\n " : " ")
                    .append(quote(argument, random));
        }
        return text.toString();
    }

    /** Writes a word with quotes that change from part to part. */
    private static String quote(String word, Random random) {
        StringBuilder text = new StringBuilder(word.isEmpty() ? "''" : "");
        int at = 0;
        while (at < word.length()) {
            int to = at + 1 + random.nextInt(word.length() - at);
            String part = word.substring(at, to);
            switch (random.nextInt(4)) {
                case 0 -> text.append('\'').append(part.replace("'", "'\\''")).append('\'');
                case 1 -> text.append('"').append(escape(part, "$`\"\\")).append('"');
                case 2 -> text.append("$'").append(ansi(part)).append('\'');
                default ->
                    part.chars().forEach(c -> {
                        if (c == '\n') {
                            text.append("'\n'");
                        } else {
                            text.append('\\').append((char) c);
                        }
                    });
            }
            at = to;
        }
        return text.toString();
    }

    private static String escape(String part, String special) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            text.append(special.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return text.toString();
    }

    private static String ansi(String part) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            text.append(c < 0x80 ? String.format("\\x%02x", (int) c) : String.valueOf(c));
        }
        return text.toString();
    }

    @Property(tries = 300)
    void limitsAreKept(@ForAll("scripts") String script, @ForAll boolean deep) {
        ParseLimits limits = deep ? new ParseLimits(1_000, 2, 100) : new ParseLimits(1_000, 64, 1);
        Budget budget = new Budget(limits);
        Classification found =
                Commands.classifier(Commands.table(), limits).classify(Action.shell(script), Commands.CONTEXT, budget);
        assertThat(found).isNotNull();
        assertThat(budget.steps()).isLessThan(12L * limits.maxChars() + 80_000);
    }
}
