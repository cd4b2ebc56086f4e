/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.scope;

import java.util.Locale;
import java.util.Objects;

/**
 * Something in a change that is not the task.
 *
 * @param kind what sort of work it is
 * @param rule what found it
 * @param file the path of the file; empty where it is about the change as a whole. It may hold a secret until somebody has
 *     redacted it
 * @param line the line in the file as it is, from 1, or where it was removed as it was before; 0 for the file as a whole
 * @param why what it does, as a sentence without any text of the change
 */
public record Drift(Kind kind, String rule, String file, int line, String why) {

    /** Sorts of work beside a task. */
    public enum Kind {
        /** A pipeline is changed in a task that is not about pipelines. */
        CI("ci"),
        /** A test is deleted, skipped or says less. */
        TESTS("tests"),
        /** A dependency has another version, is added or removed. */
        DEPENDENCIES("dependencies"),
        /** Configuration points somewhere else. */
        CONFIGURATION("configuration"),
        /** A check of quality or security is switched off or silenced. */
        CHECKS("checks"),
        /** Most of it changes white space alone. */
        FORMAT("format"),
        /** It cannot be reviewed: made by a tool, or not shown at all. */
        GENERATED("generated"),
        /** A file outside the paths of the task. No secondary goal covers it. */
        PATH(""),
        /** More files or lines than the task may change. No secondary goal covers it. */
        SIZE("");

        private final String goal;

        Kind(String goal) {
            this.goal = goal;
        }

        /** Returns the secondary goal of a scope with which this belongs to the task; empty where there is none. */
        public String goal() {
            return goal;
        }

        /** Returns the name, in lower case. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks that nothing is null. */
    public Drift {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(why, "why");
    }

    /** Names what it is; the path may hold a secret. */
    @Override
    public String toString() {
        return "Drift[" + rule + ", line " + line + "]";
    }
}
