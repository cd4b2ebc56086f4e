/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.deploy.Deployment;
import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DeployReachProperties {

    @Provide
    Arbitrary<SampleRepository> repositories() {
        return Arbitraries.of(SampleRepository.all());
    }

    /** Where a thing is known from; whether it is certain may differ. */
    private static Set<String> places(List<Deployment> deployments) {
        return deployments.stream()
                .map(d -> d.kind() + " " + d.file() + ":" + d.line() + " " + d.job())
                .collect(Collectors.toSet());
    }

    @Property(tries = 200)
    void lessKnownOfAnEventNeverReachesLess(@ForAll("repositories") SampleRepository repository) {
        Pipelines pipelines = DeployReachTest.REACH.read(RepositoryView.of(repository.files()));
        for (RepositoryEvent.Kind kind : RepositoryEvent.Kind.values()) {
            for (String name :
                    List.of("main", "develop", "release/1", "v1.2.3", "feature/x", "atlantis apply", "deploy.yml")) {
                Set<String> known = places(pipelines.deploymentsOn(RepositoryEvent.of(kind, name)));
                Set<String> unknown = places(pipelines.deploymentsOn(RepositoryEvent.of(kind, "")));
                assertThat(unknown).as(kind + " " + name).containsAll(known);
            }
        }
    }

    @Property(tries = 300)
    void anyDamageToTheFilesStillGivesAnAnswer(
            @ForAll("repositories") SampleRepository repository,
            @ForAll @IntRange(max = 4000) int at,
            @ForAll("damage") String damage) {
        Map<String, String> files = new HashMap<>();
        repository.files().forEach((path, text) -> {
            int cut = Math.min(at, text.length());
            files.put(path, text.substring(0, cut) + damage + text.substring(cut));
        });
        Pipelines pipelines = DeployReachTest.REACH.read(RepositoryView.of(files));
        assertThat(pipelines.all()).isNotNull();
        for (RepositoryEvent.Kind kind : RepositoryEvent.Kind.values()) {
            assertThat(pipelines.deploymentsOn(RepositoryEvent.of(kind, "main")))
                    .isNotNull();
        }
    }

    @Provide
    Arbitrary<String> damage() {
        return Arbitraries.of(
                "",
                "\n",
                "{",
                "}",
                "[",
                "- ",
                "&a [*a]",
                "<<: *x\n",
                "\t",
                "'",
                "\"",
                "${{",
                "!x ",
                "\u0000",
                "- - - - - -",
                "[".repeat(3000),
                "on: on: on:");
    }
}
