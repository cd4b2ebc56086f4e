/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.decode;

import java.util.Arrays;

/**
 * A decoded part of a line: characters, and for each the place in the line that it came from. Reused for the next part; for
 * one thread.
 */
public final class Decoded implements CharSequence {
    private static final int FIRST = 128;

    private char[] chars = new char[FIRST];
    private int[] starts = new int[FIRST];
    private int[] ends = new int[FIRST];
    private int length;
    private int sourceStart;
    private int sourceEnd;
    private boolean inOnePiece;
    private String encoding = "";

    /** Begins another part, which came from {@code [start, end)} of the line. */
    void begin(int start, int end) {
        length = 0;
        sourceStart = start;
        sourceEnd = end;
        inOnePiece = false;
        encoding = "";
    }

    /** Adds a character that is written at {@code [start, end)} of the line. */
    void add(char c, int start, int end) {
        if (length == chars.length) {
            chars = Arrays.copyOf(chars, 2 * length);
            starts = Arrays.copyOf(starts, 2 * length);
            ends = Arrays.copyOf(ends, 2 * length);
        }
        chars[length] = c;
        starts[length] = start;
        ends[length++] = end;
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
        return starts[index];
    }

    /** Returns where in the line the decoded characters before an index end. */
    public int sourceBefore(int index) {
        return Math.min(sourceEnd, ends[index - 1]);
    }

    /** Copies characters into an array. */
    public void getChars(int from, int to, char[] target, int at) {
        System.arraycopy(chars, from, target, at, to - from);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return chars[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(chars, start, end - start);
    }

    /** Says nothing of what was decoded. */
    @Override
    public String toString() {
        return "Decoded[" + encoding + "]";
    }
}
