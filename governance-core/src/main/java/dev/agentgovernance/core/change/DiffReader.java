/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.change;

import dev.agentgovernance.core.change.Diff.Change;
import dev.agentgovernance.core.change.Diff.FileChange;
import dev.agentgovernance.core.change.Diff.FileType;
import dev.agentgovernance.core.change.Diff.Hunk;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one difference. Used once, by one thread. */
final class DiffReader {

    /*
     * A line belongs to a hunk as long as the counts of its header say so, whatever it looks like: the text of a file can
     * imitate every header. Names come from "rename" and "copy" lines, or else from "---" and "+++", or else from the first
     * line, which names the same file twice.
     */

    private static final String NOTHING = "/dev/null";

    private final String text;
    private int at;
    private int number;
    private @Nullable String line;

    DiffReader(String text) {
        this.text = text;
    }

    Diff read() {
        if (text.length() > Diff.MAX_CHARS) {
            throw new IllegalArgumentException("the difference is longer than " + Diff.MAX_CHARS + " characters");
        }
        List<FileChange> files = new ArrayList<>();
        next();
        while (line != null) {
            if (files.size() >= Diff.MAX_FILES) {
                throw wrong("there are more than " + Diff.MAX_FILES + " files");
            }
            files.add(file());
        }
        return new Diff(files);
    }

    private void next() {
        if (at >= text.length()) {
            line = null;
            return;
        }
        int end = text.indexOf('\n', at);
        line = text.substring(at, end < 0 ? text.length() : end);
        at = end < 0 ? text.length() : end + 1;
        number++;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("line " + number + ": " + what);
    }

    private boolean starts(String prefix) {
        return line != null && line.startsWith(prefix);
    }

    private String rest(String prefix) {
        return line == null ? "" : line.substring(prefix.length());
    }

    /** What the lines above the first hunk say. */
    private static final class Header {
        private final String names;
        private Change change = Change.MODIFIED;
        private FileType oldType = FileType.UNKNOWN;
        private FileType type = FileType.UNKNOWN;
        private boolean binary;
        private @Nullable String from;
        private @Nullable String to;
        private @Nullable String minus;
        private @Nullable String plus;

        Header(String names) {
            this.names = names;
        }
    }

    private FileChange file() {
        if (!starts("diff --git ")) {
            throw wrong(
                    starts("diff --cc ") || starts("diff --combined ")
                            ? "a difference of a merge against several parents cannot be read; compare with one"
                            : "here a file begins, with 'diff --git'");
        }
        Header header = new Header(rest("diff --git "));
        next();
        while (extended(header)) {
            next();
        }
        content(header);
        List<Hunk> hunks = new ArrayList<>();
        while (starts("@@ ")) {
            if (header.minus == null) {
                throw wrong("a hunk comes after '---' and '+++'");
            }
            hunks.add(hunk());
        }
        return named(header, hunks);
    }

    private boolean extended(Header header) {
        if (starts("old mode ")) {
            header.oldType = type(rest("old mode "));
        } else if (starts("new mode ")) {
            header.type = type(rest("new mode "));
        } else if (starts("new file mode ")) {
            header.change = Change.ADDED;
            header.type = type(rest("new file mode "));
        } else if (starts("deleted file mode ")) {
            header.change = Change.DELETED;
            header.oldType = type(rest("deleted file mode "));
        } else if (starts("rename from ")) {
            header.change = Change.RENAMED;
            header.from = path(rest("rename from "), "");
        } else if (starts("rename to ")) {
            header.to = path(rest("rename to "), "");
        } else if (starts("copy from ")) {
            header.change = Change.COPIED;
            header.from = path(rest("copy from "), "");
        } else if (starts("copy to ")) {
            header.to = path(rest("copy to "), "");
        } else if (starts("index ")) {
            index(header);
        } else {
            return starts("similarity index ") || starts("dissimilarity index ");
        }
        return true;
    }

