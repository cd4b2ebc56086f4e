/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Works out where a path leads. */
final class Folders {

    private Folders() {}

    /** Returns the folder to which a path leads from another; {@code .} is the top, and nothing leads out of it. */
    static String at(String folder, String path) {
        Deque<String> parts = new ArrayDeque<>();
        String start = path.startsWith("/") || folder.equals(".") ? path : folder + "/" + path;
        for (String part : List.of(start.replace('\\', '/').split("/", -1))) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return parts.isEmpty() ? "." : String.join("/", parts);
    }
}
