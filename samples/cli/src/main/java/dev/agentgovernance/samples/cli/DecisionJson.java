/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.secret.Redactor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a decision as {@code decide} prints it. */
final class DecisionJson {

    private DecisionJson() {}

    static Map<String, @Nullable Object> of(
            @Nullable Object id, Decision decision, Redactor redactor, @Nullable Object shown, long micros) {
        Map<String, @Nullable Object> json = Json.object(
                "id", id,
                "decision", decision.verdict(),
                "impact", lower(decision.assessment().impact()),
                "coverage", lower(decision.assessment().coverage()),
                "effects",
                        decision.assessment().effects().stream()
                                .map(DecisionJson::effect)
                                .toList(),
                "reasons", decision.reasons().stream().map(DecisionJson::reason).toList());
        if (!decision.assessment().findings().isEmpty()) {
            Object redacted = redactor.redactTree(shown);
            if (!Objects.equals(redacted, shown)) {
                json.put("redacted", redacted);
            }
        }
        json.put("micros", micros);
        return json;
    }

    private static Map<String, @Nullable Object> effect(Effect effect) {
        Map<String, @Nullable Object> json = Json.object(
                "kind", effect.kind().id(),
                "resource", effect.resource(),
                "environment", lower(effect.environment()),
                "reversibility", lower(effect.reversibility()),
                "span", List.of(effect.span().start(), effect.span().end()));
        if (!effect.evidence().isEmpty()) {
            json.put("evidence", effect.evidence());
        }
        return json;
    }

    private static Map<String, @Nullable Object> reason(Reason reason) {
        return Json.object("rule", reason.rule(), "text", reason.text());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
