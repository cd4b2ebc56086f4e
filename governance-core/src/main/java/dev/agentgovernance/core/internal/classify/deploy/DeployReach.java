/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.deploy.DeployKnowledge;
import dev.agentgovernance.api.deploy.Deployment;
import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.ReadingLog;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import dev.agentgovernance.core.internal.classify.objects.GitObjects;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works out from the files of a repository what a push, merge, tag, comment or dispatch deploys or publishes: those of the
 * working tree, and those of the commits that it is about.
 *
 * <p>Safe for use by several threads. Reading a repository for the first time takes some milliseconds; after that, each
 * answer reads the same files again and compares them with what was read before, and only a change has them parsed anew. The
 * pipelines of the {@value #MAX_REPOSITORIES} repositories asked for last are kept.
 */
public final class DeployReach implements DeployKnowledge {

    private static final int MAX_REPOSITORIES = 16;
    private static final int MAX_LEVELS = 64;
    private static final ActionContext PIPELINE =
            ActionContext.builder("pipeline").build();

    private final Targets targets;
    private final Function<String, Classification> commands;
    private final CommitPipelines commits;
    private final Map<Path, Reading> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Reading> eldest) {
            return size() > MAX_REPOSITORIES;
        }
    };

    private DeployReach(ClassifierSettings settings, ActionClassifier commands) {
        this.targets = new Targets(settings);
        Objects.requireNonNull(commands, "commands");
        this.commands = text -> commands.classify(Action.shell(text), PIPELINE);
        this.commits = new CommitPipelines(targets, this.commands);
    }

    /**
     * Returns one that judges the command lines of pipelines with a classifier.
     *
     * @param settings what names mean
     * @param commands what knows the effects of command lines
     */
    public static DeployReach of(ClassifierSettings settings, ActionClassifier commands) {
        return new DeployReach(settings, commands);
    }

    /** Returns the pipelines that the files of a repository describe. A pure function of the files. */
    public Pipelines read(RepositoryView files) {
        return Reading.of(files, Readers.defaultBranch(files), commands, targets, List.of())
                .pipelines();
    }

    @Override
    public Optional<List<Deployment>> deploymentsOn(RepositoryEvent event, ActionContext context) {
        return about("").deploymentsOn(event, context);
    }

    /**
     * Returns what answers the events of one action, for one thread: what is read for one of them counts for all.
     *
     * @param text the text of the action, which may name branches
     */
    DeployKnowledge about(String text) {
        return new OfOneAction(text);
    }

    private final class OfOneAction implements DeployKnowledge {

        private final String text;
        private @Nullable ActionContext asked;
        private @Nullable Reading here;
        private @Nullable TargetCommits targetCommits;

        OfOneAction(String text) {
            this.text = text;
        }

        /** Answers by the files of the working tree and by those of the commits that the event is about, as far as they are at hand. */
        // INVARIANT: whatever the working tree reaches is reached; commits only add.
        @Override
        public Optional<List<Deployment>> deploymentsOn(RepositoryEvent event, ActionContext context) {
            if (asked == null || !asked.equals(context)) {
                Path top = top(context);
                here = top == null ? null : reading(top);
                targetCommits = top == null ? null : TargetCommits.in(top);
                asked = context;
            }
            return here == null ? Optional.empty() : Optional.of(union(here, event));
        }

        private List<Deployment> union(Reading files, RepositoryEvent event) {
            List<Deployment> found = new ArrayList<>(files.pipelines().deploymentsOn(event));
            Set<Deployment> told = new HashSet<>();
            found.forEach(deployment -> told.add(at(deployment, deployment.file(), 0)));
            List<Pipelines> seen = new ArrayList<>(List.of(files.pipelines()));
            List<CommitPipelines.Source> sources =
                    targetCommits == null ? List.of() : commits.of(targetCommits, files, event, text);
            for (CommitPipelines.Source source : sources) {
                for (Deployment deployment : source.pipelines().beyond(seen, event)) {
                    if (told.add(at(deployment, deployment.file(), 0))) {
                        found.add(at(deployment, deployment.file() + " (" + source.name() + ")", deployment.line()));
                    }
                }
                seen.add(source.pipelines());
            }
            found.sort(Pipelines.WORST_FIRST);
            return found;
        }
    }

    private static Deployment at(Deployment deployment, String file, int line) {
        return new Deployment(
                deployment.kind(),
                deployment.target(),
                deployment.environment(),
                file,
                line,
                deployment.job(),
                deployment.gate(),
                deployment.certain());
    }

    private Reading reading(Path top) {
        RepositoryView files = GitObjects.view(top);
        Reading before;
        synchronized (known) {
            before = known.get(top);
        }
        if (before != null && isSame(before, files)) {
            return before;
        }
        ObservedView observed = new ObservedView(files);
        List<Reading> similar = before == null ? List.of() : List.of(before);
        String defaultBranch = Readers.defaultBranch(observed);
        Reading now = Reading.of(
                observed,
                defaultBranch,
                commands,
                targets,
                similar.stream()
                        .filter(r -> r.defaultBranch().equals(defaultBranch))
                        .toList());
        synchronized (known) {
            known.put(top, now);
        }
        return now;
    }

    /** What was compared counts as read only where it is what the answer rests on. */
    private static boolean isSame(Reading before, RepositoryView files) {
        try (ReadingLog log = ReadingLog.open()) {
            boolean same = before.read().isSameIn(files);
            if (same) {
                log.handOn();
            }
            return same;
        }
    }

    /** Returns the top of the repository in which an action is done, or null where it is not at hand. */
    private static @Nullable Path top(ActionContext context) {
        try {
            Optional<String> root = context.repositoryRoot();
            if (root.isPresent()) {
                Path path = Path.of(root.get());
                return path.isAbsolute() && Files.isDirectory(path) ? path.normalize() : null;
            }
            Path path = context.workingDirectory().map(Path::of).orElse(null);
            if (path == null || !path.isAbsolute()) {
                return null;
            }
            path = path.normalize();
            for (int level = 0; level < MAX_LEVELS && path != null; level++, path = path.getParent()) {
                if (Files.exists(path.resolve(".git"))) {
                    return path;
                }
            }
            return null;
        } catch (InvalidPathException | SecurityException e) {
            return null;
        }
    }
}
