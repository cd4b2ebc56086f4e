/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document as a policy. A section that is not given is that of the base: the packs it names, over the baseline, or the
 * policy above it. Only the baseline itself has no base and has to give them all. Throws {@link InvalidPolicyException} and
 * nothing else.
 */
@SuppressWarnings("EnumOrdinal") // the order of levels and impacts is part of their contract
final class PolicyReader {

    private static final int VERSION = 1;

    private final Problems problems;
    private final boolean baseline;
    private final @Nullable LayerReader layer;
    private Policy.@Nullable Content base;

    private PolicyReader(Problems problems, Policy.@Nullable Content base, @Nullable LayerReader layer) {
        this.problems = problems;
        this.baseline = base == null;
        this.base = base;
        this.layer = layer;
    }

    /** Reads the baseline. */
    static Policy.Content read(String text, String source) {
        Problems problems = new Problems(source);
        return read(text, problems, new PolicyReader(problems, null, null));
    }

    /** Reads a policy that may replace any section of its base. */
    static Policy.Content read(String text, String source, Policy.Content base) {
        Problems problems = new Problems(source);
        return read(text, problems, new PolicyReader(problems, base, null));
    }

    /** Reads a policy that stands under another one. */
    static Policy.Content readLayer(String text, String source, Policy.Content above) {
        Problems problems = new Problems(source);
        return read(text, problems, new PolicyReader(problems, above, new LayerReader(problems, above)));
    }

    private static Policy.Content read(String text, Problems problems, PolicyReader reader) {
        Policy.Content content = reader.policy(DocumentReader.read(text, problems.source(), problems));
        problems.throwIfAny();
        return content;
    }

    private Policy.Content policy(Node root) {
        Fieldset fields = Fieldset.of(Section.POLICY, root, problems);
        if (!fields.has("version")) {
            problems.add(fields.place(), "'version' is missing; write 'version: " + VERSION + "'");
        }
        fields.integer("version", VERSION, VERSION);
        List<Rule> rules = new ArrayList<>(packs(fields));
        TrustTable trust = section(fields, "trust", Section.TRUST)
                .map(this::trust)
                .map(own -> layer == null ? own : layer.trust(own))
                .orElseGet(() ->
                        base == null ? new TrustTable(TrustLevel.OBSERVE, List.of(), List.of(), null) : base.trust());
        TaskScope scope = section(fields, "scope", Section.SCOPE)
                .map(this::scope)
                .map(own -> layer == null ? own : layer.scope(own, fields))
                .orElseGet(() -> base == null ? TaskScope.builder("default").build() : base.scope());
        Oversight[][] strict = new Oversight[TrustLevel.values().length][Impact.values().length];
        Arrays.stream(strict).forEach(row -> Arrays.fill(row, Oversight.FORBID));
        Matrix matrix = section(fields, "matrix", Section.MATRIX)
                .map(this::matrix)
                .map(own -> layer == null ? own : layer.matrix(own))
                .orElseGet(() -> base == null ? new Matrix(strict) : base.matrix());
        ClassifierSettings settings = settings(fields);
        Set<String> own = rules(fields, rules);
        return new Policy.Content(
                fields.text("description"),
                trust,
                layer == null ? settings : layer.settings(settings, fields),
                scope,
                new BudgetReader(problems).budgets(fields, base == null ? List.of() : base.budgets()),
                matrix,
                List.copyOf(rules),
                mode(fields),
                halt(fields),
                unlocked(fields, rules, own),
                PolicyDigest.of(root, base == null ? "" : base.digest()));
    }

    private Optional<Fieldset> section(Fieldset fields, String key, Section section) {
        if (baseline && !fields.has(key)) {
            problems.add(fields.place(), "'" + key + "' is missing; the baseline gives every section");
        }
        return fields.section(key, section);
    }

