/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.words;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * Writes the resource of {@link WordModel} from a list of words (one a line) and from the identifiers in source jars. It is
 * not among the tests that run by themselves; its command and its data are in the README of this module.
 */
class WordModelGenerator {
    /** An identifier's word counts as a word when it occurs this often in this many jars. */
    private static final int LEAST_USES = 25;

    private static final int LEAST_JARS = 2;
    /** Short letters make words by chance: they count only when they are used much more. */
    private static final int LEAST_USES_SHORT = 400;

    private final Map<String, int[]> uses = new TreeMap<>();

    /** Reads the properties {@code words.list}, {@code words.jars} (a directory or several files) and {@code words.out}. */
    @Test
    void generate() throws IOException {
        String out = System.getProperty("words.out", "");
        if (out.isEmpty()) {
            return;
        }
        List<String> listed = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("words.list", "")), StandardCharsets.UTF_8)) {
            if (isWord(line) && line.length() >= 3) {
                listed.add(line);
            }
        }
        for (String jar : System.getProperty("words.jars", "").split(",", -1)) {
            count(Path.of(jar));
        }
        List<String> words = new ArrayList<>();
        Map<String, Double> weights = new TreeMap<>();
        for (String word : listed) {
            weights.merge(word, 1.0, Double::sum);
            if (word.length() >= 4 || used(word) >= LEAST_USES) {
                words.add(word);
            }
        }
        uses.forEach((word, counts) -> {
            int least = word.length() >= 4 ? LEAST_USES : LEAST_USES_SHORT;
            if (counts[0] >= least && counts[1] >= LEAST_JARS) {
                words.add(word);
                weights.merge(word, 1 + Math.log(counts[0]) / Math.log(2), Double::sum);
            }
        });
        try (DataOutputStream data = new DataOutputStream(Files.newOutputStream(Path.of(out)))) {
            data.writeInt(WordModel.MAGIC);
            data.write(costs(weights));
            data.write(filter(words));
        }
    }

    private int used(String word) {
        int[] counts = uses.get(word);
        return counts == null ? 0 : counts[0];
    }

    private static boolean isWord(String text) {
        return text.length() <= WordModel.LONGEST_WORD
                && text.chars().allMatch(c -> c >= 'a' && c <= 'z')
                && text.chars().distinct().count() > 1;
    }

    private void count(Path jar) throws IOException {
        Map<String, Integer> seen = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> entries = Collections.list(zip.entries());
            for (ZipEntry entry : entries) {
                if (entry.getName().endsWith(".java")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        countWords(new String(in.readAllBytes(), StandardCharsets.UTF_8), seen);
                    }
                }
            }
        }
        seen.forEach((word, number) -> {
            int[] counts = uses.computeIfAbsent(word, key -> new int[2]);
            counts[0] += number;
            counts[1]++;
        });
    }

    private static void countWords(String text, Map<String, Integer> seen) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            boolean upper = c >= 'A' && c <= 'Z';
            boolean letter = upper || (c >= 'a' && c <= 'z');
            boolean afterCapital = i > 0 && text.charAt(i - 1) >= 'A' && text.charAt(i - 1) <= 'Z';
            boolean beforeSmall = i + 1 < text.length() && text.charAt(i + 1) >= 'a' && text.charAt(i + 1) <= 'z';
            if (!letter || (upper && (!afterCapital || beforeSmall))) {
                String whole = word.toString();
                if (whole.length() >= 2 && isWord(whole)) {
                    seen.merge(whole, 1, Integer::sum);
                }
                word.setLength(0);
            }
            if (letter) {
                word.append((char) (c | 32));
            }
        }
    }

    /** Costs of three letters, where they were seen often; mixed with those of two and of one where they were not. */
    private static byte[] costs(Map<String, Double> weights) {
        int n = WordModel.LETTERS;
        double[] three = new double[n * n * n];
        double[] two = new double[n * n];
        double[] one = new double[n];
        weights.forEach((word, weight) -> {
            int first = 0;
            int second = 0;
            for (int i = 0; i <= word.length(); i++) {
                int third = i < word.length() ? word.charAt(i) - 'a' + 1 : 0;
                three[(first * n + second) * n + third] += weight;
                two[second * n + third] += weight;
                one[third] += weight;
                first = second;
                second = third;
            }
        });
        double total = 0;
        for (double weight : one) {
            total += weight;
        }
        byte[] costs = new byte[n * n * n];
        for (int i = 0; i < n * n; i++) {
            double sumThree = 0;
            double sumTwo = 0;
            for (int third = 0; third < n; third++) {
                sumThree += three[i * n + third];
                sumTwo += two[i % n * n + third];
            }
            for (int third = 0; third < n; third++) {
                double single = (one[third] + 1) / (total + n);
                double pair = (two[i % n * n + third] + 20 * single) / (sumTwo + 20);
                double triple = (three[i * n + third] + 10 * pair) / (sumThree + 10);
                costs[i * n + third] = (byte) Math.min(255, Math.round(-16 * Math.log(triple) / Math.log(2)));
            }
        }
        return costs;
    }

    private static byte[] filter(List<String> words) {
        byte[] filter = new byte[WordModel.FILTER_BITS / 8];
        for (String word : words) {
            long hash = WordModel.emptyHash();
            for (int i = 0; i < word.length(); i++) {
                hash = WordModel.hash(hash, word.charAt(i) - 'a' + 1);
            }
            for (int i = 0; i < WordModel.HASHES; i++) {
                int bit = WordModel.bit(hash, i);
                filter[bit >>> 3] |= (byte) (1 << (bit & 7));
            }
        }
        return filter;
    }
}
