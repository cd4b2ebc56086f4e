/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Question.Rated;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Laws of oversight over random policies, as their authors would write them, and random questions. */
class PolicyProperties {

    /** A policy as text: a matrix and rules. */
    record Draft(String matrix, List<String> rules) {

        Policy policy() {
            StringBuilder text =
                    new StringBuilder("version: 1\npacks: []\n").append(matrix).append("rules:");
            if (rules.isEmpty()) {
                text.append(" []");
            }
            for (int i = 0; i < rules.size(); i++) {
                // The number belongs to the rule, not to its place.
                text.append("\n- ").append(rules.get(i));
            }
            return Policy.parse(text.toString(), "random.yaml");
        }
    }

    /** A question that can be changed. */
    record Asked(
            List<Rated> effects,
            Coverage coverage,
            Impact impact,
            TrustLevel trust,
            boolean outside,
            boolean secret,
            boolean named) {

        Question question() {
            // The impact of an action that was understood is that of its worst effect.
            Impact whole = coverage == Coverage.KNOWN ? Impact.NONE : impact;
            for (Rated rated : effects) {
                whole = Impact.worst(whole, rated.impact());
            }
            ActionContext context = ActionContext.builder("bot")
                    .repository(named ? "acme/shop" : "")
                    .build();
            return Question.builder("shell", context)
                    .effects(effects)
                    .coverage(coverage)
                    .impact(whole)
                    .trust(trust)
                    .outsideScope(outside ? List.of(Reason.of("scope.effect", "It is outside.", "")) : List.of())
                    .findings(secret ? List.of(FINDING) : List.of())
                    .build();
        }
    }

    private static final SecretFinding FINDING = new SecretFinding(
            new SecretKind("k", "generic", SecretKind.Category.SECRET),
            0,
            1,
            Confidence.LIKELY,
            "0123456789abcdef",
            "e");

    @Property
    void moreTrustIsNeverStricter(@ForAll("drafts") Draft draft, @ForAll("asked") Asked a, @ForAll TrustLevel trust) {
        Policy policy = draft.policy();
        Asked less = with(a, TrustLevel.lower(a.trust(), trust));
        Asked more = with(a, less.trust() == trust ? a.trust() : trust);
        assertThat(oversight(policy, more)).isLessThanOrEqualTo(oversight(policy, less));
    }

    @Property
    void moreImpactIsNeverMilder(@ForAll("drafts") Draft draft, @ForAll("asked") Asked a, @ForAll Impact impact) {
        Policy policy = draft.policy();
        List<Rated> raised = a.effects().stream()
                .map(r -> new Rated(r.effect(), Impact.worst(r.impact(), impact), r.why()))
                .toList();
        Asked worse = new Asked(
                raised, a.coverage(), Impact.worst(a.impact(), impact), a.trust(), a.outside(), a.secret(), a.named());
        assertThat(oversight(policy, worse)).isGreaterThanOrEqualTo(oversight(policy, a));
    }

    @Property
    void lessCoverageIsNeverMilderAndNeverJustAllowed(
            @ForAll("drafts") Draft draft, @ForAll("asked") Asked a, @ForAll Coverage coverage) {
        Policy policy = draft.policy();
        Asked less = new Asked(
                a.effects(),
                Coverage.worst(a.coverage(), coverage),
                a.impact(),
                a.trust(),
                a.outside(),
                a.secret(),
                a.named());
        assertThat(oversight(policy, less)).isGreaterThanOrEqualTo(oversight(policy, a));
        if (less.coverage() != Coverage.KNOWN) {
            assertThat(oversight(policy, less)).isGreaterThanOrEqualTo(Oversight.APPROVE);
        }
    }

