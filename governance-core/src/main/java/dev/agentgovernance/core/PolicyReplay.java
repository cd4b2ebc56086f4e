/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Obligation;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.FilesRead;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.audit.AuditExport;
import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.core.audit.StoredRecord;
import dev.agentgovernance.core.impact.ImpactTable;
import dev.agentgovernance.core.internal.classify.ReadingLog;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.policy.Question;
import dev.agentgovernance.core.policy.Ruling;
import dev.agentgovernance.core.scope.ScopeCheck;
import dev.agentgovernance.core.trust.TrustCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Asks a policy again what was asked before: what a recorded decision would be under another policy, or whether the same
 * policy would still decide the same.
 *
 * <p>A record holds no secret and so not always the action's own text: another policy is asked from the effects on. The trust that
 * counted is taken from the record, under the ceilings of the policy that is asked; the scope is judged again where the task
 * had declared none. Immutable and safe for use by several threads; a replay takes as long as a ruling.
 */
public final class PolicyReplay {

    /** How much of a record is shown on each side of the first difference. */
    private static final int SHOWN = 60;

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
        NO_RULING,
        /** Its action cannot be made again: the text on record is redacted, cut, or does not say all of it. */
        NO_ACTION,
        /** What it read of the machine's files is another than then, and so is what comes of it. */
        OTHER_FILES
    }

    /**
     * What came of repeating a decision from its action on.
     *
     * @param result whether it is the same
     * @param detail what is on record and what came instead, where it is not; otherwise empty
     */
    public record Replayed(Repeated result, String detail) {
        /** Checks that nothing is null. */
        public Replayed {
            Objects.requireNonNull(result, "result");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /**
     * Makes the action of a record again, reads it anew, decides, and compares the whole record, byte for byte, as the journal
     * writes it. Only an action that has the digest on record is taken for the one that was judged. Trust, what people and
     * budgets said, and the scope of a task that had declared one are taken from the record.
     *
     * <p>A classifier may look at files and links of the working tree, of which the digests are on record: where something is not
     * the same, and they are not either, the files that have changed since are named.
     *
     * @param record the record
     * @param classifier what reads actions, as the guard of the record has it: {@link Governance#classifier}
     */
    // INVARIANT: the same action, policy, state and time give the same bytes.
    public Replayed repeat(AuditRecord record, ActionClassifier classifier) {
        Repeated ruled = repeat(record);
        if (ruled == Repeated.OTHER_POLICY || ruled == Repeated.NO_RULING) {
            return new Replayed(ruled, "");
        }
        Optional<Action> action = RecordedAction.of(record);
        if (action.isEmpty()) {
            return new Replayed(Repeated.NO_ACTION, "");
        }
        Classification read;
        FilesRead files;
        try (ReadingLog log = ReadingLog.open()) {
            read = Refinement.condensed(classifier.classify(action.get(), record.context()));
            files = log.read();
        }
        String before = json(record);
        String now = json(again(record, action.get(), read));
        if (before.equals(now)) {
            return new Replayed(Repeated.SAME, "");
        }
        FilesRead then = record.decision().assessment().filesRead();
        return then.digest().equals(files.digest())
                ? new Replayed(Repeated.DIFFERENT, difference(before, now))
                : new Replayed(Repeated.OTHER_FILES, changes(then, files) + "; " + difference(before, now));
    }

    /** Names the files that are not what they were. */
    private static String changes(FilesRead then, FilesRead now) {
        Map<String, String> rest = new LinkedHashMap<>();
        now.files().forEach(file -> rest.put(file.path(), file.sha256()));
        List<String> changes = new ArrayList<>();
        for (FilesRead.File file : then.files()) {
            String hash = rest.remove(file.path());
            if (hash == null) {
                changes.add(file.path() + " is gone or no longer read");
            } else if (!hash.equals(file.sha256())) {
                changes.add(file.path() + " has changed since");
            }
        }
        rest.keySet().forEach(path -> changes.add(path + " is new or was not read then"));
        return changes.isEmpty()
                ? "folders, links or files that were not there have changed since"
                : String.join(", ", changes);
    }

    private AuditRecord again(AuditRecord record, Action action, Classification read) {
        Decision was = record.decision();
        Assessment before = was.assessment();
        Classification classification = Refinement.inEnvironment(
                read.and(SecretEffects.of(action, read, before.findings())),
                record.context().environment());
        ImpactTable.Assessed impact = ImpactTable.standard().assess(classification);
        Ruling ruling = ruling(record, classification);
        List<Reason> said = was.reasons().stream().filter(this::isSaid).toList();
        Assessment now = new Assessment(
                classification.effects(),
                classification.coverage(),
                classification.gaps(),
                impact.impact(),
                before.trust(),
                isRaised(was) ? Oversight.stricter(ruling.oversight(), before.oversight()) : ruling.oversight(),
                before.withinScope(),
                before.findings(),
                policy.digest(),
                before.filesRead());
        List<Reason> reasons = new ArrayList<>(ruling.reasons());
        boolean first = !was.reasons().isEmpty() && isSaid(was.reasons().get(0));
        reasons.addAll(first ? 0 : reasons.size(), said);
        List<Obligation> obligations = Refinement.obligations(action, classification, ruling.obligations());
        Decision decision = said.stream().anyMatch(reason -> reason.rule().equals("approval.used"))
                ? new Allow(reasons, obligations, was.digest(), now)
                : said.stream().anyMatch(reason -> reason.rule().equals("approval.rejected"))
                        ? new Deny(reasons, obligations, was.digest(), now)
                        : DecisionFlow.decision(reasons, obligations, was.digest(), now);
        return new AuditRecord(
                record.id(), record.at(), record.context(), record.actionKind(), record.summary(), decision);
    }

    /** Tells whether a reason came from people or from what was spent, which are not a policy's to repeat. */
    private boolean isSaid(Reason reason) {
        String rule = reason.rule();
        return rule.startsWith("approval.") || rule.equals("scope.widened") || raises(rule);
    }

    /** Tells whether the oversight may be more than the policy's, for what was used up or is held by others. */
    private boolean isRaised(Decision decision) {
        return decision.reasons().stream().anyMatch(reason -> raises(reason.rule()));
    }

    private boolean raises(String rule) {
        return rule.startsWith("budget.")
                || rule.startsWith("claim.")
                || policy.budgets().stream().anyMatch(budget -> budget.id().equals(rule));
    }

    private static String json(AuditRecord record) {
        return AuditExport.json(new StoredRecord(1, AuditJournal.GENESIS, "", record));
    }

    private static String difference(String before, String now) {
        int at = 0;
        while (at < before.length() && at < now.length() && before.charAt(at) == now.charAt(at)) {
            at++;
        }
        return "on record …" + around(before, at) + "…, now …" + around(now, at) + "…";
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - SHOWN), Math.min(text.length(), at + SHOWN));
    }

    /**
     * Decides again under the very policy of a record, and compares the oversight and the reasons with their places, word for
     * word. What people, budgets and claims of others said, and the obligations, are not in what a policy rules and are left out.
     */
    // INVARIANT: the same policy, effects, trust, scope and time give the same ruling and the same explanation.
    public Repeated repeat(AuditRecord record) {
        Assessment assessment = record.decision().assessment();
        List<Reason> told = record.decision().reasons().stream()
                .filter(reason -> !isSaid(reason))
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
        boolean same = isRaised(record.decision())
                ? ruling.oversight().compareTo(assessment.oversight()) <= 0
                : ruling.oversight() == assessment.oversight();
        return same && ruling.reasons().equals(told) ? Repeated.SAME : Repeated.DIFFERENT;
    }

    private Ruling ruling(AuditRecord record) {
        Assessment assessment = record.decision().assessment();
        return ruling(record, new Classification(assessment.effects(), assessment.coverage(), assessment.gaps()));
    }

    private Ruling ruling(AuditRecord record, Classification classification) {
        Assessment assessment = record.decision().assessment();
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