    private void index(Header header) {
        String rest = rest("index ");
        int blank = rest.indexOf(' ');
        if (blank >= 0) {
            FileType both = type(rest.substring(blank + 1));
            header.oldType = both;
            header.type = both;
        }
    }

    private FileType type(String mode) {
        return switch (mode) {
            case "100644", "100664", "100600" -> FileType.PLAIN;
            case "100755" -> FileType.EXECUTABLE;
            case "120000" -> FileType.LINK;
            case "160000" -> FileType.SUBMODULE;
            default -> throw wrong("there is no such mode of a file");
        };
    }

    private void content(Header header) {
        if (starts("--- ")) {
            header.minus = path(rest("--- "), "a/");
            next();
            if (!starts("+++ ")) {
                throw wrong("after '---' comes '+++'");
            }
            header.plus = path(rest("+++ "), "b/");
            next();
            if (!starts("@@ ")) {
                throw wrong("after '+++' comes a hunk");
            }
        } else if (starts("Binary files ") && line != null && line.endsWith(" differ")) {
            header.binary = true;
            next();
        } else if ("GIT binary patch".equals(line)) {
            header.binary = true;
            next();
            binary();
        }
    }

    /** Skips one or two blocks, each ended by an empty line. */
    private void binary() {
        while (starts("literal ") || starts("delta ")) {
            while (line != null && !line.isEmpty()) {
                next();
            }
            if (line == null) {
                throw wrong("the binary patch has no end");
            }
            next();
        }
    }

    private Hunk hunk() {
        String ranges = rest("@@ ");
        int end = ranges.indexOf(" @@");
        int plus = ranges.indexOf(" +");
        if (end < 0 || plus < 0 || plus > end || !ranges.startsWith("-")) {
            throw wrong("a hunk begins with '@@ -1,2 +3,4 @@'");
        }
        int[] old = range(ranges.substring(1, plus));
        int[] now = range(ranges.substring(plus + 2, end));
        int oldLeft = old[1];
        int newLeft = now[1];
        List<String> lines = new ArrayList<>();
        next();
        while (oldLeft > 0 || newLeft > 0 || starts("\\ ")) {
            if (line == null) {
                throw wrong("the hunk has fewer lines than its first line says");
            }
            // Some tools strip the blank of a line that is empty otherwise.
            char kind = line.isEmpty() ? ' ' : line.charAt(0);
            if (kind != '\\') {
                oldLeft -= kind == '+' ? 0 : 1;
                newLeft -= kind == '-' ? 0 : 1;
                if (oldLeft < 0 || newLeft < 0 || (kind != ' ' && kind != '+' && kind != '-')) {
                    throw wrong("the hunk has other lines than its first line says");
                }
                lines.add(line.isEmpty() ? " " : line);
            }
            next();
        }
        return new Hunk(old[0], now[0], lines);
    }

    private int[] range(String range) {
        int comma = range.indexOf(',');
        return new int[] {
            count(comma < 0 ? range : range.substring(0, comma)), comma < 0 ? 1 : count(range.substring(comma + 1))
        };
    }

    private int count(String digits) {
        boolean plain = !digits.isEmpty() && digits.length() <= 9;
        for (int i = 0; i < digits.length(); i++) {
            plain &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
        }
        if (!plain) {
            throw wrong("a hunk begins with numbers");
        }
        return Integer.parseInt(digits);
    }

    private FileChange named(Header header, List<Hunk> hunks) {
        String from = header.from;
        String to = header.to;
        if ((from == null) != (to == null)) {
            throw wrong("a file that has another name has both");
        }
        if (from == null || to == null) {
            String minus = header.minus;
            String plus = header.plus;
            from = minus == null || minus.equals(NOTHING) ? plus : minus;
            to = plus == null || plus.equals(NOTHING) ? minus : plus;
            if (header.minus == null || from == null || to == null || from.equals(NOTHING)) {
                from = same(header.names);
                to = from;
            } else if (!from.equals(to)) {
                throw wrong("a file has another name and no line that says so");
            }
            checkNothing(header);
        }
        return new FileChange(header.change, from, to, header.oldType, header.type, header.binary, hunks);
    }

