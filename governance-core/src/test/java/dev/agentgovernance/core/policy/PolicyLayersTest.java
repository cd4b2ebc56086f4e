/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyLayersTest {

    private static final String ORGANISATION = """
            version: 1
            trust: {default: contribute, ceilings: [{environments: [production], level: propose}]}
            branches: {governed: [main]}
            environments: {production: [prod], nonProduction: [dev, shop]}
            scope: {effects: [fs, vcs], paths: ["src/**", "docs/**"], maxFiles: 20}
            rules:
            - {id: no-tags, decision: deny, when: {effects: [vcs.push.tag]}, why: Tags release.}
            """;

    private static final TrustKey KEY = new TrustKey("bot", "acme/shop", ActionClass.EDIT);

    @Test
    void aTeamTightensWhatItsOrganisationSays() {
        Policy policy = Policy.parse(ORGANISATION, "organisation.yaml").layer("""
                        version: 1
                        trust: {default: operate, agents: [{match: bot, level: propose}]}
                        branches: {governed: ["release/**"]}
                        environments: {production: [shop]}
                        scope: {effects: [fs.write], paths: ["src/main/**"], forbiddenPaths: ["src/main/db/**"], maxFiles: 50}
                        """, "team.yaml");
        assertThat(policy.trust().levelOf(KEY)).isEqualTo(TrustLevel.PROPOSE);
        assertThat(policy.trust().levelOf(new TrustKey("crew", "acme/shop", ActionClass.EDIT)))
                .isEqualTo(TrustLevel.CONTRIBUTE);
        assertThat(policy.ceiling(KEY, Environment.PRODUCTION)).isEqualTo(TrustLevel.PROPOSE);
        assertThat(policy.classifierSettings().governedBranches()).containsExactly("main", "release/**");
        assertThat(policy.classifierSettings().productionNames()).containsExactly("prod", "shop");
        assertThat(policy.classifierSettings().nonProductionNames()).containsExactly("dev");
        assertThat(policy.defaultScope().effects()).containsExactly("fs.write");
        assertThat(policy.defaultScope().paths()).containsExactly("src/main/**");
        assertThat(policy.defaultScope().maxFiles()).hasValue(20);
        assertThat(policy.content().rules()).extracting(Rule::id).contains("no-tags", "baseline.wipe");
    }

    @Test
    void whatALayerLeavesOutIsThatOfTheOneAbove() {
        Policy above = Policy.parse(ORGANISATION, "organisation.yaml");
        Policy below = above.layer("version: 1", "team.yaml");
        assertThat(below.defaultScope()).isEqualTo(above.defaultScope());
        assertThat(below.classifierSettings()).isEqualTo(above.classifierSettings());
        assertThat(below.trust().levelOf(KEY)).isEqualTo(above.trust().levelOf(KEY));
        assertThat(below.content().rules()).isEqualTo(above.content().rules());
        assertThat(below.digest()).isNotEqualTo(above.digest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules: [{id: r, decision: allow, why: w, when: {effects: [deploy]}}] | 2:9 | unlocked 'allow'",
                "mode: shadow | 2:1 | unlocked 'mode'",
                "without: [no-tags] | 2:1 | unlocked 'no-tags'",
                "environments: {nonProduction: [prod-eu]} | 2:1 | 'prod-eu' would no longer count as production",
                "scope: {effects: [deploy], paths: ['src/**']} | 2:1 | gain the effect 'deploy'",
                "scope: {effects: [fs], paths: ['**']} | 2:1 | '**' in 'paths' of the scope is not within",
                "unlock: [matrix] | 2:1 | not this policy's to unlock",
            })
    void whatWouldLoosenIsAnErrorWithItsPlace(String line, String place, String message) {
        Policy above = Policy.parse(ORGANISATION, "organisation.yaml");
        InvalidPolicyException e = catchThrowableOfType(
                InvalidPolicyException.class, () -> above.layer("version: 1\n" + line, "team.yaml"));
        assertThat(e).isNotNull();
        assertThat(e.problems().get(0).toString())
                .startsWith("team.yaml:" + place)
                .contains(message);
    }

    @Test
    void whatIsUnlockedByNameMayBeLoosened() {
        Policy above = Policy.parse(
                ORGANISATION + "unlock: [no-tags, allow, matrix, scope, environments, trust, mode, branches]",
                "o.yaml");
        Policy below = above.layer("""
                version: 1
                without: [no-tags]
                unlock: [allow]
                trust: {default: operate}
                branches: {governed: [trunk]}
                environments: {production: [live], nonProduction: [prod]}
                scope: {effects: [deploy]}
                matrix:
                  observe: {none: none, low: none, moderate: none, high: none, critical: none}
                  propose: {none: none, low: none, moderate: none, high: none, critical: none}
                  contribute: {none: none, low: none, moderate: none, high: none, critical: none}
                  deliver: {none: none, low: none, moderate: none, high: none, critical: none}
                  operate: {none: none, low: none, moderate: none, high: none, critical: none}
                rules: [{id: tests, decision: allow, why: w, when: {effects: [deploy], environments: [test]}}]
                """, "team.yaml");
        assertThat(below.content().rules())
                .extracting(Rule::id)
                .contains("tests")
                .doesNotContain("no-tags");
        assertThat(below.oversight(TrustLevel.OBSERVE, Impact.CRITICAL)).isEqualTo(Oversight.NONE);
        assertThat(below.trust().levelOf(KEY)).isEqualTo(TrustLevel.OPERATE);
        assertThat(below.classifierSettings().nonProductionNames()).containsExactly("prod");
        assertThat(below.classifierSettings().governedBranches()).containsExactly("trunk");
        assertThat(below.defaultScope().effects()).containsExactly("deploy");
        // It passes on what it may, and no more.
        assertThat(below.content().unlocked()).containsExactly("allow");
    }

    @Test
    void aHaltHoldsForAllBelowAndForReadingToo() {
        Policy above = Policy.parse("version: 1\nhalt: An incident is open.", "o.yaml");
        Policy below = above.layer("version: 1\nhalt: Something else.", "team.yaml");
        assertThat(below.content().halt()).isEqualTo("An incident is open.");
    }
}
