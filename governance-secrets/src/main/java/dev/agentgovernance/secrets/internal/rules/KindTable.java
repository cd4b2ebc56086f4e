/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.automaton.KeywordAutomaton;
import dev.agentgovernance.secrets.internal.automaton.KeywordSearch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The kinds that ship with the library as the build compiled them: the blocks of the readable files without remarks and
 * examples, and for those of secrets which keyword leads to which rule, the automaton, and the first look. What a scanner starts
 * with is copied from here in a few pieces, and the rest stays as it is written until a keyword leads to it. Immutable, one
 * per process.
 */
public final class KindTable {
    /** Which bits of the number of a rule tell its place in its block; the others tell the block. */
    static final int BLOCK = 8;
    /** The rule of what was redacted before, which no block has. */
    static final int MARKER = -1;

    static final int MAGIC = 0x41474B31;
    static final String RESOURCE = "kinds.bin";

    /** Read when it is first asked for. */
    private static final class Standard {
        static final KindTable TABLE = load();
    }

    private final byte[] bytes;
    private final ByteBuffer in;
    private final Blocks blocks;
    private final int[] keywordEnds;
    private final int keywordText;
    private final int[] leadEnds;
    private final int leads;
    private final int trie;
    private final int rows;

    private KindTable(byte[] bytes) {
        this.bytes = bytes;
        in = ByteBuffer.wrap(bytes);
        if (in.getInt() != MAGIC) {
            throw new IllegalStateException("not a table of kinds");
        }
        int[] blockEnds = ints();
        boolean[] secrets = new boolean[blockEnds.length];
        for (int block = 0; block < secrets.length; block++) {
            secrets[block] = in.get() != 0;
        }
        blocks = new Blocks(bytes, in.position(), blockEnds, secrets);
        skip(last(blockEnds));
        keywordEnds = ints();
        keywordText = in.position();
        skip(last(keywordEnds));
        leadEnds = ints();
        leads = in.position();
        skip(last(leadEnds) * Integer.BYTES);
        trie = in.position() + Integer.BYTES;
        skip(Integer.BYTES + in.getInt(in.position()));
        rows = in.position() + Integer.BYTES;
    }

    private int[] ints() {
        int[] ints = new int[in.getInt()];
        in.asIntBuffer().get(ints);
        skip(ints.length * Integer.BYTES);
        return ints;
    }

    private static int last(int[] ends) {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    private static int begin(int[] ends, int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    private void skip(int bytes) {
        in.position(in.position() + bytes);
    }

    /** Returns the table that ships with the library. */
    public static KindTable standard() {
        return Standard.TABLE;
    }

    /** Where classes stand alone, as in an editor that does not run the build, there is none: then it is made here. */
    private static KindTable load() {
        try (InputStream in = KindTable.class.getResourceAsStream(RESOURCE)) {
            return read(in == null ? KindTableWriter.write(KindFile.standard()) : in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the table of kinds cannot be read", e);
        }
    }

    /** Reads a table. */
    static KindTable read(byte[] bytes) {
        return new KindTable(bytes);
    }

    /** Returns the blocks of all kinds, each read when it is first asked for; they have no examples. */
    public List<KindFile.Block> blocks() {
        return blocks;
    }

    /** Returns whether a block is about a secret: only of those there are keywords and what follows from them. */
    boolean isSecret(int block) {
        return blocks.secrets[block];
    }

    /** Returns how many characters each keyword has. */
    int[] lengths() {
        int[] lengths = new int[keywordEnds.length];
        for (int keyword = 0; keyword < lengths.length; keyword++) {
            lengths[keyword] = characters(begin(keywordEnds, keyword), keywordEnds[keyword]);
        }
        return lengths;
    }

    /** Of UTF-8, without what takes two characters: all bytes but those that go on with one. */
    private int characters(int begin, int end) {
        int count = 0;
        for (int i = keywordText + begin; i < keywordText + end; i++) {
            count += (bytes[i] & 0xc0) == 0x80 ? 0 : 1;
        }
        return count;
    }

    /** Returns the keywords. */
    List<String> keywords() {
        String[] keywords = new String[keywordEnds.length];
        for (int keyword = 0; keyword < keywords.length; keyword++) {
            keywords[keyword] = keyword(keyword);
        }
        return List.of(keywords);
    }

    /** Returns a keyword by its number. */
    String keyword(int keyword) {
        return text(bytes, keywordText + begin(keywordEnds, keyword), keywordText + keywordEnds[keyword]);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Returns how many rules a keyword leads to. */
    int leads(int keyword) {
        return leadEnds[keyword] - begin(leadEnds, keyword);
    }

    /** Returns the number of one of the rules that a keyword leads to. */
    int lead(int keyword, int index) {
        return in.getInt(leads + Integer.BYTES * (begin(leadEnds, keyword) + index));
    }

    /** Returns the automaton that finds the {@linkplain FirstLook#keywords keywords}. */
    public KeywordAutomaton automaton() {
        return KeywordAutomaton.read(in.duplicate().position(trie));
    }

    /** Returns the first look at what the automaton finds. */
    public FirstLook firstLook(RuleSet rules, KeywordSearch search) {
        long[] numbers = new long[in.getInt(rows - Integer.BYTES)];
        in.duplicate().position(rows).asLongBuffer().get(numbers);
        return FirstLook.of(rules, search, numbers);
    }

    /** The blocks, which are read from their text. Two threads may read the same; either will do. */
    private static final class Blocks extends AbstractList<KindFile.Block> implements RandomAccess {
        private final byte[] bytes;
        private final int from;
        private final int[] ends;
        private final boolean[] secrets;
        private final KindFile.@Nullable Block[] known;

        Blocks(byte[] bytes, int from, int[] ends, boolean[] secrets) {
            this.bytes = bytes;
            this.from = from;
            this.ends = ends;
            this.secrets = secrets;
            known = new KindFile.Block[ends.length];
        }

        @Override
        public int size() {
            return ends.length;
        }

        @Override
        public KindFile.Block get(int index) {
            KindFile.Block block = known[index];
            if (block == null) {
                String text = text(bytes, from + begin(ends, index), from + ends[index]);
                block = KindFile.read(RESOURCE, text).get(0);
                known[index] = block;
            }
            return block;
        }
    }
}
