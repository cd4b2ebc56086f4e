/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.audit.AuditSink;
import dev.agentgovernance.api.budget.BudgetStore;
import dev.agentgovernance.api.deploy.DeployKnowledge;
import dev.agentgovernance.api.deploy.Deployment;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.scope.ScopeSource;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.secret.SecretDetector;
import dev.agentgovernance.api.trust.TrustSource;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import dev.agentgovernance.core.internal.classify.SessionFiles;
import dev.agentgovernance.core.internal.classify.deploy.DeployReach;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.InMemoryStores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The guard that this library gives: it reads an action, weighs it under a policy, and puts the decision on record.
 *
 * <p>Immutable and safe for use by any number of threads; build it once and share it. A decision on a short command takes
 * some tens of microseconds once warm, plus whatever the audit sink needs to store the record: a microsecond for a journal that
 * {@linkplain dev.agentgovernance.core.audit.AuditJournal.Builder#batched writes behind the calls}.
 *
 * {@snippet class = "dev.agentgovernance.core.Snippets" region = "first-decision"}
 */
public final class Governance implements Guard {

    private final DecisionFlow flow;
    private final DecisionRecorder recorder;
    private final FailClosed answer;
    private final Widening widening;
    private final ActionClassifier classifier;
    private final DeployReach reach;
    private final SessionNotes notes;

    private Governance(Builder builder) {
        StandardClassifiers.Wired wired = StandardClassifiers.of(
                builder.settings(),
                builder.limits,
                builder.classifiers,
                builder.declaredTools,
                builder.platforms,
                builder.files);
        this.classifier = wired.classifier();
        this.reach = wired.reach();
        this.notes = new SessionNotes(builder.files, wired.shell());
        this.widening = new Widening(builder);
        this.recorder = new DecisionRecorder(builder);
        this.flow = new DecisionFlow(builder, classifier, widening);
        this.answer = new FailClosed(flow, recorder, builder.defaultTask);
    }

    /** Returns a builder for a guard that follows a policy. */
    public static Builder builder(Policy policy) {
        return new Builder(policy);
    }

    /** Returns what works out the effects of an action for this guard, for hosts that want to show them. */
    public ActionClassifier classifier() {
        return classifier;
    }

    /**
     * Returns every pipeline that deploys or publishes by the files of a repository, as this guard reads them and in the order
     * of the files, for hosts that want to show what deploys from where. A lower bound: what is set up elsewhere is not in the
     * files.
     *
     * @param top the top folder of the working tree
     */
    public List<Pipeline> pipelinesOf(Path top) {
        return reach.read(RepositoryView.of(top)).all().stream()
                .map(listed -> new Pipeline(listed.deployment(), listed.when()))
                .toList();
    }

    /**
     * A pipeline that deploys or publishes, as a reader would tell it.
     *
     * @param deployment what it does
     * @param when what starts it, in the words of its file
     */
    public record Pipeline(Deployment deployment, String when) {}

    // INVARIANT: never throws, never returns null.
    @Override
    public Decision decide(@Nullable Action action, @Nullable ActionContext context) {
        Decision decision = answer.to(action, context, true);
        if (action != null && context != null) {
            try {
                notes.note(action, context, decision);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                // What is not remembered is judged as a file of which nothing is known.
            }
        }
        return decision;
    }

    // INVARIANT: never throws, never returns null.
    @Override
    public Decision judge(@Nullable Action action, @Nullable ActionContext context) {
        return answer.to(action, context, false);
    }

    /**
     * Returns what would have to be added to the task for an action to be within it, beyond what people have added: the least
     * that does. Empty where the action is within its task, or where that cannot be named.
     */
    public List<TaskScope.Addition> missing(Action action, ActionContext asked) {
        ActionContext context = answer.ofTask(asked);
        return widening.missing(flow.classify(action, context), context);
    }

    /**
     * Asks people to widen the task by exactly what is named, in the name of the agent of a context. What they grant counts for
     * this task from the next decision on, until the request expires or is taken back, and never for more than it names.
     *
     * @param additions what is to be added
     * @param why why the task cannot be done without it, in a sentence for a human
     * @param asked who asks, for which task
     * @return an {@link Ask} that names the request, or a {@link Deny} that says why nobody was asked or what they said; on
     *     record like any other. An {@link Allow} where all of it has been added already
     */
    // INVARIANT: asking widens nothing; a human's yes does.
    public Decision widen(List<TaskScope.Addition> additions, String why, ActionContext asked) {
        ActionContext context = answer.ofTask(asked);
        ToolAction action = ExpansionStep.action(additions, why, context);
        return recorder.recorded(action, context, widening.widen(action, additions, why, context));
    }

    /**
     * Collects what a guard is made of. Only the policy is needed; without a detector nothing is redacted, and without an
     * audit sink nothing is recorded. Not for use by several threads.
     */
    public static final class Builder {

        private static final int REMEMBERED_FILES = 256;

        final Policy policy;
        SecretDetector detector = text -> List.of();
        AuditSink audit = AuditSink.NONE;

        @Nullable TrustSource trust;

        ScopeSource scopes = task -> Optional.empty();

        @Nullable ApprovalDesk approvals;

        @Nullable ClaimStore claims;

        BiFunction<Action, ActionContext, String> plans = (action, context) -> "";
        Supplier<String> halt = () -> "";
        String defaultTask = "";
        BudgetStore budgets = InMemoryStores.budgetStore();
        ToLongBiFunction<Action, ActionContext> costs = (action, context) -> 0;
        Clock clock = Clock.systemUTC();
        Supplier<String> recordIds = new RandomIds();
        ParseLimits limits = ParseLimits.DEFAULT;
        String homeDirectory = "";
        SessionFiles files = SessionFiles.upTo(REMEMBERED_FILES);
        final List<ActionClassifier> classifiers = new ArrayList<>();
        Function<ToolAction, Set<EffectKind>> declaredTools = tool -> Set.of();
        final List<DeployKnowledge> platforms = new ArrayList<>();
        final List<List<String>> trustedPrograms = new ArrayList<>();
        final List<String> protectedPaths = new ArrayList<>();

        private Builder(Policy policy) {
            this.policy = Objects.requireNonNull(policy, "policy");
        }

        /** Sets what finds secrets in actions, results and records. */
        public Builder detector(SecretDetector detector) {
            this.detector = Objects.requireNonNull(detector, "detector");
            return this;
        }

        /** Sets where decisions are put on record. */
        public Builder audit(AuditSink audit) {
            this.audit = Objects.requireNonNull(audit, "audit");
            return this;
        }

        /** Sets who knows the level of trust of an agent, in place of the levels that the policy assigns. */
        public Builder trust(TrustSource trust) {
            this.trust = Objects.requireNonNull(trust, "trust");
            return this;
        }

        /** Sets who knows the scope of a task, in place of the policy's default for all. */
        public Builder scopes(ScopeSource scopes) {
            this.scopes = Objects.requireNonNull(scopes, "scopes");
            return this;
        }

        /** Sets the task of every action whose context names none: for a host that works on one task alone. */
        public Builder defaultTask(String task) {
            this.defaultTask = Objects.requireNonNull(task, "task");
            return this;
        }

        /**
         * Sets the desk to which an {@link Ask} is brought. A yes to exactly this action, in this context, under this policy,
         * scope and plan makes one {@link Allow}; without one, the {@link Ask} names the request that waits.
         */
        public Builder approvals(ApprovalDesk approvals) {
            this.approvals = Objects.requireNonNull(approvals, "approvals");
            return this;
        }

        /**
         * Sets what names the plan that an action carries out, to which a yes is bound as well: the digest of a plan file that
         * it applies, or of a script that it runs. An empty text where there is none.
         */
        public Builder plans(BiFunction<Action, ActionContext, String> plans) {
            this.plans = Objects.requireNonNull(plans, "plans");
            return this;
        }

        /**
         * Sets how many files that agents wrote are remembered, with up to 64 K units of each, so that running such a file
         * later in the session is judged by what is in it, also where the guard cannot read the file. Where no session is
         * named, nothing is remembered; the least lately used are forgotten first. {@value #REMEMBERED_FILES} where it is not set; with 0, nothing is remembered.
         */
        public Builder rememberedFiles(int most) {
            this.files = most == 0 ? SessionFiles.NONE : SessionFiles.upTo(most);
            return this;
        }

        /**
         * Sets the switch that halts all agents at once, besides the {@code halt} of the policy. It is read at each decision:
         * an empty text is "go on", any other is the sentence that the agents are told, and everything is denied. Where it
         * throws, everything is denied as well.
         */
        public Builder halt(Supplier<String> halt) {
            this.halt = Objects.requireNonNull(halt, "halt");
            return this;
        }

        /**
         * Sets where it is counted what is used of the policy's budgets: one store for all guards that share them. Without it,
         * this guard counts on its own.
         */
        public Builder budgets(BudgetStore budgets) {
            this.budgets = Objects.requireNonNull(budgets, "budgets");
            return this;
        }

        /**
         * Sets where tasks hold what they work on. What goes ahead then holds the files it changes for fifteen minutes, and
         * branches it pushes to, environments it changes and the manifest of dependencies for two, in the name of its task; what
         * would touch a part that another task holds asks a human. Without a store, nobody holds anything.
         */
        public Builder claims(ClaimStore claims) {
            this.claims = Objects.requireNonNull(claims, "claims");
            return this;
        }

        /** Sets what an action costs, in a unit of the host's, from 0; budgets of spend add it up. A pure function. */
        public Builder costs(ToLongBiFunction<Action, ActionContext> costs) {
            this.costs = Objects.requireNonNull(costs, "costs");
            return this;
        }

        /** Sets the clock for records, scopes and time conditions. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Sets what names the records; each name must be new. */
        public Builder recordIds(Supplier<String> recordIds) {
            this.recordIds = Objects.requireNonNull(recordIds, "recordIds");
            return this;
        }

        /** Sets how much of an action is read before it counts as not understood. */
        public Builder limits(ParseLimits limits) {
            this.limits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /** Sets the home folder of the user the agents run as, for paths such as {@code ~/.ssh}. */
        public Builder homeDirectory(String homeDirectory) {
            this.homeDirectory = Objects.requireNonNull(homeDirectory, "homeDirectory");
            return this;
        }

        /** Adds a classifier of the host's own; it can add to what the others find, and take nothing away. */
        public Builder classifier(ActionClassifier classifier) {
            classifiers.add(Objects.requireNonNull(classifier, "classifier"));
            return this;
        }

        /**
         * Sets who knows what the owner says a tool does, in place of what its name and its server's hints say; empty where
         * nothing was said. What its arguments hold is judged all the same. A pure function.
         */
        public Builder declaredTools(Function<ToolAction, Set<EffectKind>> declaredTools) {
            this.declaredTools = Objects.requireNonNull(declaredTools, "declaredTools");
            return this;
        }

        /**
         * Adds a platform that knows what pushes, merges and dispatches deploy. Its answer counts in place of what the files
         * of the repository say, which is a lower bound; of several, the first that has an answer counts.
         */
        public Builder deployKnowledge(DeployKnowledge platform) {
            platforms.add(Objects.requireNonNull(platform, "platform"));
            return this;
        }

        /**
         * Names a command line of the host's own, word for word, that has no effect worth a question: the filter through
         * which it sends the output of commands. A command with one word more or less is judged as usual.
         */
        public Builder trustedProgram(List<String> words) {
            trustedPrograms.add(List.copyOf(words));
            return this;
        }

        /**
         * Adds a glob of absolute paths that no agent may change, besides those that the policy names: where the host keeps
         * its policy, its records and itself.
         */
        public Builder protectedPath(String glob) {
            protectedPaths.add(Objects.requireNonNull(glob, "glob"));
            return this;
        }

        ClassifierSettings settings() {
            ClassifierSettings named = policy.classifierSettings();
            List<String> allProtected = new ArrayList<>(named.protectedPaths());
            allProtected.addAll(protectedPaths);
            return new ClassifierSettings(
                    named.governedBranches(),
                    named.productionNames(),
                    named.nonProductionNames(),
                    allProtected,
                    trustedPrograms,
                    homeDirectory);
        }

        /** Returns the guard. */
        public Governance build() {
            return new Governance(this);
        }
    }
}
