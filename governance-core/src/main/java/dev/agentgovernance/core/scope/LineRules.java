/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.scope;

import dev.agentgovernance.core.change.Diff.FileChange;
import dev.agentgovernance.core.scope.DriftRules.Rule;
import dev.agentgovernance.core.scope.DriftRules.Text;
import dev.agentgovernance.core.scope.FileLines.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** Finds the lines of a file for which a rule holds. Pure functions. */
final class LineRules {

    private LineRules() {}

    /** Returns the lines, each once, in the order in which they were found. */
    static Set<Integer> places(Rule rule, FileChange file, FileLines text) {
        Set<Integer> places = new LinkedHashSet<>();
        if (!rule.added().isEmpty()) {
            for (Line line : text.added()) {
                if (counts(rule, line) && Text.anyIn(rule.added(), line.plain())) {
                    // A line that was there before and has moved, or was indented anew, is not new.
                    if (text.removed().stream().noneMatch(old -> old.plain().equals(line.plain()))) {
                        places.add(line.number());
                    }
                }
            }
        }
        if (!rule.touched().isEmpty()) {
            first(places, text.added(), line -> Text.anyIn(rule.touched(), line.plain()) && !line.comment());
            first(places, text.removed(), line -> Text.anyIn(rule.touched(), line.plain()) && !line.moved());
        }
        if (rule.version()) {
            String path = file.path();
            first(places, text.added(), line -> givesVersion(rule, path, line));
            first(places, text.removed(), line -> !line.moved() && givesVersion(rule, path, line));
        }
        if (!rule.fewer().isEmpty()) {
            fewer(rule, text, places);
        }
        if (!rule.strong().isEmpty()) {
            weaker(rule, text, places);
        }
        if (!rule.lowered().isEmpty()) {
            numbers(rule, rule.lowered(), text, places, (was, is) -> is < was);
        }
        if (!rule.raised().isEmpty()) {
            numbers(rule, rule.raised(), text, places, (was, is) -> is > was);
        }
        if (rule.hosts() || !rule.key().isEmpty()) {
            values(rule, text, places);
        }
        return places;
    }

    private static boolean counts(Rule rule, Line line) {
        return rule.comments() || !line.comment();
    }

    private static void first(Set<Integer> places, List<Line> lines, java.util.function.Predicate<Line> holds) {
        if (places.isEmpty()) {
            lines.stream().filter(holds).findFirst().ifPresent(line -> places.add(line.number()));
        }
    }

    private static boolean givesVersion(Rule rule, String path, Line line) {
        return !line.comment() && !rule.excepts(path, LineText.key(line.text())) && LineText.givesVersion(line.text());
    }

    /** More such lines go than come: the first ones that have no counterpart of their own are where it happens. */
    private static void fewer(Rule rule, FileLines text, Set<Integer> places) {
        List<Line> gone = text.removed().stream()
                .filter(line -> counts(rule, line) && !line.moved() && Text.anyIn(rule.fewer(), line.plain()))
                .toList();
        Map<String, Integer> back = new HashMap<>();
        text.removed().stream().filter(Line::moved).forEach(line -> back.merge(line.plain(), 1, Integer::sum));
        long come = text.added().stream()
                .filter(line -> counts(rule, line) && Text.anyIn(rule.fewer(), line.plain()))
                .filter(line -> back.merge(line.plain(), -1, Integer::sum) < 0)
                .count();
        if (gone.size() > come) {
            gone.subList((int) come, gone.size()).forEach(line -> places.add(line.number()));
        }
    }

    private static void weaker(Rule rule, FileLines text, Set<Integer> places) {
        Map<Integer, Integer> balance = new HashMap<>();
        for (Line line : text.removed()) {
            if (isStrong(rule, line)) {
                balance.merge(line.hunk(), 1, Integer::sum);
            }
        }
        for (Line line : text.added()) {
            if (isStrong(rule, line)) {
                balance.merge(line.hunk(), -1, Integer::sum);
            }
        }
        for (Line line : text.added()) {
            if (isWeak(rule, line) && balance.getOrDefault(line.hunk(), 0) > 0) {
                balance.merge(line.hunk(), -1, Integer::sum);
                places.add(line.number());
            }
        }
    }

    private static boolean isWeak(Rule rule, Line line) {
        return !line.comment() && Text.anyIn(rule.weak(), line.plain());
    }

    private static boolean isStrong(Rule rule, Line line) {
        return !line.comment() && !isWeak(rule, line) && Text.anyIn(rule.strong(), line.plain());
    }

    /** Holds lines against each other that differ in their numbers alone. */
    private static void numbers(
            Rule rule, List<Text> words, FileLines text, Set<Integer> places, BiPredicate<Double, Double> worse) {
        Map<String, Deque<Line>> bySkeleton = new HashMap<>();
        boolean stays = false;
        for (Line line : text.added()) {
            if (!line.comment() && Text.anyIn(words, line.plain())) {
                bySkeleton
                        .computeIfAbsent(LineText.skeleton(line.plain()), key -> new ArrayDeque<>())
                        .add(line);
                stays = true;
            }
        }
        for (Line old : text.removed()) {
            if (old.comment() || old.moved() || !Text.anyIn(words, old.plain())) {
                continue;
            }
            List<Double> before = LineText.numbers(old.plain());
            Deque<Line> same = bySkeleton.get(LineText.skeleton(old.plain()));
            Line now = same == null ? null : same.poll();
            if (now != null) {
                List<Double> after = LineText.numbers(now.plain());
                for (int i = 0; i < before.size(); i++) {
                    if (worse.test(before.get(i), after.get(i))) {
                        places.add(now.number());
                    }
                }
            } else if (rule.gone() && !stays && !before.isEmpty()) {
                places.add(old.number());
            }
        }
    }

    /** Holds values against each other that are given to the same key in the same hunk. */
    private static void values(Rule rule, FileLines text, Set<Integer> places) {
        Map<String, Deque<Line>> byKey = new HashMap<>();
        for (Line line : text.removed()) {
            String key = LineText.key(line.text());
            if (!key.isEmpty() && !line.comment()) {
                byKey.computeIfAbsent(line.hunk() + " " + key, k -> new ArrayDeque<>())
                        .add(line);
            }
        }
        List<Line> pairs = new ArrayList<>();
        for (Line line : text.added()) {
            String key = LineText.key(line.text());
            Deque<Line> before = byKey.get(line.hunk() + " " + key);
            Line old = before == null || line.comment() ? null : before.poll();
            if (old != null && differs(rule, key, LineText.value(old.text()), LineText.value(line.text()))) {
                pairs.add(line);
            }
        }
        pairs.forEach(line -> places.add(line.number()));
    }

    private static boolean differs(Rule rule, String key, String was, String is) {
        if (was.equals(is)) {
            return false;
        }
        if (rule.hosts()) {
            Set<String> hosts = LineText.hosts(is);
            return !hosts.isEmpty() && !hosts.equals(LineText.hosts(was));
        }
        return DriftRules.words(key).stream().anyMatch(rule.key()::contains);
    }
}
