/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.Obligation;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.core.policy.Question.Rated;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One ruling in the making. Used once, by one thread. */
final class Evaluation {

    /*
     * The oversight of an action is the strictest of
     *   - the cell of the matrix for each effect, which an allow rule may lower to "on record" where the action was
     *     understood as a whole and the effect is not critical,
     *   - where something was not understood, the cell for the action as a whole, and at least a human's yes,
     *   - where the action is outside the task, at least a human's yes,
     *   - what the deny and ask rules say.
     * Taking the strictest is commutative and idempotent, so neither the order of the rules nor that of the effects counts.
     */

    private static final int MOST_REASONS = 12;
    private static final int MOST_NOTICES = 5;

    private record Found(Oversight oversight, int order, Reason reason) {}

    private final Policy policy;
    private final Question q;
    private final Map<String, Found> found = new LinkedHashMap<>();
    private final List<String> notices = new ArrayList<>();
    private Oversight oversight = Oversight.NONE;

    Evaluation(Policy policy, Question question) {
        this.policy = policy;
        this.q = question;
    }

    Ruling ruling() {
        if (!policy.content().halt().isEmpty()) {
            return Ruling.halted(policy.content().halt());
        }
        for (Rated rated : q.effects()) {
            judge(rated);
        }
        judgeWhole();
        policy.index().forAction(q, rule -> apply(rule, rule.when().onAction(q), null));
        if (policy.content().mode() == RuleReader.Mode.SHADOW && oversight.compareTo(Oversight.RECORD) > 0) {
            return shadowed();
        }
        return new Ruling(oversight, reasons(), obligations());
    }

    private Ruling shadowed() {
        List<Reason> reasons = new ArrayList<>(reasons());
        reasons.add(
                0,
                Reason.of(
                        "oversight.shadow",
                        "The policy only watches: enforced, the oversight would be " + name(oversight) + ".",
                        "The policy is in shadow mode."));
        return new Ruling(Oversight.RECORD, reasons, obligations());
    }

    // INVARIANT: adding a rule that denies or asks never makes the ruling milder.
    private void judge(Rated rated) {
        Oversight cell = policy.matrix().at(q.trust(), rated.impact());
        Loosening allowed = new Loosening();
        policy.index().forEffect(rated, q, rule -> {
            Holds onAction = rule.when().onAction(q);
            Holds holds =
                    onAction == Holds.NO ? Holds.NO : onAction.and(rule.when().onEffect(rated, q));
            if (rule.verdict() != Rule.Verdict.ALLOW) {
                apply(rule, holds, rated);
            } else if (holds == Holds.YES && !rule.shadow() && mayLoosen(rated)) {
                allowed.by(rule);
                notice(rule, rated);
            }
        });
        Rule loosened = allowed.rule;
        if (loosened != null && cell.compareTo(Oversight.RECORD) > 0) {
            add(Oversight.RECORD, 3, new Reason(loosened.id(), what(rated), loosened.why(), "", span(rated)));
        } else if (cell.compareTo(Oversight.RECORD) > 0) {
            add(cell, 2, new Reason("oversight.matrix", what(rated), why(rated, cell), instead(rated), span(rated)));
        } else {
            raise(cell);
        }
    }

    /** Of several rules that allow the one with the first name speaks, so that their order does not count. */
    private static final class Loosening {
        private @Nullable Rule rule;

        void by(Rule other) {
            if (rule == null || other.id().compareTo(rule.id()) < 0) {
                rule = other;
            }
        }
    }

    private boolean mayLoosen(Rated rated) {
        return q.coverage() == Coverage.KNOWN && rated.impact() != Impact.CRITICAL;
    }

    private void judgeWhole() {
        if (q.coverage() != Coverage.KNOWN) {
            Oversight least =
                    Oversight.stricter(Oversight.APPROVE, policy.matrix().at(q.trust(), q.impact()));
            add(
                    least,
                    2,
                    new Reason(
                            "oversight.coverage",
                            q.coverage() == Coverage.PARTIAL
                                    ? "A part of this action was not understood."
                                    : "This action was not understood; it may do anything.",
                            "What is not understood does not happen without a human.",
                            "Write it plainly, in smaller steps, without parts that are put together at run time.",
                            SourceSpan.NONE));
        }
        for (Reason reason : q.outside()) {
            add(Oversight.APPROVE, 1, reason);
        }
    }