    @Property
    void aNarrowerScopeASecretAndFurtherEffectsAreNeverMilder(
            @ForAll("drafts") Draft draft, @ForAll("asked") Asked a, @ForAll("rated") Rated more) {
        Policy policy = draft.policy();
        Oversight before = oversight(policy, a);
        Asked outside = new Asked(a.effects(), a.coverage(), a.impact(), a.trust(), true, a.secret(), a.named());
        Asked secret = new Asked(a.effects(), a.coverage(), a.impact(), a.trust(), a.outside(), true, a.named());
        List<Rated> all = new ArrayList<>(a.effects());
        all.add(more);
        Asked further = new Asked(all, a.coverage(), a.impact(), a.trust(), a.outside(), a.secret(), a.named());
        assertThat(oversight(policy, outside)).isGreaterThanOrEqualTo(before).isGreaterThanOrEqualTo(Oversight.APPROVE);
        assertThat(oversight(policy, secret)).isGreaterThanOrEqualTo(before);
        assertThat(oversight(policy, further)).isGreaterThanOrEqualTo(before);
    }

    @Property
    void aFurtherRuleThatDeniesOrAsksIsNeverMilder(
            @ForAll("drafts") Draft draft, @ForAll("strictRules") String rule, @ForAll("asked") Asked a) {
        List<String> rules = new ArrayList<>(draft.rules());
        rules.add(rule.replace("id: r", "id: added."));
        Oversight before = oversight(draft.policy(), a);
        Oversight after = oversight(new Draft(draft.matrix(), rules).policy(), a);
        assertThat(after).isGreaterThanOrEqualTo(before);
    }

    @Property
    void aRuleThatAllowsNeverLowersWhatIsCritical(
            @ForAll("matrices") String matrix, @ForAll("allowRules") String rule, @ForAll("asked") Asked a) {
        Policy without = new Draft(matrix, List.of()).policy();
        Policy with = new Draft(matrix, List.of(rule)).policy();
        Oversight after = oversight(with, a);
        assertThat(after).isLessThanOrEqualTo(oversight(without, a));
        if (a.effects().stream().anyMatch(r -> r.impact() == Impact.CRITICAL)) {
            assertThat(after).isEqualTo(oversight(without, a));
        }
    }

    @Property
    void theOrderOfRulesAndEffectsDoesNotCount(
            @ForAll("drafts") Draft draft, @ForAll("asked") Asked a, @ForAll Random random) {
        List<String> rules = new ArrayList<>(draft.rules());
        Collections.shuffle(rules, random);
        Policy shuffled = new Draft(draft.matrix(), rules).policy();
        assertThat(shuffled.rule(a.question())).isEqualTo(draft.policy().rule(a.question()));
        List<Rated> effects = new ArrayList<>(a.effects());
        Collections.shuffle(effects, random);
        Asked other = new Asked(effects, a.coverage(), a.impact(), a.trust(), a.outside(), a.secret(), a.named());
        assertThat(oversight(shuffled, other)).isEqualTo(oversight(shuffled, a));
    }

    @Property
    void whoeverIsNotLetThroughIsToldWhyAndTheAnswerIsTheSame(@ForAll("drafts") Draft draft, @ForAll("asked") Asked a) {
        Policy policy = draft.policy();
        Ruling ruling = policy.rule(a.question());
        assertThat(policy.rule(a.question())).isEqualTo(ruling);
        assertThat(draft.policy().digest()).isEqualTo(policy.digest());
        if (!ruling.oversight().allows()) {
            assertThat(ruling.reasons())
                    .isNotEmpty()
                    .allSatisfy(r -> assertThat(r.text()).isNotEmpty());
        }
    }

    @Property
    void aLayerBelowIsNeverMilder(
            @ForAll("drafts") Draft above,
            @ForAll("matrices") String matrix,
            @ForAll("strictRules") String rule,
            @ForAll("asked") Asked a) {
        Policy upper = above.policy();
        Policy lower =
                upper.layer("version: 1\n" + matrix + "rules:\n- " + rule.replace("id: r", "id: below"), "below.yaml");
        assertThat(oversight(lower, a)).isGreaterThanOrEqualTo(oversight(upper, a));
        for (TrustLevel trust : TrustLevel.values()) {
            for (Impact impact : Impact.values()) {
                assertThat(lower.oversight(trust, impact)).isGreaterThanOrEqualTo(upper.oversight(trust, impact));
            }
        }
    }

