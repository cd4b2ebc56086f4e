/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.scope.TaskScope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule holds for its own examples and leaves the others alone. */
class DriftRulesTest {

    static List<DriftRules.Rule> rules() {
        return DriftRules.STANDARD.rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holdsForItsExamplesAlone(DriftRules.Rule rule) {
        assertThat(rule.positive()).as("examples of %s", rule.name()).isNotEmpty();
        assertThat(rule.negative()).as("counter-examples of %s", rule.name()).isNotEmpty();
        for (String example : rule.positive()) {
            assertThat(found(rule, example)).as("%s: %s", rule.name(), example).isNotEmpty();
        }
        for (String example : rule.negative()) {
            assertThat(found(rule, example))
                    .as("%s: not %s", rule.name(), example)
                    .isEmpty();
        }
    }

    private static List<Drift> found(DriftRules.Rule rule, String example) {
        TaskScope scope = TaskScope.builder("T").effects("fs").build();
        return DriftCheck.check(scope, DriftExamples.diff(example, rule.deleted())).stream()
                .filter(drift -> drift.rule().equals(rule.name()))
                .toList();
    }

    @Test
    void namesAreUniqueAndWhyIsASentence() {
        List<String> names = new ArrayList<>();
        for (DriftRules.Rule rule : rules()) {
            names.add(rule.name());
            assertThat(rule.why()).endsWith(".");
        }
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void knowsTestsByTheirPath() {
        DriftRules.STANDARD
                .testExamples()
                .forEach(path ->
                        assertThat(DriftRules.STANDARD.isTest(path)).as(path).isTrue());
        DriftRules.STANDARD
                .otherExamples()
                .forEach(path ->
                        assertThat(DriftRules.STANDARD.isTest(path)).as(path).isFalse());
    }
}
