/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.effect.ParseLimits;

/** The work that may go into one action, over all the command lines nested in it. Not for use by several threads. */
final class Budget {

    /** Says that an action is over a limit. It is thrown and caught in this package only. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exceeded(String what) {
            super(what, null, false, false);
        }
    }

    /** A level of nesting costs a handful of frames; wrappers in wrappers beyond this are no honest command line. */
    private static final int MAX_UNWRAPPING = 16;

    private static final int MAX_PATHS = 256;

    private final ParseLimits limits;
    private final long maxSteps;
    private long steps;
    private int commands;
    private int depth;
    private int unwrapping;
    private int paths;

    Budget(ParseLimits limits) {
        this.limits = limits;
        this.maxSteps = 10L * limits.maxChars() + 4_096;
    }

    /** Pays for work in proportion to a number of characters. */
    void spend(int characters) {
        steps += characters;
        if (steps > maxSteps) {
            throw new Exceeded("it takes more work than is put into one action");
        }
    }

    /** Pays for one command. */
    void command() {
        if (++commands > limits.maxCommands()) {
            throw new Exceeded("it holds more commands than are looked at");
        }
    }

    /** Enters a level of nesting of the text. */
    void enter() {
        if (++depth > limits.maxDepth()) {
            throw new Exceeded("it is nested deeper than is looked at");
        }
    }

    /** Leaves a level of nesting of the text. */
    void leave() {
        depth--;
    }

    /** Enters a command inside a command. */
    void unwrap() {
        if (++unwrapping > Math.min(MAX_UNWRAPPING, limits.maxDepth())) {
            throw new Exceeded("commands are nested in commands deeper than is looked at");
        }
    }

    /** Leaves a command inside a command. */
    void unwrapped() {
        unwrapping--;
    }

    /** Pays for one path; false when no more are looked at. */
    boolean path() {
        return ++paths <= MAX_PATHS;
    }

    long steps() {
        return steps;
    }

    ParseLimits limits() {
        return limits;
    }
}
