/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The subcommands of git whose words decide whether work is recorded, rewritten, lost or shared. */
final class GitChanges {

    /** Subcommands that lose something with an option that takes no value. */
    private static final Set<String> FORCEFUL = Set.of("push", "branch", "stash", "worktree", "submodule");

    private final GitSubcommand git;
    private final Command command;
    private final List<Word> words;
    private final EffectSink sink;

    private final Place place;

    GitChanges(GitSubcommand git, Command command, List<Word> words, EffectSink sink, Place place) {
        this.place = place;
        this.git = git;
        this.command = command;
        this.words = words;
        this.sink = sink;
    }

    /** Reports a subcommand; returns whether git has it. */
    boolean report(String name) {
        if (FORCEFUL.contains(name) && words.stream().anyMatch(GitChanges::mayBeOption)) {
            sink.gap(Coverage.PARTIAL, "a word that is not known before it runs may be an option", command.span());
        }
        switch (name) {
            case "push" -> new GitPush(git.arguments(GitPush.OPTIONS), sink, command.span(), place).report();
            case "commit" -> commit();
            case "branch" -> references().branch();
            case "tag" -> references().tag();
            case "checkout" -> checkout();
            case "switch" -> switchTo();
            case "restore" -> restore();
            case "reset" -> reset();
            case "clean" -> clean();
            case "rm" -> remove();
            case "stash" -> stash();
            case "merge" -> merge();
            case "rebase" -> rebase();
            case "reflog" -> reflog();
            case "config", "remote", "worktree", "submodule", "lfs" ->
                new GitSetup(git, command, words, sink).report(name);
            default -> {
                return rare(name);
            }
        }
        return true;
    }

    private static boolean mayBeOption(Word word) {
        return !word.isLiteral()
                && word.form() != Word.Form.GLOB
                && (word.text().isEmpty() || word.text().startsWith("-"));
    }

    private boolean rare(String name) {
        switch (name) {
            case "clone" -> cloneRepository();
            case "gc", "prune" -> {
                GitArguments arguments = git.arguments(
                        "aggressive auto prune= no-prune q quiet force keep-largest-pack n dry-run v expire= progress no-progress cruft");
                if (name.equals("prune") && arguments.has("n", "dry-run")) {
                    git.effect(EffectKind.VCS_READ, "");
                    return true;
                }
                boolean harmless = arguments.has("n", "dry-run") || (name.equals("gc") && !arguments.has("prune"));
                git.effect(harmless ? EffectKind.VCS_COMMIT : EffectKind.VCS_DISCARD, "");
            }
            case "prune-packed", "fast-import", "unpack-objects" ->
                git.effect(
                        words.stream().anyMatch(w -> w.is("--force")) ? EffectKind.VCS_DISCARD : EffectKind.VCS_REWRITE,
                        "");
            case "replace", "symbolic-ref" -> references().named(name);
            case "read-tree", "checkout-index" -> {
                // With these, files of the working tree are overwritten.
                boolean overwrites = words.stream()
                        .anyMatch(w -> w.is("--reset")
                                || w.is("--force")
                                || w.is("--all")
                                || (w.text().startsWith("-")
                                        && !w.text().startsWith("--")
                                        && w.text().chars().anyMatch(c -> c == 'u' || c == 'f' || c == 'a')));
                git.effect(overwrites ? EffectKind.VCS_DISCARD : EffectKind.VCS_REWRITE, "");
            }
            case "update-ref" -> references().update();
            case "filter-branch", "filter-repo" -> {
                git.effect(EffectKind.VCS_DISCARD, "");
                git.runs("commands for each commit");
            }
            case "send-pack", "svn", "p4", "subtree", "send-email", "imap-send", "cvsexportcommit" -> publish(name);
            case "difftool", "mergetool", "instaweb", "gui", "citool", "daemon", "shell", "web--browse", "credential" ->
                git.runs("a program that git starts");
            default -> {
                return false;
            }
        }
        return true;
    }

    private GitReferences references() {
        return new GitReferences(git, place);
    }

    private void publish(String name) {
        boolean pushes = name.startsWith("send")
                || words.stream().anyMatch(w -> w.is("push") || w.is("dcommit") || w.is("submit"));
        git.effect(pushes ? EffectKind.VCS_PUSH_GOVERNED : EffectKind.VCS_COMMIT, "");
        sink.gap(Coverage.PARTIAL, "the branch is not read from the words", command.span());
    }

