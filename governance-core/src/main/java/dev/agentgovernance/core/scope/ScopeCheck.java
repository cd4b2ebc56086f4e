/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.scope;

import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.core.internal.classify.ResourceNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Says what of an action lies outside the task. A pure function. */
public final class ScopeCheck {

    private static final String EXPAND = "Ask a human to widen the task if this belongs to it.";

    private final TaskScope scope;
    private final ActionContext context;
    private final boolean expired;
    private final UnaryOperator<String> shown;
    private final Map<String, Reason> found = new LinkedHashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    private ScopeCheck(TaskScope scope, ActionContext context, Instant now, UnaryOperator<String> shown) {
        this.scope = scope;
        this.context = context;
        this.expired = scope.expiry().map(end -> !now.isBefore(end)).orElse(false);
        this.shown = shown;
    }

    /**
     * Returns why an action is outside a task, one reason for each thing that is; empty where all of it is within. Reading
     * always is.
     *
     * @param scope the scope
     * @param classification what the action would do
     * @param context who asks, for whom, and where
     * @param now the time
     * @param shown takes the secrets out of a resource before a reason shows it
     */
    // INVARIANT: a narrower scope gives a reason wherever a wider one does.
    public static List<Reason> check(
            TaskScope scope,
            Classification classification,
            ActionContext context,
            Instant now,
            UnaryOperator<String> shown) {
        ScopeCheck check = new ScopeCheck(scope, context, now, shown);
        for (Effect effect : classification.effects()) {
            check.effect(effect);
        }
        check.size();
        return check.found.isEmpty() ? List.of() : List.copyOf(check.found.values());
    }

    private void effect(Effect effect) {
        EffectKind kind = effect.kind();
        if (kind.isRead()) {
            return;
        }
        if (expired) {
            add("scope.expired", "The time of the task is over.", "From then on it may only read.", effect);
        }
        if (isAdded(effect)) {
            return;
        }
        if (!scope.includes(kind)) {
            add("scope.effect", "'" + kind.id() + "' does not belong to the task.", purpose(), effect);
        }
        if (changesFile(kind)) {
            path(effect);
        }
        if (kind.isWithin("vcs.push")) {
            branch(effect);
        }
        if (talks(kind)) {
            service(effect);
        }
    }

    /** Tells whether a human has added exactly this to the task. */
    // INVARIANT: an addition lets through what it names and nothing else.
    private boolean isAdded(Effect effect) {
        if (scope.additions().isEmpty()) {
            return false;
        }
        String resource = resource(effect, context);
        for (TaskScope.Addition addition : scope.additions()) {
            if (addition.effect() == effect.kind()
                    && (resource.isEmpty()
                            ? addition.resource().isEmpty()
                            : Globs.matches(addition.resource(), resource)
                                    && (effect.kind() != EffectKind.FS_DELETE_RECURSIVE
                                            || addition.resource().equals(resource)
                                            || coversAllBelow(addition.resource(), resource)))) {
                return true;
            }
        }
        return false;
    }

    /** Returns what an effect is on, in the form in which scopes name it. */
    private static String resource(Effect effect, ActionContext context) {
        if (changesFile(effect.kind())) {
            return ResourceNames.path(effect.resource(), context);
        }
        return effect.kind().isWithin("vcs.push") ? ResourceNames.branch(effect.resource()) : effect.resource();
    }

    /**
     * Returns what would have to be added to a scope for an action to be within it: the least that does. Empty where the action
     * is within it, or where nothing can be named: a file that is not known in advance, a name that would be read as a glob, a
     * task whose time is over or that would change too many files.
     *
     * @param scope the scope
     * @param classification what the action would do
     * @param context who asks, for whom, and where
     * @param now the time
     */
    public static List<TaskScope.Addition> missing(
            TaskScope scope, Classification classification, ActionContext context, Instant now) {
        Set<TaskScope.Addition> missing = new LinkedHashSet<>();
        for (Effect effect : classification.effects()) {
            Classification alone = Classification.known(List.of(effect));
            if (check(scope, alone, context, now, UnaryOperator.identity()).isEmpty()) {
                continue;
            }
            TaskScope.Addition addition = new TaskScope.Addition(effect.kind(), resource(effect, context));
            missing.add(addition);
            boolean helps = check(scope.with(List.of(addition)), alone, context, now, UnaryOperator.identity())
                    .isEmpty();
            if (!helps
                    || addition.resource().indexOf('*') >= 0
                    || addition.resource().indexOf('?') >= 0) {
                return List.of();
            }
        }
        return check(scope.with(List.copyOf(missing)), classification, context, now, UnaryOperator.identity())
                        .isEmpty()
                ? List.copyOf(missing)
                : List.of();
    }

