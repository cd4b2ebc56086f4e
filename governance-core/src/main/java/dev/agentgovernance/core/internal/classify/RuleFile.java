/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules that ship as a text: one rule per line as words between blanks, and below it, indented, what it is for
 * ({@code + example}) and what it must leave alone ({@code - example}). A {@code #} begins a line of comment.
 */
public final class RuleFile {

    private RuleFile() {}

    /**
     * One rule.
     *
     * @param line where it stands, from 1
     * @param words its words, at least one
     * @param positives examples that the rule is for
     * @param negatives examples that look like it and are not for it
     */
    public record Rule(int line, List<String> words, List<String> positives, List<String> negatives) {
        /** Copies. */
        public Rule {
            words = List.copyOf(words);
            positives = List.copyOf(positives);
            negatives = List.copyOf(negatives);
        }
    }

    /**
     * Reads the rules of a resource that stands beside a class.
     *
     * @throws IllegalStateException if there is no such resource, or a line of it cannot be read
     */
    public static List<Rule> load(Class<?> owner, String resource) {
        try (InputStream stream = owner.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + resource + " beside " + owner.getName());
            }
            return read(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)), resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Rule> read(BufferedReader reader, String resource) throws IOException {
        List<Rule> rules = new ArrayList<>();
        List<String> words = List.of();
        List<String> positives = new ArrayList<>();
        List<String> negatives = new ArrayList<>();
        int begun = 0;
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (!Character.isWhitespace(line.charAt(0))) {
                if (begun > 0) {
                    rules.add(new Rule(begun, words, positives, negatives));
                }
                words = words(text);
                positives = new ArrayList<>();
                negatives = new ArrayList<>();
                begun = number;
            } else if (begun > 0 && text.startsWith("+ ")) {
                positives.add(text.substring(2).strip());
            } else if (begun > 0 && text.startsWith("- ")) {
                negatives.add(text.substring(2).strip());
            } else {
                throw new IllegalStateException(resource + ":" + number + ": neither a rule nor an example");
            }
        }
        if (begun > 0) {
            rules.add(new Rule(begun, words, positives, negatives));
        }
        return List.copyOf(rules);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ' ' || text.charAt(i) == '\t') {
                if (i > start) {
                    words.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return words;
    }
}
