/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.shell.Syntax.Node;
import dev.agentgovernance.core.internal.classify.shell.Syntax.ShellWord;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Simple;
import java.util.Set;

/** Tells whether commands print what they fetch from the network. */
final class Downloads {

    private static final Set<String> PROGRAMS = Set.of(
            "curl", "wget", "http", "https", "xh", "fetch", "aria2c", "lynx", "nc", "ncat", "netcat", "socat", "ftp");

    private Downloads() {}

    static boolean in(Node node) {
        if (node instanceof Simple simple) {
            for (ShellWord word : simple.words()) {
                String plain = word.plain();
                if (plain != null && PROGRAMS.contains(plain.substring(plain.lastIndexOf('/') + 1))) {
                    return true;
                }
            }
            return false;
        }
        return Assigned.children(node).stream().anyMatch(Downloads::in);
    }
}
