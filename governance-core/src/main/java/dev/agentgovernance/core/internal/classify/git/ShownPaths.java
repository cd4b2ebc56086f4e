/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.Set;

/** Finds the words of reading subcommands that name a file whose content git shows, now or as it once was. */
final class ShownPaths {

    private static final Set<String> SHOW_CONTENT =
            Set.of("show", "diff", "cat-file", "blame", "annotate", "grep", "diff-tree", "diff-index", "diff-files");
    private static final Set<String> SHOW_WITH_OPTION = Set.of("log", "whatchanged", "rev-list", "stash");

    private ShownPaths() {}

    static void report(String subcommand, GitArguments arguments, EffectSink sink) {
        boolean shows = SHOW_CONTENT.contains(subcommand)
                || (SHOW_WITH_OPTION.contains(subcommand)
                        && arguments.has("p", "u", "patch", "L", "S", "G", "c", "cc", "full-diff"));
        boolean namesOnly =
                arguments.has("name-only", "name-status", "stat", "numstat", "shortstat", "summary", "quiet");
        if (!shows || namesOnly) {
            return;
        }
        List<Word> words = arguments.words();
        for (int i = subcommand.equals("grep") ? 1 : 0; i < words.size(); i++) {
            sink.glimpse(path(words.get(i)));
        }
        arguments.behindDashes().forEach(sink::glimpse);
    }

    /** Returns the file in {@code REVISION:PATH}, or the whole word. */
    private static Word path(Word word) {
        int colon = word.text().lastIndexOf(':');
        return colon < 0 || !word.isLiteral() ? word : Word.literal(word.text().substring(colon + 1), word.span());
    }
}
