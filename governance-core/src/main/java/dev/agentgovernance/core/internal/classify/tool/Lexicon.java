/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.tool;

import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the words in the name of a tool say: phrases of several words first, then every single word. */
final class Lexicon {

    static final String RESOURCE = "tools.rules";
    private static final List<RuleFile.Rule> RULES = RuleFile.load(Lexicon.class, RESOURCE);

    /** Verbs that only look: what follows them is a thing. */
    private static final Set<String> READERS = Set.of(
            "get",
            "list",
            "read",
            "search",
            "find",
            "describe",
            "fetch",
            "show",
            "view",
            "retrieve",
            "lookup",
            "inspect",
            "count");

    /** Words between two verbs. */
    private static final Set<String> JOINTS = Set.of("and", "or", "then");

    private static final Map<String, List<Phrase>> BY_FIRST = new HashMap<>();

    static {
        for (RuleFile.Rule rule : RULES) {
            Phrase phrase = Phrase.of(rule);
            BY_FIRST.computeIfAbsent(phrase.words().get(0), word -> new ArrayList<>())
                    .add(phrase);
        }
    }

    private Lexicon() {}

    /** Returns the words of a name in lower case, split at marks and where a capital begins a word. */
    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean capital = c >= 'A' && c <= 'Z';
            boolean begins = capital
                    && i > 0
                    && (isSmall(name.charAt(i - 1)) || (i + 1 < name.length() && isSmall(name.charAt(i + 1))));
            boolean part = capital || isSmall(c);
            if ((begins || !part) && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (part) {
                word.append(c);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words.stream().map(w -> w.toLowerCase(Locale.ROOT)).toList();
    }

    private static boolean isSmall(char c) {
        return c >= 'a' && c <= 'z';
    }

    /**
     * Returns every kind that a phrase or word of the name means. What the words of
     * a phrase mean by themselves counts besides.
     */
    // INVARIANT: adding a word at the end of a name never takes a change away.
    static Set<EffectKind> kinds(List<String> words) {
        Set<EffectKind> kinds = new TreeSet<>();
        for (int i = 0; i < words.size(); i++) {
            for (Phrase phrase : BY_FIRST.getOrDefault(words.get(i), List.of())) {
                if (phrase.says(words)) {
                    kinds.add(phrase.kind());
                }
            }
        }
        if (hidesAVerb(words)) {
            kinds.add(EffectKind.TOOL_UNKNOWN);
        }
        return kinds;
    }

    /** Tells whether a word that nobody knows stands where a second verb does, as in {@code get_and_frobnicate}. */
    private static boolean hidesAVerb(List<String> words) {
        return words.size() > 2
                && READERS.contains(words.get(0))
                && JOINTS.contains(words.get(1))
                && !BY_FIRST.containsKey(words.get(2));
    }

    /** Tells whether a rule is for a name. */
    static boolean says(RuleFile.Rule rule, List<String> words) {
        return Phrase.of(rule).says(words);
    }

    /**
     * A rule, taken apart.
     *
     * @param words its words, which stand in this order in a name, with others between them
     * @param kind what it means
     * @param noun whether it is a thing, not a deed, behind a verb that only looks
     * @param last whether it means something at the end of a name alone
     */
    private record Phrase(List<String> words, EffectKind kind, boolean noun, boolean last) {

        static Phrase of(RuleFile.Rule rule) {
            List<String> words = new ArrayList<>();
            String joined = rule.words().get(0);
            int start = 0;
            for (int bar = joined.indexOf('_'); bar >= 0; bar = joined.indexOf('_', start)) {
                words.add(joined.substring(start, bar));
                start = bar + 1;
            }
            words.add(joined.substring(start));
            return new Phrase(
                    List.copyOf(words),
                    EffectKind.of(rule.words().get(1)).orElse(EffectKind.TOOL_UNKNOWN),
                    rule.words().contains("noun"),
                    rule.words().contains("last"));
        }

        boolean says(List<String> name) {
            int next = 0;
            for (int i = 0; i < name.size(); i++) {
                if (name.get(i).equals(words.get(next))
                        && !(next == 0 && noun && isLookedAt(name, i))
                        && !(last && next == words.size() - 1 && i < name.size() - 1)) {
                    next++;
                    if (next == words.size()) {
                        return true;
                    }
                }
            }
            return false;
        }

        /** Tells whether a verb that only looks stands before a word, and nothing that joins two verbs between them. */
        private static boolean isLookedAt(List<String> name, int place) {
            for (int i = place - 1; i >= 0 && !JOINTS.contains(name.get(i)); i--) {
                if (READERS.contains(name.get(i))) {
                    return true;
                }
            }
            return false;
        }
    }
}
