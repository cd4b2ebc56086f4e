/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.tool;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Classification.Gap;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.Globs;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges calls of tools by the words of their names, by arguments that hold a command, a statement, an address or a path, and
 * by the hints of their servers. Pure and safe for use by several threads.
 *
 * <p>All that a name and its arguments say counts together, so a further word or argument never makes a call milder. What an
 * argument holds is handed to the nested classifier.
 */
public final class ToolClassifier implements ActionClassifier {

    /** Whole names whose words by themselves say something else, or nothing. */
    private static final Set<String> KNOWN_READS = Set.of(
            "get_commit",
            "get_commits",
            "get_commit_diff",
            "show_commit",
            "git_log",
            "git_blame",
            "git_reflog",
            "directory_tree",
            "tree",
            "get_branch",
            "get_release",
            "get_latest_release",
            "get_tag",
            "get_merge_request",
            "get_deployment",
            "list_deployments",
            "list_releases",
            "get_release_by_tag");

    private static final Set<String> COMMANDS = Set.of("command", "cmd", "script", "commandline", "command_line");
    private static final Set<String> STATEMENTS = Set.of("sql", "query", "statement");
    private static final Set<String> DATABASE_WORDS =
            Set.of("sql", "query", "db", "database", "postgres", "mysql", "sqlite", "table", "execute");
    private static final Set<String> ADDRESSES = Set.of("url", "uri", "endpoint");
    private static final Set<String> PATHS =
            Set.of("path", "file_path", "filepath", "filename", "file", "paths", "source", "destination", "directory");
    private static final Set<EffectKind> GENERAL =
            EnumSet.of(EffectKind.TOOL_READ, EffectKind.TOOL_WRITE, EffectKind.TOOL_DESTROY, EffectKind.EXEC_OPAQUE);

    private final ClassifierSettings settings;
    private final ActionClassifier nested;
    private final Function<ToolAction, Set<EffectKind>> declared;

