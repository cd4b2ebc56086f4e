/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The patterns of one ignore file, which hold for the folder it stands in and all below. Immutable. */
final class GitIgnore {
    private static final int MAX_BYTES = 1 << 20;
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    /** What a file of patterns says of a path. */
    enum Verdict {
        IGNORED,
        WANTED,
        NOTHING
    }

    private record Pattern(String glob, boolean negated, boolean directories, boolean anchored) {

        boolean matches(String path, boolean directory) {
            if (directories && !directory) {
                return false;
            }
            return anchored
                    ? Wildmatch.matches(glob, path, true)
                    : Wildmatch.matches(glob, path.substring(path.lastIndexOf('/') + 1), false);
        }
    }

    private final List<Pattern> patterns;

    private GitIgnore(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /** Reads patterns, one a line. A character stands for a byte, as git sees patterns and names. */
    static GitIgnore parse(String text) {
        List<Pattern> patterns = new ArrayList<>();
        int start = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            int content = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
            Pattern pattern = pattern(text.substring(start, content));
            if (pattern != null) {
                patterns.add(pattern);
            }
            start = end + 1;
        }
        return new GitIgnore(List.copyOf(patterns));
    }

    /** Reads a file of patterns; none if it cannot be read, as git does. */
    static GitIgnore read(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES) {
                return parse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException unreadable) {
            return new GitIgnore(List.of());
        }
        return new GitIgnore(List.of());
    }

    private static @Nullable Pattern pattern(String line) {
        if (line.startsWith("#")) {
            return null;
        }
        String text = withoutTrailingSpaces(line);
        boolean negated = text.startsWith("!");
        if (negated) {
            text = text.substring(1);
        }
        boolean directories = text.endsWith("/");
        if (directories) {
            text = text.substring(0, text.length() - 1);
        }
        boolean anchored = text.indexOf('/') >= 0;
        if (text.startsWith("/")) {
            text = text.substring(1);
        }
        return text.isEmpty() ? null : new Pattern(text, negated, directories, anchored);
    }

    private static String withoutTrailingSpaces(String line) {
        int spaces = -1;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ' ') {
                spaces = spaces < 0 ? i : spaces;
            } else {
                spaces = -1;
                i += c == '\\' ? 1 : 0;
            }
        }
        return spaces < 0 ? line : line.substring(0, spaces);
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /**
     * Returns what these patterns say of a path; the last that fits has the word.
     *
     * @param path the path below the folder of the file, with slashes, a character for each byte
     */
    Verdict verdict(String path, boolean directory) {
        for (int i = patterns.size() - 1; i >= 0; i--) {
            Pattern pattern = patterns.get(i);
            if (pattern.matches(path, directory)) {
                return pattern.negated() ? Verdict.WANTED : Verdict.IGNORED;
            }
        }
        return Verdict.NOTHING;
    }
}
