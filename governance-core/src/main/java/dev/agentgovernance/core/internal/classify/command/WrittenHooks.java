/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.Map;

/**
 * Files with code that the same command line has written, and that a build, a test runner or a package manager picks up by
 * their names alone: what they do beyond the working tree counts as done by the tool.
 */
final class WrittenHooks {

    private static final Map<String, String> INTERPRETERS = Map.of(
            ".py", "python3", ".js", "node", ".cjs", "node", ".mjs", "node", ".ts", "node", ".rb", "ruby", ".pl",
            "perl", ".php", "php");

    private static final List<String> SCRIPTS =
            List.of(".ts", ".tsx", ".kts", ".swift", ".csx", ".sh", ".scala", ".sc");

    private WrittenHooks() {}

    /** Has the code judged that a tool may pick up. */
    static void report(Invocation invocation, EffectSink sink) {
        for (String file : sink.writtenFiles()) {
            String interpreter = INTERPRETERS.get(file.substring(Math.max(0, file.lastIndexOf('.'))));
            if (interpreter != null) {
                Word name = Word.literal(file, invocation.command().span());
                sink.task(
                        interpreter + " " + ShellText.of(List.of(name)),
                        invocation.command().span());
            }
        }
    }

    /** Tells whether a word names a program as a file of its source. */
    static boolean isSource(Word word) {
        String text = word.text();
        int dot = text.lastIndexOf('.');
        return dot > 0 && (INTERPRETERS.containsKey(text.substring(dot)) || SCRIPTS.contains(text.substring(dot)));
    }
}
