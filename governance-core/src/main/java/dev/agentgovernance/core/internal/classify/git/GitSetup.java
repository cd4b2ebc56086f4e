/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The subcommands of git that set a repository up: its settings, its remotes, its further working trees and submodules. */
final class GitSetup {

    private final GitSubcommand git;
    private final Command command;
    private final List<Word> words;
    private final EffectSink sink;

    GitSetup(GitSubcommand git, Command command, List<Word> words, EffectSink sink) {
        this.git = git;
        this.command = command;
        this.words = words;
        this.sink = sink;
    }

    void report(String name) {
        switch (name) {
            case "config" -> config();
            case "remote" -> remote();
            case "worktree" -> worktree();
            case "submodule" -> submodule();
            default -> lfs();
        }
    }

    private void config() {
        GitArguments arguments = git.arguments(
                "global system local worktree f= file= blob= get get-all get-regexp get-urlmatch replace-all add unset unset-all rename-section remove-section l list e edit t= type= bool int bool-or-int path expiry-date no-type z null name-only show-origin show-scope includes no-includes default= get-color get-colorbool fixed-value all regexp= value= url= show-names no-show-names append comment=");
        String first = arguments.word(0);
        boolean verb = Set.of("list", "get", "set", "unset", "rename-section", "remove-section", "edit")
                .contains(first);
        boolean reads = arguments.has(
                        "l", "list", "get", "get-all", "get-regexp", "get-urlmatch", "get-color", "get-colorbool")
                || first.equals("list")
                || first.equals("get")
                || (!verb
                        && arguments.words().size() == 1
                        && !arguments.has("unset", "unset-all", "add", "replace-all", "remove-section", "e", "edit"));
        if (reads) {
            git.effect(EffectKind.VCS_READ, "");
            return;
        }
        String key = arguments.word(verb ? 1 : 0).toLowerCase(Locale.ROOT);
        boolean tampers = key.equals("core.hookspath") || key.startsWith("includeif.") || key.startsWith("include.");
        git.effect(tampers ? EffectKind.AGENT_SELF_TAMPER : EffectKind.VCS_CONFIG, key);
        boolean literal = arguments.words().stream().allMatch(Word::isLiteral);
        boolean mild = GitCommands.isMild(key)
                || Set.of("remote", "branch").stream()
                        .anyMatch(p -> key.startsWith(p + ".")
                                && (key.endsWith(".url")
                                        || key.endsWith(".merge")
                                        || key.endsWith(".remote")
                                        || key.endsWith(".fetch")));
        if (!tampers && (!mild || !literal) && !arguments.has("unset", "unset-all")) {
            git.effect(EffectKind.EXEC_OPAQUE, key);
            sink.gap(Coverage.PARTIAL, "a setting that can make git run a program", command.span());
        }
        if (arguments.has("global", "system")) {
            git.effect(EffectKind.PERSISTENCE, key);
        }
    }

    private void remote() {
        String first = "";
        for (Word word : words) {
            if (!word.text().startsWith("-")) {
                first = word.isLiteral() ? word.text() : "?";
                break;
            }
        }
        EffectKind kind = switch (first) {
            case "", "show", "get-url" -> EffectKind.VCS_READ;
            case "update", "prune" -> EffectKind.VCS_FETCH;
            default -> EffectKind.VCS_CONFIG;
        };
        git.effect(kind, "");
        if (first.equals("set-url")) {
            sink.gap(Coverage.PARTIAL, "where later pushes go is changed", command.span());
        }
        if (!Set.of(
                        "",
                        "show",
                        "get-url",
                        "update",
                        "prune",
                        "add",
                        "rename",
                        "remove",
                        "rm",
                        "set-head",
                        "set-branches",
                        "set-url")
                .contains(first)) {
            sink.gap(Coverage.PARTIAL, "a part of remote that is not known", command.span());
        }
    }