    private void path(Effect effect) {
        if (effect.resource().isEmpty()) {
            if (!scope.paths().isEmpty() || !scope.forbiddenPaths().isEmpty()) {
                add("scope.path", "It changes a file that cannot be named in advance.", purpose(), effect);
            }
            return;
        }
        String path = ResourceNames.path(effect.resource(), context);
        changed.add(path);
        boolean below = effect.kind() == EffectKind.FS_DELETE_RECURSIVE;
        boolean forbidden = Globs.matchesAny(scope.forbiddenPaths(), path)
                || (below && scope.forbiddenPaths().stream().anyMatch(glob -> mayMatchBelow(glob, path)));
        boolean allowed = scope.paths().isEmpty()
                || (below
                        ? scope.paths().stream().anyMatch(glob -> coversAllBelow(glob, path))
                        : Globs.matchesAny(scope.paths(), path));
        if (forbidden) {
            add("scope.path", "The task leaves '" + shown.apply(path) + "' alone.", purpose(), effect);
        } else if (!allowed) {
            add("scope.path", "'" + shown.apply(path) + "' is outside the paths of the task.", purpose(), effect);
        }
    }

    /** Tells whether a glob matches everything below a folder: two names that no author wrote stand for all. */
    private static boolean coversAllBelow(String glob, String folder) {
        return Globs.matches(glob, folder + "/\u0001") && Globs.matches(glob, folder + "/\u0001/\u0002.\u0001");
    }

    /** Tells whether a glob may match something below a folder, by the part of it in front of the first star. */
    private static boolean mayMatchBelow(String glob, String folder) {
        int star = 0;
        while (star < glob.length() && glob.charAt(star) != '*' && glob.charAt(star) != '?') {
            star++;
        }
        String head = glob.substring(0, star);
        return folder.equals(".") || head.startsWith(folder + "/") || (folder + "/").startsWith(head);
    }

    private void branch(Effect effect) {
        if (scope.branches().isEmpty()) {
            return;
        }
        String branch = ResourceNames.branch(effect.resource());
        if (branch.isEmpty()) {
            add("scope.branch", "It pushes to a branch that cannot be named in advance.", purpose(), effect);
        } else if (!Globs.matchesAny(scope.branches(), branch)) {
            add("scope.branch", "The task does not push to '" + shown.apply(branch) + "'.", purpose(), effect);
        }
    }

    private void service(Effect effect) {
        if (scope.services().isEmpty()) {
            return;
        }
        String service = effect.resource();
        if (service.isEmpty()) {
            add("scope.service", "It talks to a service that cannot be named in advance.", purpose(), effect);
        } else if (!Globs.matchesAny(scope.services(), service)
                && host(service)
                        .filter(h -> Globs.matchesAny(scope.services(), h))
                        .isEmpty()) {
            add("scope.service", "The task does not talk to '" + shown.apply(service) + "'.", purpose(), effect);
        }
    }

    private void size() {
        scope.maxFiles().ifPresent(most -> {
            if (changed.size() > most) {
                String what = "It changes " + changed.size() + " files, and the task may change " + most + ".";
                found.put("scope.size", new Reason("scope.size", what, purpose(), EXPAND, SourceSpan.NONE));
            }
        });
    }

    private void add(String rule, String what, String why, Effect effect) {
        found.putIfAbsent(rule + what, new Reason(rule, what, why, EXPAND, effect.span()));
    }

    private String purpose() {
        return scope.purpose().isEmpty() ? "" : "The task is: " + scope.purpose();
    }

    private static boolean changesFile(EffectKind kind) {
        return (kind.isWithin("fs") && kind != EffectKind.FS_DEVICE)
                || kind == EffectKind.SECRET_WRITE
                || kind == EffectKind.CI_CONFIG
                || kind == EffectKind.AGENT_INSTRUCTIONS;
    }

    private static boolean talks(EffectKind kind) {
        return kind.isWithin("net") || kind.isWithin("tool") || kind.isWithin("db") || kind == EffectKind.EXEC_REMOTE;
    }

    private static Optional<String> host(String service) {
        if (!service.contains("://")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(new URI(service).getHost());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