    private ToolClassifier(
            ClassifierSettings settings, ActionClassifier nested, Function<ToolAction, Set<EffectKind>> declared) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.nested = Objects.requireNonNull(nested, "nested");
        this.declared = Objects.requireNonNull(declared, "declared");
    }

    /** Returns a classifier that hands what arguments hold to another. */
    public static ToolClassifier of(ClassifierSettings settings, ActionClassifier nested) {
        return of(settings, nested, tool -> Set.of());
    }

    /**
     * Returns a classifier that hands what arguments hold to another.
     *
     * @param declared what the owner says a tool does, in place of what its name and hints say; empty where nothing is said
     */
    public static ToolClassifier of(
            ClassifierSettings settings, ActionClassifier nested, Function<ToolAction, Set<EffectKind>> declared) {
        return new ToolClassifier(settings, nested, declared);
    }

    @Override
    public Classification classify(Action action, ActionContext context) {
        if (!(action instanceof ToolAction tool)) {
            return Classification.NOTHING;
        }
        List<String> words = Lexicon.words(tool.tool());
        Set<EffectKind> said = declared.apply(tool);
        if (!said.isEmpty()) {
            Set<EffectKind> kinds = EnumSet.copyOf(said);
            // An argument that holds a command or a statement is judged all the same: the owner spoke of the tool.
            return effects(tool, kinds, List.of()).and(arguments(tool, words, kinds, context));
        }
        Set<EffectKind> kinds = EnumSet.noneOf(EffectKind.class);
        kinds.addAll(
                KNOWN_READS.contains(String.join("_", words))
                        ? EnumSet.of(EffectKind.TOOL_READ)
                        : Lexicon.kinds(words));
        boolean ascii = tool.tool().chars().allMatch(c -> c > ' ' && c < 0x7f);
        List<String> gaps = new ArrayList<>();
        if (!ascii) {
            gaps.add("the name of the tool is not plain ASCII");
        }
        hints(tool.hints(), kinds);
        Classification inner = arguments(tool, words, kinds, context);
        boolean bare = inner.effects().isEmpty();
        if (kinds.remove(EffectKind.EXEC_OPAQUE) && bare) {
            kinds.add(EffectKind.TOOL_UNKNOWN);
            gaps.add("the tool runs something that is not in its arguments");
        }
        if (kinds.isEmpty() && bare) {
            kinds.add(EffectKind.TOOL_UNKNOWN);
            gaps.add("the name of the tool says nothing");
        }
        return effects(tool, kinds, gaps).and(inner);
    }

    /** What a trusted server says may make an unknown tool known; what any server says may make a tool worse. */
    private static void hints(ToolAction.Hints hints, Set<EffectKind> kinds) {
        if (hints.trusted() && Boolean.TRUE.equals(hints.readOnly()) && kinds.isEmpty()) {
            kinds.add(EffectKind.TOOL_READ);
        }
        if (Boolean.TRUE.equals(hints.destructive())) {
            kinds.add(EffectKind.TOOL_DESTROY);
        } else if (Boolean.FALSE.equals(hints.readOnly()) && !kinds.isEmpty()) {
            kinds.add(EffectKind.TOOL_WRITE);
        }
    }

    private Classification effects(ToolAction tool, Set<EffectKind> kinds, List<String> gaps) {
        String resource = tool.server() + "/" + tool.tool();
        boolean special = kinds.stream().anyMatch(kind -> !GENERAL.contains(kind));
        boolean worse = kinds.contains(EffectKind.TOOL_WRITE)
                || kinds.contains(EffectKind.TOOL_DESTROY)
                || kinds.contains(EffectKind.TOOL_UNKNOWN);
        List<Effect> effects = new ArrayList<>();
        for (EffectKind kind : kinds) {
            if ((kind == EffectKind.TOOL_READ && (worse || special))
                    || (kind == EffectKind.TOOL_WRITE && kinds.contains(EffectKind.TOOL_DESTROY))) {
                continue;
            }
            if (kind == EffectKind.VCS_PUSH) {
                push(tool, effects);
            } else {
                effects.add(Effect.of(kind, resource, SourceSpan.NONE));
            }
        }
        List<Gap> said = gaps.stream().map(why -> new Gap(why, SourceSpan.NONE)).toList();
        return new Classification(effects, said.isEmpty() ? Coverage.KNOWN : Coverage.PARTIAL, said);
    }

    private void push(ToolAction tool, List<Effect> effects) {
        Object branch = tool.arguments().get("branch");
        String name = branch instanceof String text ? text : "";
        boolean governed = name.isEmpty() || Globs.matchesAny(settings.governedBranches(), name);
        effects.add(Effect.of(governed ? EffectKind.VCS_PUSH_GOVERNED : EffectKind.VCS_PUSH, name, SourceSpan.NONE));
    }

    private Classification arguments(
            ToolAction tool, List<String> words, Set<EffectKind> kinds, ActionContext context) {
        Classification all = Classification.NOTHING;
        for (Map.Entry<String, ?> argument : tool.arguments().entrySet()) {
            String name = argument.getKey().toLowerCase(Locale.ROOT);
            List<?> values = argument.getValue() instanceof List<?> list ? list : listOf(argument.getValue());
            if (COMMANDS.contains(name) && argument.getValue() instanceof List<?> list) {
                values = List.of(
                        String.join(" ", list.stream().map(String::valueOf).toList()));
            }
            for (Object value : values) {
                Action inner = value instanceof String text ? inner(name, text, tool, words, kinds) : null;
                if (inner != null) {
                    all = all.and(nested.classify(inner, context));
                }
            }
        }
        return all;
    }

    private static List<?> listOf(@Nullable Object value) {
        return value == null ? List.of() : List.of(value);
    }

    private static @Nullable Action inner(
            String name, String text, ToolAction tool, List<String> words, Set<EffectKind> kinds) {
        if (COMMANDS.contains(name)) {
            return new ShellAction(text, ShellAction.Shell.UNKNOWN);
        }
        if (STATEMENTS.contains(name) && words.stream().anyMatch(DATABASE_WORDS::contains)) {
            return Action.sql(text);
        }
        if (ADDRESSES.contains(name)) {
            Object method = tool.arguments().get("method");
            Object body = tool.arguments().get("body");
            return new HttpAction(
                    method instanceof String verb ? verb : "GET", text, Map.of(), body instanceof String b ? b : null);
        }
        // A path beside a forge's special kind is a path in a repository, not on this machine.
        if (PATHS.contains(name) && !kinds.contains(EffectKind.VCS_PUSH)) {
            return new FileAction(operation(kinds), text, null);
        }
        return null;
    }

    private static FileAction.Operation operation(Set<EffectKind> kinds) {
        if (kinds.contains(EffectKind.TOOL_DESTROY)) {
            return FileAction.Operation.DELETE;
        }
        boolean reads = kinds.equals(EnumSet.of(EffectKind.TOOL_READ));
        return reads ? FileAction.Operation.READ : FileAction.Operation.WRITE;
    }
}
