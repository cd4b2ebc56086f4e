/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.Impact;
import java.io.StringWriter;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Records of a journal in the forms that log platforms read. All text is ASCII, everything else is escaped; no form says
 * more than the record does. For use by several threads; the cost is linear in the size of the records.
 */
public final class AuditExport {

    /** The version of the Open Cybersecurity Schema Framework that {@link #ocsf} follows. */
    public static final String OCSF_VERSION = "1.3.0";

    private static final int API_ACTIVITY = 6003;
    private static final int APPLICATION_ACTIVITY = 6;
    private static final String PRODUCT = "agent-governance";
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private AuditExport() {}

    /** Returns the line of the journal, without its end: what {@link AuditJournal#verify} checks. */
    public static String json(StoredRecord stored) {
        String line = JournalLine.encode(stored.sequence(), stored.previous(), RecordWriter.members(stored.record()))
                .text();
        return line.substring(0, line.length() - 1);
    }

    /**
     * Returns an event of the class API Activity (6003) with the profile {@code security_control}, as one line. A question to
     * a human is the disposition {@code Approval required}; the severity is the impact.
     */
    public static String ocsf(StoredRecord stored) {
        AuditRecord record = stored.record();
        Decision decision = record.decision();
        return written(out -> {
            int activity = activity(decision.assessment().effects());
            out.writeNumberProperty("activity_id", activity);
            out.writeNumberProperty("category_uid", APPLICATION_ACTIVITY);
            out.writeNumberProperty("class_uid", API_ACTIVITY);
            out.writeNumberProperty("type_uid", API_ACTIVITY * 100 + activity);
            out.writeNumberProperty("time", record.at().toEpochMilli());
            out.writeNumberProperty(
                    "severity_id", severity(decision.assessment().impact()));
            out.writeStringProperty("message", record.summary());
            disposition(out, decision);
            metadata(out, stored);
            ocsfActor(out, record.context());
            out.writeObjectPropertyStart("api");
            out.writeStringProperty("operation", record.actionKind());
            out.writeObjectPropertyStart("service");
            out.writeStringProperty("name", PRODUCT);
            out.writeEndObject();
            out.writeEndObject();
            out.writeObjectPropertyStart("src_endpoint");
            out.writeStringProperty("name", record.context().agent());
            out.writeEndObject();
            out.writeObjectPropertyStart("policy");
            out.writeStringProperty("uid", decision.assessment().policy());
            out.writeEndObject();
            resources(out, decision.assessment().effects());
            out.writeObjectPropertyStart("unmapped");
            attributes(stored, out::writeStringProperty);
            out.writeEndObject();
        });
    }

    private static void disposition(JsonGenerator out, Decision decision) {
        boolean allowed = decision.verdict().equals("allow");
        boolean asked = decision.verdict().equals("ask");
        out.writeNumberProperty("status_id", allowed ? 1 : 2);
        out.writeNumberProperty("action_id", allowed ? 1 : 2);
        out.writeNumberProperty("disposition_id", allowed ? 1 : asked ? 99 : 2);
        out.writeStringProperty("disposition", allowed ? "Allowed" : asked ? "Approval required" : "Blocked");
    }

