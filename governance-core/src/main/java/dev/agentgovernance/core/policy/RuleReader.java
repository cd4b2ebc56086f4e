/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

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
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Node.Place;
import dev.agentgovernance.core.policy.Question.Rated;
import dev.agentgovernance.core.policy.Rule.Verdict;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the rules of a policy and runs their examples. */
final class RuleReader {

    static final List<String> ACTIONS = List.of("shell", "file", "sql", "http", "tool", "plan", "publish");
    private static final int LONGEST_ID = 80;
    static final Set<String> EFFECT_IDS = effectIds();

    private static final SecretKind EXAMPLE_SECRET = new SecretKind("example", "generic", SecretKind.Category.SECRET);

    /** Whether rules decide, or only say what they would decide. */
    enum Mode {
        ENFORCE,
        SHADOW
    }

    private enum Side {
        OUTSIDE
    }

    private final Problems problems;

    RuleReader(Problems problems) {
        this.problems = problems;
    }

    Rule rule(Fieldset fields, Set<String> ids) {
        String id = fields.requiredText("id", "name the rule, for example 'no-friday-deploys'");
        checkId(id, fields.placeOf("id"), ids);
        Verdict verdict = fields.choice("decision", Verdict.class).orElse(null);
        if (!fields.has("decision")) {
            problems.add(fields.place(), "'decision' is missing; it is one of deny, ask, allow");
        }
        String why = fields.requiredText("why", "say why in a sentence; whoever meets the rule reads it");
        Optional<Fieldset> when = fields.section("when", Section.WHEN);
        if (when.isEmpty() || when.get().isEmpty()) {
            problems.add(
                    fields.placeOf("when"),
                    "a rule needs 'when' with at least one key; without it, it would hold always");
        }
        // Without a decision the conditions are read as those of a deny rule, for what else is wrong with them.
        Verdict read = verdict == null ? Verdict.DENY : verdict;
        Condition condition = new Condition(
                read == Verdict.ALLOW, when.map(w -> parts(w, read)).orElseGet(Condition.Parts::new));
        Rule rule = new Rule(
                id,
                read,
                condition,
                why,
                fields.text("instead"),
                fields.flag("notify").orElse(false),
                fields.choice("mode", Mode.class).orElse(Mode.ENFORCE) == Mode.SHADOW,
                new Rule.Origin(problems.source(), fields.place()));
        fields.section("examples", Section.EXAMPLES).ifPresent(examples -> run(rule, examples));
        return rule;
    }

    private void checkId(String id, Place place, Set<String> ids) {
        if (id.isEmpty()) {
            return;
        }
        boolean plain =
                id.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.');
        if (!plain || id.length() > LONGEST_ID) {
            problems.add(place, "an id is at most " + LONGEST_ID + " of a-z, 0-9, '-' and '.'; rename the rule");
        } else if (id.startsWith("oversight.") || id.startsWith("scope.")) {
            problems.add(place, "ids that begin with 'oversight.' or 'scope.' are the library's own; rename the rule");
        } else if (!ids.add(id)) {
            problems.add(place, "there is another rule '" + id + "', here or in a pack; rename one");
        }
    }

    private Condition.Parts parts(Fieldset when, Verdict verdict) {
        Condition.Parts parts = new Condition.Parts();
        boolean loosens = verdict == Verdict.ALLOW;
        parts.effects = kinds(effectIds(when, "effects"));
        when.refuseEmpty("effects");
        when.refuseEmpty("actions");
        parts.impact = bound(when, "impact", Impact.class, !loosens);
        parts.trust = bound(when, "trust", TrustLevel.class, loosens);
        parts.coverage = when.choice("coverage", Coverage.class).orElse(null);
        parts.environments.addAll(when.choices("environments", Environment.class));
        parts.paths = globs(when, "paths", problems);
        parts.resources = globs(when, "resources", problems);
        parts.branches = globs(when, "branches", problems);
        parts.agents = globs(when, "agents", problems);
        parts.repositories = globs(when, "repositories", problems);
        parts.tools = globs(when, "tools", problems);
        parts.actions =
                new HashSet<>(when.known("actions", a -> ACTIONS.contains(a) ? a : null, "kind of action", ACTIONS));
        parts.secrets = when.choice("secrets", Confidence.class).orElse(null);
        parts.outside = when.choice("scope", Side.class).isPresent();
        parts.times = new TimeReader(problems).times(when);
        checkSense(when, parts, loosens);
        return parts;
    }

