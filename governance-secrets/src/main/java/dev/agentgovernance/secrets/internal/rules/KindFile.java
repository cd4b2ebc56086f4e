/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the data files of kinds: blocks that begin with {@code kind}, one {@code word rest} a line, {@code #} for remarks.
 * Examples ({@code +} found, {@code -} not found) are kept as they are written; only tests expand them.
 */
public final class KindFile {
    /** The files, by area. */
    private static final List<String> FILES = List.of(
            "forges",
            "ci",
            "registries",
            "cloud",
            "ai",
            "messaging",
            "payments",
            "observability",
            "databases",
            "infrastructure",
            "identity",
            "services",
            "wallets",
            "keys",
            "generic",
            "personal");

    /**
     * One block.
     *
     * @param kind its name
     * @param place the file and the line in it
     * @param lines its lines in order, by their first word
     */
    public record Block(String kind, String place, Map<String, List<String>> lines) {

        /** Returns what stands behind a word, once for each line with it. */
        public List<String> all(String word) {
            return lines.getOrDefault(word, List.of());
        }

        /** Returns what stands behind a word, or something else where it does not occur. */
        public String one(String word, String otherwise) {
            List<String> found = all(word);
            if (found.size() > 1) {
                throw new IllegalArgumentException(place + ": more than one " + word);
            }
            return found.isEmpty() ? otherwise : found.get(0);
        }

        /** Returns whether this is about personal data and not about a secret. */
        public boolean isPersonal() {
            return one("category", "secret").equals("personal");
        }
    }

    private KindFile() {}

    /** Returns what to do when a value has leaked, by the words that blocks name behind {@code leaked}. */
    public static Map<String, String> advice() {
        Map<String, String> advice = new LinkedHashMap<>();
        for (String line : resource("advice.txt").split("\n", -1)) {
            int space = line.indexOf(' ');
            if (space > 0 && line.charAt(0) != '#') {
                advice.put(line.substring(0, space), line.substring(space + 1));
            }
        }
        return advice;
    }

    private static String resource(String file) {
        try (InputStream in = KindFile.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the data file " + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the data file " + file + " cannot be read", e);
        }
    }

    /** Reads the blocks that ship with the library. */
    public static List<Block> standard() {
        List<Block> blocks = new ArrayList<>();
        for (String name : FILES) {
            String file = "kinds/" + name + ".txt";
            blocks.addAll(read(file, resource(file)));
        }
        return blocks;
    }

    /**
     * Reads blocks from a text.
     *
     * @param place what the text is called in errors
     * @throws IllegalArgumentException if a line stands before the first {@code kind}, or there is no kind
     */
    public static List<Block> read(String place, String text) {
        List<Block> blocks = new ArrayList<>();
        Block block = null;
        int number = 0;
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            String line = text.substring(from, end).stripTrailing();
            from = end + 1;
            number++;
            if (line.isEmpty() || line.charAt(0) == '#') {
                continue;
            }
            int space = line.indexOf(' ');
            String word = space < 0 ? line : line.substring(0, space);
            String rest = space < 0 ? "" : line.substring(space + 1);
            if (word.equals("kind")) {
                block = new Block(rest, place + ":" + number, new LinkedHashMap<>());
                blocks.add(block);
            } else if (block == null) {
                throw new IllegalArgumentException(place + ":" + number + ": a block begins with kind");
            } else {
                List<String> rests = block.lines().get(word);
                if (rests == null) {
                    rests = new ArrayList<>(3);
                    block.lines().put(word, rests);
                }
                rests.add(rest);
            }
        }
        return blocks;
    }
}
