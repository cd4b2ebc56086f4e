/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.PathClasses.PathClass;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges accesses to paths: where a path leads, behind {@code ..}, home folders and links, and what it means to read or
 * change what is there.
 *
 * <p>Immutable and safe for use by several threads. It looks up links of folders that exist and reads nothing else; a path
 * costs some tens of microseconds.
 */
public final class PathJudge {

    /** What is done to a path. */
    public enum Access {
        /** Its content is read. */
        READ,
        /** Names below it are listed. */
        LIST,
        /** It is created or changed. */
        WRITE,
        /** It is removed. */
        DELETE,
        /** It is removed with all it holds. */
        DELETE_RECURSIVE;

        boolean deletes() {
            return this == DELETE || this == DELETE_RECURSIVE;
        }
    }

    private final ClassifierSettings settings;
    private final PathClasses classes = PathClasses.SHIPPED;

    private final RealPaths.Last last;

    /** What links led to, as far as they were looked at for one action; null where nothing is kept. */
    private final @Nullable RealPaths links;

    private PathJudge(ClassifierSettings settings, RealPaths.Last last, @Nullable RealPaths links) {
        this.settings = settings;
        this.last = last;
        this.links = links;
    }

    /** Returns a judge that goes by what a policy says about paths. */
    public static PathJudge of(ClassifierSettings settings) {
        return new PathJudge(settings, new RealPaths.Last(), null);
    }

    /** Returns a judge for one action, which looks at each link once. For use by one thread. */
    public PathJudge forOneAction() {
        return new PathJudge(settings, last, new RealPaths(last));
    }

    /**
     * Returns what an access would do.
     *
     * @param folders the folders a relative path may start from; none where it is the working tree at an unknown place; an
     *     empty text stands for a folder that is not known
     */
    public Classification judge(Access access, Word path, List<String> folders, ActionContext context) {
        List<String> texts = path.form() == Word.Form.ONE_OF ? path.choices() : List.of(path.text());
        Set<Effect> effects = new LinkedHashSet<>();
        for (String text : texts) {
            if (path.form() == Word.Form.DYNAMIC) {
                effects.addAll(unknown(access, text, path.span()));
                text = text.endsWith("/") ? text + "x" : text;
            }
            for (String folder :
                    folders.isEmpty() ? java.util.Collections.<@Nullable String>singletonList(null) : folders) {
                boolean literal = path.form() != Word.Form.GLOB;
                effects.addAll(one(access, text, literal, folder, context, path.span()));
            }
        }
        boolean understood = path.form() != Word.Form.DYNAMIC || access == Access.LIST || isDescriptor(path.text());
        return understood
                ? Classification.known(List.copyOf(effects))
                : new Classification(
                        List.copyOf(effects),
                        Coverage.PARTIAL,
                        List.of(new Classification.Gap("a path is only known when it runs", path.span())));
    }

    private static boolean isDescriptor(String text) {
        return text.startsWith("/dev/fd/") || text.startsWith("/proc/self/fd/");
    }

    private static List<Effect> unknown(Access access, String text, SourceSpan span) {
        if (isDescriptor(text)) {
            return List.of();
        }
        Effect effect = Effect.of(kindOf(access), text, span);
        return access.deletes() || access == Access.WRITE
                ? List.of(effect.withReach(Reach.MACHINE).withReversibility(Reversibility.IRREVERSIBLE))
                : List.of(effect);
    }

    private static EffectKind kindOf(Access access) {
        return switch (access) {
            case READ -> EffectKind.FS_READ;
            case LIST -> EffectKind.FS_LIST;
            case WRITE -> EffectKind.FS_WRITE;
            case DELETE -> EffectKind.FS_DELETE;
            case DELETE_RECURSIVE -> EffectKind.FS_DELETE_RECURSIVE;
        };
    }

    private List<Effect> one(
            Access access,
            String text,
            boolean literal,
            @Nullable String folder,
            ActionContext context,
            SourceSpan span) {
        PathText path = PathText.of(text, folder, settings.homeDirectory());
        Effect device = device(access, text.equals("-") ? text : path.text(), span);
        if (device != null) {
            return device.kind() == EffectKind.SYSTEM_READ ? List.of() : List.of(device);
        }
        if (access == Access.LIST) {
            return List.of(Effect.of(EffectKind.FS_LIST, text, span));
        }
        boolean follow = !access.deletes() || text.endsWith("/");
        RealPaths known = links == null ? new RealPaths(last) : links;
        @Nullable String root = context.repositoryRoot().or(context::workingDirectory).orElse(null);
        RealPaths.@Nullable Tree tree =
                root == null || access == Access.READ || !path.isAbsolute() ? null : known.tree(root);
        PathText real = path.real(follow, known);
        Effect named = effect(access, text, path, literal, tree, span);
        return real.text().equals(path.text())
                ? List.of(named)
                : worst(List.of(named, effect(access, text, real, literal, tree, span)));
    }

