/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Obligation;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.FilesRead;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretDetector;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.api.trust.TrustSource;
import dev.agentgovernance.core.impact.ImpactTable;
import dev.agentgovernance.core.internal.classify.ReadingLog;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.policy.Question;
import dev.agentgovernance.core.policy.Ruling;
import dev.agentgovernance.core.trust.TrustCheck;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The way from a question to a decision. Safe for use by several threads. */
final class DecisionFlow {

    /*
     * The flow of one question:
     *
     *   classify (and what its pipelines then deploy) -> secrets in its text -> environment -> impact -> scope -> trust -> oversight -> budgets -> claims -> redaction -> audit
     *
     * and, where that leaves an Ask and there is a desk for approvals, a yes of people that is used up: ApprovalStep.
     *
     * Every step is a pure function of the action, the context, the policy and the clock, apart from looking at links of the
     * working tree, asking the trust and scope sources, and appending to the audit. Whatever fails on the way becomes a Deny:
     * the only way to an Allow is through decision().
     */

    private final Policy policy;
    private final ActionClassifier classifier;
    private final SecretDetector detector;
    private final KnownTexts redactor;
    private final ImpactTable impacts = ImpactTable.standard();
    private final Widening widening;
    private final TrustCheck trust;
    private final Supplier<String> halt;
    private final Clock clock;
    private final @Nullable BudgetStep budgets;
    private final @Nullable ClaimStep claims;
    private final @Nullable ApprovalStep approvals;

    DecisionFlow(Governance.Builder builder, ActionClassifier classifier, Widening widening) {
        this.policy = builder.policy;
        this.classifier = classifier;
        this.detector = builder.detector;
        this.redactor = new KnownTexts(Redactor.of(builder.detector));
        this.widening = widening;
        TrustSource source = builder.trust;
        this.trust = new TrustCheck(source == null ? policy.trust() : source, policy::ceiling);
        this.halt = builder.halt;
        this.clock = builder.clock;
        this.budgets = BudgetStep.of(policy, builder.budgets, builder.costs);
        this.claims = builder.claims == null ? null : new ClaimStep(builder.claims, policy.isShadow());
        this.approvals = builder.approvals == null ? null : new ApprovalStep(builder.approvals, builder.plans);
    }

    /** A decision, and the text of its action as it may be put on record. */
    record Judged(Decision decision, String summary) {}

    /**
     * Judges an action.
     *
     * @param uses whether budgets and approvals are used up by it, and parts of the codebase held
     */
    Judged judge(Action action, ActionContext context, ActionDigest digest, boolean uses) {
        Classification read;
        FilesRead files;
        try (ReadingLog log = ReadingLog.open()) {
            read = Refinement.condensed(classifier.classify(action, context));
            files = log.read();
        }
        String text = ActionText.of(action);
        List<SecretFinding> findings = detector.scan(text);
        Classification classification = Refinement.inEnvironment(
                findings.isEmpty() ? read : read.and(SecretEffects.of(action, read, findings)), context.environment());
        UnaryOperator<String> shown = redactor.forOneDecision();
        ImpactTable.Assessed impact = impacts.assess(classification);
        Instant now = clock.instant();
        Widening.Placed placed = widening.place(classification, context, now, shown);
        TrustLevel level = trust.levelFor(classification, context);
        Ruling ruling =
                ruling(action, context, impact, new Weighed(classification, findings, placed, level, now), shown);
        Assessment assessment = new Assessment(
                shownEffects(classification.effects(), shown),
                classification.coverage(),
                shownGaps(classification.gaps(), shown),
                impact.impact(),
                level,
                ruling.oversight(),
                placed.outside().isEmpty(),
                findings,
                policy.digest(),
                shownFiles(files, shown));
        Decision decision = decision(
                reasons(ruling, placed, shown),
                Refinement.obligations(action, classification, ruling.obligations()),
                digest,
                assessment);
        String safe = findings.isEmpty() ? text : Redactor.redact(text, findings);
        boolean counted = false;
        if (uses && budgets != null) {
            decision = budgets.decide(decision, action, context, now);
            counted = decision instanceof Allow;
        }
        if (claims != null) {
            decision = claims.decide(decision, classification.effects(), context, now, uses, shown);
        }
        if (uses && approvals != null && decision instanceof Ask ask) {
            decision = approvals.decide(ask, action, context, placed.scope(), safe);
            if (budgets != null && !counted && decision instanceof Allow approved) {
                decision = budgets.count(approved, action, context, now);
            }
            if (claims != null && decision instanceof Allow) {
                claims.hold(classification.effects(), context, now);
            }
        }
        return new Judged(decision, ActionText.summary(safe));
    }

