/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import com.gliwka.hyperscan.wrapper.CompileErrorException;
import com.gliwka.hyperscan.wrapper.Database;
import com.gliwka.hyperscan.wrapper.Expression;
import com.gliwka.hyperscan.wrapper.ExpressionFlag;
import com.gliwka.hyperscan.wrapper.Match;
import com.gliwka.hyperscan.wrapper.Scanner;
import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.ahocorasick.trie.Trie;

/** A library that finds every occurrence of some keywords in a text, overlapping ones too, whatever the case of their letters. */
interface KeywordFinder {

    /** Receives an occurrence: a keyword, and the offset behind it. */
    @FunctionalInterface
    interface Hits {
        /** The keyword ends before the offset. */
        void hit(String keyword, int end);
    }

    /** Reports the occurrences, in no particular order. */
    void find(String text, Hits hits);

    /** Returns how many there are. */
    default long count(String text) {
        Counter counter = new Counter();
        find(text, counter);
        return counter.count;
    }

    /** Counts occurrences. */
    final class Counter implements Hits {
        private long count;

        @Override
        public void hit(String keyword, int end) {
            count++;
        }
    }

    /** The libraries. */
    enum Library {
        /** {@code org.ahocorasick:ahocorasick}: a trie of nodes. */
        AHOCORASICK,
        /** {@code com.hankcs:aho-corasick-double-array-trie}; the text is put into small letters for it, which is timed. */
        DOUBLE_ARRAY_TRIE,
        /** Hyperscan's literals through {@code com.gliwka.hyperscan:hyperscan}, Linux on x86-64 alone. */
        HYPERSCAN;

        /** Returns a finder of keywords in small letters. */
        KeywordFinder of(List<String> keywords) {
            return switch (this) {
                case AHOCORASICK -> trie(keywords);
                case DOUBLE_ARRAY_TRIE -> doubleArray(keywords);
                case HYPERSCAN -> hyperscan(keywords);
            };
        }

        /** Returns whether the library works on this machine. */
        boolean isAvailable() {
            return this != HYPERSCAN || hyperscanIsAvailable();
        }
    }

    /** Returns whether Hyperscan's native part is there for this machine. */
    static boolean hyperscanIsAvailable() {
        return System.getProperty("os.name", "").equals("Linux")
                && System.getProperty("os.arch", "").equals("amd64");
    }

    private static KeywordFinder trie(List<String> keywords) {
        Trie trie = Trie.builder().ignoreCase().addKeywords(keywords).build();
        return (text, hits) -> trie.parseText(text, emit -> {
            hits.hit(emit.getKeyword(), emit.getEnd() + 1);
            return true;
        });
    }

    private static KeywordFinder doubleArray(List<String> keywords) {
        TreeMap<String, String> map = new TreeMap<>();
        keywords.forEach(keyword -> map.put(keyword, keyword));
        AhoCorasickDoubleArrayTrie<String> trie = new AhoCorasickDoubleArrayTrie<>();
        trie.build(map);
        return (text, hits) -> {
            char[] small = text.toCharArray();
            for (int i = 0; i < small.length; i++) {
                char c = small[i];
                small[i] = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
            }
            trie.parseText(small, (begin, end, keyword) -> hits.hit(keyword, end));
        };
    }

    private static KeywordFinder hyperscan(List<String> keywords) {
        List<Expression> expressions = new ArrayList<>();
        for (String keyword : keywords) {
            expressions.add(new Expression(literal(keyword), EnumSet.of(ExpressionFlag.CASELESS), expressions.size()));
        }
        HyperscanScan scan = HyperscanScan.of(expressions);
        return new KeywordFinder() {
            @Override
            public void find(String text, Hits hits) {
                for (Match match : scan.matches(text)) {
                    // The place of its last character.
                    int end = (int) match.getEndPosition() + 1;
                    hits.hit(keywords.get(match.getMatchedExpression().getId()), end);
                }
            }

            @Override
            public long count(String text) {
                return scan.matches(text).size();
            }
        };
    }

    private static String literal(String keyword) {
        StringBuilder text = new StringBuilder();
        for (byte b : keyword.getBytes(java.nio.charset.StandardCharsets.US_ASCII)) {
            text.append(String.format(Locale.ROOT, "\\x%02x", b));
        }
        return text.toString();
    }

    /** A database of Hyperscan and its scratch space; for one thread. The native memory lives as long as the process. */
    record HyperscanScan(Database database, Scanner scanner) {

        /** Returns a scan for expressions, without those that are too large for it. */
        static HyperscanScan of(List<Expression> expressions) {
            List<Expression> left = new ArrayList<>(expressions);
            while (true) {
                try {
                    Database database = Database.compile(left);
                    Scanner scanner = new Scanner();
                    scanner.allocScratch(database);
                    return new HyperscanScan(database, scanner);
                } catch (CompileErrorException e) {
                    if (!left.remove(e.getFailedExpression())) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }

        /** Returns all matches. */
        List<Match> matches(String text) {
            return scanner.scan(database, text);
        }
    }
}
