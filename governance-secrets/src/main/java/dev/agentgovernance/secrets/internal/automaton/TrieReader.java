/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.automaton;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Makes the table of an automaton from a trie that {@link TrieWriter} wrote, in one pass over its edges: the row of a state is
 * that of its longest proper suffix, which is complete by then, with the state's own edges over it. A process that scans one
 * line spends most of its time here, before anything is compiled: what is done for each cell of the table is one copy of
 * memory. For one thread.
 */
final class TrieReader {
    private static final int CHARS = 1 << Character.SIZE;
    private static final int[] NOTHING = {};

    private final ByteBuffer in;
    private final int size;
    /** Not finished: where its quiet states end is known last. */
    private final Table table;

    /** The states in the order of the trie, the root first, and the suffix of each. */
    private final int[] states;

    private final int[] suffixes;
    private final int[][] sets;
    /** What most text stays in is together in memory: quiet states are numbered from the first, the others from the last. */
    private int quiet = 1;

    private int reporting;

    /** How many quiet states are no deeper than so many characters. */
    private int[] quietByDepth = new int[32];

    /** How many characters lead to the state whose edges are read. */
    private int depth;
    /** For each state that reports, the length of its longest keyword. */
    private final short[] lengths;

    /** For each class, the greatest depth of a state that a keyword goes on from with it. */
    private final short[] reaches;

    private TrieReader(ByteBuffer in) {
        this.in = in;
        size = in.getInt();
        int longest = in.getInt();
        int ascii = in.getInt() + 1;
        byte[] classes = new byte[CHARS];
        for (int i = 1; i < ascii; i++) {
            int c = in.get();
            classes[c] = (byte) i;
            if (c >= 'a' && c <= 'z') {
                classes[c - 32] = (byte) i;
            }
        }
        int classCount = ascii + in.getInt();
        for (int left = in.getInt(); left > 0; left--) {
            char c = in.getChar();
            classes[c] = in.get();
        }
        int shift = Integer.SIZE - Integer.numberOfLeadingZeros(classCount - 1);
        reaches = new short[classCount];
        table = size <= CHARS
                ? new NarrowTable(classes, new char[size << shift], shift, 0, longest, reaches)
                : new WideTable(classes, new int[size << shift], shift, 0, longest, reaches);
        states = new int[size];
        suffixes = new int[size];
        sets = new int[size][];
        lengths = new short[size];
        reporting = size;
        quietByDepth[0] = quiet;
    }

    /** Reads a trie, up to its end. */
    static KeywordAutomaton read(ByteBuffer in) {
        TrieReader reader = new TrieReader(in);
        reader.fill(reader.edges());
        int quiet = reader.quiet;
        KeywordAutomaton.Depths depths = new KeywordAutomaton.Depths(
                Arrays.copyOf(reader.quietByDepth, reader.depth + 1),
                Arrays.copyOfRange(reader.lengths, quiet, reader.size));
        return new KeywordAutomaton(
                reader.table.reportingFrom(quiet), Arrays.copyOfRange(reader.sets, quiet, reader.size), depths);
    }

    /** Returns the numbers of edges and the edges, and reads the numbers of keywords from behind them. */
    private byte[] edges() {
        byte[] edges = new byte[2 * size - 1];
        in.get(edges);
        return edges;
    }

    private void fill(byte[] edges) {
        int at = 0;
        int last = 1;
        int deeper = 1;
        for (int first = 0; first < size; first++) {
            if (first == deeper) {
                deeper = last;
                goDeeper();
            }
            int state = states[first];
            int suffix = suffixes[first];
            if (first > 0) {
                table.copyRow(suffix, state);
            }
            for (int left = edges[at++]; left > 0; left--) {
                int edge = edges[at++];
                int of = edge & ~TrieWriter.ENDS & 0xff;
                reaches[of] = (short) depth;
                int cell = table.cell(state, of);
                // Until it is overwritten, the cell leads where that of the suffix does; those of the root lead to
                // itself.
                int fallback = table.next(cell);
                int child = number(edge < 0, fallback);
                states[last] = child;
                suffixes[last++] = fallback;
                table.set(cell, child);
            }
        }
    }

    /** States come in the order of their depths; those of the next one have their numbers now. */
    private void goDeeper() {
        depth++;
        if (depth == quietByDepth.length) {
            quietByDepth = Arrays.copyOf(quietByDepth, 2 * depth);
        }
        quietByDepth[depth] = quiet;
    }

    /** Returns the number of the next state, and notes its keywords: those that end behind its edge, and its suffix's. */
    private int number(boolean ends, int suffix) {
        boolean reports = suffix >= reporting;
        if (!ends && !reports) {
            return quiet++;
        }
        int[] shorter = reports ? sets[suffix] : NOTHING;
        sets[--reporting] = ends ? keywords(shorter) : shorter;
        lengths[reporting] = ends ? (short) (depth + 1) : lengths[suffix];
        return reporting;
    }

    private int[] keywords(int[] shorter) {
        int begin = in.position();
        while (in.getInt() < 0) {
            // Another one follows.
        }
        int own = (in.position() - begin) / Integer.BYTES;
        int[] all = new int[own + shorter.length];
        for (int i = 0; i < own; i++) {
            all[i] = in.getInt(begin + i * Integer.BYTES) & ~TrieWriter.MORE;
        }
        System.arraycopy(shorter, 0, all, own, shorter.length);
        return all;
    }
}
