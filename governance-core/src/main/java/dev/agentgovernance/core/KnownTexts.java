/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.secret.Redactor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Redacts texts that come again and again: names of files, sentences of reasons. What was found to hold no secret is remembered,
 * and only that. Safe for use by several threads.
 */
final class KnownTexts {

    /** Together at most some megabytes. */
    private static final int MOST_TEXTS = 4_096;

    private static final int LONGEST = 300;

    private final Redactor redactor;
    private final Set<String> clean = ConcurrentHashMap.newKeySet();

    KnownTexts(Redactor redactor) {
        this.redactor = redactor;
    }

    /** Returns a text without its secrets. */
    // INVARIANT: the same as what the redactor returns, whose detector is a pure function.
    String redact(String text) {
        return isClean(text) ? text : scanned(text);
    }

    /**
     * Returns the same for the texts of one decision, which also remembers what is long or holds a secret: the same resource
     * stands in an effect, in reasons and in gaps. For use by one thread.
     */
    UnaryOperator<String> forOneDecision() {
        Map<String, String> own = new HashMap<>();
        return text -> isClean(text) ? text : own.computeIfAbsent(text, this::scanned);
    }

    private boolean isClean(String text) {
        return text.isEmpty() || (text.length() <= LONGEST && clean.contains(text));
    }

    private String scanned(String text) {
        String redacted = redactor.redact(text);
        if (text.length() <= LONGEST && redacted.equals(text)) {
            if (clean.size() >= MOST_TEXTS) {
                clean.clear();
            }
            clean.add(text);
        }
        return redacted;
    }
}
