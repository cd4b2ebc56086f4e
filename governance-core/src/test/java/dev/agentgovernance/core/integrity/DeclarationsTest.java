/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.core.integrity.Declarations.Declared;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeclarationsTest {

    static List<Declarations> languages() {
        return Declarations.ALL;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void readsItsExamples(Declarations language) {
        assertThat(language.positive()).as(language.name()).isNotEmpty();
        assertThat(language.negative()).as(language.name()).isNotEmpty();
        for (String example : language.positive()) {
            int arrow = example.lastIndexOf(" => ");
            assertThat(language.declared(example.substring(0, arrow)))
                    .as("%s: %s", language.name(), example)
                    .extracting(Declared::name)
                    .isEqualTo(example.substring(arrow + 4));
        }
        for (String example : language.negative()) {
            assertThat(language.declared(example))
                    .as("%s: %s", language.name(), example)
                    .isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A.java|void open() {|0",
                "A.java|void open(int a) {|1",
                "A.java|void open(Map<String, Integer> a, int[] b) {|2",
                "A.java|void open(int a,|-1",
                "A.java|class Open {|-1",
                "a.go|func (s *Shop) Open(name string, door int) error {|2",
                "a.py|def open(self, a, b=(1, 2)):|3"
            })
    void countsParameters(String file, String line, int parameters) {
        assertThat(Declarations.of(file))
                .extracting(language -> language.declared(line))
                .extracting(Declared::parameters)
                .isEqualTo(parameters);
    }
}
