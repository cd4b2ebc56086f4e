/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form made of literals and runs, for example {@code ghp_{alnum:36}} or {@code {alnum:14}.atlasv1.{token:60-70}}: a run is
 * {@code {class:length}} or {@code {class:least-most}}, and {@code {uuid}} stands for five runs of hexadecimal digits.
 * Immutable.
 *
 * <p>A run takes as many characters as it can, but stops where the literal behind it begins. There is no backtracking: a
 * shape costs at most its own greatest length.
 */
public final class Shape {
    private static final int LONGEST_RUN = 16_384;
    private static final int LONGEST_TAIL = 8;
    private static final String UUID = "{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}";

    private record Part(@Nullable String literal, @Nullable CharClass run, int least, int most) {}

    private final List<Part> parts;
    private final int anchor;

    private Shape(List<Part> parts) {
        this.parts = List.copyOf(parts);
        int longest = -1;
        for (int i = 0; i < parts.size(); i++) {
            String literal = parts.get(i).literal();
            if (literal != null
                    && (longest < 0 || literal.length() > keyword(longest).length())) {
                longest = i;
            }
        }
        anchor = longest;
    }

    /**
     * Reads a shape.
     *
     * @throws IllegalArgumentException if it is not well formed
     */
    public static Shape parse(String notation) {
        String text = notation.replace("{uuid}", UUID);
        List<Part> parts = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            int open = text.indexOf('{', i);
            int literalEnd = open < 0 ? text.length() : open;
            if (literalEnd > i) {
                parts.add(new Part(text.substring(i, literalEnd), null, 0, 0));
            }
            if (open < 0) {
                break;
            }
            int close = text.indexOf('}', open);
            int colon = text.indexOf(':', open);
            if (close < 0 || colon < 0 || colon > close) {
                throw new IllegalArgumentException("a run is {class:length} or {class:least-most}: " + notation);
            }
            parts.add(run(text.substring(open + 1, colon), text.substring(colon + 1, close), notation));
            i = close + 1;
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("an empty shape");
        }
        return new Shape(parts);
    }

    private static Part run(String name, String length, String notation) {
        int dash = length.indexOf('-');
        try {
            int least = Integer.parseInt(dash < 0 ? length : length.substring(0, dash));
            int most = Integer.parseInt(dash < 0 ? length : length.substring(dash + 1));
            if (least < 1 || most < least || most > LONGEST_RUN) {
                throw new IllegalArgumentException(
                        "a run has 1 to " + LONGEST_RUN + " characters, the least before the most: " + notation);
            }
            return new Part(null, CharClass.named(name), least, most);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("the length of a run is a number: " + notation, notANumber);
        }
    }

    private String keyword(int part) {
        String literal = parts.get(part).literal();
        return literal == null ? "" : literal;
    }

    /** Returns the longest literal, by which the shape is found; empty if it has none. */
    public String anchor() {
        return anchor < 0 ? "" : keyword(anchor);
    }

    /** Returns the fewest characters that a value has. */
    public int least() {
        int sum = 0;
        for (Part part : parts) {
            sum += part.literal() == null ? part.least() : part.literal().length();
        }
        return sum;
    }

    /** Returns the characters below 64 (of ASCII) that a value may hold, as bits; with {@code high} those from 64 on. */
    public long alphabet(boolean high) {
        long bits = 0;
        for (Part part : parts) {
            if (part.run() != null) {
                bits |= high ? part.run().high() : part.run().low();
            }
            String literal = part.literal() == null ? "" : part.literal();
            for (int i = 0; i < literal.length(); i++) {
                int c = literal.charAt(i);
                bits |= c < 128 && c >= 64 == high ? 1L << c : 0;
            }
        }
        return bits;
    }

    /** Returns whether the shape has parts that a mark other than padding joins. */
    public boolean isComposite() {
        for (Part part : parts) {
            String literal = part.literal();
            if (literal != null && !literal.equals("=") && !literal.equals("==")) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the shape begins with a sign that ends any word before it, such as a dot or a slash. */
    public boolean opensItself() {
        String first = parts.get(0).literal();
        return first != null && !Chars.isAlnum(first.charAt(0));
    }

    /**
     * Returns the sign that begins the longest literal between runs, or -1: the colon of {@code {digit:9}:A{alnum:34}}. A hyphen
     * and an underscore are signs of runs, too.
     */
    public int joint() {
        String literal = anchor > 0 && anchor + 1 < parts.size() ? keyword(anchor) : "";
        int first = literal.isEmpty() ? 'a' : literal.charAt(0);
        return Chars.isAlnum(first) || first == '-' || first == '_' ? -1 : first;
    }

    /** Returns whether every run is of letters alone. */
    public boolean isOfLetters() {
        for (Part part : parts) {
            if (part.run() != null && part.run().has('5')) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether every value is hexadecimal digits and nothing else. */
    public boolean isOfHex() {
        for (Part part : parts) {
            if (part.run() == null
                    || part.run().has('g')
                    || part.run().has('G')
                    || part.run().has('-')) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the shape holds a literal of two letters or digits at least. */
    public boolean isMarked() {
        return longestMark() >= 2;
    }

    /** Returns whether the shape holds a literal that alone tells whose value it is: three letters or digits. */
    public boolean isDistinctive() {
        return longestMark() >= 3;
    }

    private int longestMark() {
        int longest = 0;
        for (Part part : parts) {
            String literal = part.literal();
            int length = 0;
            for (int i = 0; literal != null && i < literal.length(); i++) {
                length += Chars.isAlnum(literal.charAt(i)) ? 1 : 0;
            }
            longest = Math.max(longest, length);
        }
        return longest;
    }

    /**
     * Returns whether {@link #startFromAnchor} and {@link #end} may find a value round an anchor that stands at a place in some
     * case: its case is right, and the runs beside it are as long as the shortest. False costs a few steps.
     *
     * @param reach how far behind the anchor may be looked
     */
    public boolean mayStand(TextLine block, int anchorStart, int reach) {
        String literal = anchor();
        int end = anchorStart + literal.length();
        if (!block.matches(anchorStart, literal)) {
            return false;
        }
        if (anchor > 0) {
            Part before = parts.get(anchor - 1);
            CharClass run = java.util.Objects.requireNonNull(before.run());
            if (!holds(block, run, anchorStart - Math.min(before.least(), reach), anchorStart)) {
                return false;
            }
        }
        if (anchor + 1 < parts.size()) {
            Part behind = parts.get(anchor + 1);
            CharClass run = java.util.Objects.requireNonNull(behind.run());
            return holds(block, run, end, end + Math.min(behind.least(), reach));
        }
        return true;
    }

    /** Returns how many characters stand at least behind the anchor, in one run; 0 if the anchor ends the shape. */
    public int leastBehindAnchor() {
        return anchor + 1 < parts.size() ? parts.get(anchor + 1).least() : 0;
    }

    /** Returns the characters below 64 of the run behind the anchor, as bits; with {@code high} those from 64 on. */
    public long alphabetBehindAnchor(boolean high) {
        CharClass run = anchor + 1 < parts.size() ? parts.get(anchor + 1).run() : null;
        return run == null ? -1 : high ? run.high() : run.low();
    }

    /** The last of a run is rarely a part of it where the others are none. */
    private static boolean holds(TextLine block, CharClass run, int start, int end) {
        int i = end;
        while (i > start && run.has(block.at(i - 1))) {
            i--;
        }
        block.step(end - i);
        return i == start;
    }

    /** Returns where a value begins whose anchor stands at a place, or -1. */
    public int startFromAnchor(TextLine line, int anchorStart) {
        int position = anchorStart;
        for (int i = anchor - 1; i >= 0 && position >= 0; i--) {
            String literal = parts.get(i).literal();
            if (literal != null) {
                position -= literal.length();
                position = line.matches(position, literal) ? position : -1;
            } else {
                position = runBefore(line, parts.get(i), i == 0 ? "" : keyword(i - 1), position);
            }
        }
        return position;
    }

    private static int runBefore(TextLine line, Part part, String before, int end) {
        CharClass run = java.util.Objects.requireNonNull(part.run());
        int position = end;
        int count = 0;
        while (count < part.most() && run.has(line.at(position - 1))) {
            if (count >= part.least() && !before.isEmpty() && line.matches(position - before.length(), before)) {
                break;
            }
            position--;
            count++;
        }
        line.step(count);
        return count < part.least() ? -1 : position;
    }

    /** Returns where the value ends that begins at a place, or -1; nothing of its alphabet may follow. */
    public int end(TextLine line, int start) {
        int position = start;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.literal() != null) {
                if (!line.matches(position, part.literal())) {
                    return -1;
                }
                position += part.literal().length();
            } else {
                position = runAfter(line, part, i + 1 < parts.size() ? keyword(i + 1) : "", position);
                if (position < 0) {
                    return -1;
                }
            }
        }
        Part last = parts.get(parts.size() - 1);
        int next = line.at(position);
        boolean goesOn = Chars.isAlnum(next)
                || next == '_'
                || (last.run() != null && last.run().has(next) && next != '.');
        return goesOn ? -1 : position;
    }

    private static int runAfter(TextLine line, Part part, String following, int start) {
        CharClass run = java.util.Objects.requireNonNull(part.run());
        int position = start;
        int count = 0;
        while (count < part.most() && run.has(line.at(position))) {
            if (count >= part.least() && !following.isEmpty() && line.matches(position, following)) {
                break;
            }
            position++;
            count++;
        }
        line.step(count);
        return count < part.least() ? -1 : position;
    }

    /** How a text compares with a shape. */
    public enum Fit {
        /** The beginning of such a value, and too short. */
        CUT,
        /** Such a value. */
        WHOLE,
        /** Such a value with a little more behind it; with much, it is of another form. */
        TAILED,
        /** None of these. */
        OTHER
    }

    /** Returns how a text compares with this shape. */
    public Fit fit(CharSequence text) {
        int position = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            String literal = part.literal() == null ? "" : part.literal();
            for (int j = 0; j < literal.length(); j++, position++) {
                if (position == text.length()) {
                    return Fit.CUT;
                }
                if (text.charAt(position) != literal.charAt(j)) {
                    return Fit.OTHER;
                }
            }
            CharClass run = part.run();
            if (run != null) {
                String following = i + 1 < parts.size() ? keyword(i + 1) : "";
                int count = 0;
                while (count < part.most()
                        && position < text.length()
                        && run.has(text.charAt(position))
                        && !(count >= part.least() && begins(following, text, position))) {
                    position++;
                    count++;
                }
                if (count < part.least()) {
                    return position == text.length() ? Fit.CUT : Fit.OTHER;
                }
            }
        }
        int tail = text.length() - position;
        return tail == 0 ? Fit.WHOLE : tail <= LONGEST_TAIL ? Fit.TAILED : Fit.OTHER;
    }

    private static boolean begins(String literal, CharSequence text, int position) {
        if (literal.isEmpty() || position + literal.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < literal.length(); i++) {
            if (text.charAt(position + i) != literal.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns where the last run of a value begins: behind it is what chance made, before it a prefix that everybody has. */
    public int prefixLength() {
        String first = parts.get(0).literal();
        return first == null ? 0 : first.length();
    }
}
