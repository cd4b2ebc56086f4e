/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.trust.TrustLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The words for each kind of effect: what it does, and what to do instead. They ship as {@code phrases.yaml}. */
final class Phrases {

    static final Phrases STANDARD = load();

    private record Words(String does, String unnamed, List<Advice> instead) {}

    private final Map<EffectKind, Words> words;

    private Phrases(Map<EffectKind, Words> words) {
        this.words = words;
    }

    /** Returns what an effect does to a resource, as a sentence, with the place that says so where there is one. */
    String sentence(EffectKind kind, String resource, String evidence) {
        Words phrase = Objects.requireNonNull(words.get(kind), "every kind has words");
        return "It would "
                + (resource.isEmpty() ? phrase.unnamed() : phrase.does().replace("{}", resource))
                + (evidence.isEmpty() ? "" : ", " + evidence) + ".";
    }

    /** Returns what an agent of a level can do instead of an effect. */
    Optional<Advice> instead(EffectKind kind, TrustLevel trust) {
        Advice best = null;
        for (Advice advice :
                Objects.requireNonNull(words.get(kind), "every kind has words").instead()) {
            if (advice.level().compareTo(trust) <= 0
                    && (best == null || best.level().compareTo(advice.level()) < 0)) {
                best = advice;
            }
        }
        return Optional.ofNullable(best);
    }

    List<Advice> advice() {
        return words.values().stream().flatMap(w -> w.instead().stream()).toList();
    }

    private static Phrases load() {
        try (InputStream in =
                Objects.requireNonNull(Phrases.class.getResourceAsStream("phrases.yaml"), "phrases.yaml")) {
            JsonNode tree = new YAMLMapper().readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            Map<EffectKind, Words> words = new EnumMap<>(EffectKind.class);
            for (Map.Entry<String, JsonNode> line : tree.properties()) {
                EffectKind kind = EffectKind.of(line.getKey()).orElseThrow();
                words.put(kind, words(kind, line.getValue()));
            }
            return new Phrases(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Words words(EffectKind kind, JsonNode line) {
        List<Advice> advice = new ArrayList<>();
        for (JsonNode entry : line.path("instead")) {
            advice.add(new Advice(
                    kind,
                    TrustLevel.valueOf(entry.get("level").stringValue().toUpperCase(Locale.ROOT)),
                    entry.get("text").stringValue(),
                    Optional.ofNullable(entry.get("command")).map(JsonNode::stringValue)));
        }
        return new Words(line.get("does").stringValue(), line.get("unnamed").stringValue(), List.copyOf(advice));
    }
}