    /** Returns the rules of the packs and of the policy above; what else a pack says becomes part of the base. */
    private List<Rule> packs(Fieldset fields) {
        Policy.Content start = base;
        if (start == null) {
            fields.texts("packs");
            return List.of();
        }
        List<Rule> rules = new ArrayList<>();
        List<String> names = fields.texts("packs");
        if (layer != null || !fields.has("packs") || !names.isEmpty()) {
            rules.addAll(start.rules());
        }
        Policy.Content over = start;
        for (String name : names) {
            String text = Packs.text(name);
            if (text == null) {
                problems.add(
                        fields.placeOf("packs"),
                        "there is no pack '" + Display.of(name) + "'; " + Fieldset.suggestion(name, Packs.NAMES));
            } else if (!name.equals(Packs.BASELINE)) {
                over = layer == null ? read(text, name, over) : readLayer(text, name, over);
                rules.addAll(over.rules()
                        .subList(
                                over.rules().size() - own(over, name),
                                over.rules().size()));
            }
        }
        base = over;
        return rules;
    }

    /** Returns how many of the rules are a pack's own; they stand last. */
    private static int own(Policy.Content content, String source) {
        return (int) content.rules().stream()
                .filter(rule -> rule.place().source().equals(source))
                .count();
    }

    /** Adds the policy's own rules, takes away those it does without, and returns the ids of its own. */
    private Set<String> rules(Fieldset fields, List<Rule> rules) {
        for (String id : fields.texts("without")) {
            if (rules.stream().noneMatch(rule -> rule.id().equals(id))) {
                problems.add(
                        fields.placeOf("without"),
                        "there is no rule '" + Display.of(id) + "' to do without; "
                                + Fieldset.suggestion(
                                        id, rules.stream().map(Rule::id).toList()));
            } else if (layer != null) {
                layer.without(id, fields.placeOf("without"));
            }
            rules.removeIf(rule -> rule.id().equals(id));
        }
        Set<String> ids = new HashSet<>();
        rules.forEach(rule -> ids.add(rule.id()));
        Set<String> own = new HashSet<>();
        RuleReader reader = new RuleReader(problems);
        for (Fieldset section : fields.sections("rules", Section.RULE)) {
            Rule rule = reader.rule(section, ids);
            if (layer != null) {
                layer.rule(rule);
            }
            rules.add(rule);
            own.add(rule.id());
        }
        return own;
    }

    private RuleReader.Mode mode(Fieldset fields) {
        Optional<RuleReader.Mode> mode = fields.choice("mode", RuleReader.Mode.class);
        if (layer != null && mode.isPresent()) {
            layer.mode(mode.get(), fields.placeOf("mode"));
        }
        if (base != null && layer != null && base.mode() == RuleReader.Mode.SHADOW) {
            return RuleReader.Mode.SHADOW;
        }
        return mode.orElse(base == null ? RuleReader.Mode.ENFORCE : base.mode());
    }

    private String halt(Fieldset fields) {
        if (fields.has("halt")) {
            String why = fields.requiredText("halt", "say why all agents are halted, or leave the key out");
            return base == null || base.halt().isEmpty() ? why : base.halt();
        }
        return base == null ? "" : base.halt();
    }

    private Set<String> unlocked(Fieldset fields, List<Rule> rules, Set<String> own) {
        Set<String> known = new TreeSet<>(LayerReader.PARTS);
        rules.forEach(rule -> known.add(rule.id()));
        Set<String> names = new TreeSet<>(
                fields.known("unlock", name -> known.contains(name) ? name : null, "part or rule", known));
        if (layer != null) {
            layer.unlock(names, own, fields.placeOf("unlock"));
        }
        return Set.copyOf(names);
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
            if (production.contains(name) && (layer == null || given(environments, "nonProduction"))) {
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

    private static boolean given(Optional<Fieldset> fields, String key) {
        return fields.isPresent() && fields.get().has(key);
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
        return new TrustTable(fallback, assignments, ceilings, null);
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
        return TaskScopes.bounds("default", fields, problems).build();
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
