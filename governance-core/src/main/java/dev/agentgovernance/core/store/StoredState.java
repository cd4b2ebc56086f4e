/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.Overtaken;
import dev.agentgovernance.api.integrity.ResourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a file of changes says in fewer lines when it is compacted: the claims in force and the counters of budgets, in place of
 * every change that led to them. What is evidence stays line for line: requests, answers, uses, outcomes, words of humans.
 */
final class StoredState {

    static final String GENERATION = "generation";
    static final String CLAIMS = "claims";
    static final String COUNTER = "counter";

    private static final Set<String> REPLACED =
            Set.of("acquire", "release", "settle", "reserve", GENERATION, CLAIMS, COUNTER);
    private static final String START = "{\"change\":\"";

    private final JsonMapper mapper;
    private final MemoryClaimStore claims;
    private final MemoryBudgetStore budgets;
    private long generation;
    private long replaceable;

    StoredState(JsonMapper mapper, MemoryClaimStore claims, MemoryBudgetStore budgets) {
        this.mapper = mapper;
        this.claims = claims;
        this.budgets = budgets;
    }

    /** Returns how often the file was compacted. */
    long generation() {
        return generation;
    }

    /** Returns how many bytes of changes the next compaction would replace. */
    long replaceable() {
        return replaceable;
    }

    /** Takes note of a line that was followed or written. */
    void count(String line) {
        String kind = kind(line);
        if (REPLACED.contains(kind) && !kind.equals(GENERATION)) {
            // What the last compaction wrote has to be written again.
            replaceable += kind.equals(CLAIMS) || kind.equals(COUNTER) ? 0 : line.length();
        }
    }

    /** Tells whether a line stays as it is when the file is compacted. */
    static boolean stays(String line) {
        return !REPLACED.contains(kind(line));
    }

    /** The kind comes first in every line that is written here. */
    private static String kind(String line) {
        int end = line.startsWith(START) ? line.indexOf('"', START.length()) : -1;
        return end < 0 ? "" : line.substring(START.length(), end);
    }

    /** Returns the line that a compacted file begins with. */
    String nextGeneration() {
        return mapper.writeValueAsString(change(GENERATION).put("number", Long.toString(generation + 1)));
    }

    /** Returns the lines that stand for all that is left out. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        ObjectNode all = change(CLAIMS).put("last", Long.toString(claims.lastToken()));
        ArrayNode list = all.putArray("claims");
        for (Claim claim : claims.all()) {
            write(claim, list.addObject());
        }
        ArrayNode past = all.putArray("past");
        for (PastClaims.Past ended : claims.past()) {
            ObjectNode node = past.addObject();
            write(ended.claim(), node);
            ended.by()
                    .ifPresent(by -> node.put("byToken", Long.toString(by.byToken()))
                            .put("byHolder", by.byHolder())
                            .put("at", by.at().toString()));
        }
        lines.add(mapper.writeValueAsString(all));
        budgets.counters()
                .forEach((name, counter) -> lines.add(mapper.writeValueAsString(change(COUNTER)
                        .put("counter", name)
                        .put("used", Long.toString(counter.used()))
                        .put("ends", counter.ends().toString())
                        .put("at", budgets.latest().toString()))));
        return lines;
    }

    private static void write(Claim claim, ObjectNode node) {
        node.put("kind", claim.key().kind().name())
                .put("name", claim.key().name())
                .put("mode", claim.mode().name())
                .put("holder", claim.holder())
                .put("token", Long.toString(claim.fencingToken()))
                .put("until", claim.until().toString())
                .put("reason", claim.reason());
    }

    private static Claim claim(JsonNode claim) {
        return new Claim(
                new ResourceKey(ResourceKey.Kind.valueOf(text(claim, "kind")), text(claim, "name")),
                Claim.Mode.valueOf(text(claim, "mode")),
                text(claim, "holder"),
                Long.parseLong(text(claim, "token")),
                Instant.parse(text(claim, "until")),
                text(claim, "reason"));
    }

    private static PastClaims.Past past(JsonNode node) {
        Claim claim = claim(node);
        return new PastClaims.Past(
                claim,
                node.has("byToken")
                        ? Optional.of(new Overtaken(
                                claim,
                                Long.parseLong(text(node, "byToken")),
                                text(node, "byHolder"),
                                Instant.parse(text(node, "at"))))
                        : Optional.empty());
    }

    private ObjectNode change(String kind) {
        return mapper.createObjectNode().put("change", kind);
    }

    boolean generation(JsonNode node) {
        generation = Long.parseLong(text(node, "number"));
        return generation > 0;
    }

    boolean claims(JsonNode node) {
        List<Claim> restored = new ArrayList<>();
        long last = Long.parseLong(text(node, "last"));
        for (JsonNode claim : node.required("claims")) {
            restored.add(claim(claim));
        }
        List<PastClaims.Past> ended = new ArrayList<>();
        // A file of an earlier version says nothing of them.
        node.path("past").forEach(claim -> ended.add(past(claim)));
        boolean follows = claims.lastToken() == 0
                && restored.stream().allMatch(claim -> claim.fencingToken() > 0 && claim.fencingToken() <= last);
        claims.restore(restored, ended, last);
        return follows;
    }

    boolean counter(JsonNode node) {
        long used = Long.parseLong(text(node, "used"));
        budgets.restore(
                text(node, "counter"),
                new MemoryBudgetStore.Counter(used, Instant.parse(text(node, "ends"))),
                Instant.parse(text(node, "at")));
        return used >= 0;
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asString();
    }
}
