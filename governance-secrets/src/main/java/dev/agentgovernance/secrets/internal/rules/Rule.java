/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.SecretKind;
import java.util.List;

/**
 * One way in which a kind is found.
 *
 * @param kind the kind
 * @param rank which of two overlapping findings wins: the higher
 * @param keywords where to look, in small letters; empty for what is found by its digits
 * @param matcher what to look at there
 */
public record Rule(SecretKind kind, int rank, List<String> keywords, Matcher matcher) {

    /** Copies the keywords. */
    public Rule {
        keywords = List.copyOf(keywords);
    }

    /** Looks at the place of a keyword. */
    @FunctionalInterface
    public interface Matcher {
        /** Adds to the reading what a keyword at {@code [start, end)} leads to. It reads a bounded part of the line. */
        void match(Reading reading, Rule rule, int start, int end);

        /** Returns what tells beforehand that a keyword leads to nothing; it is made for each rule once. */
        default Gate gate() {
            return Gate.ALWAYS;
        }
    }
}
