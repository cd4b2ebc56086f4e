/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of wrappers and variables agree with their own examples. */
class TablesTest {

    static Stream<Map.Entry<String, WrapperSpec>> wrappers() {
        return WrapperSpec.all().entrySet().stream();
    }

    static Stream<Environment.Entry> variables() {
        return Environment.entries().stream();
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aWrapperStartsWhatItsExamplesSay(Map.Entry<String, WrapperSpec> wrapper) {
        assertThat(wrapper.getValue().positive()).as(wrapper.getKey()).isNotEmpty();
        for (String example : wrapper.getValue().positive()) {
            int arrow = example.indexOf(" => ");
            List<String> expected = List.of(example.substring(arrow + 4).split(" ", -1));
            List<List<String>> started = Commands.started(example.substring(0, arrow));
            assertThat(started).as(example).hasSize(1);
            assertThat(started.get(0).subList(0, expected.size())).as(example).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void whatIsNotUnderstoodOfAWrapperIsOpaque(Map.Entry<String, WrapperSpec> wrapper) {
        assertThat(wrapper.getValue().negative()).as(wrapper.getKey()).isNotEmpty();
        for (String example : wrapper.getValue().negative()) {
            assertThat(Commands.classify(example).gaps()).as(example).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("variables")
    void aVariableIsKnownByItsNameAndValue(Environment.Entry entry) {
        assertThat(entry.positive()).as(entry.names().toString()).isNotEmpty();
        assertThat(entry.negative()).as(entry.names().toString()).isNotEmpty();
        entry.positive().forEach(example -> {
            assertThat(check(example).effects()).as(example).isNotEmpty();
            String quoted = example.replaceFirst("=", "='") + "'";
            assertThat(Commands.classify(quoted + " ls").gaps()).as(example).isNotEmpty();
            assertThat(Commands.classify("export " + quoted).gaps()).as(example).isNotEmpty();
            assertThat(Commands.classify("env " + quoted + " ls").gaps())
                    .as(example)
                    .isNotEmpty();
        });
        entry.negative()
                .forEach(example ->
                        assertThat(check(example).effects()).as(example).isEmpty());
    }

    private static dev.agentgovernance.api.effect.Classification check(String assignment) {
        Findings findings = new Findings();
        int equals = assignment.indexOf('=');
        Word value = Word.literal(assignment.substring(equals + 1), SourceSpan.NONE);
        Environment.check(assignment.substring(0, equals), value, "~", findings);
        return findings.done();
    }
}
