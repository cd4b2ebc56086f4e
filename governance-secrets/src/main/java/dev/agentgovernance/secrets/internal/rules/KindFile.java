/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the data file of kinds: blocks that begin with {@code kind}, one {@code word rest} a line, {@code #} for remarks.
 * Examples ({@code +} found, {@code -} not found) are kept as they are written; only tests expand them.
 */
public final class KindFile {
    private static final String RESOURCE = "kinds.txt";

    /** One block: its name, its lines in order by their first word. */
    public record Block(String kind, Map<String, List<String>> lines) {

        /** Returns what stands behind a word, once for each line with it. */
        public List<String> all(String word) {
            return lines.getOrDefault(word, List.of());
        }

        /** Returns what stands behind a word, or something else where it does not occur. */
        public String one(String word, String otherwise) {
            List<String> found = all(word);
            if (found.size() > 1) {
                throw new IllegalArgumentException(kind + ": more than one " + word);
            }
            return found.isEmpty() ? otherwise : found.get(0);
        }
    }

    private KindFile() {}

    /** Reads the blocks that ship with the library. */
    public static List<Block> standard() {
        try (InputStream in = KindFile.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the data file of kinds is missing");
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the data file of kinds cannot be read", e);
        }
    }

    /** Reads blocks from a stream of UTF-8. */
    public static List<Block> read(InputStream in) throws IOException {
        return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    }

    private static List<Block> read(BufferedReader reader) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Map<String, List<String>> lines = new LinkedHashMap<>();
        String kind = "";
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int space = line.indexOf(' ');
            String word = space < 0 ? line : line.substring(0, space);
            String rest = space < 0 ? "" : line.substring(space + 1);
            if (word.equals("kind")) {
                if (!kind.isEmpty()) {
                    blocks.add(new Block(kind, lines));
                }
                kind = rest;
                lines = new LinkedHashMap<>();
            } else {
                lines.computeIfAbsent(word, key -> new ArrayList<>()).add(rest);
            }
        }
        blocks.add(new Block(kind, lines));
        return blocks;
    }
}
