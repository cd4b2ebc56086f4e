/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.ResourceNames;
import dev.agentgovernance.core.policy.Question.Rated;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds the rules that can matter to a question without looking at the others. Immutable.
 *
 * <p>A rule is filed under the kinds of effect it names and, of what it names by globs, under the one thing that most likely
 * tells it from others. What is found is a superset of the rules that hold: each is still asked.
 */
final class RuleIndex {

    /** What a rule may be filed under, the most telling first. */
    private enum Key {
        RESOURCE(parts -> parts.resources),
        PATH(parts -> parts.paths),
        BRANCH(parts -> parts.branches),
        TOOL(parts -> parts.tools),
        REPOSITORY(parts -> parts.repositories),
        AGENT(parts -> parts.agents);

        @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
        private final Function<Condition.Parts, List<String>> globs;

        Key(Function<Condition.Parts, List<String>> globs) {
            this.globs = globs;
        }

        String text(Question q, String resource) {
            return switch (this) {
                case RESOURCE -> resource;
                case PATH -> ResourceNames.path(resource, q.context());
                case BRANCH -> ResourceNames.branch(resource);
                case TOOL -> q.tool();
                case REPOSITORY -> q.context().repository().orElse("");
                case AGENT -> q.context().agent();
            };
        }

        /** Tells whether a text that is empty stands for one that nobody knows. */
        boolean mayBeUnknown() {
            return this != TOOL && this != AGENT;
        }
    }

    /** The rules for one kind of effect, or for actions as a whole. */
    private static final class Drawer {
        private final List<Rule> always = new ArrayList<>();
        private final Map<Key, GlobTable<Rule>> filed = new EnumMap<>(Key.class);

        void add(Rule rule) {
            for (Key key : Key.values()) {
                List<String> globs = key.globs.apply(rule.when().parts());
                if (!globs.isEmpty()) {
                    filed.computeIfAbsent(key, k -> new GlobTable<>()).add(globs, rule);
                    return;
                }
            }
            always.add(rule);
        }

        void visit(Question q, String resource, Consumer<Rule> visitor) {
            for (int i = 0; i < always.size(); i++) {
                visitor.accept(always.get(i));
            }
            if (filed.isEmpty()) {
                return;
            }
            for (Map.Entry<Key, GlobTable<Rule>> entry : filed.entrySet()) {
                Key key = entry.getKey();
                String text = key.text(q, resource);
                if (text.isEmpty() && key.mayBeUnknown()) {
                    entry.getValue().all(visitor);
                } else {
                    entry.getValue().visit(text, visitor);
                }
            }
        }
    }

    private final Map<EffectKind, Drawer> byKind = new EnumMap<>(EffectKind.class);
    private final Drawer whole = new Drawer();

    RuleIndex(List<Rule> rules) {
        for (EffectKind kind : EffectKind.values()) {
            byKind.put(kind, new Drawer());
        }
        for (Rule rule : rules) {
            if (!rule.when().perEffect()) {
                whole.add(rule);
                continue;
            }
            for (EffectKind kind : EffectKind.values()) {
                if (rule.when().concerns(kind)) {
                    drawer(kind).add(rule);
                }
            }
        }
    }

    private Drawer drawer(EffectKind kind) {
        return Objects.requireNonNull(byKind.get(kind), "every kind has a drawer");
    }

    /** Visits the rules about an effect; one may be visited more than once. */
    void forEffect(Rated rated, Question q, Consumer<Rule> visitor) {
        drawer(rated.effect().kind()).visit(q, rated.effect().resource(), visitor);
    }

    /** Visits the rules about actions as a whole; one may be visited more than once. */
    void forAction(Question q, Consumer<Rule> visitor) {
        whole.visit(q, "", visitor);
    }
}
