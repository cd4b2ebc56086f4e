/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.function.BiPredicate;

/** The subcommands of git that make, move and delete the names of commits. */
final class GitReferences {

    private final GitSubcommand git;
    private final Place place;

    GitReferences(GitSubcommand git, Place place) {
        this.git = git;
        this.place = place;
    }

    /** Commands that show what a name stands for, and with a second word change it. */
    void named(String name) {
        GitArguments arguments = git.arguments(
                "d delete q quiet short m= recurse no-recurse f force e edit raw graft convert-graft-file l list format=");
        boolean deletes = arguments.has("d", "delete");
        boolean changes = arguments.has("f", "force", "e", "edit", "graft", "convert-graft-file")
                || arguments.words().size() > 1
                || arguments.hasUnknownWord();
        boolean shows = name.equals("symbolic-ref") || arguments.words().isEmpty() || arguments.has("l", "list");
        // What HEAD or a branch stands for is another commit from then on, and the files stay as they are.
        boolean moves =
                name.equals("symbolic-ref") && changes && !arguments.word(0).startsWith("refs/remotes/");
        EffectKind otherwise = shows && !changes ? EffectKind.VCS_READ : EffectKind.VCS_REWRITE;
        git.effect(deletes || moves ? EffectKind.VCS_DISCARD : otherwise, "");
    }

    void branch() {
        GitArguments arguments = git.arguments(
                "d delete D f force m move M c copy C color no-color i ignore-case column no-column r remotes a all l list show-current v vv verbose q quiet abbrev no-abbrev t track no-track recurse-submodules u= set-upstream-to= unset-upstream edit-description contains no-contains merged no-merged points-at= sort= format= create-reflog no-create-reflog omit-empty");
        boolean changes = arguments.has(
                "m", "move", "c", "copy", "C", "u", "set-upstream-to", "unset-upstream", "edit-description");
        if (arguments.has("D", "f", "force")) {
            // What only the branch of that name held is gone, as if it had been deleted first.
            git.effect(EffectKind.VCS_DISCARD, arguments.word(0));
        } else if (arguments.has("M", "C")) {
            // A branch that has that name already is gone.
            boolean free = isFree(arguments.words(), GitRepository::hasBranch);
            git.effect(free ? EffectKind.VCS_COMMIT : EffectKind.VCS_DISCARD, arguments.word(0));
        } else if (arguments.has("d", "delete") || changes) {
            git.effect(EffectKind.VCS_COMMIT, arguments.word(0));
        } else {
            boolean lists = arguments.words().isEmpty()
                    || arguments.has(
                            "l", "list", "contains", "no-contains", "merged", "no-merged", "points-at", "show-current");
            git.effect(lists ? EffectKind.VCS_READ : EffectKind.VCS_COMMIT, arguments.word(0));
        }
    }

    void tag() {
        GitArguments arguments = git.arguments(
                "a annotate s sign no-sign u= local-user= f force d delete v verify n l list sort= color no-color i ignore-case omit-empty column no-column contains no-contains merged no-merged points-at= m= message= F= file= trailer= e edit cleanup= create-reflog no-create-reflog format=");
        boolean lists = arguments.words().isEmpty()
                || arguments.has(
                        "l", "list", "v", "verify", "n", "contains", "no-contains", "merged", "no-merged", "points-at");
        // A tag keeps no record of what it was: deleted or moved, it is gone unless somebody else has it.
        boolean moves = arguments.has("f", "force")
                && !isFree(arguments.words().stream().limit(1).toList(), GitRepository::hasTag);
        EffectKind kind = arguments.has("d", "delete") || moves
                ? EffectKind.VCS_DISCARD
                : lists ? EffectKind.VCS_READ : EffectKind.VCS_COMMIT;
        git.effect(kind, arguments.word(0));
    }

    void update() {
        GitArguments arguments = git.arguments("d delete no-deref stdin z m= create-reflog batch-updates");
        // With a new value, what only the old one led to is gone, as by "branch -f"; with none before, it is
        // new.
        String before = arguments.word(2);
        boolean made = !before.isEmpty() && before.chars().allMatch(c -> c == '0');
        boolean deletes = arguments.has("d", "delete", "stdin");
        git.effect(made && !deletes ? EffectKind.VCS_REWRITE : EffectKind.VCS_DISCARD, "");
    }

    /** Tells whether the repository is at hand and has nothing of the name that stands last. */
    private boolean isFree(List<Word> names, BiPredicate<GitRepository, String> has) {
        GitRepository repository = place.repository();
        Word last = names.isEmpty() ? null : names.get(names.size() - 1);
        return repository != null && last != null && last.isLiteral() && !has.test(repository, last.text());
    }
}
