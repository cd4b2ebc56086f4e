/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.desk;

import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.approval.Approval;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.core.approval.VisibleText;
import dev.agentgovernance.core.audit.StoredRecord;
import dev.agentgovernance.core.trust.Standing;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes trees for the page. Every text that an agent could have chosen goes through {@link VisibleText}, so that what the page
 * shows has marks for whatever cannot be seen; names and constants of this library do not. Pure functions.
 */
final class DeskView {

    /** How much of a text a list shows; the request itself shows all. */
    private static final int FIRST_PART = 160;

    private DeskView() {}

    /** Returns a request as it stands in a list. */
    static Map<String, @Nullable Object> row(ApprovalCase each, int equal) {
        ApprovalRequest request = each.request();
        return DeskJson.map(
                "id", request.id(),
                "state", name(each.state()),
                "impact", name(request.shown().impact()),
                "kind", request.shown().kind(),
                "agent", VisibleText.of(request.asker().agent()),
                "repository", VisibleText.of(request.asker().repository()),
                "first", firstPart(request.shown().text()),
                "approved", each.approvers().size(),
                "quorum", request.quorum(),
                "equal", equal,
                "review", each.waitsForReview(),
                "created", request.createdAt().toString(),
                "expires", request.expiresAt().toString());
    }

    private static String firstPart(String text) {
        String visible = VisibleText.of(text).replace('\n', '\u23ce');
        int length = visible.codePointCount(0, visible.length());
        return length <= FIRST_PART
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, FIRST_PART)) + "… (" + (length - FIRST_PART)
                        + " more)";
    }

    /** Returns a request whole. */
    static Map<String, @Nullable Object> whole(ApprovalCase each, int equal) {
        ApprovalRequest request = each.request();
        ApprovalRequest.Shown shown = request.shown();
        ApprovalRequest.Asker asker = request.asker();
        Map<String, @Nullable Object> json = row(each, equal);
        json.put("text", VisibleText.of(shown.text()));
        json.put("summary", VisibleText.summary(shown.text()));
        json.put("parent", VisibleText.of(asker.parentAgent()));
        json.put("principal", VisibleText.of(asker.principal()));
        json.put("session", VisibleText.of(asker.session()));
        json.put("policy", shown.policy());
        json.put("action", shown.action().hex());
        json.put("needs", request.roles().stream().sorted().map(VisibleText::of).toList());
        json.put("effects", shown.effects().stream().map(DeskView::effect).toList());
        json.put("reasons", shown.reasons().stream().map(DeskView::reason).toList());
        json.put("answers", each.answers().stream().map(DeskView::answer).toList());
        return json;
    }

    private static Map<String, @Nullable Object> effect(Effect effect) {
        return DeskJson.map(
                "kind", effect.kind().id(),
                "resource", VisibleText.of(effect.resource()),
                "environment", name(effect.environment()),
                "reach", name(effect.reach()),
                "reversibility", name(effect.reversibility()),
                "data", name(effect.data()),
                "evidence", VisibleText.of(effect.evidence()));
    }

    private static Map<String, @Nullable Object> reason(Reason reason) {
        return DeskJson.map(
                "rule", VisibleText.of(reason.rule()),
                "what", VisibleText.of(reason.what()),
                "why", VisibleText.of(reason.why()),
                "instead", VisibleText.of(reason.instead()));
    }

    private static Map<String, @Nullable Object> answer(Approval answer) {
        return DeskJson.map(
                "by", VisibleText.of(answer.approver()),
                "answer", name(answer.answer()),
                "at", answer.at().toString(),
                "note", VisibleText.of(answer.note()));
    }

    /** Returns a recorded decision. */
    static Map<String, @Nullable Object> decision(StoredRecord stored) {
        AuditRecord record = stored.record();
        var assessment = record.decision().assessment();
        return DeskJson.map(
                "sequence", stored.sequence(),
                "at", record.at().toString(),
                "verdict", record.decision().verdict(),
                "agent", VisibleText.of(record.context().agent()),
                "repository", VisibleText.of(record.context().repository().orElse("")),
                "session", VisibleText.of(record.context().session().orElse("")),
                "kind", record.actionKind(),
                "text", VisibleText.of(record.summary()),
                "impact", name(assessment.impact()),
                "trust", name(assessment.trust()),
                "coverage", name(assessment.coverage()),
                "oversight", name(assessment.oversight()),
                "findings", assessment.findings().size(),
                "effects", assessment.effects().stream().map(DeskView::effect).toList(),
                "reasons",
                        record.decision().reasons().stream()
                                .map(DeskView::reason)
                                .toList(),
                "hash", stored.hash());
    }

    /** Returns what an agent has earned. */
    static Map<String, @Nullable Object> standing(Standing standing) {
        return DeskJson.map(
                "agent", VisibleText.of(standing.key().agent()),
                "repository", VisibleText.of(standing.key().repository()),
                "class", standing.key().actionClass().id(),
                "level", name(standing.level()),
                "base", name(standing.base()),
                "proposal", standing.proposal().map(DeskView::name).orElse(""),
                "samples", standing.samples(),
                "lowerBound", standing.lowerBound(),
                "why", VisibleText.of(standing.explanation()));
    }

    /** Returns who is signed in. */
    static Map<String, @Nullable Object> person(DeskPeople.Person person, java.util.Set<String> roles) {
        return DeskJson.map(
                "name", VisibleText.of(person.name()),
                "may", person.may().stream().map(DeskView::name).sorted().toList(),
                "roles", new TreeSet<>(roles).stream().map(VisibleText::of).toList());
    }

    /** Returns the switch as it stands. */
    static Map<String, @Nullable Object> halt(HaltSwitch halt) {
        String sentence = halt.sentence();
        Map<String, @Nullable Object> json =
                DeskJson.map("on", !sentence.isEmpty(), "sentence", VisibleText.of(sentence));
        try {
            json.put(
                    "changes",
                    halt.changes().stream().limit(20).map(DeskView::change).toList());
        } catch (java.io.UncheckedIOException e) {
            json.put("changes", java.util.List.of());
        }
        return json;
    }

    private static Map<String, @Nullable Object> change(HaltSwitch.Change change) {
        return DeskJson.map(
                "at", change.at().toString(),
                "by", VisibleText.of(change.by()),
                "on", change.on(),
                "why", VisibleText.of(change.why()));
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
