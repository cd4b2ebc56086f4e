/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Obligation;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.FilesRead;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.secret.SecretFinding;
import java.util.Optional;

/** Writes a record as the members of a JSON object, always in the same order and in ASCII. */
final class RecordWriter {

    /** What each part takes besides its texts, about. */
    private static final int FIXED = 100;

    private final JsonBytes out = new JsonBytes(JournalLine.MAX_LENGTH);

    private RecordWriter() {}

    /**
     * Returns the members of the object, without its braces.
     *
     * @throws JsonBytes.TooLongException if that is far too long for a line
     */
    static byte[] members(AuditRecord record) {
        RecordWriter writer = new RecordWriter();
        writer.record(record);
        return writer.out.toByteArray();
    }

    /** Returns about how many UTF-16 code units the texts of a record hold. Looks at no text. */
    static long weight(AuditRecord record) {
        Decision decision = record.decision();
        Assessment assessment = decision.assessment();
        long length =
                weight(record.summary()) + (long) FIXED * assessment.findings().size();
        for (Effect effect : assessment.effects()) {
            length += weight(effect.resource()) + weight(effect.evidence());
        }
        for (Classification.Gap gap : assessment.gaps()) {
            length += weight(gap.why());
        }
        for (FilesRead.File file : assessment.filesRead().files()) {
            length += weight(file.path());
        }
        for (Reason reason : decision.reasons()) {
            length += weight(reason.what()) + weight(reason.why()) + weight(reason.instead());
        }
        return length;
    }

    private static long weight(String text) {
        return (long) FIXED + text.length();
    }

    private void record(AuditRecord record) {
        Decision decision = record.decision();
        out.member("id", record.id());
        out.member("at", record.at().toString());
        context(record.context());
        out.member("kind", record.actionKind());
        out.member("summary", record.summary());
        out.plainMember("digest", decision.digest().hex());
        out.plainMember("verdict", decision.verdict());
        assessment(decision.assessment());
        out.startArray("reasons");
        decision.reasons().forEach(this::reason);
        out.endArray();
        out.startArray("obligations");
        decision.obligations().forEach(this::obligation);
        out.endArray();
    }

    private void context(ActionContext context) {
        out.member("agent", context.agent());
        optional("parentAgent", context.parentAgent());
        optional("principal", context.principal());
        optional("session", context.session());
        optional("task", context.task());
        optional("repository", context.repository());
        optional("branch", context.branch());
        constant("environment", context.environment());
        optional("cwd", context.workingDirectory());
        optional("repositoryRoot", context.repositoryRoot());
    }

    private void assessment(Assessment assessment) {
        constant("coverage", assessment.coverage());
        constant("impact", assessment.impact());
        constant("trust", assessment.trust());
        constant("oversight", assessment.oversight());
        out.member("withinScope", assessment.withinScope());
        out.member("policy", assessment.policy());
        out.startArray("effects");
        assessment.effects().forEach(this::effect);
        out.endArray();
        out.startArray("gaps");
        assessment.gaps().forEach(this::gap);
        out.endArray();
        out.startArray("findings");
        assessment.findings().forEach(this::finding);
        out.endArray();
        filesRead(assessment.filesRead());
    }

    private void filesRead(FilesRead read) {
        if (read.digest().isEmpty()) {
            return;
        }
        out.startObject("read");
        out.member("digest", read.digest());
        out.startArray("files");
        for (FilesRead.File file : read.files()) {
            out.startObject();
            out.member("path", file.path());
            out.member("sha256", file.sha256());
            out.endObject();
        }
        out.endArray();
        out.endObject();
    }

    private void effect(Effect effect) {
        out.startObject();
        out.plainMember("kind", effect.kind().id());
        out.member("resource", effect.resource());
        constant("environment", effect.environment());
        constant("reach", effect.reach());
        constant("reversibility", effect.reversibility());
        constant("data", effect.data());
        span(effect.span());
        if (!effect.evidence().isEmpty()) {
            out.member("evidence", effect.evidence());
        }
        out.endObject();
    }

    private void gap(Classification.Gap gap) {
        out.startObject();
        out.member("why", gap.why());
        span(gap.span());
        out.endObject();
    }

    // INVARIANT: of a finding only kind, place, confidence and fingerprint are written, never a text.
    private void finding(SecretFinding finding) {
        out.startObject();
        out.member("kind", finding.kind().id());
        out.member("provider", finding.kind().provider());
        constant("category", finding.kind().category());
        out.member("start", finding.start());
        out.member("end", finding.end());
        constant("confidence", finding.confidence());
        out.member("fingerprint", finding.fingerprint());
        out.endObject();
    }

    private void reason(Reason reason) {
        out.startObject();
        out.member("rule", reason.rule());
        out.member("what", reason.what());
        out.member("why", reason.why());
        out.member("instead", reason.instead());
        span(reason.span());
        out.endObject();
    }

    private void obligation(Obligation obligation) {
        out.startObject();
        if (obligation instanceof Obligation.RedactOutput redact) {
            out.member("kind", "redact-output");
            out.member("why", redact.why());
        } else if (obligation instanceof Obligation.Notify notify) {
            out.member("kind", "notify");
            out.member("what", notify.what());
        } else if (obligation instanceof Obligation.VerifyTogether together) {
            out.member("kind", "verify-together");
            out.startArray("keys");
            // A set has no order of its own, and a record has one form.
            together.keys().stream().map(Object::toString).sorted().forEach(out::element);
            out.endArray();
        } else {
            throw new IllegalStateException("an obligation of a kind that has no form");
        }
        out.endObject();
    }

    private void span(SourceSpan span) {
        out.startArray("span");
        out.element(span.start());
        out.element(span.end());
        out.endArray();
    }

    private void optional(String name, Optional<String> value) {
        value.ifPresent(text -> out.member(name, text));
    }

    private void constant(String name, Enum<?> value) {
        out.lowerCaseMember(name, value.name());
    }
}
