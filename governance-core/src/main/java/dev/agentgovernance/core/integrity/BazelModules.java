/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import dev.agentgovernance.core.integrity.ScriptWords.Word;

/** Reads which packages of the same repository a Bazel {@code BUILD} file names by label. */
final class BazelModules {

    private BazelModules() {}

    static void read(String folder, String text, ModuleFacts facts) {
        facts.module(folder);
        for (Word word : ScriptWords.withHashes(text)) {
            String label = word.text();
            // Who may see a package does not use it.
            if (word.isText()
                    && label.startsWith("//")
                    && !label.startsWith("//visibility:")
                    && !label.endsWith(":__pkg__")
                    && !label.endsWith(":__subpackages__")) {
                int colon = label.indexOf(':');
                facts.usesFolder(folder, Folders.at(".", label.substring(2, colon < 0 ? label.length() : colon)));
            }
        }
    }
}
