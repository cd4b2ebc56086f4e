/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.infra;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.action.PlanAction;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Classification.Gap;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.EnvironmentNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges plans of infrastructure: the saved plan of Terraform and OpenTofu as {@code show -json} prints it, and change sets
 * of CloudFormation. Pure and safe for use by several threads; time is linear in the size of the plan.
 */
public final class PlanClassifier implements ActionClassifier {

    private static final Set<String> ENVIRONMENT_NAMES =
            Set.of("env", "environment", "stage", "workspace", "env_name", "environment_name");

    private final ClassifierSettings settings;
    private final ActionClassifier nested;

    private PlanClassifier(ClassifierSettings settings, ActionClassifier nested) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.nested = Objects.requireNonNull(nested, "nested");
    }

    /** Returns a classifier to which commands that a plan would run are opaque. */
    public static PlanClassifier of(ClassifierSettings settings) {
        return of(
                settings,
                (action, context) ->
                        Classification.opaque("the plan runs a command that nobody judges", SourceSpan.NONE));
    }

    /** Returns a classifier that hands the commands a plan would run to another. */
    public static PlanClassifier of(ClassifierSettings settings, ActionClassifier nested) {
        return new PlanClassifier(settings, nested);
    }

    @Override
    public Classification classify(Action action, ActionContext context) {
        if (!(action instanceof PlanAction plan)) {
            return Classification.NOTHING;
        }
        return switch (plan.format()) {
            case TERRAFORM -> terraform(plan.plan(), context);
            case CLOUDFORMATION -> cloudFormation(plan.plan());
            case UNKNOWN -> Classification.opaque("the format of the plan is not known", SourceSpan.NONE);
        };
    }

    private Classification terraform(Map<String, ?> plan, ActionContext context) {
        String version = text(plan.get("format_version"));
        if (!version.equals("1") && !version.startsWith("1.")) {
            return Classification.opaque("the version of the plan's format is not known", SourceSpan.NONE);
        }
        Found found = new Found(environment(plan));
        if (Boolean.FALSE.equals(plan.get("complete"))) {
            found.gap(Coverage.PARTIAL, "the plan is not complete");
        }
        if (Boolean.TRUE.equals(plan.get("errored"))) {
            found.gap(Coverage.PARTIAL, "the planner failed on the way");
        }
        for (String later : List.of("deferred_changes", "deferred_action_invocations", "action_invocations")) {
            if (!list(plan.get(later)).isEmpty()) {
                found.gap(Coverage.PARTIAL, "the plan leaves changes for later or runs actions");
            }
        }
        Object changes = plan.get("resource_changes");
        if (changes != null && !(changes instanceof List<?>)) {
            found.gap(Coverage.OPAQUE, "the changes of the plan cannot be read");
        }
        for (Object change : list(changes)) {
            Map<?, ?> resource = map(change);
            String address = text(resource.get("address"));
            List<?> actions = list(map(resource.get("change")).get("actions"));
            EffectKind kind = EffectKind.INFRA_READ;
            for (Object name : actions) {
                kind = worst(kind, terraformKind(text(name)));
            }
            found.change(actions.isEmpty() ? EffectKind.EXEC_OPAQUE : kind, text(resource.get("type")), address);
        }
        if (found.effects.isEmpty()) {
            found.change(EffectKind.INFRA_READ, "", "");
        }
        Map<?, ?> root = map(map(plan.get("configuration")).get("root_module"));
        return found.done().and(provisioners(root, found, context));
    }

    private static EffectKind terraformKind(String action) {
        return switch (action) {
            case "no-op", "read" -> EffectKind.INFRA_READ;
            case "create", "update" -> EffectKind.INFRA_CHANGE;
            case "delete" -> EffectKind.INFRA_DESTROY;
            case "forget" -> EffectKind.INFRA_STATE;
            default -> EffectKind.EXEC_OPAQUE;
        };
    }

    /** The later in this order: read, change, state, destroy, not known. */
    private static EffectKind worst(EffectKind a, EffectKind b) {
        List<EffectKind> order = List.of(
                EffectKind.INFRA_READ,
                EffectKind.INFRA_CHANGE,
                EffectKind.INFRA_STATE,
                EffectKind.INFRA_DESTROY,
                EffectKind.EXEC_OPAQUE);
        return order.indexOf(a) >= order.indexOf(b) ? a : b;
    }

    /** Commands that run on this machine when resources are created or destroyed, in all modules. */
    private Classification provisioners(Map<?, ?> module, Found plan, ActionContext context) {
        Classification all = Classification.NOTHING;
        boolean changes = plan.effects.stream().anyMatch(e -> !e.kind().isRead());
        for (Object resource : changes ? list(module.get("resources")) : List.of()) {
            for (Object provisioner : list(map(resource).get("provisioners"))) {
                Map<?, ?> expressions = map(map(provisioner).get("expressions"));
                Object command = map(expressions.get("command")).get("constant_value");
                if (text(map(provisioner).get("type")).equals("local-exec") && command instanceof String line) {
                    all = all.and(nested.classify(new ShellAction(line, ShellAction.Shell.UNKNOWN), context));
                } else {
                    all = all.and(Classification.opaque("a provisioner cannot be read", SourceSpan.NONE));
                }
            }
        }
        for (Object call : map(module.get("module_calls")).values()) {
            all = all.and(provisioners(map(map(call).get("module")), plan, context));
        }
        return all;
    }

    /** What variables with the usual names say. */
    private Environment environment(Map<String, ?> plan) {
        List<String> names = new ArrayList<>();
        map(plan.get("variables")).forEach((name, variable) -> {
            if (ENVIRONMENT_NAMES.contains(name)) {
                names.add(text(map(variable).get("value")));
            }
        });
        return EnvironmentNames.of(settings, names);
    }

    private Classification cloudFormation(Map<String, ?> changeSet) {
        Found found = new Found(Environment.UNKNOWN);
        if (!(changeSet.get("Changes") instanceof List<?> changes) || changeSet.get("NextToken") != null) {
            found.gap(Coverage.OPAQUE, "the change set cannot be read, or not all of it is here");
            return found.done();
        }
        for (Object change : changes) {
            Map<?, ?> resource = map(map(change).get("ResourceChange"));
            String replacement = text(resource.get("Replacement"));
            boolean mayReplace = !replacement.isEmpty() && !replacement.equals("False");
            EffectKind kind = switch (text(resource.get("Action"))) {
                case "Add" -> EffectKind.INFRA_CHANGE;
                case "Modify" -> mayReplace ? EffectKind.INFRA_DESTROY : EffectKind.INFRA_CHANGE;
                case "Remove" -> EffectKind.INFRA_DESTROY;
                case "Import" -> EffectKind.INFRA_STATE;
                default -> EffectKind.EXEC_OPAQUE;
            };
            if (text(resource.get("Action")).equals("Dynamic")) {
                kind = EffectKind.INFRA_DESTROY;
                found.gap(Coverage.PARTIAL, "what happens to a resource shows only on the way");
            }
            found.change(kind, text(resource.get("ResourceType")), text(resource.get("LogicalResourceId")));
        }
        return found.done();
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    /** Collects what is found in one plan. */
    private static final class Found {
        private final Environment environment;
        private final List<Effect> effects = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();
        private Coverage coverage = Coverage.KNOWN;

        Found(Environment environment) {
            this.environment = environment;
        }

        void change(EffectKind kind, String type, String resource) {
            if (kind == EffectKind.EXEC_OPAQUE) {
                gap(Coverage.OPAQUE, "the plan holds an action that is not known");
            }
            Effect effect = Effect.of(kind, resource, SourceSpan.NONE);
            boolean data = kind == EffectKind.INFRA_DESTROY && ResourceTypes.holdsData(type);
            effects.add(
                    data
                            ? effect.withEnvironment(environment)
                                    .withReach(Reach.WORLD)
                                    .withReversibility(Reversibility.IRREVERSIBLE)
                            : kind.isRead() ? effect : effect.withEnvironment(environment));
            if (!kind.isRead() && ResourceTypes.grantsPermissions(type)) {
                effects.add(Effect.of(EffectKind.INFRA_PERMISSION, resource, SourceSpan.NONE)
                        .withEnvironment(environment));
            }
        }

        void gap(Coverage coverage, String why) {
            this.coverage = Coverage.worst(this.coverage, coverage);
            Gap gap = new Gap(why, SourceSpan.NONE);
            if (!gaps.contains(gap)) {
                gaps.add(gap);
            }
        }

        Classification done() {
            return new Classification(effects, coverage, gaps);
        }
    }
}