    private void checkSense(Fieldset when, Condition.Parts parts, boolean loosens) {
        if (parts.coverage == Coverage.KNOWN) {
            problems.add(
                    when.placeOf("coverage"),
                    "'coverage: known' holds always; write partial or opaque, or leave it out");
        }
        if (parts.secrets == Confidence.PLACEHOLDER) {
            problems.add(when.placeOf("secrets"), "a placeholder is no secret; write confirmed, likely or possible");
        }
        if (!parts.resources.isEmpty() && parts.effects.isEmpty()) {
            problems.add(
                    when.placeOf("resources"),
                    "'resources' needs 'effects' beside it: a resource is a path for one effect and a host for another");
        }
        checkMeets(when, "paths", parts.paths, parts.effects.stream().anyMatch(Condition::isOnPaths), parts);
        checkMeets(when, "branches", parts.branches, parts.effects.stream().anyMatch(Condition::isOnBranches), parts);
        if (!loosens) {
            return;
        }
        for (String key : List.of("coverage", "secrets", "scope")) {
            if (when.has(key)) {
                problems.add(
                        when.placeOf(key),
                        "'" + key + "' can only make a rule stricter; leave it out of an allow rule");
            }
        }
        if (parts.effects.isEmpty() && !when.has("effects")) {
            problems.add(when.place(), "an allow rule needs 'effects'; it allows what it names and nothing else");
        }
        if (parts.impact == Impact.CRITICAL) {
            problems.add(when.placeOf("impact"), "no rule allows what is critical; write at most 'atMost: high'");
        }
    }

    private void checkMeets(Fieldset when, String key, List<String> globs, boolean meets, Condition.Parts parts) {
        if (!globs.isEmpty() && !parts.effects.isEmpty() && !meets) {
            problems.add(
                    when.placeOf(key),
                    "none of the 'effects' has '" + key + "', so the rule would never hold; use 'resources'");
        }
    }

    private <E extends Enum<E>> @Nullable E bound(Fieldset when, String key, Class<E> type, boolean atLeast) {
        Optional<Fieldset> bound = when.section(key, Section.BOUND);
        if (bound.isEmpty()) {
            return null;
        }
        String wanted = atLeast ? "atLeast" : "atMost";
        String other = atLeast ? "atMost" : "atLeast";
        if (bound.get().has(other)) {
            problems.add(
                    bound.get().placeOf(other),
                    "'" + key + "' takes '" + wanted
                            + "' in a rule with this decision: a rule never makes more trust, less impact or better coverage stricter");
        }
        if (!bound.get().has(wanted)) {
            problems.add(bound.get().place(), "'" + key + "' needs '" + wanted + "'");
        }
        return bound.get().choice(wanted, type).orElse(null);
    }

    private void run(Rule rule, Fieldset examples) {
        for (String key : List.of("match", "other")) {
            boolean expected = key.equals("match");
            for (Fieldset example : examples.sections(key, Section.EXAMPLE)) {
                Question question = example(example);
                Holds holds = rule.when().onAction(question);
                if (rule.when().perEffect()) {
                    Holds onEffect = question.effects().stream()
                            .map(rated -> rule.when().onEffect(rated, question))
                            .max(Holds::compareTo)
                            .orElse(Holds.NO);
                    holds = holds.and(onEffect);
                }
                if (expected != (holds == Holds.YES)) {
                    problems.add(
                            example.place(),
                            "the rule '" + Display.of(rule.id()) + "' " + (expected ? "does not hold" : "holds")
                                    + " for this example; change the rule or the example");
                }
            }
        }
    }

