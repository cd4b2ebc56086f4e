/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.core.internal.classify.objects.CommitFiles;
import dev.agentgovernance.core.internal.classify.objects.GitObjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pipelines that the files of commits describe. Safe for use by several threads. */
final class CommitPipelines {

    /*
     * A commit never changes, and what is read of it is held against its name: so what it describes is kept by the name alone,
     * whichever repository it was read from. Where something was not at hand, it is kept until objects arrive there.
     */

    private static final int MAX_KEPT = 64;

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

    CommitPipelines(Targets targets, Function<String, Classification> commands) {
        this.targets = targets;
        this.commands = commands;
    }

    /**
     * Returns the pipelines of the commits that an event is about.
     *
     * @param text the text of the action, which may name branches
     */
    List<Source> of(Path top, String defaultBranch, RepositoryEvent event, String text) {
        GitObjects git = GitObjects.at(top).orElse(null);
        if (git == null) {
            return List.of();
        }
        List<Source> sources = new ArrayList<>();
        TargetCommits.of(git, top, defaultBranch, event, text)
                .forEach((id, name) -> sources.add(new Source(name, pipelines(git, top, id, defaultBranch))));
        return sources;
    }

    private Pipelines pipelines(GitObjects git, Path top, String id, String defaultBranch) {
        Key whole = new Key(id, defaultBranch, null);
        Key part = new Key(id, defaultBranch, top);
        Kept before;
        synchronized (kept) {
            before = kept.containsKey(whole) ? kept.get(whole) : kept.get(part);
        }
        if (before != null && (before.stamp().isEmpty() || before.stamp().equals(git.stamp()))) {
            return before.pipelines();
        }
        String stamp = git.stamp();
        try (CommitFiles files = git.files(id)) {
            ObservedView observed = new ObservedView(files);
            Pipelines pipelines = pipelines(observed, defaultBranch, files::isWhole);
            boolean isWhole = files.isWhole();
            synchronized (kept) {
                kept.put(isWhole ? whole : part, new Kept(pipelines, isWhole ? "" : stamp));
            }
            return pipelines;
        }
    }

    /**
     * Returns the pipelines that files describe; what is left unread may do anything.
     *
     * @param isWhole whether everything could be read, asked at the end
     */
    Pipelines pipelines(ObservedView files, String defaultBranch, BooleanSupplier isWhole) {
        List<Route> routes = new ArrayList<>(Readers.routes(files, new Steps(files, commands), defaultBranch));
        if (files.isExhausted()) {
            routes.add(GitHubWorkflows.unreadable("(more files than are read)"));
        }
        if (!isWhole.getAsBoolean()) {
            routes.add(GitHubWorkflows.unreadable("files that are not at hand", 0));
        }
        return new Pipelines(routes, targets);
    }
}