    /** Of two views of one path, what says more counts: the kind with a meaning of its own, then the farther reach. */
    private static List<Effect> worst(List<Effect> effects) {
        Effect one = effects.get(0);
        Effect other = effects.get(1);
        if (one.kind() == other.kind()) {
            return List.of(one.withReach(Reach.worst(one.reach(), other.reach()))
                    .withReversibility(Reversibility.worst(one.reversibility(), other.reversibility()))
                    .withData(DataSensitivity.worst(one.data(), other.data())));
        }
        boolean ordinary = one.kind().isWithin("fs") && !one.kind().equals(EffectKind.FS_DEVICE);
        boolean otherOrdinary = other.kind().isWithin("fs") && !other.kind().equals(EffectKind.FS_DEVICE);
        return ordinary == otherOrdinary ? effects : List.of(ordinary ? other : one);
    }

    /** Returns what a device means: {@link EffectKind#SYSTEM_READ} stands for nothing at all; null for other paths. */
    private static @Nullable Effect device(Access access, String text, SourceSpan span) {
        if (!text.startsWith("/dev/")) {
            return text.equals("-") && access == Access.READ ? Effect.of(EffectKind.SYSTEM_READ, "", span) : null;
        }
        String name = text.substring(5);
        if (name.startsWith("tcp/") || name.startsWith("udp/")) {
            return Effect.of(EffectKind.NET_SEND, name.substring(4), span);
        }
        boolean harmless =
                Set.of("null", "zero", "full", "stdin", "stdout", "stderr", "tty", "random", "urandom", "ptmx")
                                .contains(name)
                        || name.startsWith("fd/");
        if (harmless) {
            return access.deletes()
                    ? Effect.of(EffectKind.FS_DEVICE, text, span)
                    : Effect.of(EffectKind.SYSTEM_READ, "", span);
        }
        if (name.startsWith("shm/") || access == Access.LIST) {
            return null;
        }
        return Effect.of(access == Access.READ ? EffectKind.SECRET_READ : EffectKind.FS_DEVICE, text, span);
    }

    private Effect effect(
            Access access,
            String text,
            PathText path,
            boolean literal,
            RealPaths.@Nullable Tree tree,
            SourceSpan span) {
        List<PathClass> found = classesOf(access, path, literal);
        boolean secret = anySecret(found);
        if (access == Access.READ) {
            boolean whole = isWholeMachine(path);
            return secret || whole
                    ? Effect.of(EffectKind.SECRET_READ, text, span).withData(DataSensitivity.SECRET)
                    : Effect.of(EffectKind.FS_READ, text, span);
        }
        DataSensitivity data = secret ? DataSensitivity.SECRET : DataSensitivity.ORDINARY;
        if (isProtected(path)) {
            return Effect.of(EffectKind.AGENT_SELF_TAMPER, text, span);
        }
        Place place = place(access, path, tree);
        if (place == Place.TEMPORARY && tree != null && climbs(text)) {
            // Whoever steps out of a tree that lies there itself does not mean a folder for scratch.
            place = Place.MACHINE;
        }
        for (PathClass one : found) {
            EffectKind kind = one.write();
            if (kind != null) {
                // What git keeps there is lost with it; what it only locks with is not.
                boolean lost = kind == EffectKind.VCS_REWRITE && access.deletes() && !text.endsWith(".lock");
                Effect effect = Effect.of(lost ? EffectKind.VCS_DISCARD : kind, text, span)
                        .withData(data);
                Reach reach = one.reach();
                effect = reach == null ? effect : effect.withReach(reach);
                return access.deletes() && one.guarded()
                        ? effect.withReversibility(
                                Reversibility.worst(effect.reversibility(), Reversibility.RECOVERABLE))
                        : effect;
            }
        }
        Effect effect = Effect.of(kindOf(access), text, span).withData(data);
        return placed(access, effect, place, found);
    }

    private static boolean anySecret(List<PathClass> found) {
        for (PathClass one : found) {
            if (one.secret()) {
                return true;
            }
        }
        return false;
    }

    private static Effect placed(Access access, Effect effect, Place place, List<PathClass> found) {
        return switch (place) {
            case WORKSPACE -> access.deletes() ? deleted(effect, found) : effect;
            // What is written there is scratch, and what is deleted there may be that of others.
            case TEMPORARY ->
                access.deletes()
                        ? effect.withReversibility(Reversibility.REVERSIBLE)
                        : effect.withReversibility(Reversibility.REVERSIBLE).withReach(Reach.NONE);
            case MACHINE ->
                effect.withReach(Reach.MACHINE)
                        .withReversibility(access.deletes() ? Reversibility.IRREVERSIBLE : Reversibility.RECOVERABLE);
            case SYSTEM -> effect.withReach(Reach.MACHINE).withReversibility(Reversibility.IRREVERSIBLE);
        };
    }

