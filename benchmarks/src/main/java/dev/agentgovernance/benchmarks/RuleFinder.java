/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import com.gliwka.hyperscan.wrapper.Expression;
import com.gliwka.hyperscan.wrapper.ExpressionFlag;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.agentgovernance.benchmarks.KeywordFinder.HyperscanScan;
import dev.agentgovernance.benchmarks.KindData.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A way to find secrets by lists of expressions. What is counted differs in detail, for engines see matches differently. */
interface RuleFinder {

    /** Returns the names of the kinds that occur in a text. */
    Set<String> kinds(String text);

    /** The ways. */
    enum Way {
        /** Each expression over the whole text, with RE2/J. */
        RE2J_PER_RULE,
        /** Each expression over the whole text, with {@code java.util.regex}. */
        JDK_PER_RULE,
        /** Keywords first, by a double-array trie, and RE2/J on a window of the line behind each. */
        RE2J_ON_WINDOWS,
        /** All expressions at once with Hyperscan. */
        HYPERSCAN_EXPRESSIONS;

        /** Returns a finder of kinds. */
        RuleFinder of(List<Kind> kinds) {
            return switch (this) {
                case RE2J_PER_RULE -> re2j(kinds);
                case JDK_PER_RULE -> jdk(kinds);
                case RE2J_ON_WINDOWS -> windows(kinds);
                case HYPERSCAN_EXPRESSIONS -> hyperscan(kinds);
            };
        }

        /** Returns whether it works on this machine. */
        boolean isAvailable() {
            return this != HYPERSCAN_EXPRESSIONS || KeywordFinder.hyperscanIsAvailable();
        }
    }

    private static RuleFinder re2j(List<Kind> kinds) {
        Map<String, Pattern> patterns = new HashMap<>();
        kinds.forEach(kind -> patterns.put(kind.id(), Pattern.compile(kind.expression())));
        return text -> {
            Set<String> found = new HashSet<>();
            patterns.forEach((kind, pattern) -> {
                Matcher matcher = pattern.matcher(text);
                while (matcher.find()) {
                    found.add(kind);
                }
            });
            return found;
        };
    }

    private static RuleFinder jdk(List<Kind> kinds) {
        Map<String, java.util.regex.Pattern> patterns = new HashMap<>();
        kinds.forEach(kind -> patterns.put(kind.id(), java.util.regex.Pattern.compile(kind.expression())));
        return text -> {
            Set<String> found = new HashSet<>();
            patterns.forEach((kind, pattern) -> {
                java.util.regex.Matcher matcher = pattern.matcher(text);
                while (matcher.find()) {
                    found.add(kind);
                }
            });
            return found;
        };
    }

    private static RuleFinder windows(List<Kind> kinds) {
        Map<String, List<Kind>> byKeyword = new HashMap<>();
        Map<String, Pattern> patterns = new HashMap<>();
        for (Kind kind : kinds) {
            kind.keywords()
                    .forEach(keyword -> byKeyword
                            .computeIfAbsent(keyword, key -> new ArrayList<>())
                            .add(kind));
            patterns.put(kind.id(), Pattern.compile(kind.expression()));
        }
        KeywordFinder keywords = KeywordFinder.Library.DOUBLE_ARRAY_TRIE.of(KindData.keywords(kinds));
        return text -> {
            Set<String> found = new HashSet<>();
            keywords.find(text, (keyword, end) -> {
                // The longest token before its anchor is short; behind a keyword stand a name, an operator and a value.
                int from = Math.max(0, end - keyword.length() - 64);
                String window = text.substring(from, Math.min(text.length(), end + 256));
                for (Kind kind : byKeyword.getOrDefault(keyword, List.of())) {
                    Pattern pattern = patterns.get(kind.id());
                    if (pattern != null && pattern.matcher(window).find()) {
                        found.add(kind.id());
                    }
                }
            });
            return found;
        };
    }

    private static RuleFinder hyperscan(List<Kind> kinds) {
        List<Expression> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Kind kind : kinds) {
            Expression expression = new Expression(kind.expression(), EnumSet.of(ExpressionFlag.NO_FLAG), names.size());
            if (expression.validate().isValid()) {
                expressions.add(expression);
                names.add(kind.id());
            }
        }
        HyperscanScan scan = HyperscanScan.of(expressions);
        return text -> {
            Set<String> found = new HashSet<>();
            scan.matches(text)
                    .forEach(match ->
                            found.add(names.get(match.getMatchedExpression().getId())));
            return found;
        };
    }
}