    /** Only a new file was nothing, and only a deleted one becomes nothing. */
    private void checkNothing(Header header) {
        boolean wasNothing = NOTHING.equals(header.minus);
        boolean isNothing = NOTHING.equals(header.plus);
        if (header.minus != null
                && (wasNothing != (header.change == Change.ADDED) || isNothing != (header.change == Change.DELETED))) {
            throw wrong("the lines above the hunks contradict each other");
        }
    }

    /** Returns the name that stands twice in the first line: {@code a/X b/X}, in quotes or not. */
    private String same(String names) {
        if (names.startsWith("\"")) {
            int end = closing(names);
            String rest = end + 2 <= names.length() ? names.substring(end + 1).strip() : "";
            String first = path(names.substring(0, end + 1), "a/");
            if (!first.equals(path(rest, "b/"))) {
                throw wrong("the file has two names");
            }
            return first;
        }
        int half = names.length() / 2;
        if (names.length() % 2 == 0 || names.charAt(half) != ' ') {
            throw wrong("the file has two names");
        }
        String first = path(names.substring(0, half), "a/");
        if (!first.equals(path(names.substring(half + 1), "b/"))) {
            throw wrong("the file has two names");
        }
        return first;
    }

    private int closing(String quoted) {
        for (int i = 1; i < quoted.length(); i++) {
            if (quoted.charAt(i) == '\\') {
                i++;
            } else if (quoted.charAt(i) == '"') {
                return i;
            }
        }
        throw wrong("a quoted name has no end");
    }

    private String path(String written, String prefix) {
        // git puts a tab behind a name with blanks, so that patch sees its end.
        String name = written.endsWith("\t") ? written.substring(0, written.length() - 1) : written;
        if (name.endsWith("\r")) {
            throw wrong("the lines of the difference end in CR LF; keep it as git writes it");
        }
        String plain = name.startsWith("\"") ? unquoted(name) : name;
        if (plain.equals(NOTHING) && !prefix.isEmpty()) {
            return plain;
        }
        if (!plain.startsWith(prefix) || plain.length() == prefix.length()) {
            throw wrong("a name begins with '" + prefix + "'; make the difference without diff.noprefix");
        }
        String path = plain.substring(prefix.length());
        if (("/" + path + "/").contains("/../") || path.startsWith("/")) {
            throw wrong("a name leads out of the repository");
        }
        return path;
    }

    private String unquoted(String quoted) {
        if (closing(quoted) != quoted.length() - 1) {
            throw wrong("a quoted name has no end");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int i = 1;
        while (i < quoted.length() - 1) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                int width = Character.isHighSurrogate(c) ? 2 : 1;
                bytes.writeBytes(quoted.substring(i, Math.min(i + width, quoted.length() - 1))
                        .getBytes(StandardCharsets.UTF_8));
                i += width;
                continue;
            }
            char escaped = quoted.charAt(i + 1);
            if (escaped >= '0' && escaped <= '3' && i + 3 < quoted.length() - 1) {
                bytes.write(octal(quoted, i + 1));
                i += 4;
            } else {
                bytes.write(plain(escaped));
                i += 2;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private int octal(String text, int from) {
        int value = 0;
        for (int i = from; i < from + 3; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 7) {
                throw wrong("a quoted name has an unknown escape");
            }
            value = value * 8 + digit;
        }
        return value;
    }

    private int plain(char escaped) {
        return switch (escaped) {
            case 'a' -> 7;
            case 'b' -> 8;
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'v' -> 11;
            case 'f' -> 12;
            case 'r' -> '\r';
            case '"', '\\' -> escaped;
            default -> throw wrong("a quoted name has an unknown escape");
        };
    }
}
