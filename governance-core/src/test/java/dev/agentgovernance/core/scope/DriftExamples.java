/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.scope;

import dev.agentgovernance.core.change.Diff;
import java.util.ArrayList;
import java.util.List;

/** Makes differences out of examples such as {@code PATH |- removed |+ added}. */
final class DriftExamples {

    private DriftExamples() {}

    static Diff diff(String example, boolean deletes) {
        List<String> parts = List.of(example.split(" \\|(?=[-+])", -1));
        String path = parts.get(0);
        List<String> lines = new ArrayList<>();
        for (String part : parts.subList(1, parts.size())) {
            lines.add(part.charAt(0) + part.substring(2));
        }
        return Diff.parse(text(path, lines, deletes));
    }

    /** Returns the difference of one file, as git writes it. */
    static String text(String path, List<String> lines, boolean deletes) {
        long removed = lines.stream().filter(line -> !line.startsWith("+")).count();
        long added = lines.stream().filter(line -> !line.startsWith("-")).count();
        return "diff --git a/" + path + " b/" + path + "\n"
                + (deletes ? "deleted file mode 100644\n" : "")
                + "--- a/" + path + "\n+++ " + (deletes ? "/dev/null" : "b/" + path) + "\n"
                + "@@ -" + (removed == 0 ? 0 : 1) + "," + removed + " +" + (added == 0 ? 0 : 1) + "," + added + " @@\n"
                + String.join("\n", lines) + "\n";
    }
}
