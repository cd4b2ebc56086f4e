/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.trust.TrustLevel;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a policy is asked: an action as the rooms before it have judged it.
 *
 * <p>Immutable. What is not set is the strictest it could be: nothing understood, critical impact, no trust.
 */
public final class Question {

    private final String action;
    private final String tool;
    private final ActionContext context;
    private final List<Rated> effects;
    private final Coverage coverage;
    private final Impact impact;
    private final TrustLevel trust;
    private final List<Reason> outside;
    private final List<SecretFinding> findings;
    private final UnaryOperator<String> shown;
    private final @Nullable Instant at;

    private Question(Builder builder) {
        this.action = builder.action;
        this.tool = builder.tool;
        this.context = builder.context;
        this.effects = List.copyOf(builder.effects);
        this.coverage = builder.coverage;
        this.impact = builder.impact;
        this.trust = builder.trust;
        this.outside = List.copyOf(builder.outside);
        this.findings = List.copyOf(builder.findings);
        this.shown = builder.shown;
        this.at = builder.at;
    }

    /**
     * An effect with its impact.
     *
     * @param effect the effect
     * @param impact how bad it could be
     * @param why why that matters, as a sentence
     */
    public record Rated(Effect effect, Impact impact, String why) {
        /** Checks that nothing is null. */
        public Rated {
            Objects.requireNonNull(effect, "effect");
            Objects.requireNonNull(impact, "impact");
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * Returns a builder for a question.
     *
     * @param action the kind of action, as {@link dev.agentgovernance.api.action.Action#kind} has it
     * @param context who asks, for whom, and where
     */
    public static Builder builder(String action, ActionContext context) {
        return new Builder(action, context);
    }

    String action() {
        return action;
    }

    String tool() {
        return tool;
    }

    ActionContext context() {
        return context;
    }

    List<Rated> effects() {
        return effects;
    }

    Coverage coverage() {
        return coverage;
    }

    Impact impact() {
        return impact;
    }

    TrustLevel trust() {
        return trust;
    }

    List<Reason> outside() {
        return outside;
    }

    List<SecretFinding> findings() {
        return findings;
    }

    /** Returns when it is asked, or null where nobody said. */
    @Nullable Instant at() {
        return at;
    }

    /** Returns a resource as it may be shown: without secrets, with everything invisible written out, not too long. */
    String show(String resource) {
        return Display.of(shown.apply(resource));
    }

    /** Names the kind of action and the agent: anything else may hold a secret. */
    @Override
    public String toString() {
        return "Question[" + action + ", " + context + ", " + impact + ", " + coverage + ", " + trust + "]";
    }

    /** Collects what is known. Not for use by several threads. */
    public static final class Builder {

        private final String action;
        private final ActionContext context;
        private String tool = "";
        private List<Rated> effects = List.of();
        private Coverage coverage = Coverage.OPAQUE;
        private Impact impact = Impact.CRITICAL;
        private TrustLevel trust = TrustLevel.OBSERVE;
        private List<Reason> outside = List.of();
        private List<SecretFinding> findings = List.of();
        private UnaryOperator<String> shown = UnaryOperator.identity();
        private @Nullable Instant at;

        private Builder(String action, ActionContext context) {
            this.action = Objects.requireNonNull(action, "action");
            this.context = Objects.requireNonNull(context, "context");
        }

        /** Sets the tool that is called: the server, a slash, the name of the tool. */
        public Builder tool(String tool) {
            this.tool = Objects.requireNonNull(tool, "tool");
            return this;
        }

        /** Sets the effects with their impacts, in the order of the action's text. */
        public Builder effects(List<Rated> effects) {
            this.effects = Objects.requireNonNull(effects, "effects");
            return this;
        }

        /** Sets how much of the action was understood. */
        public Builder coverage(Coverage coverage) {
            this.coverage = Objects.requireNonNull(coverage, "coverage");
            return this;
        }

        /**
         * Sets the impact of the action as a whole: that of its worst effect where all of it was understood, otherwise at
         * least that.
         */
        public Builder impact(Impact impact) {
            this.impact = Objects.requireNonNull(impact, "impact");
            return this;
        }

        /** Sets the level of trust that counts. */
        public Builder trust(TrustLevel trust) {
            this.trust = Objects.requireNonNull(trust, "trust");
            return this;
        }

        /** Sets why the action is outside the task; empty where it is within. */
        public Builder outsideScope(List<Reason> reasons) {
            this.outside = Objects.requireNonNull(reasons, "reasons");
            return this;
        }

        /** Sets the secrets and personal data in the text of the action. */
        public Builder findings(List<SecretFinding> findings) {
            this.findings = Objects.requireNonNull(findings, "findings");
            return this;
        }

        /** Sets what takes the secrets out of a resource before a reason shows it. */
        public Builder shown(UnaryOperator<String> redactor) {
            this.shown = Objects.requireNonNull(redactor, "redactor");
            return this;
        }

        /** Sets when it is asked. Without it, a rule for certain times may hold. */
        public Builder at(Instant instant) {
            this.at = Objects.requireNonNull(instant, "instant");
            return this;
        }

        /**
         * Returns the question.
         *
         * @throws IllegalArgumentException if the impact of the action does not fit those of its effects
         */
        public Question build() {
            Impact worst = Impact.NONE;
            for (Rated rated : effects) {
                worst = Impact.worst(worst, rated.impact());
            }
            int order = impact.compareTo(worst);
            if (order < 0 || (order > 0 && coverage == Coverage.KNOWN)) {
                throw new IllegalArgumentException(
                        "impact " + impact + " with coverage " + coverage + " and a worst effect of " + worst);
            }
            return new Question(this);
        }
    }
}
