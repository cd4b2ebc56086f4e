/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.Obligation;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.policy.Question.Rated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.dataformat.yaml.YAMLMapper;

class PolicyTest {

    private static final ActionContext CONTEXT = ActionContext.builder("claude-code")
            .repository("acme/shop")
            .repositoryRoot("/home/dev/shop")
            .build();

    @ParameterizedTest
    @CsvSource({
        "OBSERVE, NONE, NONE",
        "OBSERVE, LOW, APPROVE",
        "OBSERVE, CRITICAL, FORBID",
        "PROPOSE, LOW, RECORD",
        "PROPOSE, MODERATE, APPROVE",
        "PROPOSE, CRITICAL, FORBID",
        "CONTRIBUTE, MODERATE, RECORD",
        "CONTRIBUTE, HIGH, APPROVE",
        "CONTRIBUTE, CRITICAL, APPROVE_BY_TWO",
        "DELIVER, HIGH, NOTIFY",
        "DELIVER, CRITICAL, APPROVE_BY_TWO",
        "OPERATE, HIGH, NOTIFY",
        "OPERATE, CRITICAL, APPROVE"
    })
    void theBaselineSaysHowMuchOversightFollows(TrustLevel trust, Impact impact, Oversight oversight) {
        assertThat(Policy.baseline().oversight(trust, impact)).isEqualTo(oversight);
        Ruling ruling = Policy.baseline()
                .rule(question(rated(EffectKind.FS_WRITE, "a", impact))
                        .trust(trust)
                        .build());
        assertThat(ruling.oversight()).isEqualTo(oversight);
        assertThat(ruling.reasons().isEmpty()).isEqualTo(oversight.compareTo(Oversight.RECORD) <= 0);
    }

    @Test
    void aReasonSaysWhatWhyAndWhatInstead() {
        Ruling ruling = Policy.baseline()
                .rule(question(rated(EffectKind.VCS_PUSH_FORCE_GOVERNED, "main", Impact.CRITICAL))
                        .trust(TrustLevel.CONTRIBUTE)
                        .build());
        assertThat(ruling.oversight()).isEqualTo(Oversight.FORBID);
        assertThat(ruling.reasons())
                .first()
                .isEqualTo(new Reason(
                        "baseline.shared-history",
                        "It would overwrite main, a remote branch that others build on.",
                        "It rewrites the history that everybody builds on; commits of others are lost.",
                        "Push your own branch and open a pull request. For example: git push origin HEAD:my-branch",
                        new SourceSpan(3, 9)));
    }

    @Test
    void adviceIsGivenToWhoeverCanFollowItOnly() {
        Ruling ruling = Policy.baseline()
                .rule(question(rated(EffectKind.VCS_PUSH_GOVERNED, "main", Impact.HIGH))
                        .trust(TrustLevel.OBSERVE)
                        .build());
        assertThat(ruling.reasons().get(0).instead()).isEmpty();
        assertThat(Advice.standard()).isNotEmpty().allSatisfy(advice -> {
            assertThat(advice.sentence()).endsWith(".");
            assertThat(advice.text()).contains(advice.command().orElse(""));
        });
    }

    @ParameterizedTest
    @EnumSource(EffectKind.class)
    void everyKindHasItsWords(EffectKind kind) {
        assertThat(Phrases.STANDARD.sentence(kind, "X1", ""))
                .startsWith("It would ")
                .contains("X1")
                .endsWith(".");
        assertThat(Phrases.STANDARD.sentence(kind, "", ""))
                .startsWith("It would ")
                .doesNotContain("{}")
                .endsWith(".");
    }

    @ParameterizedTest
    @EnumSource(TrustLevel.class)
    void nobodyTampersAndNoSecretLeaves(TrustLevel trust) {
        for (EffectKind kind : List.of(EffectKind.AGENT_SELF_TAMPER, EffectKind.SECRET_SEND)) {
            Ruling ruling = Policy.baseline()
                    .rule(question(rated(kind, "x", Impact.CRITICAL))
                            .trust(trust)
                            .build());
            assertThat(ruling.oversight()).isEqualTo(Oversight.FORBID);
            assertThat(ruling.reasons().get(0).rule()).startsWith("baseline.");
            assertThat(ruling.obligations()).hasAtLeastOneElementOfType(Obligation.Notify.class);
        }
        SecretFinding finding = new SecretFinding(
                new SecretKind("aws-access-key-id", "aws", SecretKind.Category.SECRET),
                0,
                20,
                Confidence.LIKELY,
                "0123456789abcdef",
                "the form fits");
        Ruling published = Policy.baseline()
                .rule(question(rated(EffectKind.FORGE_PULL_REQUEST, "", Impact.MODERATE))
                        .trust(trust)
                        .findings(List.of(finding))
                        .build());
        assertThat(published.oversight()).isEqualTo(Oversight.FORBID);
    }

