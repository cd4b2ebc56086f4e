/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the tables that ship as text beside a class: blocks of lines between empty ones; a line is a field, a space and its
 * value, and a field may come more than once; {@code #} starts a comment.
 */
public final class Resource {

    private Resource() {}

    /** A block: fields with their values in order. */
    public static final class Block {
        private final Map<String, List<String>> fields = new HashMap<>();

        private Block() {}

        /** Returns all values of a field. */
        public List<String> all(String field) {
            return fields.getOrDefault(field, List.of());
        }

        /**
         * Returns the value of a field that comes once.
         *
         * @throws IllegalStateException if it does not
         */
        public String one(String field) {
            List<String> values = all(field);
            if (values.size() != 1) {
                throw new IllegalStateException("a block has " + values.size() + " fields " + field);
            }
            return values.get(0);
        }

        /** Returns the value of a field, or something else where there is none. */
        public String oneOr(String field, String otherwise) {
            return all(field).isEmpty() ? otherwise : one(field);
        }

        /** Returns the words of the values of a field. */
        public List<String> words(String field) {
            List<String> words = new ArrayList<>();
            for (String value : all(field)) {
                int from = 0;
                for (int i = 0; i <= value.length(); i++) {
                    if (i == value.length() || value.charAt(i) == ' ') {
                        if (i > from) {
                            words.add(value.substring(from, i));
                        }
                        from = i + 1;
                    }
                }
            }
            return words;
        }
    }

    /**
     * Returns the blocks of a resource.
     *
     * @throws IllegalStateException if there is no such resource
     */
    public static List<Block> blocks(Class<?> beside, String name) {
        List<Block> blocks = new ArrayList<>();
        Block block = new Block();
        List<String> lines = text(beside, name).lines().toList();
        for (String line : lines) {
            if (line.isEmpty()) {
                add(block, blocks);
                block = new Block();
            } else if (line.charAt(0) != '#') {
                int space = line.indexOf(' ');
                String field = space < 0 ? line : line.substring(0, space);
                String value = space < 0 ? "" : line.substring(space + 1);
                block.fields.computeIfAbsent(field, f -> new ArrayList<>()).add(value);
            }
        }
        add(block, blocks);
        return blocks;
    }

    private static void add(Block block, List<Block> blocks) {
        if (!block.fields.isEmpty()) {
            blocks.add(block);
        }
    }

    private static String text(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
