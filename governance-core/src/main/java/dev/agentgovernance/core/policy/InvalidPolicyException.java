/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A policy that cannot be used, with every problem that was found. The message has one line for each: file, line, column,
 * what is wrong, what to do.
 */
public final class InvalidPolicyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an immutable list of records
    private final List<Problem> problems;

    /**
     * One thing that is wrong.
     *
     * @param source the name of the file
     * @param line the line, from 1
     * @param column the column, from 1
     * @param message what is wrong and what to do
     */
    public record Problem(String source, int line, int column, String message) implements java.io.Serializable {

        private static final long serialVersionUID = 1L;

        /** Returns the problem as compilers write it: {@code file:line:column: message}. */
        @Override
        public String toString() {
            return source + ":" + line + ":" + column + ": " + message;
        }
    }

    InvalidPolicyException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Returns the problems in the order of the document, at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
