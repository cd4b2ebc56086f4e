/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.internal.text;

import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether texts read like instructions to an agent. A heuristic over the phrases of {@code injection.rules}: it raises
 * suspicion, and whoever wants to get around it will. One pass over the words of a text, with a bounded look ahead at each.
 */
public final class Injection {

    static final String RESOURCE = "injection.rules";
    private static final int SUSPICIOUS = 10;
    private static final int GAP = 3;
    private static final int MAX_WORDS = 200_000;

    private record Phrase(int number, int weight, List<Set<String>> words) {}

    private record Literal(int number, int weight, String text) {}

    private static final List<RuleFile.Rule> RULES = RuleFile.load(Injection.class, RESOURCE);
    private static final Map<String, List<Phrase>> PHRASES = new HashMap<>();
    private static final List<Literal> LITERALS = new ArrayList<>();

    static {
        for (RuleFile.Rule rule : RULES) {
            add(rule);
        }
    }

    private Injection() {}

    private static void add(RuleFile.Rule rule) {
        int weight = Integer.parseInt(rule.words().get(0));
        List<String> rest = rule.words().subList(1, rule.words().size());
        if (rest.get(0).startsWith("=")) {
            LITERALS.add(new Literal(rule.line(), weight, String.join(" ", rest).substring(1)));
            return;
        }
        List<Set<String>> words = new ArrayList<>();
        for (String alternatives : rest) {
            words.add(new LinkedHashSet<>(split(alternatives)));
        }
        Phrase phrase = new Phrase(rule.line(), weight, words);
        words.get(0)
                .forEach(first ->
                        PHRASES.computeIfAbsent(first, w -> new ArrayList<>()).add(phrase));
    }

    private static List<String> split(String alternatives) {
        List<String> split = new ArrayList<>();
        int start = 0;
        for (int bar = alternatives.indexOf('|'); bar >= 0; bar = alternatives.indexOf('|', start)) {
            split.add(alternatives.substring(start, bar));
            start = bar + 1;
        }
        split.add(alternatives.substring(start));
        return split;
    }

    /** Tells whether the texts together reach the weight of an attack. */
    public static boolean isSuspicious(List<String> texts) {
        return lines(texts).stream().mapToInt(Injection::weight).sum() >= SUSPICIOUS;
    }

    private static int weight(int line) {
        return RULES.stream()
                .filter(rule -> rule.line() == line)
                .mapToInt(rule -> Integer.parseInt(rule.words().get(0)))
                .findFirst()
                .orElse(0);
    }

    /** Returns the lines of the rules that match one of the texts. */
    static Set<Integer> lines(List<String> texts) {
        Set<Integer> lines = new LinkedHashSet<>();
        for (String text : texts) {
            String plain = Lookalike.folded(text);
            for (Literal literal : LITERALS) {
                if (plain.contains(literal.text())) {
                    lines.add(literal.number());
                }
            }
            phrases(words(plain), lines);
        }
        return lines;
    }

    private static void phrases(List<String> words, Set<Integer> lines) {
        for (int i = 0; i < words.size(); i++) {
            for (Phrase phrase : PHRASES.getOrDefault(words.get(i), List.of())) {
                if (!lines.contains(phrase.number()) && matches(phrase.words(), words, i)) {
                    lines.add(phrase.number());
                }
            }
        }
    }

    private static boolean matches(List<Set<String>> phrase, List<String> words, int start) {
        int at = start;
        for (int part = 1; part < phrase.size(); part++) {
            int next = at + 1;
            int last = Math.min(words.size() - 1, at + 1 + GAP);
            while (next <= last && !phrase.get(part).contains(words.get(next))) {
                next++;
            }
            if (next > last) {
                return false;
            }
            at = next;
        }
        return true;
    }

    /** Returns the words of a text that is in lower case. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length() && words.size() < MAX_WORDS; i++) {
            boolean letter = i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_');
            if (letter && start < 0) {
                start = i;
            } else if (!letter && start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            }
        }
        return words;
    }
}
