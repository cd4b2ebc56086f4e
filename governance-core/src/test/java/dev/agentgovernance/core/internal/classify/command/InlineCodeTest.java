/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.RecordingSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InlineCodeTest {

    record Example(CodeRules rules, String code, Set<String> expected) {
        @Override
        public String toString() {
            return rules.style() + ": " + code;
        }
    }

    static Collection<CodeRules> languages() {
        return Set.copyOf(CodeRules.all().values());
    }

    static Stream<Example> examples() {
        return languages().stream()
                .flatMap(rules -> rules.positive().stream().map(line -> {
                    int arrow = line.lastIndexOf(" => ");
                    return new Example(
                            rules,
                            line.substring(0, arrow),
                            new TreeSet<>(
                                    Arrays.asList(line.substring(arrow + 4).split(" ", -1))));
                }));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void codeDoesWhatItsExamplesSay(Example example) {
        RecordingSink sink = sink();
        CodeReading.report(example.rules(), example.code(), SourceSpan.NONE, sink);
        assertThat(sink.summary()).isEqualTo(example.expected());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aLanguageHasExamplesOfBothKinds(CodeRules rules) {
        assertThat(rules.positive()).anyMatch(line -> line.contains("?")).anyMatch(line -> !line.contains("?"));
    }

    private static RecordingSink sink() {
        return new RecordingSink(ActionContext.builder("agent").build(), ClassifierSettings.DEFAULT);
    }

    private static RecordingSink run(String input, String... words) {
        List<Word> arguments = new ArrayList<>();
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            arguments.add(Word.literal(word, SourceSpan.NONE));
        }
        Command.Input from =
                input.isEmpty() ? Command.Input.INHERITED : new Command.Input(Command.Input.Source.TEXT, input);
        RecordingSink sink = sink();
        CommandTable.standard()
                .classify(new Command(words[0], arguments, Map.of(), List.of(), from, SourceSpan.NONE), sink);
        return sink;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "python -c C",
                "python3 -Bc C",
                "python2 -IBc C",
                "python -W ignore -c C",
                "python -cC",
                "python3 -X dev -c C"
            })
    void codeIsFoundHoweverItsOptionIsWritten(String line) {
        String[] words = line.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].equals("C") || words[i].equals("-cC")
                    ? words[i].replace("C", "import os; os.system('ls')")
                    : words[i];
        }
        assertThat(run("", words).summary()).contains("run:shell");
    }

    @Test
    void codeThatIsSentCountsLikeCodeInAWord() {
        assertThat(run("print(1)", "python3").summary()).containsExactly("system.read");
        assertThat(run("print(1)", "python3", "-").summary()).containsExactly("system.read");
        assertThat(run("import os; os.remove('x')", "python3").summary()).contains("fs.delete", "?");
    }

    @Test
    void aModuleLoadedByAnOptionIsNotUnderstood() {
        assertThat(run("", "perl", "-MEvil", "-e", "print 1").summary()).contains("?");
        assertThat(run("", "ruby", "-revil", "-e", "puts 1").summary()).contains("?");
        assertThat(run("", "node", "-r", "./evil.js", "-e", "console.log(1)").summary())
                .contains("?");
        assertThat(run("", "php", "-d", "auto_prepend_file=x", "-r", "echo 1;").summary())
                .contains("?");
    }

    @Test
    void theWordsOfAModuleAreNoCode() {
        assertThat(run("", "python", "-m", "pytest", "-c", "a.ini").summary()).containsExactly("exec.build");
    }

    @Test
    void aFilterReadsItsFilesAndWritesThemInPlace() {
        assertThat(run("", "perl", "-pe", "s/a/b/", "x").summary()).containsExactly("fs.read", "system.read");
        assertThat(run("", "perl", "-pi.bak", "-e", "s/a/b/", "x").summary())
                .containsExactly("fs.read", "fs.write", "system.read");
    }
}
