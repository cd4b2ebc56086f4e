/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.scope;

import dev.agentgovernance.api.effect.EffectKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The contract of one task: where its agent may work, with which effects, until when.
 *
 * <p>Immutable. A list that is empty sets no bound of its kind, apart from {@link #effects()}, where an empty list leaves
 * reading alone. A task that declares no scope gets the default scope of the policy, never a free pass.
 *
 * <p>Paths are globs over paths relative to the top of the repository, with {@code /} between folders: {@code *} stops at
 * a {@code /}, {@code **} does not, {@code ?} is one character.
 */
public final class TaskScope {

    /** The secondary goals that a scope can name. */
    public static final List<String> SECONDARY_GOALS =
            List.of("ci", "tests", "dependencies", "configuration", "checks", "format", "generated");

    private final String task;
    private final String purpose;
    private final List<String> paths;
    private final List<String> forbiddenPaths;
    private final List<String> branches;
    private final List<String> effects;
    private final List<String> forbiddenEffects;
    private final List<String> services;
    private final List<String> secondaryGoals;
    private final List<Addition> additions;
    private final int maxFiles;
    private final int maxLines;
    private final Instant expiry;

    /**
     * What a human has added to a scope: one kind of effect on what one glob matches. It counts before every bound of the scope
     * but its end.
     *
     * @param effect the kind, with none below it
     * @param resource a glob of what it is done to, in the form of the bounds: a path relative to the top of the repository, the
     *     plain name of a branch; empty for effects that name nothing
     */
    public record Addition(EffectKind effect, String resource) {
        /** Checks that nothing is null. */
        public Addition {
            Objects.requireNonNull(effect, "effect");
            Objects.requireNonNull(resource, "resource");
        }
    }

    private TaskScope(Builder builder) {
        this.task = builder.task;
        this.purpose = builder.purpose;
        this.paths = List.copyOf(builder.paths);
        this.forbiddenPaths = List.copyOf(builder.forbiddenPaths);
        this.branches = List.copyOf(builder.branches);
        this.effects = List.copyOf(builder.effects);
        this.forbiddenEffects = List.copyOf(builder.forbiddenEffects);
        this.services = List.copyOf(builder.services);
        this.secondaryGoals = List.copyOf(builder.secondaryGoals);
        this.additions = List.copyOf(builder.additions);
        this.maxFiles = builder.maxFiles;
        this.maxLines = builder.maxLines;
        this.expiry = builder.expiry;
    }

    /**
     * Returns a builder for the scope of a task.
     *
     * @param task the name of the task, as it stands in the context of an action
     */
    public static Builder builder(String task) {
        return new Builder(task);
    }

    /** Returns the name of the task. */
    public String task() {
        return task;
    }

    /** Returns what the task is for, in a sentence for a human. */
    public String purpose() {
        return purpose;
    }

    /** Returns the globs of the paths that may change. */
    public List<String> paths() {
        return paths;
    }

    /** Returns the globs of the paths that may not change, whatever {@link #paths()} says. */
    public List<String> forbiddenPaths() {
        return forbiddenPaths;
    }

    /** Returns the globs of the branches that may be pushed to. */
    public List<String> branches() {
        return branches;
    }

    /** Returns the ids of the effects that belong to the task, each with all below it. Reading always does. */
    public List<String> effects() {
        return effects;
    }

    /** Returns the ids of effects that do not belong to the task, whatever {@link #effects()} says. */
    public List<String> forbiddenEffects() {
        return forbiddenEffects;
    }

    /** Returns the globs of hosts, servers and databases that the task may talk to. */
    public List<String> services() {
        return services;
    }

    /**
     * Returns the secondary goals that belong to the task, such as {@code ci} or {@code dependencies}; every other one is
     * forbidden, and a change that pursues it is drift.
     */
    public List<String> secondaryGoals() {
        return secondaryGoals;
    }

    /** Returns what humans have added to what was declared. */
    public List<Addition> additions() {
        return additions;
    }

    /** Returns this scope with what humans have added to it. */
    public TaskScope with(List<Addition> more) {
        if (more.isEmpty()) {
            return this;
        }
        Builder builder = new Builder(task);
        builder.purpose = purpose;
        builder.paths.addAll(paths);
        builder.forbiddenPaths.addAll(forbiddenPaths);
        builder.branches.addAll(branches);
        builder.effects.addAll(effects);
        builder.forbiddenEffects.addAll(forbiddenEffects);
        builder.services.addAll(services);
        builder.secondaryGoals.addAll(secondaryGoals);
        builder.additions.addAll(additions);
        builder.additions.addAll(more);
        builder.maxFiles = maxFiles;
        builder.maxLines = maxLines;
        builder.expiry = expiry;
        return builder.build();
    }

    /** Returns how many lines the task may add and remove, all in all. */
    public OptionalInt maxLines() {
        return maxLines < 0 ? OptionalInt.empty() : OptionalInt.of(maxLines);
    }

    /** Returns how many files the task may change. */
    public OptionalInt maxFiles() {
        return maxFiles < 0 ? OptionalInt.empty() : OptionalInt.of(maxFiles);
    }

    /** Returns when the scope ends; from then on only reading is within it. */
    public Optional<Instant> expiry() {
        return expiry.equals(Instant.MAX) ? Optional.empty() : Optional.of(expiry);
    }

    /** Tells whether the effects of the task include a kind. */
    public boolean includes(EffectKind kind) {
        return kind.isRead() || (isWithinOne(kind, effects) && !isWithinOne(kind, forbiddenEffects));
    }

    private static boolean isWithinOne(EffectKind kind, Collection<String> prefixes) {
        for (String prefix : prefixes) {
            if (kind.isWithin(prefix)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaskScope that
                && task.equals(that.task)
                && purpose.equals(that.purpose)
                && paths.equals(that.paths)
                && forbiddenPaths.equals(that.forbiddenPaths)
                && branches.equals(that.branches)
                && effects.equals(that.effects)
                && forbiddenEffects.equals(that.forbiddenEffects)
                && services.equals(that.services)
                && secondaryGoals.equals(that.secondaryGoals)
                && additions.equals(that.additions)
                && maxFiles == that.maxFiles
                && maxLines == that.maxLines
                && expiry.equals(that.expiry);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                task,
                purpose,
                paths,
                forbiddenPaths,
                branches,
                effects,
                forbiddenEffects,
                services,
                secondaryGoals,
                additions,
                maxFiles,
                maxLines,
                expiry);
    }

    @Override
    public String toString() {
        return "TaskScope[" + task + "]";
    }

    /** Collects the bounds of a scope. Not for use by several threads. */
    public static final class Builder {

        private final String task;
        private String purpose = "";
        private final List<String> paths = new ArrayList<>();
        private final List<String> forbiddenPaths = new ArrayList<>();
        private final List<String> branches = new ArrayList<>();
        private final List<String> effects = new ArrayList<>();
        private final List<String> forbiddenEffects = new ArrayList<>();
        private final List<String> services = new ArrayList<>();
        private final List<String> secondaryGoals = new ArrayList<>();
        private final List<Addition> additions = new ArrayList<>();
        private int maxFiles = -1;
        private int maxLines = -1;
        private Instant expiry = Instant.MAX;

        private Builder(String task) {
            this.task = Objects.requireNonNull(task, "task");
        }

        /** Sets what the task is for. */
        public Builder purpose(String purpose) {
            this.purpose = Objects.requireNonNull(purpose, "purpose");
            return this;
        }

        /** Adds globs of paths that may change. */
        public Builder paths(String... globs) {
            paths.addAll(List.of(globs));
            return this;
        }

        /** Adds globs of paths that may not change. */
        public Builder forbiddenPaths(String... globs) {
            forbiddenPaths.addAll(List.of(globs));
            return this;
        }

        /** Adds globs of branches that may be pushed to. */
        public Builder branches(String... globs) {
            branches.addAll(List.of(globs));
            return this;
        }

        /** Adds ids of effects that belong to the task. */
        public Builder effects(String... ids) {
            effects.addAll(List.of(ids));
            return this;
        }

        /** Adds ids of effects that do not belong to the task. */
        public Builder forbiddenEffects(String... ids) {
            forbiddenEffects.addAll(List.of(ids));
            return this;
        }

        /** Adds globs of hosts, servers and databases. */
        public Builder services(String... globs) {
            services.addAll(List.of(globs));
            return this;
        }

        /**
         * Adds secondary goals that belong to the task.
         *
         * @throws IllegalArgumentException if one of them is not among {@link TaskScope#SECONDARY_GOALS}
         */
        public Builder secondaryGoals(String... goals) {
            if (!SECONDARY_GOALS.containsAll(List.of(goals))) {
                throw new IllegalArgumentException("a secondary goal is one of " + SECONDARY_GOALS);
            }
            secondaryGoals.addAll(List.of(goals));
            return this;
        }

        /** Sets how many lines the task may add and remove, all in all; at least 0. */
        public Builder maxLines(int maxLines) {
            if (maxLines < 0) {
                throw new IllegalArgumentException("the number of lines is at least 0: " + maxLines);
            }
            this.maxLines = maxLines;
            return this;
        }

        /** Sets how many files the task may change; at least 0. */
        public Builder maxFiles(int maxFiles) {
            if (maxFiles < 0) {
                throw new IllegalArgumentException("the number of files is at least 0: " + maxFiles);
            }
            this.maxFiles = maxFiles;
            return this;
        }

        /** Sets when the scope ends. */
        public Builder expiry(Instant expiry) {
            this.expiry = Objects.requireNonNull(expiry, "expiry");
            return this;
        }

        /** Returns the scope. */
        public TaskScope build() {
            return new TaskScope(this);
        }
    }
}
