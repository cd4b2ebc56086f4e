/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.classify.ClassifierSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document as a policy. A section that is not given is that of the base, the baseline; only the baseline itself has
 * no base and has to give them all. Throws {@link InvalidPolicyException} and nothing else.
 */
@SuppressWarnings("EnumOrdinal") // the order of levels and impacts is part of their contract
final class PolicyReader {

    private static final int VERSION = 1;

    private final Problems problems;
    private final Policy.@Nullable Content base;

    private PolicyReader(Problems problems, Policy.@Nullable Content base) {
        this.problems = problems;
        this.base = base;
    }

    static Policy.Content read(String text, String source, @Nullable Policy base) {
        Problems problems = new Problems(source);
        Node root = DocumentReader.read(text, source, problems);
        Policy.Content content = new PolicyReader(problems, base == null ? null : base.content()).policy(root);
        problems.throwIfAny();
        return content;
    }

    private Policy.Content policy(Node root) {
        Fieldset fields = Fieldset.of(Section.POLICY, root, problems);
        if (!fields.has("version")) {
            problems.add(fields.place(), "'version' is missing; write 'version: " + VERSION + "'");
        }
        fields.integer("version", VERSION, VERSION);
        TrustTable trust = section(fields, "trust", Section.TRUST)
                .map(this::trust)
                .orElseGet(
                        () -> base == null ? new TrustTable(TrustLevel.OBSERVE, List.of(), List.of()) : base.trust());
        TaskScope scope = section(fields, "scope", Section.SCOPE)
                .map(this::scope)
                .orElseGet(() -> base == null ? TaskScope.builder("default").build() : base.scope());
        Oversight[][] strict = new Oversight[TrustLevel.values().length][Impact.values().length];
        Arrays.stream(strict).forEach(row -> Arrays.fill(row, Oversight.FORBID));
        Matrix matrix = section(fields, "matrix", Section.MATRIX)
                .map(this::matrix)
                .orElseGet(() -> base == null ? new Matrix(strict) : base.matrix());
        ClassifierSettings settings = settings(fields);
        List<Rule> rules = rules(fields);
        return new Policy.Content(
                fields.text("description"),
                trust,
                settings,
                scope,
                matrix,
                rules,
                PolicyDigest.of(root, base == null ? "" : base.digest()));
    }

    private Optional<Fieldset> section(Fieldset fields, String key, Section section) {
        if (base == null && !fields.has(key)) {
            problems.add(fields.place(), "'" + key + "' is missing; the baseline gives every section");
        }
        return fields.section(key, section);
    }

    private List<Rule> rules(Fieldset fields) {
        List<Rule> rules = new ArrayList<>();
        List<String> packs = fields.has("packs") || base == null ? fields.texts("packs") : List.of("baseline");
        for (String pack : packs) {
            if (base != null && pack.equals("baseline")) {
                rules.addAll(base.rules());
            } else {
                problems.add(
                        fields.placeOf("packs"), "there is no pack '" + Display.of(pack) + "'; there is 'baseline'");
            }
        }
        Set<String> ids = new HashSet<>();
        rules.forEach(rule -> ids.add(rule.id()));
        RuleReader reader = new RuleReader(problems);
        for (Fieldset rule : fields.sections("rules", Section.RULE)) {
            rules.add(reader.rule(rule, ids));
        }
        return List.copyOf(rules);
    }

    private ClassifierSettings settings(Fieldset fields) {
        ClassifierSettings settings = base == null ? ClassifierSettings.DEFAULT : base.settings();
        List<String> governed = fields.section("branches", Section.BRANCHES)
                .map(branches -> given(branches, "governed", settings.governedBranches()))
                .orElse(settings.governedBranches());
        Optional<Fieldset> environments = fields.section("environments", Section.ENVIRONMENTS);
        List<String> production = environments
                .map(e -> given(e, "production", settings.productionNames()))
                .orElse(settings.productionNames());
        List<String> nonProduction = environments
                .map(e -> given(e, "nonProduction", settings.nonProductionNames()))
                .orElse(settings.nonProductionNames());
        for (String name : nonProduction) {
            if (production.contains(name)) {
                problems.add(
                        fields.placeOf("environments"),
                        "'" + Display.of(name) + "' is in 'production' and in 'nonProduction'; keep one");
            }
        }
        List<String> protectedPaths = new ArrayList<>(settings.protectedPaths());
        protectedPaths.addAll(RuleReader.globs(fields, "protectedPaths", problems));
        return new ClassifierSettings(
                governed,
                production,
                nonProduction,
                protectedPaths,
                settings.trustedPrograms(),
                settings.homeDirectory());
    }

    private List<String> given(Fieldset fields, String key, List<String> otherwise) {
        return fields.has(key) ? RuleReader.globs(fields, key, problems) : otherwise;
    }

    private TrustTable trust(Fieldset trust) {
        TrustLevel fallback = trust.choice("default", TrustLevel.class)
                .orElse(base == null ? TrustLevel.OBSERVE : base.trust().fallback());
        List<TrustTable.Assignment> assignments = trust.sections("agents", Section.ASSIGNMENT).stream()
                .map(this::assignment)
                .toList();
        List<TrustTable.Ceiling> ceilings = trust.sections("ceilings", Section.CEILING).stream()
                .map(this::ceiling)
                .toList();
        return new TrustTable(fallback, assignments, ceilings);
    }

