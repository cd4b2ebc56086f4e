/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyModesTest {

    private static final String FREEZE = """
            version: 1
            rules:
            - id: freeze
              decision: deny
              why: Nobody is there at the weekend.
              when:
                effects: [deploy]
                times:
                - {days: [friday], from: "16:00", to: "00:00", zone: Europe/Berlin}
                - {days: [saturday, sunday], zone: Europe/Berlin}
                - {from: "22:00", to: "06:00", zone: Europe/Berlin}
              examples:
                match: [{effect: deploy, at: "2026-11-20T16:00:00+01:00"}]
                other: [{effect: deploy, at: "2026-11-20T15:59:00+01:00"}]
            """;

    private static Question.Builder question(EffectKind kind, Impact impact) {
        return Question.builder("shell", ActionContext.builder("bot").build())
                .effects(List.of(new Question.Rated(Effect.of(kind, "shop", SourceSpan.NONE), impact, "")))
                .coverage(Coverage.KNOWN)
                .impact(impact)
                .trust(TrustLevel.OPERATE);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T15:59:59+01:00, NOTIFY", // Friday
        "2026-11-20T16:00:00+01:00, FORBID",
        "2026-11-22T12:00:00+01:00, FORBID", // Sunday
        "2026-11-23T05:59:59+01:00, FORBID",
        "2026-11-23T06:00:00+01:00, NOTIFY", // Monday
        "2026-11-23T21:00:00Z, FORBID",
        "2026-07-20T19:59:59Z, NOTIFY", // summer time
        "2026-07-20T20:00:00Z, FORBID",
    })
    void aRuleHoldsAtItsTimes(String at, Oversight expected) {
        Question question = question(EffectKind.DEPLOY, Impact.HIGH)
                .at(java.time.OffsetDateTime.parse(at).toInstant())
                .build();
        assertThat(Policy.parse(FREEZE, "p").rule(question).oversight()).isEqualTo(expected);
    }

    @Test
    void aRuleForCertainTimesMayHoldWhereTheTimeIsNotKnown() {
        assertThat(Policy.parse(FREEZE, "p")
                        .rule(question(EffectKind.DEPLOY, Impact.HIGH).build())
                        .oversight())
                .isEqualTo(Oversight.APPROVE);
    }

    @Test
    void aRuleInShadowModeOnlySaysWhatItWouldDo() {
        Policy policy = Policy.parse(FREEZE.replace("decision: deny", "decision: deny\n  mode: shadow"), "p");
        Ruling ruling = policy.rule(question(EffectKind.DEPLOY, Impact.HIGH)
                .at(Instant.parse("2026-11-21T12:00:00Z"))
                .build());
        assertThat(ruling.oversight()).isEqualTo(Oversight.NOTIFY);
        assertThat(ruling.reasons())
                .last()
                .satisfies(reason -> assertThat(reason.rule() + reason.why())
                        .isEqualTo("freezeIn shadow mode; it would deny this: Nobody is there at the weekend."));
    }

    @Test
    void aPolicyInShadowModeOnlySaysWhatItWouldDo() {
        Policy policy = Policy.parse("version: 1\nmode: shadow", "p");
        Ruling ruling = policy.rule(
                question(EffectKind.AGENT_SELF_TAMPER, Impact.CRITICAL).build());
        assertThat(ruling.oversight()).isEqualTo(Oversight.RECORD);
        assertThat(ruling.reasons().get(0).text()).contains("enforced, the oversight would be forbid");
        assertThat(ruling.reasons()).extracting(r -> r.rule()).contains("baseline.self-tamper");
    }

    @Test
    void aHaltStopsEverything() {
        Policy policy = Policy.parse("version: 1\nmode: shadow\nhalt: The key of the release was stolen.", "p");
        Ruling ruling = policy.rule(question(EffectKind.FS_READ, Impact.NONE).build());
        assertThat(ruling.oversight()).isEqualTo(Oversight.FORBID);
        assertThat(ruling.reasons().get(0).text())
                .isEqualTo("All agents are halted. The key of the release was stolen.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"regulated", "solo-developer", "strict"})
    void aPackStandsOnTheBaseline(String pack) {
        Policy policy = Policy.parse("version: 1\npacks: [" + pack + "]", "p");
        assertThat(policy.content().rules())
                .extracting(Rule::id)
                .contains("baseline.self-tamper")
                .anyMatch(id -> id.startsWith(pack + "."))
                .doesNotHaveDuplicates();
        assertThat(policy.digest()).isNotEqualTo(Policy.parse("version: 1", "p").digest());
        // Each rule of a pack shows by examples what it is for.
        String text = String.valueOf(Packs.text(pack));
        assertThat(text.split("- id: ", -1)).hasSameSizeAs(text.split("match: ", -1));
        assertThat(text.split("- id: ", -1)).hasSameSizeAs(text.split("other:", -1));
    }

    @Test
    void packsAddUpAndTheLastOneGivesTheMatrix() {
        Policy policy = Policy.parse("version: 1\npacks: [strict, regulated]\nwithout: [strict.people]", "p");
        assertThat(policy.content().rules())
                .extracting(Rule::id)
                .contains("baseline.wipe", "strict.hook-bypass", "regulated.checks")
                .doesNotContain("strict.people")
                .doesNotHaveDuplicates();
        assertThat(policy.oversight(TrustLevel.OBSERVE, Impact.NONE)).isEqualTo(Oversight.RECORD);
    }

    @Test
    void theStrictPackIsNowhereMilderThanTheBaseline() {
        Policy strict = Policy.parse("version: 1\npacks: [strict]", "p");
        for (TrustLevel trust : TrustLevel.values()) {
            for (Impact impact : Impact.values()) {
                assertThat(strict.oversight(trust, impact))
                        .isGreaterThanOrEqualTo(Policy.baseline().oversight(trust, impact));
            }
        }
    }
}
