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
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.secret.SecretFinding;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Writes a record as the members of a JSON object, always in the same order and in ASCII: what is not ASCII is escaped, so
 * that every text comes back as it was (a lone surrogate too), a line is a line for every tool, and a terminal shows no
 * text that runs backwards.
 */
final class RecordWriter {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final JsonGenerator out;

    private RecordWriter(JsonGenerator out) {
        this.out = out;
    }

    /** Returns the members of the object, without its braces. */
    static String members(AuditRecord record) {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            generator.writeStartObject();
            new RecordWriter(generator).record(record);
            generator.writeEndObject();
        }
        StringBuffer object = text.getBuffer();
        return object.substring(1, object.length() - 1);
    }

    private void record(AuditRecord record) {
        Decision decision = record.decision();
        out.writeStringProperty("id", record.id());
        out.writeStringProperty("at", record.at().toString());
        context(record.context());
        out.writeStringProperty("kind", record.actionKind());
        out.writeStringProperty("summary", record.summary());
        out.writeStringProperty("digest", decision.digest().hex());
        out.writeStringProperty("verdict", decision.verdict());
        assessment(decision.assessment());
        out.writeArrayPropertyStart("reasons");
        decision.reasons().forEach(this::reason);
        out.writeEndArray();
        out.writeArrayPropertyStart("obligations");
        decision.obligations().forEach(this::obligation);
        out.writeEndArray();
    }

    private void context(ActionContext context) {
        out.writeStringProperty("agent", context.agent());
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
        out.writeBooleanProperty("withinScope", assessment.withinScope());
        out.writeStringProperty("policy", assessment.policy());
        out.writeArrayPropertyStart("effects");
        assessment.effects().forEach(this::effect);
        out.writeEndArray();
        out.writeArrayPropertyStart("gaps");
        assessment.gaps().forEach(this::gap);
        out.writeEndArray();
        out.writeArrayPropertyStart("findings");
        assessment.findings().forEach(this::finding);
        out.writeEndArray();
    }

    private void effect(Effect effect) {
        out.writeStartObject();
        out.writeStringProperty("kind", effect.kind().id());
        out.writeStringProperty("resource", effect.resource());
        constant("environment", effect.environment());
        constant("reach", effect.reach());
        constant("reversibility", effect.reversibility());
        constant("data", effect.data());
        span(effect.span());
        if (!effect.evidence().isEmpty()) {
            out.writeStringProperty("evidence", effect.evidence());
        }
        out.writeEndObject();
    }

    private void gap(Classification.Gap gap) {
        out.writeStartObject();
        out.writeStringProperty("why", gap.why());
        span(gap.span());
        out.writeEndObject();
    }

    // INVARIANT: of a finding only kind, place, confidence and fingerprint are written, never a text.
    private void finding(SecretFinding finding) {
        out.writeStartObject();
        out.writeStringProperty("kind", finding.kind().id());
        out.writeStringProperty("provider", finding.kind().provider());
        constant("category", finding.kind().category());
        out.writeNumberProperty("start", finding.start());
        out.writeNumberProperty("end", finding.end());
        constant("confidence", finding.confidence());
        out.writeStringProperty("fingerprint", finding.fingerprint());
        out.writeEndObject();
    }

    private void reason(Reason reason) {
        out.writeStartObject();
        out.writeStringProperty("rule", reason.rule());
        out.writeStringProperty("what", reason.what());
        out.writeStringProperty("why", reason.why());
        out.writeStringProperty("instead", reason.instead());
        span(reason.span());
        out.writeEndObject();
    }

    private void obligation(Obligation obligation) {
        out.writeStartObject();
        if (obligation instanceof Obligation.RedactOutput redact) {
            out.writeStringProperty("kind", "redact-output");
            out.writeStringProperty("why", redact.why());
        } else if (obligation instanceof Obligation.Notify notify) {
            out.writeStringProperty("kind", "notify");
            out.writeStringProperty("what", notify.what());
        } else if (obligation instanceof Obligation.VerifyTogether together) {
            out.writeStringProperty("kind", "verify-together");
            out.writeArrayPropertyStart("keys");
            // A set has no order of its own, and a record has one form.
            together.keys().stream().map(Object::toString).sorted().forEach(out::writeString);
            out.writeEndArray();
        } else {
            throw new IllegalStateException("an obligation of a kind that has no form");
        }
        out.writeEndObject();
    }

    private void span(SourceSpan span) {
        out.writeArrayPropertyStart("span");
        out.writeNumber(span.start());
        out.writeNumber(span.end());
        out.writeEndArray();
    }

    private void optional(String name, Optional<String> value) {
        value.ifPresent(text -> out.writeStringProperty(name, text));
    }

    private void constant(String name, Enum<?> value) {
        out.writeStringProperty(name, value.name().toLowerCase(Locale.ROOT));
    }
}
