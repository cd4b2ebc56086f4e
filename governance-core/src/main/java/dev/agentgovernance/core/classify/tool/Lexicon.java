/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.classify.tool;

import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.classify.RuleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What the words in the name of a tool say: phrases of several words first, then every single word. */
final class Lexicon {

    static final String RESOURCE = "tools.rules";
    private static final List<RuleFile.Rule> RULES = RuleFile.load(Lexicon.class, RESOURCE);

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
    // INVARIANT: adding a word to a name never takes a kind away.
    static Set<EffectKind> kinds(List<String> words) {
        Set<EffectKind> kinds = new TreeSet<>();
        for (RuleFile.Rule rule : RULES) {
            if (says(rule, words)) {
                EffectKind.of(rule.words().get(1)).ifPresent(kinds::add);
            }
        }
        return kinds;
    }

    /** Tells whether the words of a rule, joined by {@code _}, stand in this order in a name, with others between them. */
    static boolean says(RuleFile.Rule rule, List<String> words) {
        int next = 0;
        List<String> phrase = phrase(rule.words().get(0));
        for (String word : words) {
            if (next < phrase.size() && word.equals(phrase.get(next))) {
                next++;
            }
        }
        return next == phrase.size();
    }

    private static List<String> phrase(String joined) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= joined.length(); i++) {
            if (i == joined.length() || joined.charAt(i) == '_') {
                parts.add(joined.substring(start, i));
                start = i + 1;
            }
        }
        return parts;
    }
}
