/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.decode;

import java.util.Arrays;

/**
 * A decoded part of a line: characters, and for each the place in the line that it came from. Reused for the next part; for
 * one thread.
 */
public final class Decoded {
    private static final int FIRST = 128;

    private char[] chars = new char[FIRST];
    /**
     * Parts of the text, by the index of their first character: one that is written as it is, of any length, or one that is
     * written in another way, whose characters all have the same place.
     */
    private int[] firsts = new int[FIRST];

    private int[] starts = new int[FIRST];
    /** Where a part ends that is written in another way; -1 for one that is written as it is. */
    private int[] ends = new int[FIRST];

    private int parts;
    /** Where the next character of the last part would be written, if it is written as it is; -1 if not. */
    private int next;

    private int length;
    /** The length of the longest text before this one. */
    private int most;

    private int sourceStart;
    private int sourceEnd;
    private boolean inOnePiece;
    private String encoding = "";

    /** Begins another part, which came from {@code [start, end)} of the line. */
    void begin(int start, int end) {
        most = Math.max(most, length);
        length = 0;
        parts = 0;
        next = -1;
        sourceStart = start;
        sourceEnd = end;
        inOnePiece = false;
        encoding = "";
    }

    /** Adds a character that is written at {@code [start, end)} of the line. */
    void add(char c, int start, int end) {
        makeRoom(1);
        if (end != start + 1) {
            part(start, end);
            next = -1;
        } else if (start == next) {
            next = end;
        } else {
            part(start, -1);
            next = end;
        }
        chars[length++] = c;
    }

    /** Adds characters that are written as they are. */
    void addPlain(char[] line, int start, int end) {
        if (start < end) {
            makeRoom(end - start);
            if (start != next) {
                part(start, -1);
            }
            next = end;
            System.arraycopy(line, start, chars, length, end - start);
            length += end - start;
        }
    }

    private void makeRoom(int count) {
        if (chars.length - length < count) {
            chars = Arrays.copyOf(chars, Math.max(2 * chars.length, length + count));
        }
    }

    private void part(int start, int end) {
        if (parts == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * parts);
            starts = Arrays.copyOf(starts, 2 * parts);
            ends = Arrays.copyOf(ends, 2 * parts);
        }
        firsts[parts] = length;
        starts[parts] = start;
        ends[parts++] = end;
    }

    /** Returns how many parts there are. */
    public int parts() {
        return parts;
    }

    /** Returns where a part begins; behind the last one, where the text ends. */
    public int partStart(int part) {
        return part < parts ? firsts[part] : length;
    }

    /** Returns where in the line a part stands as it is; -1 if it is written in another way. */
    public int partSource(int part) {
        return ends[part] < 0 ? starts[part] : -1;
    }

    private int partOf(int index) {
        int found = Arrays.binarySearch(firsts, 0, parts, index);
        return found >= 0 ? found : -found - 2;
    }

    /** Ends the part. */
    void end(String name, int end) {
        encoding = name;
        sourceEnd = end;
    }

    /** Forgets the places: what is found anywhere in the part is the whole part. */
    public void forgetPlaces() {
        inOnePiece = true;
    }

    /** Returns whether the part has one place only, that of the whole of it. */
    public boolean inOnePiece() {
        return inOnePiece;
    }

    /** Returns what it was decoded from, as words that fit behind "decoded from". */
    public String encoding() {
        return encoding;
    }

    /** Returns where the part begins in the line. */
    public int sourceStart() {
        return sourceStart;
    }

    /** Returns where the part ends in the line. */
    public int sourceEnd() {
        return sourceEnd;
    }

    /** Returns where in the line a decoded character begins. */
    public int source(int index) {
        int part = partOf(index);
        return ends[part] >= 0 ? starts[part] : starts[part] + index - firsts[part];
    }

    /** Returns where in the line the decoded characters before an index end. */
    public int sourceBefore(int index) {
        int part = partOf(index - 1);
        return Math.min(sourceEnd, ends[part] >= 0 ? ends[part] : starts[part] + index - firsts[part]);
    }

    /** Returns the characters, of which {@link #length} are in use; not to be changed. */
    public char[] chars() {
        return chars;
    }

    /** Returns how many characters there are. */
    public int length() {
        return length;
    }

    /** Overwrites the characters of this part and of those before. */
    public void wipe() {
        Arrays.fill(chars, 0, Math.max(most, length), '\0');
        length = 0;
        most = 0;
    }

    /** Says nothing of what was decoded. */
    @Override
    public String toString() {
        return "Decoded[" + encoding + "]";
    }
}
