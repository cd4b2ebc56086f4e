/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.core.internal.classify.PathClasses.PathClass;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of paths agrees with its own examples. */
class PathClassesTest {

    static Stream<PathClass> classes() {
        return PathClasses.SHIPPED.all().stream();
    }

    @ParameterizedTest
    @MethodSource("classes")
    void hasExamplesAndKeepsThem(PathClass one) {
        assertThat(one.positive()).as(one.name()).isNotEmpty();
        assertThat(one.negative()).as(one.name()).isNotEmpty();
        one.positive()
                .forEach(example -> assertThat(classesOf(example)).as(example).contains(one));
        one.negative()
                .forEach(example -> assertThat(classesOf(example)).as(example).doesNotContain(one));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void probesAreOfTheirClass(PathClass one) {
        one.probes().forEach(probe -> assertThat(classesOf(probe)).as(probe).contains(one));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void meansSomething(PathClass one) {
        assertThat(one.write() != null || one.secret() || one.delete() != null)
                .as(one.name())
                .isTrue();
    }

    private static java.util.List<PathClass> classesOf(String path) {
        PathText text = PathText.of(path, null, "");
        return PathClasses.SHIPPED.of(text, text.fromHome(""), true);
    }
}