    private void cloneRepository() {
        GitArguments arguments = git.arguments(
                "v verbose q quiet progress n no-checkout bare mirror l local no-local no-hardlinks s shared recurse-submodules recursive j= jobs= template= reference= reference-if-able= dissociate o= origin= b= branch= u= upload-pack= depth= shallow-since= shallow-exclude= single-branch no-single-branch no-tags tags shallow-submodules separate-git-dir= c= config= filter= sparse remote-submodules 4 6 ipv4 ipv6 also-filter-submodules");
        git.effect(EffectKind.VCS_FETCH, arguments.word(0));
        if (arguments.words().size() > 1) {
            sink.write(arguments.words().get(1));
        } else {
            git.effect(EffectKind.FS_WRITE, "");
        }
        boolean setting = arguments.values("c", "config").stream().anyMatch(w -> !GitCommands.isMild(key(w.text())));
        if (setting
                || arguments.has("u", "upload-pack", "template")
                || arguments.word(0).toLowerCase(Locale.ROOT).startsWith("ext::")) {
            git.runs("an option that can run a program");
        }
    }

    private static String key(String setting) {
        int equals = setting.indexOf('=');
        return equals < 0 ? setting : setting.substring(0, equals);
    }

    private void commit() {
        GitArguments arguments = git.arguments(
                "a all p patch C= reuse-message= c= reedit-message= fixup= squash= reset-author short branch porcelain long z null F= file= author= date= m= message= t= template= s signoff no-signoff trailer= n no-verify verify allow-empty allow-empty-message cleanup= e edit no-edit amend no-post-rewrite i include o only pathspec-from-file= pathspec-file-nul u untracked-files v verbose q quiet dry-run status no-status S gpg-sign no-gpg-sign");
        git.effect(arguments.has("dry-run") ? EffectKind.VCS_READ : EffectKind.VCS_COMMIT, "");
        if (arguments.has("amend")) {
            git.effect(EffectKind.VCS_REWRITE, "");
        }
        hookBypass(arguments, "n", "no-verify");
        arguments.values("F", "file", "t", "template").stream()
                .filter(w -> !w.is("-"))
                .forEach(sink::read);
    }

    private void hookBypass(GitArguments arguments, String... options) {
        if (arguments.has(options)) {
            git.effect(EffectKind.VCS_HOOK_BYPASS, "");
        }
    }

    private void checkout() {
        GitArguments arguments = git.arguments(
                "q quiet progress no-progress f force ours theirs b= B= t track no-track guess no-guess l d detach orphan= ignore-skip-worktree-bits m merge conflict= p patch ignore-other-worktrees overwrite-ignore no-overwrite-ignore recurse-submodules no-recurse-submodules overlay no-overlay pathspec-from-file= pathspec-file-nul 2 3");
        boolean paths = !arguments.behindDashes().isEmpty()
                || arguments.has("p", "patch", "pathspec-from-file", "ours", "theirs")
                || (arguments.words().size() > 1 && !arguments.has("b", "B", "orphan"))
                || looksLikePath(arguments.word(0));
        if (arguments.has("f", "force") || paths) {
            git.effect(EffectKind.VCS_DISCARD, "");
            arguments.behindDashes().forEach(sink::write);
        } else if (arguments.has("B")) {
            git.effect(replaced(arguments.values("B")), "");
        } else {
            git.effect(EffectKind.VCS_COMMIT, arguments.word(0));
        }
        if (!paths) {
            switched(arguments, "b", "B", "orphan");
        }
        unknownWords(arguments);
    }

    /** Notes which branch is checked out from here on: a new one, or the one that is named. */
    private void switched(GitArguments arguments, String... makes) {
        List<Word> made = arguments.values(makes);
        if (!made.isEmpty()) {
            sink.checkOut(made.get(0));
            return;
        }
        if (arguments.words().isEmpty() || arguments.has("d", "detach")) {
            return;
        }
        Word named = arguments.words().get(0);
        String text = named.text();
        // "-" is the one before; one of a remote gets a local branch of its name with --track.
        boolean before = text.startsWith("-") || text.startsWith("@");
        int slash = arguments.has("t", "track") ? text.indexOf('/') : -1;
        sink.checkOut(
                before
                        ? Word.dynamic("", named.span())
                        : slash < 0 ? named : Word.literal(text.substring(slash + 1), named.span()));
    }