    @ParameterizedTest
    @EnumSource(TrustLevel.class)
    void whatIsNotUnderstoodIsNeverJustAllowed(TrustLevel trust) {
        for (Coverage coverage : List.of(Coverage.PARTIAL, Coverage.OPAQUE)) {
            Ruling ruling = Policy.baseline()
                    .rule(Question.builder("shell", CONTEXT)
                            .coverage(coverage)
                            .impact(Impact.MODERATE)
                            .trust(trust)
                            .build());
            assertThat(ruling.oversight()).isEqualTo(Oversight.APPROVE);
            assertThat(ruling.reasons()).extracting(Reason::rule).contains("oversight.coverage");
        }
    }

    @Test
    void aQuestionThatSaysNothingIsForbidden() {
        Ruling ruling =
                Policy.baseline().rule(Question.builder("shell", CONTEXT).build());
        assertThat(ruling.oversight()).isEqualTo(Oversight.FORBID);
        assertThat(ruling.reasons()).isNotEmpty();
    }

    @Test
    void aQuestionWhoseImpactsDoNotFitIsNotBuilt() {
        Rated high = rated(EffectKind.DEPLOY, "shop", Impact.HIGH);
        assertThatThrownBy(() -> question(high).impact(Impact.LOW).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> question(high).impact(Impact.CRITICAL).build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsOutsideTheTaskWaitsForAHuman() {
        Reason outside = Reason.of("scope.path", "'ci.yml' is outside the paths of the task.", "");
        Ruling ruling = Policy.baseline()
                .rule(question(rated(EffectKind.FS_WRITE, "ci.yml", Impact.LOW))
                        .trust(TrustLevel.OPERATE)
                        .outsideScope(List.of(outside))
                        .build());
        assertThat(ruling.oversight()).isEqualTo(Oversight.APPROVE);
        assertThat(ruling.reasons()).contains(outside);
    }

    @Test
    void anAllowRuleLowersWhatItNamesAndNoMore() {
        Policy policy = rules("{id: own, decision: allow, why: They are made for it., notify: true,"
                + " when: {effects: [vcs.push], branches: ['bot/**'], impact: {atMost: high}}}");
        Rated own = rated(EffectKind.VCS_PUSH_FORCE, "bot/x", Impact.HIGH);
        Rated foreign = rated(EffectKind.VCS_PUSH_FORCE, "ann/x", Impact.HIGH);
        Ruling lowered = policy.rule(question(own).trust(TrustLevel.PROPOSE).build());
        assertThat(lowered.oversight()).isEqualTo(Oversight.RECORD);
        assertThat(lowered.reasons()).extracting(Reason::rule).containsExactly("own");
        assertThat(lowered.obligations()).hasSize(1);
        assertThat(oversight(policy, question(foreign))).isEqualTo(Oversight.APPROVE);
        assertThat(oversight(policy, question(own, foreign))).isEqualTo(Oversight.APPROVE);
        assertThat(oversight(policy, question(own).coverage(Coverage.PARTIAL))).isEqualTo(Oversight.APPROVE);
        Rated critical = rated(EffectKind.VCS_PUSH_FORCE, "bot/x", Impact.CRITICAL);
        assertThat(oversight(policy, question(critical))).isEqualTo(Oversight.APPROVE_BY_TWO);
        Rated unknown = rated(EffectKind.VCS_PUSH_FORCE, "", Impact.HIGH);
        assertThat(oversight(policy, question(unknown))).isEqualTo(Oversight.APPROVE);
    }

    @Test
    void aDenyRuleWinsOverAnAllowRule() {
        Policy policy = rules(
                "{id: a, decision: allow, why: w, when: {effects: [vcs.push]}}",
                "{id: d, decision: deny, why: Not here., when: {effects: [vcs.push], repositories: ['acme/*']}}");
        assertThat(oversight(policy, question(rated(EffectKind.VCS_PUSH, "x", Impact.MODERATE))))
                .isEqualTo(Oversight.FORBID);
    }

    @Test
    void aRuleThatMayHoldIsAsked() {
        Policy policy = rules("{id: d, decision: deny, why: w, when: {effects: [fs.write], paths: ['infra/**']}}");
        assertThat(oversight(policy, question(rated(EffectKind.FS_WRITE, "infra/a.tf", Impact.LOW))))
                .isEqualTo(Oversight.FORBID);
        assertThat(oversight(
                        policy, question(rated(EffectKind.FS_WRITE, "/home/dev/shop/src/../infra/a.tf", Impact.LOW))))
                .isEqualTo(Oversight.FORBID);
        assertThat(oversight(policy, question(rated(EffectKind.FS_WRITE, "src/a", Impact.LOW))))
                .isEqualTo(Oversight.RECORD);
        assertThat(oversight(policy, question(rated(EffectKind.FS_WRITE, "", Impact.LOW))))
                .isEqualTo(Oversight.APPROVE);
    }

    @Test
    void eachConditionCounts() {
        Rated deploy = rated(EffectKind.DEPLOY, "shop", Impact.HIGH);
        assertDenied("agents: ['claude-*']", "agents: [other]", deploy);
        assertDenied("repositories: ['acme/*']", "repositories: ['foo/*']", deploy);
        assertDenied("actions: [shell]", "actions: [file]", deploy);
        assertDenied("tools: ['forge/*']", "tools: ['db/*']", deploy);
        assertDenied("impact: {atLeast: high}", "impact: {atLeast: critical}", deploy);
        assertDenied("trust: {atMost: propose}", "trust: {atMost: observe}", deploy);
        assertDenied("environments: [staging]", "environments: [test]", deploy);
        assertDenied("effects: [deploy], resources: ['sh*']", "effects: [deploy], resources: ['x*']", deploy);
    }

    private static void assertDenied(String holds, String fails, Rated rated) {
        Rated staged = new Rated(rated.effect().withEnvironment(Environment.STAGING), rated.impact(), rated.why());
        Question question =
                question(staged).tool("forge/deploy").trust(TrustLevel.PROPOSE).build();
        assertThat(rules("{id: d, decision: deny, why: w, when: {" + holds + "}}")
                        .rule(question)
                        .oversight())
                .as(holds)
                .isEqualTo(Oversight.FORBID);
        assertThat(rules("{id: d, decision: deny, why: w, when: {" + fails + "}}")
                        .rule(question)
                        .oversight())
                .as(fails)
                .isEqualTo(Oversight.APPROVE);
    }

    @Test
    void anEnvironmentNobodyKnowsIsProductionToARuleThatTightens() {
        Rated unknown = rated(EffectKind.DEPLOY, "shop", Impact.HIGH);
        Policy denies = rules("{id: d, decision: deny, why: w, when: {environments: [production]}}");
        assertThat(oversight(denies, question(unknown))).isEqualTo(Oversight.FORBID);
        Policy allows =
                rules("{id: a, decision: allow, why: w, when: {effects: [deploy], environments: [production]}}");
        assertThat(oversight(allows, question(unknown))).isEqualTo(Oversight.APPROVE);
    }

    @Test
    void reasonsShowNoSecretAndNothingHidden() {
        String hidden = "a" + (char) 0x202E + "b\u001b[31m" + "x".repeat(500);
        Ruling ruling = Policy.baseline()
                .rule(question(
                                rated(EffectKind.VCS_DISCARD, "token-1", Impact.HIGH),
                                rated(EffectKind.FS_DELETE_RECURSIVE, hidden, Impact.HIGH))
                        .shown(text -> text.replace("token-1", "[REDACTED]"))
                        .build());
        String text = ruling.toString();
        assertThat(text)
                .contains("[REDACTED]", "\\u{202E}", "\\u{001B}", "more characters")
                .doesNotContain("token-1");
        assertThat(text.chars().noneMatch(c -> c == 0x202E || c == 0x1b)).isTrue();
    }

    @Test
    void manyEffectsDoNotMakeALongStory() {
        List<Rated> many = IntStream.range(0, 100)
                .mapToObj(i -> rated(EffectKind.FS_DELETE_RECURSIVE, "d" + i, Impact.HIGH))
                .toList();
        Ruling ruling =
                Policy.baseline().rule(question(many.toArray(Rated[]::new)).build());
        assertThat(ruling.reasons()).hasSize(13);
        assertThat(ruling.reasons().get(12).what()).isEqualTo("And 88 more reasons.");
    }

    @Test
    void trustIsGivenByNameUnderCeilings() {
        Policy policy = Policy.parse("""
                version: 1
                trust:
                  default: observe
                  agents:
                  - {match: 'claude-*', repositories: ['acme/*'], level: deliver, classes: {database: propose}}
                  - {match: 'claude-code', level: operate}
                  ceilings:
                  - {classes: [infrastructure], environments: [production], level: propose}
                  - {agents: ['claude-*'], classes: [publish], level: contribute}
                """, "p.yaml");
        assertThat(level(policy, "claude-code", "acme/shop", ActionClass.EDIT)).isEqualTo(TrustLevel.DELIVER);
        assertThat(level(policy, "claude-code", "acme/shop", ActionClass.DATABASE))
                .isEqualTo(TrustLevel.PROPOSE);
        assertThat(level(policy, "claude-code", "acme/shop", ActionClass.PUBLISH))
                .isEqualTo(TrustLevel.CONTRIBUTE);
        assertThat(level(policy, "claude-code", "", ActionClass.EDIT)).isEqualTo(TrustLevel.OPERATE);
        assertThat(level(policy, "claude-x", "", ActionClass.EDIT)).isEqualTo(TrustLevel.OBSERVE);
        assertThat(level(policy, "codex", "acme/shop", ActionClass.EDIT)).isEqualTo(TrustLevel.OBSERVE);
        TrustKey key = new TrustKey("codex", "", ActionClass.INFRASTRUCTURE);
        assertThat(policy.ceiling(key, Environment.PRODUCTION)).isEqualTo(TrustLevel.PROPOSE);
        assertThat(policy.ceiling(key, Environment.UNKNOWN)).isEqualTo(TrustLevel.PROPOSE);
        assertThat(policy.ceiling(key, Environment.TEST)).isEqualTo(TrustLevel.OPERATE);
    }

    private static TrustLevel level(Policy policy, String agent, String repository, ActionClass actionClass) {
        return policy.trust().levelOf(new TrustKey(agent, repository, actionClass));
    }

    @Test
    void aSectionThatIsLeftOutIsThatOfTheBaseline() {
        Policy policy = Policy.parse("version: 1\nbranches: {governed: [live]}\nprotectedPaths: [secure/**]", "p.yaml");
        assertThat(policy.defaultScope()).isEqualTo(Policy.baseline().defaultScope());
        assertThat(policy.classifierSettings().governedBranches()).containsExactly("live");
        assertThat(policy.classifierSettings().protectedPaths()).containsExactly("secure/**");
        assertThat(policy.classifierSettings().productionNames())
                .isEqualTo(ClassifierSettings.DEFAULT.productionNames());
        assertThat(oversight(
                        policy,
                        question(rated(EffectKind.AGENT_SELF_TAMPER, "x", Impact.CRITICAL))
                                .trust(TrustLevel.OPERATE)))
                .isEqualTo(Oversight.FORBID);
        Policy bare = Policy.parse("version: 1\npacks: []", "p.yaml");
        assertThat(oversight(
                        bare,
                        question(rated(EffectKind.AGENT_SELF_TAMPER, "x", Impact.CRITICAL))
                                .trust(TrustLevel.OPERATE)))
                .isEqualTo(Oversight.APPROVE);
    }

    @Test
    void theBaselineHasTheNamesOfTheClassifiers() {
        assertThat(Policy.baseline().classifierSettings()).isEqualTo(ClassifierSettings.DEFAULT);
    }

    @Test
    void everyRuleOfTheBaselineHasExamplesOfBothKinds() throws Exception {
        try (var in = Policy.class.getResourceAsStream("baseline.yaml")) {
            assertThat(in).isNotNull();
            var tree = new YAMLMapper().readTree(in.readAllBytes());
            assertThat(tree.path("rules").values()).isNotEmpty().allSatisfy(rule -> {
                assertThat(rule.path("examples").path("match").size()).isPositive();
                assertThat(rule.path("examples").path("other").size()).isPositive();
            });
        }
    }

    @Test
    void theDigestIsThatOfWhatIsSaid(@TempDir Path folder) throws Exception {
        Policy yaml = Policy.parse("# a comment\nversion: 1\nscope: {maxFiles: 3, paths: [a]}", "p.yaml");
        Policy json = Policy.parse("{\"scope\": {\"paths\": [\"a\"], \"maxFiles\": 3}, \"version\": 1}", "p.json");
        Policy other = Policy.parse("version: 1\nscope: {maxFiles: 4, paths: [a]}", "p.yaml");
        assertThat(yaml.digest())
                .matches("[0-9a-f]{64}")
                .isEqualTo(json.digest())
                .isNotEqualTo(other.digest());
        Path file = folder.resolve("policy.yaml");
        Files.writeString(file, "version: 1\nscope: {paths: [a], maxFiles: 3}\n");
        assertThat(Policy.load(file).digest()).isEqualTo(yaml.digest());
        assertThat(Policy.load(file).defaultScope().maxFiles()).hasValue(3);
    }

    private static Policy rules(String... rules) {
        return Policy.parse("version: 1\nrules:\n- " + String.join("\n- ", rules), "p.yaml");
    }

    private static Oversight oversight(Policy policy, Question.Builder question) {
        return policy.rule(question.build()).oversight();
    }

    private static Question.Builder question(Rated... effects) {
        Impact worst = Impact.NONE;
        for (Rated rated : effects) {
            worst = Impact.worst(worst, rated.impact());
        }
        return Question.builder("shell", CONTEXT)
                .effects(List.of(effects))
                .coverage(Coverage.KNOWN)
                .impact(worst)
                .trust(TrustLevel.CONTRIBUTE);
    }

    private static Rated rated(EffectKind kind, String resource, Impact impact) {
        return new Rated(Effect.of(kind, resource, new SourceSpan(3, 9)), impact, "Others lose work.");
    }
}
