/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

/** Looks at every line, whether it has a keyword or not. For one thread; a scan makes its own. */
public interface LinePass {
    /** Adds to the reading what is in its line, in time linear in its length. */
    void match(Reading reading);

    /** Returns whether lines before count: then it is shown every whole line once, and {@link #reset} where a text ends. */
    default boolean remembers() {
        return false;
    }

    /** Forgets the lines before. */
    default void reset() {}
}
