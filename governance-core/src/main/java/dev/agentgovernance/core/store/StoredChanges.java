/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.approval.Approval;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.Capability;
import dev.agentgovernance.api.budget.BudgetStore;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.ClaimResult;
import dev.agentgovernance.api.integrity.ResourceKey;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustGrant;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes of the stores as lines of JSON, in ASCII, and the stores in memory that follow them. */
final class StoredChanges {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .build();

    private final MemoryTrustStore trust = new MemoryTrustStore();
    private final MemoryApprovalStore approvals = new MemoryApprovalStore(Integer.MAX_VALUE);
    private final MemoryClaimStore claims = new MemoryClaimStore(Integer.MAX_VALUE);
    private final MemoryBudgetStore budgets = new MemoryBudgetStore(Integer.MAX_VALUE);
    private final StoredState state = new StoredState(MAPPER, claims, budgets);

    MemoryTrustStore trust() {
        return trust;
    }

    MemoryApprovalStore approvals() {
        return approvals;
    }

    MemoryClaimStore claims() {
        return claims;
    }

    MemoryBudgetStore budgets() {
        return budgets;
    }

    /** Returns what a compaction writes in place of the lines it leaves out. */
    StoredState state() {
        return state;
    }

    static String text(ApprovalRequest request) {
        return change("submit").put("request", RequestJson.write(request)).toString(MAPPER);
    }

    private record Change(ObjectNode node) {
        Change put(String name, String value) {
            node.put(name, value);
            return this;
        }

        String toString(JsonMapper mapper) {
            return mapper.writeValueAsString(node);
        }
    }

    private static Change change(String kind) {
        return new Change(MAPPER.createObjectNode()).put("change", kind);
    }

    static String text(Approval approval) {
        return change("answer")
                .put("request", approval.requestId())
                .put("approver", approval.approver())
                .put("answer", approval.answer().name())
                .put("at", approval.at().toString())
                .put("note", approval.note())
                .toString(MAPPER);
    }

    static String redeemed(String requestId, Capability capability, Instant now) {
        return change("redeem")
                .put("request", requestId)
                .put("capability", capability.hex())
                .put("at", now.toString())
                .toString(MAPPER);
    }

    static String text(Evidence evidence) {
        return keyed("evidence", evidence.id(), evidence.key())
                .put("outcome", evidence.outcome().name())
                .put("action", evidence.action().hex())
                .put("at", evidence.at().toString())
                .put("witness", evidence.witness())
                .toString(MAPPER);
    }

    static String text(TrustGrant grant) {
        return keyed("grant", grant.id(), grant.key())
                .put("kind", grant.kind().name())
                .put("level", grant.level().name())
                .put("signer", grant.signer())
                .put("reason", grant.reason())
                .put("at", grant.at().toString())
                .put("until", grant.until().toString())
                .toString(MAPPER);
    }

    private static Change keyed(String kind, String id, TrustKey key) {
        return change(kind)
                .put("id", id)
                .put("agent", key.agent())
                .put("repository", key.repository())
                .put("class", key.actionClass().name());
    }

    static String acquired(
            ResourceKey key, Claim.Mode mode, String holder, Duration lease, String reason, Instant now) {
        return change("acquire")
                .put("kind", key.kind().name())
                .put("name", key.name())
                .put("mode", mode.name())
                .put("holder", holder)
                .put("lease", lease.toString())
                .put("reason", reason)
                .put("at", now.toString())
                .toString(MAPPER);
    }

    static String reserved(List<BudgetStore.Draw> draws, Instant now) {
        Change change = change("reserve").put("at", now.toString());
        ArrayNode list = change.node().putArray("draws");
        for (BudgetStore.Draw draw : draws) {
            list.addObject()
                    .put("counter", draw.counter())
                    .put("amount", Long.toString(draw.amount()))
                    .put("limit", Long.toString(draw.limit()))
                    .put("ends", draw.ends().toString());
        }
        return change.toString(MAPPER);
    }

    static String released(long fencingToken) {
        return change("release").put("token", Long.toString(fencingToken)).toString(MAPPER);
    }

    static String settled(long fencingToken) {
        return change("settle").put("token", Long.toString(fencingToken)).toString(MAPPER);
    }

    /**
     * Does what a line says.
     *
     * @throws IllegalArgumentException if it is no change, or does not follow from those before it; its message quotes nothing
     */
    void follow(String line) {
        boolean followed;
        try {
            followed = follow(MAPPER.readTree(line));
        } catch (JacksonException | UncheckedIOException | java.time.DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("a line of the store cannot be read");
        }
        if (!followed) {
            throw new IllegalArgumentException("a line of the store does not follow from those before it");
        }
        state.count(line);
    }

    private boolean follow(JsonNode node) {
        return switch (text(node, "change")) {
            case "submit" -> approvals.submit(RequestJson.read(text(node, "request")));
            case "answer" ->
                approvals.answer(new Approval(
                        text(node, "request"),
                        text(node, "approver"),
                        Approval.Answer.valueOf(text(node, "answer")),
                        time(node, "at"),
                        text(node, "note")));
            case "redeem" ->
                approvals.redeem(text(node, "request"), new Capability(text(node, "capability")), time(node, "at"));
            case "evidence" ->
                trust.append(new Evidence(
                        text(node, "id"),
                        key(node),
                        Outcome.valueOf(text(node, "outcome")),
                        new ActionDigest(text(node, "action")),
                        time(node, "at"),
                        text(node, "witness")));
            case "grant" ->
                trust.grant(new TrustGrant(
                        text(node, "id"),
                        key(node),
                        TrustGrant.Kind.valueOf(text(node, "kind")),
                        TrustLevel.valueOf(text(node, "level")),
                        text(node, "signer"),
                        text(node, "reason"),
                        time(node, "at"),
                        time(node, "until")));
            case "acquire" -> acquire(node);
            case "reserve" -> reserve(node);
            case StoredState.GENERATION -> state.generation(node);
            case StoredState.CLAIMS -> state.claims(node);
            case StoredState.COUNTER -> state.counter(node);
            case "release" -> claims.release(Long.parseLong(text(node, "token")));
            case "settle" -> claims.settle(Long.parseLong(text(node, "token")));
            default -> false;
        };
    }

    private boolean acquire(JsonNode node) {
        int before = claims.size();
        ClaimResult result = claims.acquire(
                new ResourceKey(ResourceKey.Kind.valueOf(text(node, "kind")), text(node, "name")),
                Claim.Mode.valueOf(text(node, "mode")),
                text(node, "holder"),
                Duration.parse(text(node, "lease")),
                text(node, "reason"),
                time(node, "at"));
        return result instanceof ClaimResult.Granted || claims.size() != before;
    }

    private boolean reserve(JsonNode node) {
        List<BudgetStore.Draw> draws = new ArrayList<>();
        node.required("draws")
                .forEach(draw -> draws.add(new BudgetStore.Draw(
                        text(draw, "counter"),
                        Long.parseLong(text(draw, "amount")),
                        Long.parseLong(text(draw, "limit")),
                        time(draw, "ends"))));
        return budgets.reserve(draws, time(node, "at"));
    }

    private static TrustKey key(JsonNode node) {
        return new TrustKey(text(node, "agent"), text(node, "repository"), ActionClass.valueOf(text(node, "class")));
    }

    private static Instant time(JsonNode node, String name) {
        return Instant.parse(text(node, name));
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asString();
    }
}
