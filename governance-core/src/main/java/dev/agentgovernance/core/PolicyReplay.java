/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.impact.ImpactTable;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.policy.Question;
import dev.agentgovernance.core.policy.Ruling;
import dev.agentgovernance.core.scope.ScopeCheck;
import dev.agentgovernance.core.trust.TrustCheck;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Asks a policy again what was asked before: what a recorded decision would be under another policy, or whether the same
 * policy would still decide the same.
 *
 * <p>A record holds no secret and so not the action's own text: a decision is replayed from the effects on. The trust that
 * counted is taken from the record, under the ceilings of the policy that is asked; the scope is judged again where the task
 * had declared none. Immutable and safe for use by several threads; a replay takes as long as a ruling.
 */
public final class PolicyReplay {

    private final Policy policy;

    private PolicyReplay(Policy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    /** Returns what asks a policy. */
    public static PolicyReplay of(Policy policy) {
        return new PolicyReplay(policy);
    }

    /**
     * A decision on record, and what it would be.
     *
     * @param record the record
     * @param before what was asked for
     * @param after what the policy asks for
     * @param rule the rule behind the first reason of the stricter one of the two
     */
    public record Outcome(AuditRecord record, Oversight before, Oversight after, String rule) {
        /** Checks that nothing is null. */
        public Outcome {
            Objects.requireNonNull(record, "record");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
            Objects.requireNonNull(rule, "rule");
        }

        /** Tells whether the answer would be another one. */
        public boolean differs() {
            return before != after;
        }
    }

    /**
     * Replays a decision; nothing where it was none of a policy, but of a guard that could not judge.
     *
     * @param record the record
     */
    public Optional<Outcome> replay(AuditRecord record) {
        List<Reason> reasons = record.decision().reasons();
        if (reasons.stream().anyMatch(reason -> reason.rule().equals("internal.failure"))) {
            return Optional.empty();
        }
        Oversight before = record.decision().assessment().oversight();
        Ruling ruling = ruling(record);
        List<Reason> speaking = ruling.oversight().compareTo(before) >= 0 ? ruling.reasons() : reasons;
        return Optional.of(new Outcome(
                record,
                before,
                ruling.oversight(),
                speaking.isEmpty() ? "oversight.matrix" : speaking.get(0).rule()));
    }

    /** What came of repeating a decision. */
    public enum Repeated {
        /** The oversight and every word of the reasons are the same. */
        SAME,
        /** Something is not the same. */
        DIFFERENT,
        /** It was decided under another policy. */
        OTHER_POLICY,
        /** It came from no policy: the agents were halted by a switch, or the guard could not judge. */
        NO_RULING
    }

    /**
     * Decides again under the very policy of a record, and compares the oversight and the reasons with their places, word for
     * word. What people said about a request, and the obligations, are not in what a policy rules and are left out.
     */
    // INVARIANT: the same policy, effects, trust, scope and time give the same ruling and the same explanation.
    public Repeated repeat(AuditRecord record) {
        Assessment assessment = record.decision().assessment();
        List<Reason> told = record.decision().reasons().stream()
                .filter(reason -> !reason.rule().startsWith("approval."))
                .toList();
        if (!assessment.policy().equals(policy.digest())) {
            return Repeated.OTHER_POLICY;
        }
        Ruling ruling = ruling(record);
        boolean halted = told.stream().anyMatch(reason -> reason.rule().equals("oversight.halt"))
                && ruling.reasons().stream().noneMatch(reason -> reason.rule().equals("oversight.halt"));
        if (halted || told.stream().anyMatch(reason -> reason.rule().equals("internal.failure"))) {
            return Repeated.NO_RULING;
        }
        return ruling.oversight() == assessment.oversight() && ruling.reasons().equals(told)
                ? Repeated.SAME
                : Repeated.DIFFERENT;
    }

    private Ruling ruling(AuditRecord record) {
        Assessment assessment = record.decision().assessment();
        Classification classification =
                new Classification(assessment.effects(), assessment.coverage(), assessment.gaps());
        ImpactTable.Assessed impact = ImpactTable.standard().assess(classification);
        TrustLevel recorded = assessment.trust();
        return policy.rule(Question.builder(record.actionKind(), record.context())
                .tool(tool(record))
                .effects(impact.lines().stream()
                        .map(line -> new Question.Rated(line.effect(), line.impact(), line.why()))
                        .toList())
                .coverage(classification.coverage())
                .impact(impact.impact())
                .trust(new TrustCheck(key -> recorded, policy::ceiling).levelFor(classification, record.context()))
                .outsideScope(outside(record, classification))
                .findings(assessment.findings())
                .at(record.at())
                .build());
    }

    private List<Reason> outside(AuditRecord record, Classification classification) {
        if (record.context().task().isEmpty()) {
            return ScopeCheck.check(
                    policy.defaultScope(), classification, record.context(), record.at(), UnaryOperator.identity());
        }
        if (record.decision().assessment().withinScope()) {
            return List.of();
        }
        List<Reason> told = record.decision().reasons().stream()
                .filter(reason -> reason.rule().startsWith("scope."))
                .toList();
        return told.isEmpty() ? List.of(Reason.of("scope.task", "It was outside its task.", "")) : told;
    }

    private static String tool(AuditRecord record) {
        if (!record.actionKind().equals("tool")) {
            return "";
        }
        return record.decision().assessment().effects().stream()
                .filter(effect -> effect.kind().isWithin("tool"))
                .map(Effect::resource)
                .findFirst()
                .orElse("");
    }
}
