/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.integrity;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.integrity.ResourceKey;
import dev.agentgovernance.api.integrity.ResourceKey.Kind;
import dev.agentgovernance.core.internal.classify.ResourceNames;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Works out which parts of a codebase an action touches. */
public final class TouchedParts {

    /*
     * Every name begins with the repository, so that one store serves many. Files are held one by one: held by module, most
     * work that goes on side by side would stand in its own way. What many tasks pass through in turn (a branch that is pushed
     * to, the manifest of dependencies, an environment) is held for a short while only.
     */

    /** How long a lease on a file is. */
    private static final Duration LONG = Duration.ofMinutes(15);

    private static final Duration SHORT = Duration.ofMinutes(2);

    private TouchedParts() {}

    /**
     * A part that is touched.
     *
     * @param key which
     * @param lease how long it should be held; zero where it is only asked whether somebody else holds it
     */
    public record Touched(ResourceKey key, Duration lease) {}

    /** Returns what is touched, each part once. Empty where it is not known which codebase it belongs to. */
    public static Set<Touched> of(List<Effect> effects, ActionContext context) {
        String repository = repository(context);
        Set<Touched> touched = new LinkedHashSet<>();
        if (!repository.isEmpty()) {
            for (Effect effect : effects) {
                add(effect, repository, context, touched);
            }
        }
        return touched;
    }

    /** Returns the name with which keys begin; empty where it is not known which codebase it is. */
    public static String repository(ActionContext context) {
        return context.repository()
                .orElseGet(() -> context.repositoryRoot().orElse(""))
                .replace('\\', '/');
    }

    private static void add(Effect effect, String repository, ActionContext context, Collection<Touched> touched) {
        EffectKind kind = effect.kind();
        if (kind == EffectKind.FS_WRITE || kind.isWithin("fs.delete")) {
            file(effect, repository, context, touched);
        } else if (kind == EffectKind.VCS_DISCARD) {
            // The work of others in the same tree goes with it.
            touched.add(new Touched(new ResourceKey(Kind.DIRECTORY, repository), Duration.ZERO));
        } else if (kind == EffectKind.DEPENDENCY_CHANGE) {
            touched.add(new Touched(new ResourceKey(Kind.LOCKFILE, repository), SHORT));
        } else if (kind.isWithin("vcs.push")) {
            String branch = ResourceNames.branch(effect.resource());
            if (!branch.isEmpty()) {
                touched.add(new Touched(new ResourceKey(Kind.BRANCH, repository + "/" + branch), SHORT));
            }
        } else if (kind == EffectKind.DEPLOY || kind.isWithin("infra.change") || kind.isWithin("infra.destroy")) {
            Environment environment = effect.environment();
            touched.add(new Touched(
                    new ResourceKey(
                            Kind.ENVIRONMENT,
                            repository + "/" + environment.name().toLowerCase(Locale.ROOT)),
                    SHORT));
        }
    }

    private static void file(Effect effect, String repository, ActionContext context, Collection<Touched> touched) {
        if (effect.resource().isEmpty()) {
            // It may be any of them.
            touched.add(new Touched(new ResourceKey(Kind.DIRECTORY, repository), Duration.ZERO));
            return;
        }
        String path = ResourceNames.path(effect.resource(), context);
        if (path.startsWith("/") || path.startsWith("~") || path.startsWith("..") || path.indexOf(':') == 1) {
            return;
        }
        boolean whole = effect.kind() == EffectKind.FS_DELETE_RECURSIVE || path.equals(".");
        String name = path.equals(".") ? repository : repository + "/" + path;
        touched.add(new Touched(new ResourceKey(whole ? Kind.DIRECTORY : Kind.PATH, name), LONG));
        if (!whole && effect.kind() == EffectKind.FS_WRITE) {
            Sequences.folder(path)
                    .ifPresent(folder ->
                            touched.add(new Touched(new ResourceKey(Kind.SEQUENCE, repository + "/" + folder), LONG)));
        }
    }
}
