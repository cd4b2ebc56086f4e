/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.core.internal.classify.EffectSink;
import java.util.List;

/** Knows what a table cannot say of a program: mostly, that its words are a language of their own. */
@FunctionalInterface
interface Hook {

    /**
     * Reports what the table has not.
     *
     * @param environments the names that the table took for names of environments
     */
    void apply(Invocation invocation, EffectSink sink, List<String> environments);
}
