/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api;

import dev.agentgovernance.api.effect.SourceSpan;
import java.util.Objects;

/**
 * Why a decision is what it is, for a person: what the action would do, why that matters, what to do instead. None of the
 * texts holds a secret.
 *
 * @param rule the id of the rule or table that says so, for example {@code oversight.matrix} or a rule of the policy
 * @param what what the action would do, as a sentence
 * @param why why that matters, as a sentence; may be empty
 * @param instead what to do instead, as a sentence; may be empty
 * @param span the part of the action it is about
 */
public record Reason(String rule, String what, String why, String instead, SourceSpan span) {

    /** Checks that nothing is null. */
    public Reason {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(instead, "instead");
        Objects.requireNonNull(span, "span");
    }

    /** Returns a reason about the action as a whole that offers nothing instead. */
    public static Reason of(String rule, String what, String why) {
        return new Reason(rule, what, why, "", SourceSpan.NONE);
    }

    /** Returns the three sentences as one text. */
    public String text() {
        StringBuilder text = new StringBuilder(what);
        if (!why.isEmpty()) {
            text.append(text.isEmpty() ? "" : " ").append(why);
        }
        if (!instead.isEmpty()) {
            text.append(text.isEmpty() ? "" : " ").append(instead);
        }
        return text.toString();
    }
}