    private static Effect deleted(Effect effect, List<PathClass> found) {
        for (PathClass one : found) {
            if (one.delete() != null) {
                return effect.withReversibility(one.delete());
            }
        }
        return effect;
    }

    private List<PathClass> classesOf(Access access, PathText path, boolean literal) {
        boolean changes = access == Access.WRITE || access.deletes();
        String home = settings.homeDirectory();
        if (literal || !path.isPattern()) {
            return classes.of(path, path.fromHome(home), changes);
        }
        Set<PathClass> found = new LinkedHashSet<>(classes.ofPattern(path, path.fromHome(home)));
        PathText fixed = path.fixedPart();
        found.addAll(classes.of(fixed, fixed.fromHome(home), false));
        // What a pattern such as build/*.o matches has the ending that the pattern has.
        found.addAll(classes.of(path, path.fromHome(home), changes));
        return classes.all().stream().filter(found::contains).toList();
    }

    private boolean isProtected(PathText path) {
        if (settings.protectedPaths().isEmpty()) {
            return false;
        }
        PathText home = path.fromHome(settings.homeDirectory());
        for (String glob : settings.protectedPaths()) {
            boolean anchored = glob.startsWith("/");
            String folder = glob.endsWith("/**") ? glob.substring(0, glob.length() - 3) : glob;
            for (String form : List.of(glob, folder)) {
                String pattern = anchored || form.startsWith("~") || form.startsWith("**/") ? form : "**/" + form;
                if (Globs.matches(pattern, path.text()) || (home != null && Globs.matches(pattern, home.text()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private enum Place {
        WORKSPACE,
        TEMPORARY,
        MACHINE,
        SYSTEM
    }

    private static final List<PathText> TEMPORARY_FOLDERS =
            roots("/tmp", "/var/tmp", "/private/tmp", "/dev/shm", "/var/folders");

    private static final List<PathText> SYSTEM_FOLDERS = roots(
            "/etc",
            "/usr",
            "/boot",
            "/bin",
            "/sbin",
            "/lib",
            "/lib32",
            "/lib64",
            "/opt",
            "/var",
            "/sys",
            "/proc",
            "/dev",
            "/System",
            "/Library",
            "/private",
            "/root",
            "/C:/Windows",
            "/run",
            "/srv");

    private static List<PathText> roots(String... paths) {
        return java.util.Arrays.stream(paths)
                .map(path -> PathText.of(path, null, ""))
                .toList();
    }

    private static Place place(Access access, PathText path, RealPaths.@Nullable Tree tree) {
        PathText target = path.isPattern() ? path.fixedPart() : path;
        boolean everything = path.isPattern()
                && path
                        .segments()
                        .subList(target.segments().size(), path.segments().size())
                        .stream()
                        .allMatch(PathJudge::matchesEverything);
        boolean sweeps = access == Access.DELETE_RECURSIVE && everything;
        if (path.isUnknown() || path.isHome()) {
            return Place.MACHINE;
        }
        if (!path.isAbsolute()) {
            boolean whole = access == Access.DELETE_RECURSIVE
                    && (sweeps || !path.isPattern())
                    && target.segments().isEmpty();
            return target.climbs() || whole ? Place.MACHINE : Place.WORKSPACE;
        }
        if (tree != null) {
            for (PathText one : List.of(tree.named(), tree.real())) {
                boolean isTree = target.text().equals(one.text());
                if (target.isWithin(one) && !(isTree && access.deletes() && (sweeps || !path.isPattern()))) {
                    return Place.WORKSPACE;
                }
                if (one.isWithin(target)) {
                    return isTree && !access.deletes() ? Place.WORKSPACE : Place.SYSTEM;
                }
            }
        }
        return outside(access, path, target, everything);
    }

    private static Place outside(Access access, PathText path, PathText target, boolean everything) {
        for (PathText temporary : TEMPORARY_FOLDERS) {
            if (path.isWithin(temporary)) {
                // What is written to the folder itself is a file in it.
                boolean all = access.deletes()
                        && target.segments().size() == temporary.segments().size()
                        && (everything || !path.isPattern());
                return all ? Place.MACHINE : Place.TEMPORARY;
            }
        }
        for (PathText system : SYSTEM_FOLDERS) {
            if (target.isWithin(system)) {
                return Place.SYSTEM;
            }
        }
        return target.segments().size() < 2 ? Place.SYSTEM : Place.MACHINE;
    }

    private static boolean matchesEverything(String segment) {
        return segment.chars().allMatch(c -> c == '*' || c == '?' || c == '.' || c == '[' || c == ']' || c == '!');
    }

    private static boolean climbs(String text) {
        return text.startsWith("../") || text.contains("/../") || text.endsWith("/..") || text.equals("..");
    }

    private boolean isWholeMachine(PathText path) {
        PathText home = path.fromHome(settings.homeDirectory());
        return !path.isPattern()
                && ((home != null && home.segments().isEmpty())
                        || (path.isAbsolute() && path.segments().isEmpty()));
    }
}
