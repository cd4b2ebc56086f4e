/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.WorkingTree;
import java.util.List;

/** Folders that are moved out of the working tree: to whoever works in it they are as good as deleted. */
final class Moves {

    private Moves() {}

    static void report(Invocation invocation, EffectSink sink, List<String> environments) {
        List<Word> folders = invocation.valuesOf("-t", "--target-directory");
        List<Word> words = invocation.words();
        int sources = folders.isEmpty() ? words.size() - 1 : words.size();
        if (sources < 1) {
            return;
        }
        Word target = folders.isEmpty() ? words.get(sources) : folders.get(folders.size() - 1);
        if (!target.isLiteral() || target.text().startsWith("/dev/") || !WorkingTree.isOutside(target, sink)) {
            return;
        }
        for (Word source : words.subList(0, sources)) {
            if (mayBeFolder(source.text()) && !WorkingTree.isOutside(source, sink)) {
                sink.delete(source, true);
            }
        }
    }

    /** A name with an ending is one file mostly. */
    private static boolean mayBeFolder(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.indexOf('.', 1) < 0;
    }
}
