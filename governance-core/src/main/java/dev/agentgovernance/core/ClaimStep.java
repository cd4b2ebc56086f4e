/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.Claim.Mode;
import dev.agentgovernance.api.integrity.ClaimResult;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.integrity.Overtaken;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.core.internal.integrity.TouchedParts;
import dev.agentgovernance.core.internal.integrity.TouchedParts.Touched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Keeps tasks that work on one codebase at the same time out of each other's way. */
final class ClaimStep {

    /*
     * What goes ahead takes a lease on each part that it touches, all or none; a part that another task holds makes it a
     * question for a human, who may let it pass. What needs a yes, or is denied, takes nothing, but is told what is in the way.
     * A lease is renewed once half of it is over, so that a task that writes one file again and again does not write to the
     * store each time. What hands work over to others (a push, a merge) is a question besides while another task has taken
     * what this one once held: see HandedOver.
     */

    private static final int MOST_NAMED = 3;

    private final ClaimStore store;
    private final boolean watches;

    ClaimStep(ClaimStore store, boolean watches) {
        this.store = store;
        this.watches = watches;
    }

    /** Returns in whose name a context holds: its task with all agents at work on it, else its session, else its agent. */
    static String holder(ActionContext context) {
        return context.task()
                .map(task -> "task " + task)
                .or(() -> context.session().map(session -> "session " + session))
                .orElseGet(() -> "agent " + context.parentAgent().orElse(context.agent()));
    }

    /**
     * Returns what becomes of a decision.
     *
     * @param takes whether what is touched is held from now on if the action goes ahead
     */
    // INVARIANT: never milder than the decision it is given.
    Decision decide(
            Decision decision,
            List<Effect> effects,
            ActionContext context,
            Instant now,
            boolean takes,
            UnaryOperator<String> shown) {
        if (decision instanceof Deny) {
            return decision;
        }
        Set<Touched> touched = TouchedParts.of(effects, context);
        boolean handsOver = HandedOver.isIn(effects);
        if (touched.isEmpty() && !handsOver) {
            return decision;
        }
        try {
            String holder = holder(context);
            if (handsOver) {
                List<Overtaken> stale = HandedOver.stale(store.overtaken(holder), effects, context);
                if (!stale.isEmpty()) {
                    decision = Stricter.of(decision, Oversight.APPROVE, HandedOver.reasons(stale, shown), watches);
                }
            }
            Collection<Claim> inTheWay = inTheWay(touched, holder, now);
            if (inTheWay.isEmpty() && takes && decision instanceof Allow) {
                inTheWay = take(touched, holder, now);
            }
            return inTheWay.isEmpty()
                    ? decision
                    : Stricter.of(decision, Oversight.APPROVE, reasons(inTheWay, shown), watches);
        } catch (RuntimeException e) {
            Reason reason = Reason.of(
                    "claim.unknown",
                    "Whether another task holds what this touches cannot be told ("
                            + e.getClass().getSimpleName() + ").",
                    "What may break the work of others does not happen without a human.");
            return Stricter.of(decision, Oversight.APPROVE, List.of(reason), watches);
        }
    }

    /** Holds, as far as nobody else does, what an action touches that people let pass. */
    void hold(List<Effect> effects, ActionContext context, Instant now) {
        try {
            take(TouchedParts.of(effects, context), holder(context), now);
        } catch (RuntimeException e) {
            // People said yes to it: that nobody is told of it does not take that back.
        }
    }

    private Collection<Claim> inTheWay(Set<Touched> touched, String holder, Instant now) {
        Map<Long, Claim> inTheWay = new LinkedHashMap<>();
        for (Touched part : touched) {
            for (Claim claim : store.overlapping(part.key(), now)) {
                if (claim.conflictsWith(part.key(), Mode.EXCLUSIVE, holder, now)) {
                    inTheWay.put(claim.fencingToken(), claim);
                }
            }
        }
        return inTheWay.values();
    }

    /** Takes a lease on each part, or on none, and returns what is in the way. */
    private Collection<Claim> take(Set<Touched> touched, String holder, Instant now) {
        List<Long> taken = new ArrayList<>();
        for (Touched part : touched) {
            if (part.lease().isZero()) {
                continue;
            }
            List<Claim> own = store.overlapping(part.key(), now).stream()
                    .filter(claim -> claim.key().equals(part.key())
                            && claim.mode() == Mode.EXCLUSIVE
                            && claim.holder().equals(holder))
                    .toList();
            if (own.stream()
                    .anyMatch(
                            claim -> claim.until().isAfter(now.plus(part.lease().dividedBy(2))))) {
                continue;
            }
            ClaimResult result = store.acquire(part.key(), Mode.EXCLUSIVE, holder, part.lease(), "changed by it", now);
            if (result instanceof ClaimResult.Refused refused) {
                for (long token : taken) {
                    store.release(token);
                    // Nothing was done under it.
                    store.settle(token);
                }
                return refused.inTheWay();
            }
            if (own.isEmpty() && result instanceof ClaimResult.Granted granted) {
                taken.add(granted.claim().fencingToken());
            }
        }
        return List.of();
    }

    private static List<Reason> reasons(Collection<Claim> inTheWay, UnaryOperator<String> shown) {
        List<Reason> reasons = new ArrayList<>();
        for (Claim claim : inTheWay) {
            if (reasons.size() == MOST_NAMED) {
                int more = inTheWay.size() - MOST_NAMED;
                reasons.add(Reason.of("claim.held", "Other tasks hold " + more + " more parts that this touches.", ""));
                break;
            }
            reasons.add(new Reason(
                    "claim.held",
                    "'" + shown.apply(claim.key().toString()) + "' is held by " + shown.apply(claim.holder())
                            + " until " + claim.until() + " (" + shown.apply(claim.reason()) + ").",
                    "Two tasks that change the same part break each other's work.",
                    "Work on something else until then, look again at what has changed before you go on, or ask a human which"
                            + " task goes first.",
                    SourceSpan.NONE));
        }
        return reasons;
    }
}
