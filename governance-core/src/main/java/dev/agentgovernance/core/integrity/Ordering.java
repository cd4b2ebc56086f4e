/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Brings what uses each other into an order. For one thread. */
final class Ordering {

    /*
     * Tarjan's strongly connected components, without recursion: a graph may be as deep as it has nodes. A component is
     * complete once all that it uses is, so that components come out in the order that is wanted.
     */

    private final Function<String, ? extends Collection<String>> uses;
    private final Map<String, Integer> number = new HashMap<>();
    private final Map<String, Integer> low = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Map<String, Integer> place = new HashMap<>();
    private final List<String> done = new ArrayList<>();

    private record Visit(String node, Iterator<String> next) {}

    private Ordering(Function<String, ? extends Collection<String>> uses) {
        this.uses = uses;
    }

    /**
     * Returns nodes, those that are used before those that use them, and otherwise as they came; so those of a circle, which
     * stand together.
     */
    static List<String> providersFirst(Collection<String> nodes, Function<String, ? extends Collection<String>> uses) {
        Ordering ordering = new Ordering(uses);
        for (String node : nodes) {
            ordering.place.put(node, ordering.place.size());
        }
        for (String node : nodes) {
            if (!ordering.number.containsKey(node)) {
                ordering.visit(node);
            }
        }
        return List.copyOf(ordering.done);
    }

    private void visit(String first) {
        Deque<Visit> visits = new ArrayDeque<>();
        visits.push(enter(first));
        while (!visits.isEmpty()) {
            Visit visit = visits.element();
            if (visit.next().hasNext()) {
                String target = visit.next().next();
                if (!place.containsKey(target)) {
                    continue;
                }
                if (!number.containsKey(target)) {
                    visits.push(enter(target));
                } else if (low.containsKey(target)) {
                    lower(visit.node(), numberOf(target));
                }
            } else {
                visits.pop();
                leave(visit.node());
                if (!visits.isEmpty() && low.containsKey(visit.node())) {
                    lower(visits.element().node(), lowOf(visit.node()));
                }
            }
        }
    }

    private Visit enter(String node) {
        number.put(node, number.size());
        low.put(node, numberOf(node));
        open.push(node);
        List<String> targets = new ArrayList<>(uses.apply(node));
        return new Visit(node, targets.iterator());
    }

    private void leave(String node) {
        if (lowOf(node) != numberOf(node)) {
            return;
        }
        List<String> circle = new ArrayList<>();
        String member;
        do {
            member = open.pop();
            // Out of the open ones: no longer has a low number.
            low.remove(member);
            circle.add(member);
        } while (!member.equals(node));
        circle.sort(Comparator.comparing(one -> place.getOrDefault(one, 0)));
        done.addAll(circle);
    }

    private void lower(String node, int to) {
        low.merge(node, to, Math::min);
    }

    private int numberOf(String node) {
        return Objects.requireNonNull(number.get(node), "number");
    }

    private int lowOf(String node) {
        return Objects.requireNonNull(low.get(node), "low");
    }
}
