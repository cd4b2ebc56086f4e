/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.shell.Syntax.Part;
import dev.agentgovernance.core.internal.classify.shell.Syntax.ShellWord;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Text;
import java.util.ArrayList;
import java.util.List;

/** A here-document whose operator was read and whose body comes behind the end of the line. */
final class HereDocument {

    private final String delimiter;
    private final boolean literal;
    private final boolean stripTabs;

    /** The parts of the body: the word that holds this list is made before the body is read. */
    final List<Part> parts = new ArrayList<>();

    HereDocument(String delimiter, boolean literal, boolean stripTabs) {
        this.delimiter = delimiter;
        this.literal = literal;
        this.stripTabs = stripTabs;
    }

    /** Reads the body; the cursor stands behind a newline. */
    void read(Cursor cursor, WordParser words) {
        int start = cursor.position();
        StringBuilder body = new StringBuilder();
        boolean changed = false;
        StringBuilder line = new StringBuilder();
        while (!cursor.atEnd()) {
            int from = cursor.position();
            int to = cursor.lineEnd(from);
            String raw = cursor.slice(from, to);
            cursor.moveTo(Math.min(cursor.limit(), to + 1));
            String stripped = stripTabs && line.isEmpty() ? withoutTabs(raw) : raw;
            changed |= stripped.length() != raw.length();
            // A backslash at the end of a line joins it with the next before the delimiter is looked for.
            if (!literal && endsOpen(stripped) && to < cursor.limit()) {
                line.append(stripped, 0, stripped.length() - 1);
                changed = true;
                continue;
            }
            line.append(stripped);
            if (line.length() == delimiter.length() && delimiter.contentEquals(line)) {
                finish(cursor, words, body.toString(), start, from, changed);
                return;
            }
            body.append(line);
            if (to < cursor.limit()) {
                body.append('\n');
            }
            line.setLength(0);
        }
        finish(cursor, words, body.toString(), start, cursor.position(), changed);
    }

    private static String withoutTabs(String line) {
        int from = 0;
        while (from < line.length() && line.charAt(from) == '\t') {
            from++;
        }
        return line.substring(from);
    }

    private static boolean endsOpen(String line) {
        int slashes = 0;
        while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private void finish(Cursor cursor, WordParser words, String body, int from, int to, boolean changed) {
        if (literal) {
            parts.add(new Text(body, true));
            return;
        }
        Cursor inside = changed ? cursor.over(body, from, to) : cursor.within(from, to);
        ShellWord word = words.on(inside).hereDocumentBody();
        parts.addAll(word.parts());
    }
}
