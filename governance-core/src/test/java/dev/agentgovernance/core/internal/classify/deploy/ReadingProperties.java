/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.deploy.Deployment;
import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.Classifiers;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is taken over from the reading of other files is what would have been found. */
class ReadingProperties {

    private static final ActionClassifier COMMANDS =
            Classifiers.commands(ClassifierSettings.DEFAULT, ParseLimits.DEFAULT);
    private static final Targets TARGETS = new Targets(ClassifierSettings.DEFAULT);

    private static Classification judged(String text) {
        return COMMANDS.classify(
                Action.shell(text), ActionContext.builder("pipeline").build());
    }

    @Provide
    Arbitrary<SampleRepository> repositories() {
        return Arbitraries.of(SampleRepository.all());
    }

    private static Reading read(Map<String, String> files, List<Reading> similar) {
        return Reading.of(RepositoryView.of(files), "main", ReadingProperties::judged, TARGETS, similar);
    }

    // INVARIANT: the same routes whatever was found before.
    @Property(tries = 150)
    void whatWasReadBeforeChangesNothing(
            @ForAll("repositories") SampleRepository first,
            @ForAll("repositories") SampleRepository second,
            @ForAll boolean both) {
        Map<String, String> files = new TreeMap<>(second.files());
        if (both) {
            first.files().forEach(files::putIfAbsent);
        }
        Reading before = read(first.files(), List.of());
        Reading alone = read(files, List.of());
        Reading after = read(files, List.of(before, alone));
        assertThat(after.pipelines().all()).isEqualTo(alone.pipelines().all());
        assertThat(read(files, List.of(before)).pipelines().all())
                .isEqualTo(alone.pipelines().all());
        assertThat(after.parts()).hasSameSizeAs(alone.parts());
        for (int i = 0; i < after.parts().size(); i++) {
            assertThat(after.parts().get(i).read().isSameIn(RepositoryView.of(files)))
                    .isTrue();
        }
    }

    /** What two readings have in common is left out, and nothing else. */
    @Property(tries = 100)
    void whatLiesBeyondAndWhatIsKnownAreAll(
            @ForAll("repositories") SampleRepository first, @ForAll("repositories") SampleRepository second) {
        Map<String, String> files = new TreeMap<>(first.files());
        files.putAll(second.files());
        Reading here = read(first.files(), List.of());
        Reading there = read(files, List.of(here));
        for (RepositoryEvent.Kind kind : RepositoryEvent.Kind.values()) {
            RepositoryEvent event = RepositoryEvent.of(kind, "");
            List<Deployment> known = here.pipelines().deploymentsOn(event);
            Set<Deployment> union = new HashSet<>(known);
            union.addAll(there.pipelines().beyond(List.of(here.pipelines()), event));
            Set<Deployment> all = new HashSet<>(known);
            all.addAll(there.pipelines().deploymentsOn(event));
            assertThat(union).as(kind.name()).isEqualTo(all);
        }
    }
}