    private Question example(Fieldset fields) {
        String agent = fields.text("agent");
        ActionContext context = ActionContext.builder(agent.isEmpty() ? "agent" : agent)
                .repository(fields.text("repository"))
                .build();
        Impact impact = fields.choice("impact", Impact.class).orElse(Impact.CRITICAL);
        List<Rated> effects = exampleKind(fields).stream()
                .map(kind -> new Rated(exampleEffect(kind, fields), impact, ""))
                .toList();
        return Question.builder(fields.has("action") ? fields.text("action") : "shell", context)
                .tool(fields.text("tool"))
                .effects(effects)
                .impact(effects.isEmpty() ? Impact.NONE : impact)
                .coverage(fields.choice("coverage", Coverage.class).orElse(Coverage.KNOWN))
                .trust(fields.choice("trust", TrustLevel.class).orElse(TrustLevel.OBSERVE))
                .at(new TimeReader(problems).instant(fields, "at"))
                .findings(fields.choice("secrets", Confidence.class)
                        .map(RuleReader::finding)
                        .orElse(List.of()))
                .outsideScope(
                        fields.choice("scope", Side.class).isPresent()
                                ? List.of(Reason.of("scope.effect", "It is outside the task.", ""))
                                : List.of())
                .build();
    }

    private static Effect exampleEffect(EffectKind kind, Fieldset fields) {
        Effect effect = Effect.of(kind, fields.text("resource"), SourceSpan.NONE);
        return fields.choice("environment", Environment.class)
                .map(effect::withEnvironment)
                .orElse(effect);
    }

    private static List<SecretFinding> finding(Confidence confidence) {
        return List.of(new SecretFinding(EXAMPLE_SECRET, 0, 1, confidence, "0000000000000000", "an example"));
    }

    private Optional<EffectKind> exampleKind(Fieldset fields) {
        String id = fields.requiredText("effect", "an example is about one effect");
        Optional<EffectKind> kind = EffectKind.of(id);
        if (kind.isEmpty() && !id.isEmpty()) {
            problems.add(
                    fields.placeOf("effect"),
                    "there is no effect '" + Display.of(id) + "'; "
                            + Fieldset.suggestion(
                                    id,
                                    Arrays.stream(EffectKind.values())
                                            .map(EffectKind::id)
                                            .toList()));
        }
        return kind;
    }

    /** Returns ids of effects; each is one that exists, or a prefix of some. */
    static List<String> effectIds(Fieldset fields, String key) {
        return fields.known(key, id -> EFFECT_IDS.contains(id) ? id : null, "effect", EFFECT_IDS);
    }

    /** Returns the kinds that ids name, each with all below it. */
    static Set<EffectKind> kinds(Collection<String> ids) {
        Set<EffectKind> kinds = EnumSet.noneOf(EffectKind.class);
        for (EffectKind kind : EffectKind.values()) {
            if (ids.stream().anyMatch(kind::isWithin)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static Set<String> effectIds() {
        Set<String> ids = new TreeSet<>();
        for (EffectKind kind : EffectKind.values()) {
            for (int dot = kind.id().length(); dot > 0; dot = kind.id().lastIndexOf('.', dot - 1)) {
                ids.add(kind.id().substring(0, dot));
            }
        }
        return Set.copyOf(ids);
    }

    static List<String> globs(Fieldset fields, String key, Problems problems) {
        List<String> globs = fields.globs(key);
        for (String glob : globs) {
            checkGlob(glob, fields.placeOf(key), problems);
        }
        return globs;
    }

    /** Refuses what other languages of globs know and this one would take literally. */
    static void checkGlob(String glob, Place place, Problems problems) {
        if (glob.startsWith("!") || glob.chars().anyMatch(c -> "[]{}\\".indexOf(c) >= 0)) {
            problems.add(
                    place,
                    "the glob '" + Display.of(glob) + "' uses more than *, ** and ?; write one glob for each case");
        }
    }
}