    private TrustTable.Assignment assignment(Fieldset fields) {
        String match = fields.requiredText("match", "name the agents by a glob, for example 'claude-*'");
        RuleReader.checkGlob(match, fields.placeOf("match"), problems);
        if (!fields.has("level")) {
            problems.add(
                    fields.place(),
                    "'level' is missing; it is one of " + String.join(", ", Fieldset.names(TrustLevel.class)));
        }
        Map<ActionClass, TrustLevel> classes = new EnumMap<>(ActionClass.class);
        Node node = fields.node("classes");
        if (node instanceof Node.Fields named) {
            List<String> ids = Fieldset.names(ActionClass.class);
            named.entries().forEach((key, entry) -> {
                int index = ids.indexOf(key);
                TrustLevel level = fields.choice("classes", entry.value(), TrustLevel.class);
                if (index < 0) {
                    problems.add(
                            entry.place(),
                            "there is no class of action '" + Display.of(key) + "'; " + Fieldset.suggestion(key, ids));
                } else if (level != null) {
                    classes.put(ActionClass.values()[index], level);
                }
            });
        } else if (node != null) {
            problems.add(node.place(), "'classes' is a mapping of classes to levels, and this is " + node.describe());
        }
        return new TrustTable.Assignment(
                match,
                RuleReader.globs(fields, "repositories", problems),
                fields.choice("level", TrustLevel.class).orElse(TrustLevel.OBSERVE),
                Map.copyOf(classes));
    }

    private TrustTable.Ceiling ceiling(Fieldset fields) {
        if (!fields.has("level")) {
            problems.add(
                    fields.place(),
                    "'level' is missing; it is one of " + String.join(", ", Fieldset.names(TrustLevel.class)));
        }
        Set<ActionClass> classes = EnumSet.noneOf(ActionClass.class);
        classes.addAll(fields.choices("classes", ActionClass.class));
        Set<Environment> environments = EnumSet.noneOf(Environment.class);
        environments.addAll(fields.choices("environments", Environment.class));
        return new TrustTable.Ceiling(
                RuleReader.globs(fields, "agents", problems),
                RuleReader.globs(fields, "repositories", problems),
                classes,
                environments,
                fields.choice("level", TrustLevel.class).orElse(TrustLevel.OBSERVE));
    }

    private TaskScope scope(Fieldset fields) {
        TaskScope.Builder scope = TaskScope.builder("default").purpose(fields.text("purpose"));
        fields.integer("maxFiles", 0, 1_000_000).ifPresent(scope::maxFiles);
        return scope.paths(strings(RuleReader.globs(fields, "paths", problems)))
                .forbiddenPaths(strings(RuleReader.globs(fields, "forbiddenPaths", problems)))
                .branches(strings(RuleReader.globs(fields, "branches", problems)))
                .effects(strings(RuleReader.effectIds(fields, "effects")))
                .forbiddenEffects(strings(RuleReader.effectIds(fields, "forbiddenEffects")))
                .services(strings(RuleReader.globs(fields, "services", problems)))
                .build();
    }

    private static String[] strings(List<String> list) {
        return list.toArray(String[]::new);
    }

    private Matrix matrix(Fieldset fields) {
        TrustLevel[] levels = TrustLevel.values();
        Impact[] impacts = Impact.values();
        Oversight[][] cells = new Oversight[levels.length][impacts.length];
        boolean complete = true;
        for (TrustLevel level : levels) {
            String rowName = Fieldset.name(level);
            Optional<Fieldset> row = fields.section(rowName, Section.ROW);
            if (row.isEmpty()) {
                problems.add(fields.place(), "the row '" + rowName + "' is missing; a matrix has all of them");
            }
            for (Impact impact : impacts) {
                String cellName = Fieldset.name(impact);
                if (row.isPresent() && !row.get().has(cellName)) {
                    problems.add(
                            row.get().place(),
                            "the cell '" + rowName + "." + cellName + "' is missing; a row has all of them");
                }
                Oversight cell =
                        row.flatMap(r -> r.choice(cellName, Oversight.class)).orElse(null);
                complete &= cell != null;
                cells[level.ordinal()][impact.ordinal()] = cell == null ? Oversight.FORBID : cell;
            }
        }
        if (complete) {
            checkOrder(fields, cells);
        }
        return new Matrix(cells);
    }

    private void checkOrder(Fieldset fields, Oversight[][] cells) {
        for (TrustLevel level : TrustLevel.values()) {
            Fieldset row = fields.section(Fieldset.name(level), Section.ROW).orElseThrow();
            for (Impact impact : Impact.values()) {
                String cell = Fieldset.name(impact);
                Matrix.flaw(cells, level.ordinal(), impact.ordinal())
                        .ifPresent(flaw -> problems.add(
                                row.placeOf(cell),
                                "the cell '" + Fieldset.name(level) + "." + cell + "' is " + flaw
                                        + "; more trust is never stricter, more impact is never milder"));
            }
        }
    }
}
