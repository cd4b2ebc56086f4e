/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import java.util.Set;

/**
 * Knows what some programs do with their words. Pure and safe for use by several threads; says what it does not understand
 * by {@link EffectSink#gap} and never leaves it out.
 */
public interface CommandClassifier {

    /** Returns the names of the programs it knows, as {@link Command#program()} has them. */
    Set<String> programs();

    /** Reports what a command would do. It is called for the programs it names only. */
    void classify(Command command, EffectSink sink);
}
