/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.scope;

import dev.agentgovernance.api.effect.EffectKind;
import java.time.Instant;
import java.util.ArrayList;
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

    private final String task;
    private final String purpose;
    private final List<String> paths;
    private final List<String> forbiddenPaths;
    private final List<String> branches;
    private final List<String> effects;
    private final List<String> forbiddenEffects;
    private final List<String> services;
    private final int maxFiles;
    private final Instant expiry;

    private TaskScope(Builder builder) {
        this.task = builder.task;
        this.purpose = builder.purpose;
        this.paths = List.copyOf(builder.paths);
        this.forbiddenPaths = List.copyOf(builder.forbiddenPaths);
        this.branches = List.copyOf(builder.branches);
        this.effects = List.copyOf(builder.effects);
        this.forbiddenEffects = List.copyOf(builder.forbiddenEffects);
        this.services = List.copyOf(builder.services);
        this.maxFiles = builder.maxFiles;
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
        return kind.isRead()
                || (effects.stream().anyMatch(kind::isWithin)
                        && forbiddenEffects.stream().noneMatch(kind::isWithin));
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
                && maxFiles == that.maxFiles
                && expiry.equals(that.expiry);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                task, purpose, paths, forbiddenPaths, branches, effects, forbiddenEffects, services, maxFiles, expiry);
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
        private int maxFiles = -1;
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
