/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.automaton;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a trie of keywords in few bytes, breadth first, for {@link TrieReader}: how many edges a state has, and of each its
 * class and whether a keyword ends behind it; then the numbers of those keywords in the same order. For one thread.
 *
 * <p>Each ASCII character has a class of its own. Those of other scripts share the classes that are left in a row, and those of
 * rare characters: a keyword of theirs is also found where others stand in its place, which is for its rules to tell.
 */
final class TrieWriter {
    /** Behind an edge a keyword ends. */
    static final int ENDS = 0x80;
    /** Another keyword ends in the same state. */
    static final int MORE = 1 << 31;

    private static final int ASCII = 128;
    /** More would not tell more words apart that are keywords from those that are not. */
    private static final int MOST_SHARED = 16;

    private static final String RARE = "!#$%&+?@^`|~";
    /** Characters of text and code, about as often as they occur. */
    private static final String BY_FREQUENCY = " etaoinrsldcpumghfbyv.w-k/_\":x=,0jq'z12;()\\*";

    private final List<String> keywords;
    /** In order of their classes, which begin with 1. */
    private final byte[] characters;

    private final byte[] classes = new byte[ASCII];
    /** The other characters of keywords, small and capital, in order. */
    private final char[] foreign;
    /** How many classes there are for them behind those of the ASCII characters. */
    private final int shared;

    /** The classes that they share. */
    private final byte[] pool;

    // The states in order of their making; no edge leads to the root, so 0 stands for none.
    private final int[] firstChild;
    private final int[] sibling;
    private final byte[] edge;
    private int size = 1;
    // Keywords are numbered from 1 here.
    private final int[] firstKeyword;
    private final int[] nextKeyword;

    private TrieWriter(List<String> keywords) {
        this.keywords = keywords;
        int most = 1;
        for (String keyword : keywords) {
            most += keyword.length();
        }
        firstChild = new int[most];
        sibling = new int[most];
        edge = new byte[most];
        firstKeyword = new int[most];
        nextKeyword = new int[keywords.size() + 1];
        characters = characters();
        for (int i = 0; i < characters.length; i++) {
            classes[characters[i]] = (byte) (i + 1);
        }
        foreign = foreign(keywords);
        int width = Integer.highestOneBit(Math.max(1, characters.length)) << 1;
        shared = foreign.length == 0 ? 0 : Math.min(MOST_SHARED, width - characters.length - 1);
        pool = pool();
    }

    private static char[] foreign(List<String> keywords) {
        StringBuilder found = new StringBuilder();
        for (String keyword : keywords) {
            for (int i = 0; i < keyword.length(); i++) {
                char c = lower(keyword.charAt(i));
                if (c >= ASCII) {
                    found.append(c).append(Character.toUpperCase(c));
                }
            }
        }
        char[] sorted = new char[found.length()];
        found.getChars(0, sorted.length, sorted, 0);
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] >= ASCII && (count == 0 || sorted[count - 1] != sorted[i])) {
                sorted[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    /** What is rare in ASCII text stands for the characters of other scripts, too, and the classes that are left. */
    private byte[] pool() {
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        for (int i = 0; i < RARE.length(); i++) {
            if (classes[RARE.charAt(i)] != 0) {
                found.write(classes[RARE.charAt(i)]);
            }
        }
        for (int i = 1; i <= shared || found.size() == 0; i++) {
            found.write(characters.length + i - (shared == 0 ? 1 : 0));
        }
        return found.toByteArray();
    }

    private byte classOf(char of) {
        char c = lower(of);
        return c < ASCII ? classes[c] : pool[c % pool.length];
    }

    /**
     * Writes a trie.
     *
     * @throws IllegalArgumentException if a keyword is empty
     */
    static byte[] write(List<String> keywords) {
        TrieWriter writer = new TrieWriter(keywords);
        for (int i = 0; i < keywords.size(); i++) {
            writer.add(keywords.get(i), i + 1);
        }
        try {
            return writer.written();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be written", e);
        }
    }

    static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c < ASCII ? c : Character.toLowerCase(c);
    }

    private byte[] characters() {
        boolean[] used = new boolean[ASCII];
        for (String keyword : keywords) {
            if (keyword.isEmpty()) {
                throw new IllegalArgumentException("an empty keyword");
            }
            for (int i = 0; i < keyword.length(); i++) {
                char c = lower(keyword.charAt(i));
                if (c < ASCII) {
                    used[c] = true;
                }
            }
        }
        ByteArrayOutputStream found = new ByteArrayOutputStream(ASCII);
        for (int i = 0; i < BY_FREQUENCY.length() + ASCII; i++) {
            int c = i < BY_FREQUENCY.length() ? BY_FREQUENCY.charAt(i) : i - BY_FREQUENCY.length();
            if (used[c]) {
                found.write(c);
                used[c] = false;
            }
        }
        return found.toByteArray();
    }

    private void add(String keyword, int number) {
        int state = 0;
        for (int i = 0; i < keyword.length(); i++) {
            state = child(state, classOf(keyword.charAt(i)));
        }
        int last = firstKeyword[state];
        if (last == 0) {
            firstKeyword[state] = number;
            return;
        }
        while (nextKeyword[last] != 0) {
            last = nextKeyword[last];
        }
        nextKeyword[last] = number;
    }

    /** Returns the state behind an edge, which is made if it is not there; the edges of a state are in order. */
    private int child(int state, byte of) {
        int before = 0;
        int next = firstChild[state];
        while (next != 0 && edge[next] < of) {
            before = next;
            next = sibling[next];
        }
        if (next != 0 && edge[next] == of) {
            return next;
        }
        edge[size] = of;
        sibling[size] = next;
        if (before == 0) {
            firstChild[state] = size;
        } else {
            sibling[before] = size;
        }
        return size++;
    }

    private byte[] written() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 * size);
        DataOutputStream out = new DataOutputStream(bytes);
        int longest = 0;
        for (String keyword : keywords) {
            longest = Math.max(longest, keyword.length());
        }
        out.writeInt(size);
        out.writeInt(longest);
        out.writeInt(characters.length);
        out.write(characters);
        out.writeInt(shared);
        out.writeInt(foreign.length);
        for (char c : foreign) {
            out.writeChar(c);
            out.writeByte(classOf(c));
        }
        int[] queue = new int[size];
        int last = 1;
        for (int first = 0; first < last; first++) {
            int begin = last;
            for (int child = firstChild[queue[first]]; child != 0; child = sibling[child]) {
                queue[last++] = child;
            }
            out.writeByte(last - begin);
            for (int i = begin; i < last; i++) {
                out.writeByte(edge[queue[i]] | (firstKeyword[queue[i]] == 0 ? 0 : ENDS));
            }
        }
        for (int state : queue) {
            for (int keyword = firstKeyword[state]; keyword != 0; keyword = nextKeyword[keyword]) {
                out.writeInt((keyword - 1) | (nextKeyword[keyword] == 0 ? 0 : MORE));
            }
        }
        return bytes.toByteArray();
    }
}