    private void worktree() {
        GitArguments arguments = git.arguments(
                "f force d detach checkout no-checkout b= B= lock reason= q quiet porcelain z v verbose n dry-run expire= orphan track no-track guess-remote no-guess-remote relative-paths no-relative-paths");
        switch (arguments.word(0)) {
            case "list" -> git.effect(EffectKind.VCS_READ, "");
            case "remove" -> {
                // Without force, git removes only what holds nothing that is not committed.
                boolean forced = arguments.has("f", "force");
                git.effect(forced ? EffectKind.VCS_DISCARD : EffectKind.VCS_COMMIT, "");
                if (forced) {
                    arguments.words().stream().skip(1).forEach(w -> sink.delete(w, true));
                }
            }
            // It says which entries it would take out.
            case "prune" -> git.effect(arguments.has("n", "dry-run") ? EffectKind.VCS_READ : EffectKind.VCS_COMMIT, "");
            default -> git.effect(EffectKind.VCS_COMMIT, "");
        }
    }

    private void submodule() {
        String first = "";
        for (Word word : words) {
            if (!word.text().startsWith("-")) {
                first = word.text();
                break;
            }
        }
        switch (first) {
            case "", "status", "summary" -> git.effect(EffectKind.VCS_READ, "");
            case "foreach" -> inEach();
            case "deinit" -> git.effect(EffectKind.VCS_DISCARD, "");
            // With force, what was changed in a submodule is overwritten.
            case "update" ->
                git.effect(
                        words.stream().anyMatch(GitSetup::mayForce) ? EffectKind.VCS_DISCARD : EffectKind.VCS_FETCH,
                        "");
            case "set-url" -> {
                git.effect(EffectKind.VCS_CONFIG, "");
                sink.gap(Coverage.PARTIAL, "where the code of a submodule comes from is changed", command.span());
            }
            case "add" -> {
                git.effect(EffectKind.VCS_FETCH, "");
                sink.gap(Coverage.PARTIAL, "another repository becomes a part of this one", command.span());
            }
            case "set-branch", "sync", "absorbgitdirs", "init" -> git.effect(EffectKind.VCS_CONFIG, "");
            default -> git.effect(EffectKind.VCS_FETCH, "");
        }
    }

    private static boolean mayForce(Word word) {
        return !word.isLiteral() || word.is("-f") || (word.text().length() > 3 && "--force".startsWith(word.text()));
    }

    /** Reports what is run in each submodule. */
    private void inEach() {
        StringBuilder script = new StringBuilder();
        boolean behind = false;
        for (Word word : words) {
            if (behind && (!word.text().startsWith("-") || !script.isEmpty())) {
                if (!word.isLiteral()) {
                    git.runs("a command in each submodule");
                    return;
                }
                script.append(script.isEmpty() ? "" : " ").append(word.text());
            }
            behind |= word.is("foreach");
        }
        git.effect(EffectKind.VCS_READ, "");
        if (!script.isEmpty()) {
            sink.run(Action.shell(script.toString()), command.span());
        }
    }

    private void lfs() {
        String first = words.isEmpty() ? "" : words.get(0).text();
        EffectKind kind = switch (first) {
            case "", "ls-files", "status", "env", "version", "locks", "ext", "pointer" -> EffectKind.VCS_READ;
            case "logs" -> words.stream().anyMatch(w -> w.is("clear")) ? EffectKind.VCS_CONFIG : EffectKind.VCS_READ;
            // Without a pattern it shows those that there are.
            case "track" -> words.size() == 1 ? EffectKind.VCS_READ : EffectKind.VCS_CONFIG;
            case "fetch", "pull", "checkout", "clone" -> EffectKind.VCS_FETCH;
            case "push" -> EffectKind.VCS_PUSH;
            // Every commit is made anew, as by filter-branch.
            case "migrate" -> EffectKind.VCS_DISCARD;
            // Copies that no other place need have; what would go is only shown where that is asked for.
            case "prune" ->
                words.stream().anyMatch(w -> w.is("--dry-run") || w.is("-d"))
                        ? EffectKind.VCS_READ
                        : EffectKind.VCS_DISCARD;
            default -> EffectKind.VCS_CONFIG;
        };
        git.effect(kind, "");
        if (kind == EffectKind.VCS_PUSH
                && words.stream()
                        .anyMatch(word -> !word.isLiteral() || word.text().contains("://"))) {
            sink.gap(Coverage.PARTIAL, "large files go to a place that is named by its address", command.span());
        }
    }
}