    @Property
    void whatLintCallsNeedlessChangesNothing(@ForAll("drafts") Draft draft, @ForAll("asked") Asked a) {
        Policy policy = draft.policy();
        Set<String> needless = new TreeSet<>();
        for (Policy.Remark remark : policy.lint()) {
            if (remark.kind() != Policy.Remark.Kind.OVERLAPS) {
                needless.add(remark.rule());
            }
        }
        List<String> rest = draft.rules().stream()
                .filter(rule -> needless.stream().noneMatch(id -> rule.contains("id: " + id + ",")))
                .toList();
        assertThat(rest).hasSize(draft.rules().size() - needless.size());
        assertThat(oversight(new Draft(draft.matrix(), rest).policy(), a)).isEqualTo(oversight(policy, a));
    }

    @Property
    void whatGoesAheadIsAmongTheWays(
            @ForAll("drafts") Draft draft, @ForAll("rated") Rated rated, @ForAll TrustLevel trust) {
        Policy policy = draft.policy();
        Asked a = new Asked(List.of(rated), Coverage.KNOWN, rated.impact(), trust, false, false, true);
        List<Policy.Unattended> ways =
                policy.unattended(rated.effect().kind(), rated.effect().environment(), Set.of(rated.impact())).stream()
                        .filter(way -> way.trust() == trust)
                        .toList();
        Oversight oversight = oversight(policy, a);
        if (oversight.allows()) {
            assertThat(ways).hasSize(1);
        } else {
            assertThat(ways).noneMatch(Policy.Unattended::certain);
        }
    }

    @Property
    void theIndexLosesNoRule(@ForAll("drafts") Draft draft, @ForAll("asked") Asked a) {
        Policy policy = draft.policy();
        Question q = a.question();
        Set<String> found = new TreeSet<>();
        policy.index().forAction(q, rule -> found.add(rule.id()));
        a.effects().forEach(rated -> policy.index().forEffect(rated, q, rule -> found.add(rule.id())));
        for (Rule rule : policy.content().rules()) {
            boolean holds = rule.when().onAction(q) != Holds.NO
                    && (!rule.when().perEffect()
                            || a.effects().stream().anyMatch(r -> rule.when().onEffect(r, q) != Holds.NO));
            if (holds) {
                assertThat(found).contains(rule.id());
            }
        }
    }

    private static Asked with(Asked a, TrustLevel trust) {
        return new Asked(a.effects(), a.coverage(), a.impact(), trust, a.outside(), a.secret(), a.named());
    }

    private static Oversight oversight(Policy policy, Asked asked) {
        return policy.rule(asked.question()).oversight();
    }

    @Provide
    Arbitrary<Draft> drafts() {
        Arbitrary<List<String>> rules = Arbitraries.oneOf(strictRules(), allowRules())
                .list()
                .ofMaxSize(4)
                .map(PolicyProperties::numbered);
        return Combinators.combine(matrices(), rules).as(Draft::new);
    }