    /** Returns what an action would do, as far as that does not depend on secrets in its text. */
    Classification classify(Action action, ActionContext context) {
        return Refinement.inEnvironment(
                Refinement.condensed(classifier.classify(action, context)), context.environment());
    }

    /** What the rooms before the policy have found out. */
    private record Weighed(
            Classification classification,
            List<SecretFinding> findings,
            Widening.Placed placed,
            TrustLevel level,
            Instant now) {}

    private Ruling ruling(
            Action action,
            ActionContext context,
            ImpactTable.Assessed impact,
            Weighed weighed,
            UnaryOperator<String> shown) {
        String halted = halted();
        if (!halted.isEmpty()) {
            return Ruling.halted(halted);
        }
        List<Question.Rated> rated = new ArrayList<>(impact.lines().size());
        for (ImpactTable.Line line : impact.lines()) {
            rated.add(new Question.Rated(line.effect(), line.impact(), line.why()));
        }
        return policy.rule(Question.builder(action.kind(), context)
                .tool(action instanceof ToolAction tool ? tool.server() + "/" + tool.tool() : "")
                .effects(rated)
                .coverage(weighed.classification().coverage())
                .impact(impact.impact())
                .trust(weighed.level())
                .outsideScope(weighed.placed().outside())
                .findings(weighed.findings())
                .shown(shown)
                .at(weighed.now())
                .build());
    }

    /** A switch that cannot be read counts as pulled. */
    // INVARIANT: while the switch is pulled, or cannot be read, every decision is a Deny.
    private String halted() {
        try {
            return halt.get();
        } catch (RuntimeException e) {
            return "Whether the agents are halted cannot be read ("
                    + e.getClass().getSimpleName() + ").";
        }
    }

    private static List<Effect> shownEffects(List<Effect> effects, UnaryOperator<String> shown) {
        List<Effect> safe = new ArrayList<>(effects.size());
        for (Effect effect : effects) {
            String resource = shown.apply(effect.resource());
            String evidence = shown.apply(effect.evidence());
            boolean same = resource.equals(effect.resource()) && evidence.equals(effect.evidence());
            safe.add(same ? effect : effect.withResource(resource).withEvidence(evidence));
        }
        return safe;
    }

    private static List<Classification.Gap> shownGaps(List<Classification.Gap> gaps, UnaryOperator<String> shown) {
        List<Classification.Gap> safe = new ArrayList<>(gaps.size());
        for (Classification.Gap gap : gaps) {
            safe.add(new Classification.Gap(shown.apply(gap.why()), gap.span()));
        }
        return safe;
    }

    private static FilesRead shownFiles(FilesRead read, UnaryOperator<String> shown) {
        if (read.files().isEmpty()) {
            return read;
        }
        List<FilesRead.File> safe = new ArrayList<>(read.files().size());
        for (FilesRead.File file : read.files()) {
            safe.add(new FilesRead.File(shown.apply(file.path()), file.sha256()));
        }
        return new FilesRead(read.digest(), safe);
    }

    private static List<Reason> reasons(Ruling ruling, Widening.Placed placed, UnaryOperator<String> shown) {
        List<Reason> reasons = new ArrayList<>(ruling.reasons().size());
        for (Reason reason : ruling.reasons()) {
            reasons.add(new Reason(
                    reason.rule(),
                    shown.apply(reason.what()),
                    shown.apply(reason.why()),
                    shown.apply(reason.instead()),
                    reason.span()));
        }
        reasons.addAll(placed.widened());
        return reasons;
    }

    static Decision decision(
            List<Reason> reasons, List<Obligation> obligations, ActionDigest digest, Assessment assessment) {
        Oversight oversight = assessment.oversight();
        if (oversight == Oversight.FORBID) {
            return new Deny(reasons, obligations, digest, assessment);
        }
        return oversight.asks()
                ? new Ask(reasons, obligations, digest, assessment)
                : new Allow(reasons, obligations, digest, assessment);
    }
}
