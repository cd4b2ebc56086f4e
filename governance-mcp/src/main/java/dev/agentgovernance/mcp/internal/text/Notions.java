/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.internal.text;

import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What words of many languages mean, as far as it matters here: a tree of letters over {@code injection.words}. */
final class Notions {

    /*
     * A line of the resource is a name and its words: a_b for several words in a row, a* for all words that begin so. Scripts
     * that write no blanks between words, or small words onto the next one, are looked up at every letter, all others where a
     * word begins. Texts and words are folded and cut alike, so that a letter of another script that looks the same, an accent
     * or a wide letter makes no difference.
     */
    private static final String RESOURCE = "injection.words";

    /** The first half of every tag. */
    private static final char TAGS = '\uDB40';

    private static final class Node {
        private final Map<Character, Node> next = new HashMap<>(2);
        private long words;
        private long beginnings;
    }

    private final Node root = new Node();
    private final Map<String, Integer> bits = new HashMap<>();

    private Notions() {}

    static Notions load() {
        Notions notions = new Notions();
        for (RuleFile.Rule line : RuleFile.load(Notions.class, RESOURCE)) {
            int bit = notions.bits.computeIfAbsent(line.words().get(0), name -> notions.bits.size());
            if (bit >= Long.SIZE) {
                throw new IllegalStateException(RESOURCE + ":" + line.line() + ": more than 64 notions");
            }
            line.words().stream().skip(1).forEach(word -> notions.add(word, 1L << bit));
        }
        return notions;
    }

    private void add(String word, long bit) {
        boolean open = word.endsWith("*");
        String written = (open ? word.substring(0, word.length() - 1) : word).replace('_', ' ');
        Sentences.of(folded(written), words -> {
            Node node = root;
            for (int i = 0; i < words.length() - 1; i++) {
                node = node.next.computeIfAbsent(words.charAt(i), c -> new Node());
            }
            if (open || isUnspaced(words.charAt(0))) {
                node.beginnings |= bit;
            } else {
                node.words |= bit;
            }
        });
    }

    /**
     * Returns a text in the form in which words are looked up. Small letters first: a capital can look like a letter of another
     * script where its small form does not. Tags, which nobody sees and every model reads, are the letters they stand for.
     */
    static String folded(String text) {
        String seen = text;
        if (text.indexOf(TAGS) >= 0) {
            StringBuilder plain = new StringBuilder(text.length());
            text.codePoints().forEach(c -> plain.appendCodePoint(c > 0xE001F && c < 0xE007F ? c - 0xE0000 : c));
            seen = plain.toString();
        }
        return Lookalike.folded(seen.toLowerCase(Locale.ROOT));
    }

    /** Returns the bit of a notion. */
    long bit(String name) {
        Integer bit = bits.get(name);
        if (bit == null) {
            throw new IllegalStateException("no notion " + name + " in " + RESOURCE);
        }
        return 1L << bit;
    }

    /** Reads the sentences of a folded text in their order: for each word of one the notions that begin there. */
    void read(String folded, Consumer<long[]> sentences) {
        Sentences.of(folded, sentence -> sentences.accept(in(sentence)));
    }

    /** Returns the notions of each of the words, behind each of which stands a blank. */
    private long[] in(CharSequence words) {
        long[] found = new long[words.length()];
        int word = 0;
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c == ' ') {
                word++;
            } else if (i == 0 || words.charAt(i - 1) == ' ' || isUnspaced(c)) {
                found[word] |= at(words, i);
            }
        }
        return Arrays.copyOf(found, word);
    }

    private long at(CharSequence words, int start) {
        long found = 0;
        Node node = root;
        for (int i = start; i < words.length() - 1; i++) {
            Node next = node.next.get(words.charAt(i));
            if (next == null) {
                return found;
            }
            node = next;
            found |= node.beginnings;
            if (words.charAt(i + 1) == ' ') {
                found |= node.words;
            }
        }
        return found;
    }

    /** Tells of a letter whether its script has words that are not set apart by blanks. */
    private static boolean isUnspaced(char c) {
        return c >= 0x590 && !(c >= 0x1E00 && c < 0x2000);
    }
}