    private static List<String> numbered(List<String> rules) {
        List<String> numbered = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            numbered.add(rules.get(i).replace("id: r", "id: r" + i));
        }
        return numbered;
    }

    /** Any grid, made monotone: a cell is the strictest of those with no less trust and no more impact. */
    @Provide
    Arbitrary<String> matrices() {
        return Arbitraries.of(Oversight.class).list().ofSize(25).map(cells -> {
            StringBuilder text = new StringBuilder("matrix:\n");
            for (int level = 0; level < 5; level++) {
                text.append("  ")
                        .append(Fieldset.names(TrustLevel.class).get(level))
                        .append(": {");
                for (int impact = 0; impact < 5; impact++) {
                    Oversight cell = Oversight.NONE;
                    for (int l = level; l < 5; l++) {
                        for (int i = 0; i <= impact; i++) {
                            cell = Oversight.stricter(cell, cells.get(l * 5 + i));
                        }
                    }
                    text.append(impact == 0 ? "" : ", ")
                            .append(Fieldset.names(Impact.class).get(impact))
                            .append(": ")
                            .append(Fieldset.name(cell));
                }
                text.append("}\n");
            }
            return text.toString();
        });
    }

    @Provide
    Arbitrary<String> strictRules() {
        return Combinators.combine(
                        Arbitraries.of("deny", "ask"),
                        Arbitraries.of(
                                "effects: [vcs]",
                                "effects: [fs.write, deploy]",
                                "effects: [vcs.push], branches: ['bot/**', main]",
                                "effects: [fs], paths: ['src/**']",
                                "paths: ['*']",
                                "effects: [deploy, vcs], resources: ['*o*']",
                                "environments: [production]",
                                "environments: [test, local]",
                                "actions: [shell]",
                                "agents: [bot]"),
                        Arbitraries.of("", ", impact: {atLeast: moderate}", ", impact: {atLeast: critical}"),
                        Arbitraries.of("", ", trust: {atMost: contribute}", ", trust: {atMost: observe}"),
                        Arbitraries.of(
                                "",
                                ", coverage: partial",
                                ", coverage: opaque",
                                ", secrets: likely",
                                ", scope: outside"),
                        Arbitraries.of("", ", repositories: ['acme/*']", ", repositories: ['other/*']"))
                .as((decision, first, impact, trust, more, repository) -> "{id: r, decision: " + decision
                        + ", why: Because., when: {" + first + impact + trust + more + repository + "}}");
    }

    @Provide
    Arbitrary<String> allowRules() {
        return Combinators.combine(
                        Arbitraries.of(
                                "effects: [vcs, fs, deploy]",
                                "effects: [vcs.push], branches: ['bot/**']",
                                "effects: [fs], paths: ['src/**']",
                                "effects: [deploy, db], environments: [test]",
                                "effects: [deploy, vcs], resources: ['*o*']"),
                        Arbitraries.of("", ", impact: {atMost: moderate}", ", impact: {atMost: high}"),
                        Arbitraries.of("", ", trust: {atLeast: propose}", ", trust: {atLeast: deliver}"),
                        Arbitraries.of("", ", repositories: ['acme/*']"))
                .as((first, impact, trust, repository) ->
                        "{id: r, decision: allow, why: Because., when: {" + first + impact + trust + repository + "}}");
    }

    @Provide
    Arbitrary<Asked> asked() {
        return Combinators.combine(
                        rated().list().ofMaxSize(4),
                        Arbitraries.frequencyOf(
                                Tuple.of(3, Arbitraries.just(Coverage.KNOWN)),
                                Tuple.of(1, Arbitraries.of(Coverage.class))),
                        Arbitraries.of(Impact.class),
                        Arbitraries.of(TrustLevel.class),
                        Arbitraries.of(true, false, false, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(Asked::new);
    }

    @Provide
    Arbitrary<Rated> rated() {
        return Combinators.combine(
                        Arbitraries.of(
                                EffectKind.FS_READ,
                                EffectKind.FS_WRITE,
                                EffectKind.VCS_COMMIT,
                                EffectKind.VCS_PUSH,
                                EffectKind.VCS_PUSH_FORCE_GOVERNED,
                                EffectKind.DEPLOY,
                                EffectKind.DB_WRITE),
                        Arbitraries.of("", "main", "bot/x", "src/App.java", "shop"),
                        Arbitraries.of(Environment.class),
                        Arbitraries.of(Impact.class))
                .as((kind, resource, environment, impact) -> new Rated(
                        Effect.of(kind, resource, SourceSpan.NONE).withEnvironment(environment),
                        impact,
                        "It matters."));
    }
}
