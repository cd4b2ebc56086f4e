/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.CommandClassifier;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Knows what git commands do: which only look, which can lose work, which branches of which remote a push changes.
 *
 * <p>A subcommand that git does not have may be an alias, and an option that is not in the lists may do anything: both are
 * gaps. Immutable and safe for use by several threads.
 */
public final class GitCommands implements CommandClassifier {

    private static final Set<String> GLOBAL_FLAGS = Set.of(
            "-P",
            "--no-pager",
            "--no-replace-objects",
            "--bare",
            "--literal-pathspecs",
            "--glob-pathspecs",
            "--noglob-pathspecs",
            "--icase-pathspecs",
            "--no-optional-locks",
            "--no-lazy-fetch",
            "--no-advice");
    private static final Set<String> GLOBAL_VALUES = Set.of("--namespace", "--super-prefix", "--attr-source");
    private static final Set<String> GLOBAL_PLACES = Set.of("--git-dir", "--work-tree");

    /** Keys of the configuration that only change how something looks or who is named. */
    private static final List<String> MILD_KEYS = List.of(
            "user.",
            "color.",
            "column.",
            "advice.",
            "init.defaultbranch",
            "core.quotepath",
            "core.autocrlf",
            "core.abbrev",
            "core.filemode",
            "core.ignorecase",
            "diff.renames",
            "diff.algorithm",
            "diff.context",
            "diff.mnemonicprefix",
            "log.",
            "pull.rebase",
            "pull.ff",
            "push.default",
            "push.autosetupremote",
            "rebase.autostash",
            "rebase.autosquash",
            "merge.conflictstyle",
            "merge.ff",
            "fetch.prune",
            "commit.gpgsign",
            "tag.gpgsign",
            "tag.sort",
            "branch.sort",
            "branch.autosetuprebase",
            "status.",
            "blame.",
            "format.pretty",
            "i18n.",
            "rerere.",
            "grep.",
            "http.postbuffer",
            "http.lowspeed",
            "gc.auto",
            "safe.directory",
            "feature.",
            "stash.");

    /** Creates the classifier. */
    public GitCommands() {}

    @Override
    public Set<String> programs() {
        return Set.of("git");
    }

    @Override
    public void classify(Command command, EffectSink sink) {
        environment(command, sink);
        Place place = new Place(sink);
        if (command.environment().containsKey("GIT_DIR")
                || command.environment().containsKey("GIT_WORK_TREE")) {
            place.lose();
        }
        List<Word> words = command.arguments();
        int at = 0;
        while (at < words.size() && words.get(at).text().startsWith("-")) {
            Word word = words.get(at);
            String text = word.text();
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            if (text.equals("--version")
                    || text.equals("-v")
                    || text.equals("--help")
                    || text.equals("-h")
                    || text.equals("--html-path")
                    || text.equals("--man-path")
                    || text.equals("--info-path")
                    || text.equals("--exec-path")) {
                effect(EffectKind.VCS_READ, "", command, sink);
                return;
            }
            at++;
            if (text.equals("-c")) {
                if (at < words.size()) {
                    setting(words.get(at++), command, sink);
                }
            } else if (text.equals("-C") || GLOBAL_PLACES.contains(name)) {
                Word target = equals < 0 && at < words.size() ? words.get(at++) : null;
                if (target != null) {
                    sink.list(target);
                }
                place.move(text.equals("-C") ? target : null);
            } else if (text.startsWith("-C") && word.isLiteral()) {
                // Git refuses the folder in the same word; taken for what it was meant to say, it is judged the same.
                Word target = Word.literal(text.substring(2), word.span());
                sink.list(target);
                place.move(target);
            } else if (GLOBAL_VALUES.contains(name)) {
                at += equals < 0 ? 1 : 0;
            } else if (!word.isLiteral() || !GLOBAL_FLAGS.contains(text)) {
                boolean pages = text.equals("-p") || text.equals("--paginate");
                if (!pages) {
                    effect(EffectKind.EXEC_OPAQUE, "", command, sink);
                }
                sink.gap(Coverage.PARTIAL, "an option of git that can run programs", word.span());
            }
        }
        if (at >= words.size()) {
            effect(EffectKind.VCS_READ, "", command, sink);
            return;
        }
        Word subcommand = words.get(at);
        if (!subcommand.isLiteral()) {
            effect(EffectKind.EXEC_OPAQUE, "", command, sink);
            sink.gap(Coverage.OPAQUE, "a subcommand that is not known before it runs", subcommand.span());
            return;
        }
        GitSubcommand git = new GitSubcommand(command, words.subList(at + 1, words.size()), sink, place);
        git.report(subcommand.text());
        GitRepository repository = place.repository();
        if (repository != null) {
            ExecutingSettings.report(repository.config(), subcommand.text(), command, sink);
        }
    }

    /** Variables that make git run something, or take its configuration from elsewhere. */
    private static void environment(Command command, EffectSink sink) {
        for (String name : command.environment().keySet()) {
            boolean runs = name.startsWith("GIT_CONFIG")
                    || name.startsWith("GIT_SSH")
                    || Set.of(
                                    "GIT_EXTERNAL_DIFF",
                                    "GIT_PAGER",
                                    "PAGER",
                                    "GIT_EDITOR",
                                    "GIT_SEQUENCE_EDITOR",
                                    "GIT_ASKPASS")
                            .contains(name)
                    || Set.of("GIT_EXEC_PATH", "GIT_TEMPLATE_DIR", "GIT_PROXY_COMMAND", "EDITOR", "VISUAL")
                            .contains(name);
            Word value = command.environment().get(name);
            boolean harmless = value != null
                    && value.isLiteral()
                    && Set.of("cat", "true", ":", "", "less").contains(value.text())
                    && !name.startsWith("GIT_CONFIG");
            if (runs && !harmless) {
                effect(EffectKind.EXEC_OPAQUE, name, command, sink);
                sink.gap(Coverage.PARTIAL, "a variable that makes git run a program", command.span());
            }
        }
    }

    /** {@code -c key=value}: most keys that matter run a program sooner or later. */
    private static void setting(Word word, Command command, EffectSink sink) {
        int equals = word.text().indexOf('=');
        String key = equals < 0 ? word.text() : word.text().substring(0, equals);
        String value = equals < 0 ? "" : word.text().substring(equals + 1);
        if (!word.isLiteral() || !isMild(key)) {
            String lower = key.toLowerCase(Locale.ROOT);
            boolean bypass = lower.equals("core.hookspath");
            boolean harmlessPager = (lower.equals("core.pager") || lower.equals("core.editor"))
                    && Set.of("cat", "true", "", ":").contains(value);
            if (harmlessPager && word.isLiteral()) {
                return;
            }
            if (lower.startsWith("alias.") && value.startsWith("!")) {
                sink.run(Action.shell(value.substring(1)), word.span());
            }
            effect(bypass ? EffectKind.VCS_HOOK_BYPASS : EffectKind.EXEC_OPAQUE, key, command, sink);
            sink.gap(Coverage.PARTIAL, "a setting that can make git run a program", word.span());
        }
    }

    /** Tells whether a key of the configuration only changes how something looks. */
    static boolean isMild(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return MILD_KEYS.stream().anyMatch(mild -> mild.endsWith(".") ? lower.startsWith(mild) : lower.equals(mild));
    }

    static void effect(EffectKind kind, String resource, Command command, EffectSink sink) {
        sink.effect(Effect.of(kind, resource, command.span()));
    }
}
