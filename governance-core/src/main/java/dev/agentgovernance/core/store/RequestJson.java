/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.Capability;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.api.effect.SourceSpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request as JSON text and back, without loss. */
final class RequestJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    private RequestJson() {}

    static String write(ApprovalRequest request) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("id", request.id());
        root.put("capability", request.capability().hex());
        ApprovalRequest.Asker asker = request.asker();
        root.put("agent", asker.agent());
        root.put("parentAgent", asker.parentAgent());
        root.put("principal", asker.principal());
        root.put("session", asker.session());
        root.put("repository", asker.repository());
        root.put("quorum", request.quorum());
        ArrayNode roles = root.putArray("roles");
        new TreeSet<>(request.roles()).forEach(roles::add);
        root.put("created", Columns.time(request.createdAt()).toPlainString());
        root.put("expires", Columns.time(request.expiresAt()).toPlainString());
        ApprovalRequest.Shown shown = request.shown();
        root.put("action", shown.action().hex());
        root.put("policy", shown.policy());
        root.put("kind", shown.kind());
        root.put("text", shown.text());
        root.put("impact", shown.impact().name());
        ArrayNode effects = root.putArray("effects");
        shown.effects().forEach(effect -> write(effects.addObject(), effect));
        ArrayNode reasons = root.putArray("reasons");
        shown.reasons().forEach(reason -> write(reasons.addObject(), reason));
        return MAPPER.writeValueAsString(root);
    }

    private static void write(ObjectNode node, Effect effect) {
        node.put("kind", effect.kind().name())
                .put("resource", effect.resource())
                .put("environment", effect.environment().name())
                .put("reach", effect.reach().name())
                .put("reversibility", effect.reversibility().name())
                .put("data", effect.data().name());
        if (!effect.evidence().isEmpty()) {
            node.put("evidence", effect.evidence());
        }
        write(node, effect.span());
    }

    private static void write(ObjectNode node, Reason reason) {
        node.put("rule", reason.rule())
                .put("what", reason.what())
                .put("why", reason.why())
                .put("instead", reason.instead());
        write(node, reason.span());
    }

    private static void write(ObjectNode node, SourceSpan span) {
        node.put("start", span.start()).put("end", span.end());
    }

    /**
     * Returns the request that was written so.
     *
     * @throws UncheckedIOException if the text is none; the message quotes nothing
     */
    static ApprovalRequest read(String json) {
        try {
            return request(MAPPER.readTree(json));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UncheckedIOException(new IOException("a request in the store cannot be read"));
        }
    }

    private static ApprovalRequest request(JsonNode root) {
        Set<String> roles = new HashSet<>();
        root.required("roles").forEach(role -> roles.add(role.asString()));
        List<Effect> effects = new ArrayList<>();
        root.required("effects").forEach(node -> effects.add(effect(node)));
        List<Reason> reasons = new ArrayList<>();
        root.required("reasons").forEach(node -> reasons.add(reason(node)));
        return new ApprovalRequest(
                text(root, "id"),
                new Capability(text(root, "capability")),
                new ApprovalRequest.Asker(
                        text(root, "agent"),
                        text(root, "parentAgent"),
                        text(root, "principal"),
                        text(root, "session"),
                        text(root, "repository")),
                root.required("quorum").asInt(),
                roles,
                new ApprovalRequest.Shown(
                        new ActionDigest(text(root, "action")),
                        text(root, "policy"),
                        text(root, "kind"),
                        text(root, "text"),
                        Impact.valueOf(text(root, "impact")),
                        effects,
                        reasons),
                Columns.time(new BigDecimal(text(root, "created"))),
                Columns.time(new BigDecimal(text(root, "expires"))));
    }

    private static Effect effect(JsonNode node) {
        return new Effect(
                EffectKind.valueOf(text(node, "kind")),
                text(node, "resource"),
                Environment.valueOf(text(node, "environment")),
                Reach.valueOf(text(node, "reach")),
                Reversibility.valueOf(text(node, "reversibility")),
                DataSensitivity.valueOf(text(node, "data")),
                span(node),
                node.path("evidence").asString(""));
    }

    private static Reason reason(JsonNode node) {
        return new Reason(text(node, "rule"), text(node, "what"), text(node, "why"), text(node, "instead"), span(node));
    }

    private static SourceSpan span(JsonNode node) {
        return new SourceSpan(
                node.required("start").asInt(), node.required("end").asInt());
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asString();
    }
}
