/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Obligation;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.FilesRead;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.integrity.ResourceKey;
import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Makes a record of the JSON that {@link RecordWriter} writes. Members it does not know are passed over. */
final class RecordReader {

    private RecordReader() {}

    /**
     * Returns the record that a line holds.
     *
     * @throws RuntimeException of any kind, if the line is no such record; its message may hold text of the line
     */
    static AuditRecord read(byte[] line) {
        JsonObject json = JsonObject.parse(line);
        return new AuditRecord(
                json.text("id"),
                Instant.parse(json.text("at")),
                context(json),
                json.text("kind"),
                json.text("summary"),
                decision(json));
    }

    private static ActionContext context(JsonObject json) {
        return ActionContext.builder(json.text("agent"))
                .parentAgent(json.textOr("parentAgent", ""))
                .principal(json.textOr("principal", ""))
                .session(json.textOr("session", ""))
                .task(json.textOr("task", ""))
                .repository(json.textOr("repository", ""))
                .branch(json.textOr("branch", ""))
                .environment(json.constant("environment", Environment.class))
                .workingDirectory(json.textOr("cwd", ""))
                .repositoryRoot(json.textOr("repositoryRoot", ""))
                .build();
    }

    private static Decision decision(JsonObject json) {
        List<Reason> reasons = json.objects("reasons", RecordReader::reason);
        List<Obligation> obligations = json.objects("obligations", RecordReader::obligation);
        ActionDigest digest = new ActionDigest(json.text("digest"));
        Assessment assessment = assessment(json);
        return switch (json.text("verdict")) {
            case "allow" -> new Allow(reasons, obligations, digest, assessment);
            case "ask" -> new Ask(reasons, obligations, digest, assessment);
            case "deny" -> new Deny(reasons, obligations, digest, assessment);
            default -> throw new IllegalArgumentException("not a verdict");
        };
    }

    private static Assessment assessment(JsonObject json) {
        return new Assessment(
                json.objects("effects", RecordReader::effect),
                json.constant("coverage", Coverage.class),
                json.objects("gaps", gap -> new Classification.Gap(gap.text("why"), span(gap))),
                json.constant("impact", Impact.class),
                json.constant("trust", TrustLevel.class),
                json.constant("oversight", Oversight.class),
                json.flag("withinScope"),
                json.objects("findings", RecordReader::finding),
                json.text("policy"),
                json.has("read") ? filesRead(json.object("read")) : FilesRead.NONE);
    }

    private static FilesRead filesRead(JsonObject json) {
        return new FilesRead(
                json.text("digest"),
                json.objects("files", file -> new FilesRead.File(file.text("path"), file.text("sha256"))));
    }

    private static Effect effect(JsonObject json) {
        return new Effect(
                EffectKind.of(json.text("kind")).orElseThrow(),
                json.text("resource"),
                json.constant("environment", Environment.class),
                json.constant("reach", Reach.class),
                json.constant("reversibility", Reversibility.class),
                json.constant("data", DataSensitivity.class),
                span(json),
                json.textOr("evidence", ""));
    }

    private static SecretFinding finding(JsonObject json) {
        SecretKind kind = new SecretKind(
                json.text("kind"), json.text("provider"), json.constant("category", SecretKind.Category.class));
        return new SecretFinding(
                kind,
                json.number("start"),
                json.number("end"),
                json.constant("confidence", Confidence.class),
                json.text("fingerprint"),
                "");
    }

    private static Reason reason(JsonObject json) {
        return new Reason(json.text("rule"), json.text("what"), json.text("why"), json.text("instead"), span(json));
    }

    private static Obligation obligation(JsonObject json) {
        return switch (json.text("kind")) {
            case "redact-output" -> new Obligation.RedactOutput(json.text("why"));
            case "notify" -> new Obligation.Notify(json.text("what"));
            case "verify-together" ->
                new Obligation.VerifyTogether(
                        json.texts("keys").stream().map(ResourceKey::parse).collect(Collectors.toUnmodifiableSet()));
            default -> throw new IllegalArgumentException("not an obligation");
        };
    }

    private static SourceSpan span(JsonObject json) {
        List<Long> ends = json.numbers("span");
        if (ends.size() != 2) {
            throw new IllegalArgumentException("a span has a start and an end");
        }
        return new SourceSpan(Math.toIntExact(ends.get(0)), Math.toIntExact(ends.get(1)));
    }
}
