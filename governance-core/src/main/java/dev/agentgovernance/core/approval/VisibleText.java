/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.approval;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows a text to a person as it is: what has no shape, changes the direction of reading, steers a terminal or pushes
 * something out of sight stands there as a mark between angle brackets, such as {@code ⟨U+202E⟩} or {@code ⟨300 spaces⟩}.
 * Nothing is cut. Pure functions, linear in the length of the text.
 */
public final class VisibleText {

    private static final int LONGEST_RUN = 16;
    private static final int MOST_EMPTY_LINES = 3;
    private static final char OPEN = '\u27e8';
    private static final char CLOSE = '\u27e9';
    /** Letters and symbols that look like nothing: fillers of Hangul, the empty pattern of Braille. */
    private static final String BLANKS = "\u115f\u1160\u3164\uffa0\u2800";

    private VisibleText() {}

    /** Returns the text with marks. Two different texts never look the same, but for letters that look alike. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int run = c == ' ' || c == '\n' || c == '\t' ? run(text, i) : 1;
            boolean atEnd = i + run == text.length() || text.charAt(i + run) == '\n';
            if ((c == '\n' && run <= MOST_EMPTY_LINES + 1) || (c == ' ' && run < LONGEST_RUN && !atEnd)) {
                out.append(text, i, i + run);
            } else if (c == '\n') {
                mark(out.append('\n'), (run - 1) + " empty lines").append('\n');
            } else if (c == ' ' || c == '\t') {
                mark(out, run == 1 ? (c == ' ' ? "space" : "tab") : run + (c == ' ' ? " spaces" : " tabs"));
            } else if (isHidden(c)) {
                mark(out, String.format(Locale.ROOT, "U+%04X", c));
            } else {
                out.appendCodePoint(c);
            }
            i += run == 1 ? Character.charCount(c) : run;
        }
        return out.toString();
    }

    private static StringBuilder mark(StringBuilder out, String what) {
        return out.append(OPEN).append(what).append(CLOSE);
    }

    private static int run(String text, int from) {
        int end = from + 1;
        while (end < text.length() && text.charAt(end) == text.charAt(from)) {
            end++;
        }
        return end - from;
    }

    private static boolean isHidden(int c) {
        if (c == OPEN || c == CLOSE || BLANKS.indexOf(c) >= 0) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> true;
            case Character.SPACE_SEPARATOR -> c != ' ';
            default -> false;
        };
    }

    /**
     * Returns how long the text is and what is unusual about it, as one line: lengths, marks, and letters of other scripts,
     * some of which look like Latin ones.
     */
    public static String summary(String text) {
        Map<String, Integer> foreign = new TreeMap<>();
        int[] hidden = {0};
        text.codePoints().forEach(c -> {
            if (c != '\n' && c != '\t' && isHidden(c)) {
                hidden[0]++;
            } else if (Character.isLetter(c) && Character.UnicodeScript.of(c) != Character.UnicodeScript.LATIN) {
                foreign.merge(Character.UnicodeScript.of(c).name().toLowerCase(Locale.ROOT), 1, Integer::sum);
            }
        });
        StringBuilder line = new StringBuilder();
        line.append(text.codePointCount(0, text.length())).append(" characters, ");
        line.append(text.lines().count()).append(text.lines().count() == 1 ? " line" : " lines");
        if (hidden[0] > 0) {
            line.append("; ").append(hidden[0]).append(hidden[0] == 1 ? " HIDDEN CHARACTER" : " HIDDEN CHARACTERS");
        }
        foreign.forEach((script, count) -> line.append("; ")
                .append(count)
                .append(count == 1 ? " letter of " : " letters of ")
                .append(script));
        return line.toString();
    }
}
