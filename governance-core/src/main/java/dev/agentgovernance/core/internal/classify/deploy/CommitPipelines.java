/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.core.internal.classify.objects.CommitFiles;
import dev.agentgovernance.core.internal.classify.objects.GitObjects;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pipelines that the files of commits describe. Safe for use by several threads. */
final class CommitPipelines {

    /*
     * A commit never changes, and what is read of it is held against its name: so what it describes is kept by the name alone,
     * whichever repository it was read from. Where something was not at hand, it is kept until objects arrive there.
     */

    private static final int MAX_KEPT = 64;
    private static final int MAX_LATEST = 3;

    /**
     * The pipelines of a commit.
     *
     * @param name what leads to the commit: {@code origin/main}
     */
    record Source(String name, Pipelines pipelines) {}

    private record Key(
            String commit, String defaultBranch, @Nullable Path partOf) {}

    private record Kept(Pipelines pipelines, String stamp) {}

    private final Targets targets;
    private final Function<String, Classification> commands;
    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MAX_KEPT;
        }
    };

    /** With all that was read, so that only what differs from it has to be parsed. */
    private final Deque<Reading> latest = new ArrayDeque<>();

    CommitPipelines(Targets targets, Function<String, Classification> commands) {
        this.targets = targets;
        this.commands = commands;
    }

    /**
     * Returns the pipelines of the commits that an event is about.
     *
     * @param text the text of the action, which may name branches
     */
    List<Source> of(TargetCommits targetCommits, Reading here, RepositoryEvent event, String text) {
        List<Source> sources = new ArrayList<>();
        targetCommits
                .of(event, here.defaultBranch(), text)
                .forEach((id, name) ->
                        sources.add(new Source(name, pipelines(targetCommits.git(), targetCommits.top(), id, here))));
        return sources;
    }

    private Pipelines pipelines(GitObjects git, Path top, String id, Reading here) {
        Key whole = new Key(id, here.defaultBranch(), null);
        Key part = new Key(id, here.defaultBranch(), top);
        Kept before;
        synchronized (kept) {
            before = kept.containsKey(whole) ? kept.get(whole) : kept.get(part);
        }
        if (before != null && (before.stamp().isEmpty() || before.stamp().equals(git.stamp()))) {
            return before.pipelines();
        }
        String stamp = git.stamp();
        try (CommitFiles files = git.files(id)) {
            Reading reading = Reading.of(files, here.defaultBranch(), commands, targets, similar(here));
            boolean isWhole = files.isWhole();
            Pipelines pipelines = (isWhole ? reading : reading.lacking(targets)).pipelines();
            synchronized (kept) {
                kept.put(isWhole ? whole : part, new Kept(pipelines, isWhole ? "" : stamp));
                latest.addFirst(reading);
                if (latest.size() > MAX_LATEST) {
                    latest.removeLast();
                }
            }
            return pipelines;
        }
    }

    /** Returns readings that may have much in common with one to come: that of the working tree, and the latest. */
    private List<Reading> similar(Reading here) {
        List<Reading> similar = new ArrayList<>(List.of(here));
        synchronized (kept) {
            latest.stream()
                    .filter(reading -> reading.defaultBranch().equals(here.defaultBranch()))
                    .forEach(similar::add);
        }
        return similar;
    }
}
