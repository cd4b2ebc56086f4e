/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api;

import dev.agentgovernance.api.action.ActionDigest;
import java.util.List;
import java.util.function.Function;

/**
 * The answer to one question: yes, not without a human, or no.
 *
 * <p>On Java 17 a {@code switch} over the three is not checked for completeness; {@link #match} is.
 */
public sealed interface Decision permits Allow, Ask, Deny {

    /** Returns why, most important first; empty only for an {@link Allow} with nothing to say. */
    List<Reason> reasons();

    /** Returns what the host must do besides, if it goes ahead. */
    List<Obligation> obligations();

    /** Returns the name of exactly what was judged. */
    ActionDigest digest();

    /** Returns what was made of the action on the way to the answer. */
    Assessment assessment();

    /** Returns the answer in one word, for records and counters: {@code allow}, {@code ask}, {@code deny}. */
    default String verdict() {
        return match(allow -> "allow", ask -> "ask", deny -> "deny");
    }

    /** Returns the reasons as text, one a line. */
    default String explanation() {
        StringBuilder text = new StringBuilder();
        for (Reason reason : reasons()) {
            text.append(text.isEmpty() ? "" : "\n").append(reason.text());
        }
        return text.toString();
    }

    /** Returns what the function for this answer makes of it. */
    default <R> R match(
            Function<? super Allow, ? extends R> allow,
            Function<? super Ask, ? extends R> ask,
            Function<? super Deny, ? extends R> deny) {
        if (this instanceof Allow a) {
            return allow.apply(a);
        }
        if (this instanceof Ask a) {
            return ask.apply(a);
        }
        return deny.apply((Deny) this);
    }
}
