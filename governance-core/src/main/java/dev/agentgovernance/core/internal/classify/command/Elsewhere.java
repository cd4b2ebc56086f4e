/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.WorkingTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Places outside of the working tree, in words that name programs, builds and packages. */
final class Elsewhere {

    private static final List<String> FOLDERS = List.of("file://", "file:", "link:", "portal:");

    private Elsewhere() {}

    /** Tells whether a word names a place outside of the tree, or the last of several folders in it is one. */
    static boolean is(Word word, EffectSink sink) {
        return word.isLiteral()
                && !word.text().contains("://")
                && (WorkingTree.isOutside(word, sink)
                        || WorkingTree.isOutside(Hooks.rest(word, word.text().lastIndexOf(':') + 1), sink));
    }

    /** Returns the place that a package comes from, where its word names one. */
    static @Nullable Word packageFolder(Word word) {
        String text = word.text();
        for (String protocol : FOLDERS) {
            int at = text.indexOf(protocol);
            if (at == 0 || (at > 0 && text.charAt(at - 1) == '@')) {
                return Hooks.rest(word, at + protocol.length());
            }
        }
        return text.startsWith("/") || text.startsWith("~") || text.startsWith(".") ? word : null;
    }
}
