/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.action;

import java.util.Objects;
import java.util.Optional;

/**
 * Who asks, for whom, and where: everything about a question besides the action itself.
 *
 * <p>Immutable. What the host does not know stays unset, and is judged as the strictest it could be. A context says what
 * the host has observed; it holds no level of trust, since an agent's word on its own trust is worth nothing.
 */
public final class ActionContext {

    private final String agent;
    private final String parentAgent;
    private final String principal;
    private final String session;
    private final String task;
    private final String repository;
    private final String branch;
    private final Environment environment;
    private final String workingDirectory;
    private final String repositoryRoot;

    private ActionContext(Builder builder) {
        this.agent = builder.agent;
        this.parentAgent = builder.parentAgent;
        this.principal = builder.principal;
        this.session = builder.session;
        this.task = builder.task;
        this.repository = builder.repository;
        this.branch = builder.branch;
        this.environment = builder.environment;
        this.workingDirectory = builder.workingDirectory;
        this.repositoryRoot = builder.repositoryRoot;
    }

    /** Returns the context of an agent at work on a repository, with nothing else known. */
    public static ActionContext of(String agent, String repository) {
        return builder(agent).repository(repository).build();
    }

    /**
     * Returns a builder for the context of an agent.
     *
     * @param agent the stable name of the agent, not empty
     */
    public static Builder builder(String agent) {
        return new Builder(agent);
    }

    /** Returns a builder that starts with everything this context says. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns the stable name of the agent. */
    public String agent() {
        return agent;
    }

    /** Returns the agent that started this one, whose trust is the most this one can have. */
    public Optional<String> parentAgent() {
        return known(parentAgent);
    }

    /** Returns the human or service on whose behalf the agent works. */
    public Optional<String> principal() {
        return known(principal);
    }

    /** Returns the session in which the agent asks. */
    public Optional<String> session() {
        return known(session);
    }

    /** Returns the task that the agent was given. */
    public Optional<String> task() {
        return known(task);
    }

    /** Returns the repository as its owners name it, for example {@code acme/shop}. */
    public Optional<String> repository() {
        return known(repository);
    }

    /** Returns the branch that is checked out. */
    public Optional<String> branch() {
        return known(branch);
    }

    /** Returns the environment in which the agent itself runs; {@link Environment#UNKNOWN} unless it was set. */
    public Environment environment() {
        return environment;
    }

    /** Returns the absolute path of the folder in which the action would run. */
    public Optional<String> workingDirectory() {
        return known(workingDirectory);
    }

    /** Returns the absolute path of the top folder of the agent's working tree. */
    public Optional<String> repositoryRoot() {
        return known(repositoryRoot);
    }

    private static Optional<String> known(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActionContext that
                && agent.equals(that.agent)
                && parentAgent.equals(that.parentAgent)
                && principal.equals(that.principal)
                && session.equals(that.session)
                && task.equals(that.task)
                && repository.equals(that.repository)
                && branch.equals(that.branch)
                && environment == that.environment
                && workingDirectory.equals(that.workingDirectory)
                && repositoryRoot.equals(that.repositoryRoot);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                agent,
                parentAgent,
                principal,
                session,
                task,
                repository,
                branch,
                environment,
                workingDirectory,
                repositoryRoot);
    }

    @Override
    public String toString() {
        return "ActionContext[agent=" + agent + ", repository=" + repository + ", branch=" + branch + ", environment="
                + environment + "]";
    }

    /** Collects what is known; an empty text means "not known". Not for use by several threads. */
    public static final class Builder {

        private final String agent;
        private String parentAgent = "";
        private String principal = "";
        private String session = "";
        private String task = "";
        private String repository = "";
        private String branch = "";
        private Environment environment = Environment.UNKNOWN;
        private String workingDirectory = "";
        private String repositoryRoot = "";

        private Builder(String agent) {
            if (agent.isEmpty()) {
                throw new IllegalArgumentException("the agent has no name");
            }
            this.agent = agent;
        }

        private Builder(ActionContext context) {
            this.agent = context.agent;
            this.parentAgent = context.parentAgent;
            this.principal = context.principal;
            this.session = context.session;
            this.task = context.task;
            this.repository = context.repository;
            this.branch = context.branch;
            this.environment = context.environment;
            this.workingDirectory = context.workingDirectory;
            this.repositoryRoot = context.repositoryRoot;
        }

        /** Sets the agent that started this one. */
        public Builder parentAgent(String parentAgent) {
            this.parentAgent = Objects.requireNonNull(parentAgent, "parentAgent");
            return this;
        }

        /** Sets the human or service on whose behalf the agent works. */
        public Builder principal(String principal) {
            this.principal = Objects.requireNonNull(principal, "principal");
            return this;
        }

        /** Sets the session. */
        public Builder session(String session) {
            this.session = Objects.requireNonNull(session, "session");
            return this;
        }

        /** Sets the task. */
        public Builder task(String task) {
            this.task = Objects.requireNonNull(task, "task");
            return this;
        }

        /** Sets the repository. */
        public Builder repository(String repository) {
            this.repository = Objects.requireNonNull(repository, "repository");
            return this;
        }

        /** Sets the branch that is checked out. */
        public Builder branch(String branch) {
            this.branch = Objects.requireNonNull(branch, "branch");
            return this;
        }

        /** Sets the environment in which the agent runs. */
        public Builder environment(Environment environment) {
            this.environment = Objects.requireNonNull(environment, "environment");
            return this;
        }

        /** Sets the absolute path of the folder in which the action would run. */
        public Builder workingDirectory(String workingDirectory) {
            this.workingDirectory = Objects.requireNonNull(workingDirectory, "workingDirectory");
            return this;
        }

        /** Sets the absolute path of the top folder of the agent's working tree. */
        public Builder repositoryRoot(String repositoryRoot) {
            this.repositoryRoot = Objects.requireNonNull(repositoryRoot, "repositoryRoot");
            return this;
        }

        /** Returns the context. */
        public ActionContext build() {
            return new ActionContext(this);
        }
    }
}
