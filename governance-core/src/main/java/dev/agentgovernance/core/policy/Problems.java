/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.core.policy.InvalidPolicyException.Problem;
import dev.agentgovernance.core.policy.Node.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a document, so that an author sees all of it at once. Not for use by several threads. */
final class Problems {

    private static final int MOST = 50;

    private final String source;
    private final List<Problem> found = new ArrayList<>();

    Problems(String source) {
        this.source = source;
    }

    /** Returns the name of the document. */
    String source() {
        return source;
    }

    void add(Place place, String message) {
        if (found.size() < MOST) {
            found.add(new Problem(source, place.line(), place.column(), message));
        }
    }

    /** Ends the reading here: nothing behind this place can be relied on. */
    InvalidPolicyException fatal(Place place, String message) {
        found.add(new Problem(source, place.line(), place.column(), message));
        return exception();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw exception();
        }
    }

    private InvalidPolicyException exception() {
        List<Problem> ordered = new ArrayList<>(found);
        ordered.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        return new InvalidPolicyException(ordered);
    }
}
