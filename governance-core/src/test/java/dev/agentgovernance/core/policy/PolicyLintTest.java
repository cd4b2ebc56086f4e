/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy.Remark;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyLintTest {

    private static List<Remark> lint(String... rules) {
        return Policy.parse("version: 1\npacks: []\nrules:\n- " + String.join("\n- ", rules), "p.yaml")
                .lint();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deny | effects: [vcs] | deny | effects: [vcs.push] | SHADOWED",
                "deny | effects: [vcs] | ask | effects: [vcs.push] | SHADOWED",
                "ask | effects: [vcs] | deny | effects: [vcs.push] | ",
                "deny | effects: [fs], paths: ['src/**'] | deny | effects: [fs.write], paths: ['src/main/*'] | SHADOWED",
                "deny | effects: [fs], paths: ['src/*'] | deny | effects: [fs.write], paths: ['src/**'] | ",
                "deny | environments: [production] | deny | environments: [unknown] | SHADOWED",
                "deny | environments: [test] | deny | environments: [unknown] | ",
                "deny | impact: {atLeast: low} | deny | impact: {atLeast: high}, agents: [bot] | SHADOWED",
                "deny | trust: {atMost: propose}, effects: [vcs] | deny | trust: {atMost: deliver}, effects: [vcs.push] | ",
                "deny | trust: {atMost: deliver}, effects: [vcs] | deny | trust: {atMost: propose}, effects: [vcs] | SHADOWED",
                "deny | coverage: partial | deny | coverage: opaque | SHADOWED",
                "deny | secrets: possible, agents: [a] | deny | secrets: likely, agents: [a] | SHADOWED",
                "deny | effects: [deploy] | allow | effects: [deploy], environments: [test] | CONTRADICTED",
                "deny | effects: [deploy], resources: ['a/*'] | allow | effects: [deploy], resources: ['?/b'] | OVERLAPS",
                "deny | effects: [deploy], resources: ['a/*'] | allow | effects: [deploy], resources: ['b/*'] | ",
                "allow | effects: [deploy] | allow | effects: [deploy], resources: ['b/*'] | SHADOWED",
                "ask | agents: [x] | allow | effects: [deploy], trust: {atLeast: operate}, impact: {atMost: low} | NEEDLESS",
                "deny | effects: [deploy], times: [{days: [friday, sunday]}] | deny | effects: [deploy], times: [{days: [friday], from: '10:00', to: '11:00'}] | ",
                "deny | effects: [deploy], times: [{from: '08:00', to: '18:00'}] | deny | effects: [deploy], times: [{days: [friday], from: '10:00', to: '11:00'}] | SHADOWED",
            })
    void saysHowOneRuleStandsToAnother(String first, String when, String second, String other, Remark.Kind kind) {
        List<Remark> remarks = lint(
                "{id: a, decision: " + first + ", why: w, when: {" + when + "}}",
                "{id: b, decision: " + second + ", why: w, when: {" + other + "}}");
        if (kind == null) {
            assertThat(remarks).isEmpty();
        } else {
            assertThat(remarks).extracting(Remark::kind).containsExactly(kind);
            assertThat(remarks.get(0).toString()).startsWith("p.yaml:5:3: the rule 'b' ");
        }
    }

    @Test
    void ofTwoThatSayTheSameTheSecondIsNeedless() {
        assertThat(lint(
                        "{id: a, decision: deny, why: w, when: {effects: [deploy]}}",
                        "{id: b, decision: deny, why: w, when: {effects: [deploy]}}"))
                .extracting(Remark::rule)
                .containsExactly("b");
    }

    @Test
    void aRuleThatTellsSomebodyIsNotNeedless() {
        assertThat(lint(
                        "{id: a, decision: deny, why: w, when: {effects: [vcs]}}",
                        "{id: b, decision: deny, why: w, notify: true, when: {effects: [vcs.push]}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline", "strict", "solo-developer", "regulated"})
    void thereIsNothingToSayOfAPack(String pack) {
        assertThat(Policy.parse("version: 1\npacks: [" + pack + "]", "p.yaml").lint())
                .isEmpty();
    }

    private static final Set<Impact> ALL = EnumSet.allOf(Impact.class);

    @Test
    void answersWhetherADeploymentReachesProductionWithoutAHuman() {
        assertThat(Policy.baseline().unattended(EffectKind.DEPLOY, Environment.PRODUCTION, Set.of(Impact.HIGH)))
                .extracting(Policy.Unattended::trust, Policy.Unattended::because, Policy.Unattended::certain)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(TrustLevel.DELIVER, "the matrix says notify", true),
                        org.assertj.core.groups.Tuple.tuple(TrustLevel.OPERATE, "the matrix says notify", true));
        assertThat(Policy.parse("version: 1\npacks: [regulated]", "p")
                        .unattended(EffectKind.DEPLOY, Environment.PRODUCTION, ALL))
                .isEmpty();
        assertThat(Policy.parse("version: 1\npacks: [regulated]", "p")
                        .unattended(EffectKind.DEPLOY, Environment.UNKNOWN, ALL))
                .isEmpty();
        assertThat(Policy.parse("version: 1\nhalt: Stop.", "p").unattended(EffectKind.FS_READ, Environment.LOCAL, ALL))
                .isEmpty();
        assertThat(Policy.parse("version: 1\nmode: shadow", "p")
                        .unattended(EffectKind.DEPLOY, Environment.PRODUCTION, ALL))
                .hasSize(25);
    }

    @Test
    void aWayThatDependsOnNamesIsNotCertain() {
        Policy policy = Policy.parse("""
                version: 1
                rules:
                - {id: canary, decision: allow, when: {effects: [deploy], resources: ["canary/*"]}, why: It is watched.}
                - {id: shop, decision: deny, when: {effects: [deploy], resources: ["shop/*"]}, why: It is not.}
                """, "p.yaml");
        assertThat(policy.unattended(EffectKind.DEPLOY, Environment.PRODUCTION, Set.of(Impact.HIGH)))
                .hasSize(5)
                .allMatch(way -> !way.certain())
                .first()
                .extracting(Policy.Unattended::because)
                .isEqualTo("the rule 'canary' (p.yaml:3:3) allows it");
    }
}
