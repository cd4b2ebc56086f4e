/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lists of words from a resource: lines of a list's name, a colon and words; several lines may add to one list, and
 * {@code #} begins a remark. Immutable.
 */
final class WordLists {
    private final Map<String, Set<String>> lists;

    private WordLists(Map<String, Set<String>> lists) {
        this.lists = lists;
    }

    static WordLists read(String resource) {
        try (InputStream in = WordLists.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("a data file is missing: " + resource);
            }
            Map<String, Set<String>> lists = new HashMap<>();
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int colon = line.indexOf(": ");
                if (line.startsWith("#") || line.isBlank()) {
                    continue;
                }
                if (colon < 0) {
                    throw new IllegalStateException(resource + ": not a list: " + line);
                }
                String name = line.substring(0, colon);
                Set<String> words = lists.get(name);
                if (words == null) {
                    words = new LinkedHashSet<>();
                    lists.put(name, words);
                }
                words.addAll(List.of(line.substring(colon + 2).split(" ")));
            }
            return new WordLists(lists);
        } catch (IOException e) {
            throw new UncheckedIOException("a data file cannot be read: " + resource, e);
        }
    }

    /** Returns the words of a list. */
    Set<String> all(String list) {
        Set<String> words = lists.get(list);
        if (words == null) {
            throw new IllegalArgumentException("no list is called " + list);
        }
        return Set.copyOf(words);
    }

    /** Returns the words of a list in their order. */
    String[] array(String list) {
        all(list);
        return lists.getOrDefault(list, Set.of()).toArray(new String[0]);
    }
}
