/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.Classifiers;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class DeployReachTest {

    static final DeployReach REACH = DeployReach.of(
            ClassifierSettings.DEFAULT, Classifiers.commands(ClassifierSettings.DEFAULT, ParseLimits.DEFAULT));

    @TestFactory
    Stream<DynamicTest> eachRepositoryReachesWhatItsFileSays() {
        return SampleRepository.all().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    Pipelines pipelines = REACH.read(RepositoryView.of(sample.files()));
                    Map<String, List<String>> found = new LinkedHashMap<>();
                    sample.expected().keySet().forEach(event -> found.put(event, lines(pipelines, event)));
                    assertThat(text(found)).isEqualTo(text(sample.expected()));
                    assertThat(sample.expected()).as("events").isNotEmpty();
                }));
    }

    private static List<String> lines(Pipelines pipelines, String event) {
        return pipelines.deploymentsOn(SampleRepository.event(event)).stream()
                .map(SampleRepository::line)
                .toList();
    }

    private static String text(Map<String, List<String>> answers) {
        StringBuilder text = new StringBuilder();
        answers.forEach((event, lines) -> {
            text.append(event).append('\n');
            lines.forEach(line -> text.append("  ").append(line).append('\n'));
        });
        return text.toString();
    }
}
