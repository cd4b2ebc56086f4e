/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The remarks by which other tools let a line pass; they are data ({@code ignore-marks.txt}). Immutable. */
final class IgnoreMarks {

    /** Which lines a remark is about. */
    enum Place {
        LINE,
        NEXT_LINE,
        BEGIN,
        END
    }

    /**
     * One remark, with examples for tests.
     *
     * @param place which lines it is about
     * @param text the remark in small letters
     * @param with lines of code with the remark
     * @param without lines of code without it
     */
    record Mark(Place place, String text, List<String> with, List<String> without) {

        /** Whether a line of a text has this remark; it ends where the word ends. */
        boolean isIn(CharSequence chars, int from, int to) {
            int length = text.length();
            for (int i = from; i + length <= to; i++) {
                if (matchesAt(chars, i) && (i + length == to || !isWord(chars.charAt(i + length)))) {
                    return true;
                }
            }
            return false;
        }

        private boolean matchesAt(CharSequence chars, int at) {
            for (int i = 0; i < text.length(); i++) {
                char c = chars.charAt(at + i);
                char small = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
                if (small != text.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isWord(char c) {
            return c == '-' || c == '_' || Character.isLetterOrDigit(c);
        }
    }

    private static final List<Mark> ALL = read().stream()
            .map(mark -> new Mark(mark.place, mark.text, List.copyOf(mark.with), List.copyOf(mark.without)))
            .toList();

    private IgnoreMarks() {}

    static List<Mark> all() {
        return ALL;
    }

    /** Returns whether a line has a remark of a sort. */
    static boolean has(Place place, CharSequence chars, int from, int to) {
        for (Mark mark : ALL) {
            if (mark.place() == place && mark.isIn(chars, from, to)) {
                return true;
            }
        }
        return false;
    }

    private static List<Mark> read() {
        List<Mark> marks = new ArrayList<>();
        try (InputStream in = IgnoreMarks.class.getResourceAsStream("ignore-marks.txt")) {
            if (in == null) {
                throw new IllegalStateException("the data file of remarks is missing");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                read(line, marks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the data file of remarks cannot be read", e);
        }
        return marks;
    }

    private static void read(String line, List<Mark> marks) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int space = line.indexOf(' ');
        String rest = line.substring(space + 1);
        switch (line.substring(0, space)) {
            case "+" -> marks.get(marks.size() - 1).with().add(rest);
            case "-" -> marks.get(marks.size() - 1).without().add(rest);
            case "line" -> marks.add(new Mark(Place.LINE, rest, new ArrayList<>(), new ArrayList<>()));
            case "next-line" -> marks.add(new Mark(Place.NEXT_LINE, rest, new ArrayList<>(), new ArrayList<>()));
            case "begin" -> marks.add(new Mark(Place.BEGIN, rest, new ArrayList<>(), new ArrayList<>()));
            case "end" -> marks.add(new Mark(Place.END, rest, new ArrayList<>(), new ArrayList<>()));
            default -> throw new IllegalStateException("not a line of the data file of remarks: " + line);
        }
    }
}