    /** A branch that is made anew: what only the old one of that name held is gone, which matters for one that is shared. */
    private EffectKind replaced(List<Word> names) {
        boolean governed = names.stream()
                .anyMatch(name ->
                        !name.isLiteral() || Globs.matchesAny(sink.settings().governedBranches(), name.text()));
        return governed ? EffectKind.VCS_DISCARD : EffectKind.VCS_REWRITE;
    }

    /** A word that can only be a path: {@code .}, {@code ./x}, or a name with an ending that branches do not have. */
    private static boolean looksLikePath(String word) {
        return word.equals(".")
                || word.startsWith("./")
                || word.startsWith("../")
                || word.startsWith(":")
                || word.startsWith("*")
                || word.startsWith("/")
                || word.endsWith("/")
                || hasEnding(word);
    }

    private static boolean hasEnding(String word) {
        String ending = word.substring(word.lastIndexOf('.') + 1);
        return ending.length() < word.length()
                && !ending.isEmpty()
                && ending.length() <= 5
                && ending.chars().allMatch(Character::isLetter);
    }

    private void unknownWords(GitArguments arguments) {
        if (arguments.hasUnknownWord()) {
            git.effect(EffectKind.VCS_DISCARD, "");
            sink.gap(Coverage.PARTIAL, "a word that is not known before it runs may be an option", command.span());
        }
    }

    private void switchTo() {
        GitArguments arguments = git.arguments(
                "c= create= C= force-create= d detach guess no-guess f force discard-changes m merge conflict= q quiet progress no-progress t track no-track orphan= ignore-other-worktrees recurse-submodules no-recurse-submodules");
        if (arguments.has("f", "force", "discard-changes")) {
            git.effect(EffectKind.VCS_DISCARD, "");
        } else {
            git.effect(
                    arguments.has("C", "force-create")
                            ? replaced(arguments.values("C", "force-create"))
                            : EffectKind.VCS_COMMIT,
                    arguments.word(0));
        }
        switched(arguments, "c", "create", "C", "force-create", "orphan");
        unknownWords(arguments);
    }

    private void restore() {
        GitArguments arguments = git.arguments(
                "s= source= p patch W worktree S staged q quiet progress no-progress ours theirs m merge conflict= ignore-unmerged ignore-skip-worktree-bits recurse-submodules no-recurse-submodules overlay no-overlay pathspec-from-file= pathspec-file-nul");
        boolean stagedOnly = arguments.has("S", "staged") && !arguments.has("W", "worktree");
        git.effect(stagedOnly ? EffectKind.VCS_COMMIT : EffectKind.VCS_DISCARD, "");
        if (!stagedOnly) {
            arguments.words().forEach(sink::write);
            arguments.behindDashes().forEach(sink::write);
        }
        if (stagedOnly) {
            unknownWords(arguments);
        }
    }

    private void reset() {
        GitArguments arguments = git.arguments(
                "q quiet refresh no-refresh soft mixed hard merge keep p patch N intent-to-add recurse-submodules no-recurse-submodules pathspec-from-file= pathspec-file-nul");
        boolean loses = arguments.has("hard", "merge", "keep") || arguments.hasUnknownOption();
        boolean moves = !arguments.words().isEmpty()
                && !arguments.has("p", "patch")
                && !arguments.word(0).equals("HEAD");
        git.effect(
                loses
                        ? EffectKind.VCS_DISCARD
                        : moves || arguments.has("soft") ? EffectKind.VCS_REWRITE : EffectKind.VCS_COMMIT,
                loses ? "" : arguments.word(0));
        unknownWords(arguments);
    }

    private void clean() {
        GitArguments arguments = git.arguments("d f force i interactive n dry-run q quiet e= exclude= x X");
        boolean looks = arguments.has("n", "dry-run") && !arguments.hasUnknownWord() && !arguments.hasUnknownOption();
        git.effect(looks ? EffectKind.VCS_READ : EffectKind.VCS_DISCARD, "");
    }

    private void remove() {
        GitArguments arguments = git.arguments(
                "f force n dry-run r cached ignore-unmatch sparse q quiet pathspec-from-file= pathspec-file-nul");
        if (arguments.has("n", "dry-run")) {
            git.effect(EffectKind.VCS_READ, "");
            return;
        }
        git.effect(EffectKind.VCS_COMMIT, "");
        if (arguments.has("cached")) {
            return;
        }
        if (arguments.has("f", "force")) {
            git.effect(EffectKind.VCS_DISCARD, "");
        }
        arguments.words().forEach(w -> sink.delete(w, arguments.has("r")));
        arguments.behindDashes().forEach(w -> sink.delete(w, arguments.has("r")));
    }

