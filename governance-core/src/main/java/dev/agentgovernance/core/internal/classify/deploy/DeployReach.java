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

    private record Known(ObservedView read, String defaultBranch, Pipelines pipelines) {}

    private final Targets targets;
    private final Function<String, Classification> commands;
    private final CommitPipelines commits;
    private final Map<Path, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Known> eldest) {
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
        return new Pipelines(Readers.routes(files, new Steps(files, commands), Readers.defaultBranch(files)), targets);
    }

    @Override
    public Optional<List<Deployment>> deploymentsOn(RepositoryEvent event, ActionContext context) {
        return deploymentsOn(event, context, "");
    }

    /**
     * Returns everything that follows from an event by the files of the working tree and by those of the commits that the event
     * is about, as far as both are at hand.
     *
     * @param text the text of the action, which may name branches
     */
    // INVARIANT: whatever the working tree reaches is reached; commits only add.
    Optional<List<Deployment>> deploymentsOn(RepositoryEvent event, ActionContext context, String text) {
        Path top = top(context);
        if (top == null) {
            return Optional.empty();
        }
        Known here = known(top);
        List<Deployment> found = new ArrayList<>(here.pipelines().deploymentsOn(event));
        Set<Deployment> told = new HashSet<>();
        found.forEach(deployment -> told.add(at(deployment, deployment.file(), 0)));
        for (CommitPipelines.Source source : commits.of(top, here.defaultBranch(), event, text)) {
            for (Deployment deployment : source.pipelines().deploymentsOn(event)) {
                if (told.add(at(deployment, deployment.file(), 0))) {
                    found.add(at(deployment, deployment.file() + " (" + source.name() + ")", deployment.line()));
                }
            }
        }
        found.sort(Pipelines.WORST_FIRST);
        return Optional.of(List.copyOf(found));
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

    private Known known(Path top) {
        RepositoryView files = RepositoryView.of(top);
        Known before;
        synchronized (known) {
            before = known.get(top);
        }
        if (before != null && isSame(before, files)) {
            return before;
        }
        ObservedView observed = new ObservedView(files);
        String defaultBranch = Readers.defaultBranch(observed);
        Known now = new Known(observed, defaultBranch, commits.pipelines(observed, defaultBranch, () -> true));
        synchronized (known) {
            known.put(top, now);
        }
        return now;
    }

    /** What was compared counts as read only where it is what the answer rests on. */
    private static boolean isSame(Known before, RepositoryView files) {
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