    private static void metadata(JsonGenerator out, StoredRecord stored) {
        out.writeObjectPropertyStart("metadata");
        out.writeStringProperty("version", OCSF_VERSION);
        out.writeStringProperty("uid", stored.record().id());
        out.writeNumberProperty("sequence", stored.sequence());
        out.writeArrayPropertyStart("profiles");
        out.writeString("security_control");
        out.writeEndArray();
        out.writeObjectPropertyStart("product");
        out.writeStringProperty("name", PRODUCT);
        out.writeStringProperty("vendor_name", PRODUCT);
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void ocsfActor(JsonGenerator out, ActionContext context) {
        out.writeObjectPropertyStart("actor");
        out.writeStringProperty("app_name", context.agent());
        if (context.principal().isPresent()) {
            out.writeObjectPropertyStart("user");
            out.writeStringProperty("name", context.principal().get());
            out.writeEndObject();
        }
        if (context.session().isPresent()) {
            out.writeObjectPropertyStart("session");
            out.writeStringProperty("uid", context.session().get());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void resources(JsonGenerator out, List<Effect> effects) {
        out.writeArrayPropertyStart("resources");
        for (Effect effect : effects) {
            out.writeStartObject();
            out.writeStringProperty("name", effect.resource());
            out.writeStringProperty("type", effect.kind().id());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** Create and change are one thing to most classifiers: 3 (Update) stands for both. */
    private static int activity(List<Effect> effects) {
        int activity = effects.isEmpty() ? 99 : 2;
        for (Effect effect : effects) {
            String kind = effect.kind().id();
            if (kind.contains("delete") || kind.contains("destroy") || kind.contains("discard")) {
                return 4;
            }
            if (effect.kind().actionClass() != ActionClass.READ) {
                activity = 3;
            }
        }
        return activity;
    }

    /** Informational, Low, Medium, High, Critical. */
    private static int severity(Impact impact) {
        return switch (impact) {
            case NONE -> 1;
            case LOW -> 2;
            case MODERATE -> 3;
            case HIGH -> 4;
            case CRITICAL -> 5;
        };
    }

    /**
     * Returns an OTLP request with a log record for each record, as one JSON object (the JSON encoding of
     * {@code ExportLogsServiceRequest}). Keep the number of records in one request to some thousand.
     */
    public static String openTelemetry(List<StoredRecord> records) {
        return written(out -> {
            out.writeArrayPropertyStart("resourceLogs");
            out.writeStartObject();
            out.writeObjectPropertyStart("resource");
            out.writeArrayPropertyStart("attributes");
            attribute(out, "service.name", PRODUCT);
            out.writeEndArray();
            out.writeEndObject();
            out.writeArrayPropertyStart("scopeLogs");
            out.writeStartObject();
            out.writeObjectPropertyStart("scope");
            out.writeStringProperty("name", "dev.agentgovernance.core.audit");
            out.writeEndObject();
            out.writeArrayPropertyStart("logRecords");
            records.forEach(record -> logRecord(out, record));
            out.writeEndArray();
            out.writeEndObject();
            out.writeEndArray();
            out.writeEndObject();
            out.writeEndArray();
        });
    }

    private static void logRecord(JsonGenerator out, StoredRecord stored) {
        AuditRecord record = stored.record();
        boolean allowed = record.decision().verdict().equals("allow");
        boolean denied = record.decision().verdict().equals("deny");
        // 64-bit numbers are strings in the JSON encoding.
        Instant at = record.at();
        String nanos = BigInteger.valueOf(at.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(at.getNano()))
                .toString();
        out.writeStartObject();
        out.writeStringProperty("timeUnixNano", nanos);
        out.writeStringProperty("observedTimeUnixNano", nanos);
        out.writeNumberProperty("severityNumber", allowed ? 9 : denied ? 17 : 13);
        out.writeStringProperty("severityText", allowed ? "INFO" : denied ? "ERROR" : "WARN");
        out.writeStringProperty("eventName", "agent.governance.decision");
        out.writeObjectPropertyStart("body");
        out.writeStringProperty("stringValue", record.summary());
        out.writeEndObject();
        out.writeArrayPropertyStart("attributes");
        attribute(out, "audit.id", record.id());
        attribute(out, "agent", record.context().agent());
        attributes(stored, (name, value) -> attribute(out, name, value));
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void attribute(JsonGenerator out, String name, String value) {
        out.writeStartObject();
        out.writeStringProperty("key", name);
        out.writeObjectPropertyStart("value");
        out.writeStringProperty("stringValue", value);
        out.writeEndObject();
        out.writeEndObject();
    }

    @FunctionalInterface
    private interface Attributes {
        void add(String name, String value);
    }

    /** What neither form has a place of its own for. */
    private static void attributes(StoredRecord stored, Attributes to) {
        AuditRecord record = stored.record();
        ActionContext context = record.context();
        Decision decision = record.decision();
        to.add("verdict", decision.verdict());
        to.add("impact", lower(decision.assessment().impact()));
        to.add("trust", lower(decision.assessment().trust()));
        to.add("oversight", lower(decision.assessment().oversight()));
        to.add("coverage", lower(decision.assessment().coverage()));
        to.add("environment", lower(context.environment()));
        optional(to, "session", context.session());
        optional(to, "principal", context.principal());
        optional(to, "parentAgent", context.parentAgent());
        optional(to, "task", context.task());
        optional(to, "repository", context.repository());
        optional(to, "branch", context.branch());
        to.add("digest", decision.digest().hex());
        to.add("policy", decision.assessment().policy());
        to.add("hash", stored.hash());
        to.add(
                "effects",
                String.join(
                        " ",
                        decision.assessment().effects().stream()
                                .map(effect -> effect.kind().id())
                                .distinct()
                                .toList()));
        to.add(
                "rules",
                String.join(
                        " ",
                        decision.reasons().stream()
                                .map(reason -> reason.rule())
                                .distinct()
                                .toList()));
    }

    private static void optional(Attributes to, String name, Optional<String> value) {
        value.ifPresent(text -> to.add(name, text));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String written(Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            members.accept(out);
            out.writeEndObject();
        }
        return text.toString();
    }
}