    private void stash() {
        String first = words.isEmpty() ? "push" : words.get(0).text();
        EffectKind kind = switch (first) {
            case "list", "show" -> EffectKind.VCS_READ;
            case "drop", "clear" -> EffectKind.VCS_DISCARD;
            default -> EffectKind.VCS_COMMIT;
        };
        git.effect(kind, "");
        boolean dynamic = !words.isEmpty() && !words.get(0).isLiteral();
        boolean known = first.startsWith("-")
                || Set.of(
                                "push", "save", "pop", "apply", "branch", "create", "store", "list", "show", "drop",
                                "clear", "export", "import")
                        .contains(first);
        if (dynamic || !known) {
            git.effect(EffectKind.VCS_DISCARD, "");
            sink.gap(Coverage.PARTIAL, "a part of stash that is not known", command.span());
        }
        if (first.equals("show")
                && words.stream()
                        .anyMatch(w -> w.text().startsWith("--ext") || w.text().startsWith("--outp"))) {
            git.runs("an option that runs a program or writes a file");
        }
    }

    private void merge() {
        GitArguments arguments = git.arguments(
                "n stat no-stat compact-summary summary no-summary log no-log squash no-squash commit no-commit e edit no-edit cleanup= ff no-ff ff-only rerere-autoupdate no-rerere-autoupdate verify-signatures no-verify-signatures s= strategy= X= strategy-option= m= message= F= file= into-name= v verbose q quiet abort continue quit allow-unrelated-histories progress no-progress S gpg-sign no-gpg-sign autostash no-autostash overwrite-ignore no-overwrite-ignore signoff no-signoff verify no-verify");
        git.effect(EffectKind.VCS_COMMIT, arguments.word(0));
        if (arguments.has("abort")) {
            git.effect(EffectKind.VCS_REWRITE, "");
        }
        hookBypass(arguments, "no-verify");
    }

    private void rebase() {
        GitArguments arguments = git.arguments(
                "onto= keep-base continue abort skip quit edit-todo show-current-patch i interactive x= exec= r rebase-merges no-rebase-merges root autosquash no-autosquash autostash no-autostash f no-ff force-rebase fork-point no-fork-point reapply-cherry-picks no-reapply-cherry-picks empty= k keep-empty no-keep-empty allow-empty-message m merge s= strategy= X= strategy-option= rerere-autoupdate S gpg-sign no-gpg-sign q quiet v verbose stat no-stat n verify no-verify C= ignore-whitespace whitespace= committer-date-is-author-date reset-author-date ignore-date signoff apply update-refs no-update-refs reschedule-failed-exec");
        boolean shows = arguments.has("show-current-patch");
        // Which commits stay is said in an editor; one that changes nothing keeps them all.
        boolean chosen = arguments.has("edit-todo") || (arguments.has("i", "interactive") && !hasIdleEditor(command));
        EffectKind kind = chosen ? EffectKind.VCS_DISCARD : EffectKind.VCS_REWRITE;
        git.effect(shows ? EffectKind.VCS_READ : kind, arguments.word(0));
        hookBypass(arguments, "no-verify");
        for (Word exec : arguments.values("x", "exec")) {
            if (exec.isLiteral()) {
                sink.run(dev.agentgovernance.api.action.Action.shell(exec.text()), exec.span());
            } else {
                git.runs("a command that is not known before it runs");
            }
        }
    }

    private static boolean hasIdleEditor(Command command) {
        Word editor = command.environment().get("GIT_SEQUENCE_EDITOR");
        return editor != null
                && editor.isLiteral()
                && Set.of("true", ":", "cat").contains(editor.text());
    }

    private void reflog() {
        String first = words.isEmpty() ? "show" : words.get(0).text();
        boolean loses = first.equals("expire")
                || first.equals("delete")
                || first.equals("drop")
                || (!words.isEmpty() && !words.get(0).isLiteral());
        boolean looks = words.stream().anyMatch(w -> w.is("--dry-run") || w.is("-n"));
        git.effect(loses && !looks ? EffectKind.VCS_DISCARD : EffectKind.VCS_READ, "");
        boolean output = words.stream()
                .anyMatch(w -> w.text().startsWith("--outp") || w.text().startsWith("--ext"));
        if (output) {
            git.runs("an option that runs a program or writes a file");
        }
    }
}