    private void apply(Rule rule, Holds holds, @Nullable Rated rated) {
        if (holds == Holds.NO || rule.verdict() == Rule.Verdict.ALLOW) {
            return;
        }
        String what = rated == null ? "" : what(rated);
        SourceSpan span = rated == null ? SourceSpan.NONE : span(rated);
        if (rule.shadow()) {
            String would = rule.verdict() == Rule.Verdict.DENY && holds == Holds.YES ? "deny this: " : "ask: ";
            add(
                    Oversight.NONE,
                    4,
                    new Reason(rule.id(), what, "In shadow mode; it would " + would + rule.why(), "", span));
            return;
        }
        String instead = !rule.instead().isEmpty() || rated == null ? rule.instead() : instead(rated);
        if (holds == Holds.MAYBE) {
            String why = "A rule may hold here, and what it depends on is not known: " + rule.why();
            add(Oversight.APPROVE, 0, new Reason(rule.id(), what, why, instead, span));
        } else {
            Oversight least = rule.verdict() == Rule.Verdict.DENY ? Oversight.FORBID : Oversight.APPROVE;
            add(least, 0, new Reason(rule.id(), what, rule.why(), instead, span));
        }
        notice(rule, rated);
    }

    private void add(Oversight least, int order, Reason reason) {
        raise(least);
        // The same thing said of several parts is said once, for the first part.
        found.merge(
                reason.rule() + '\0' + reason.what() + '\0' + reason.why(),
                new Found(least, order, reason),
                (a, b) -> a.oversight().compareTo(b.oversight()) >= 0 ? a : b);
    }

    private void raise(Oversight least) {
        oversight = Oversight.stricter(oversight, least);
    }

    private void notice(Rule rule, @Nullable Rated rated) {
        if (rule.tells()) {
            notices.add(rule.id() + ": " + (rated == null ? rule.why() : what(rated)));
        }
    }

    private List<Reason> reasons() {
        if (found.isEmpty()) {
            return List.of();
        }
        List<Found> ordered = new ArrayList<>(found.values());
        ordered.sort(Comparator.comparing(Found::oversight)
                .reversed()
                .thenComparingInt(Found::order)
                .thenComparingInt(f -> f.reason().span().start())
                .thenComparing(f -> f.reason().rule())
                .thenComparing(f -> f.reason().what()));
        List<Reason> reasons = new ArrayList<>();
        for (Found f : ordered.subList(0, Math.min(MOST_REASONS, ordered.size()))) {
            reasons.add(f.reason());
        }
        if (ordered.size() > MOST_REASONS) {
            reasons.add(Reason.of("oversight.more", "And " + (ordered.size() - MOST_REASONS) + " more reasons.", ""));
        }
        return reasons;
    }

    private List<Obligation> obligations() {
        if (oversight != Oversight.NOTIFY && notices.isEmpty()) {
            return List.of();
        }
        List<Obligation> obligations = new ArrayList<>();
        if (oversight == Oversight.NOTIFY) {
            found.values().stream()
                    .filter(f -> f.oversight() == Oversight.NOTIFY)
                    .limit(MOST_NOTICES)
                    .forEach(f ->
                            obligations.add(new Obligation.Notify(f.reason().what())));
        }
        notices.stream()
                .distinct()
                .sorted()
                .limit(MOST_NOTICES)
                .forEach(n -> obligations.add(new Obligation.Notify(n)));
        return obligations;
    }

    private String what(Rated rated) {
        return Phrases.STANDARD.sentence(
                rated.effect().kind(),
                q.show(rated.effect().resource()),
                q.show(rated.effect().evidence()));
    }

    private String why(Rated rated, Oversight cell) {
        return rated.why() + (rated.why().isEmpty() ? "" : " ") + level(rated.impact(), cell);
    }

    private String level(Impact impact, Oversight cell) {
        String consequence = switch (cell) {
            case FORBID -> "that is not allowed";
            case APPROVE_BY_TWO -> "two humans have to say yes";
            case APPROVE -> "a human has to say yes";
            case NOTIFY -> "somebody is told";
            case RECORD, NONE -> "nobody has to say yes";
        };
        return "The impact is " + name(impact) + ", and with trust " + name(q.trust()) + " " + consequence + ".";
    }

    private String instead(Rated rated) {
        return Phrases.STANDARD
                .instead(rated.effect().kind(), q.trust())
                .map(Advice::text)
                .orElse("");
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static SourceSpan span(Rated rated) {
        return rated.effect().span();
    }
}
