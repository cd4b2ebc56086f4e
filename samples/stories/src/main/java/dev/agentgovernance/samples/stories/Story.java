/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.stories;

import dev.agentgovernance.api.Decision;
import java.io.PrintStream;
import java.util.Locale;

/** Tells what an agent does and what comes of it. For one thread. */
final class Story {

    private final PrintStream out;

    Story(PrintStream out, String title) {
        this.out = out;
        out.println();
        out.println("# " + title);
    }

    /** Says what happens between two decisions. */
    void tell(String sentence) {
        out.println("  " + sentence);
    }

    /** Shows a decision on what the agent does, with the first reasons, and returns it. */
    Decision show(String does, Decision decision) {
        out.println("  > " + does);
        out.println("    " + decision.verdict().toUpperCase(Locale.ROOT));
        decision.reasons().stream().limit(3).forEach(reason -> out.println("      " + reason.text()));
        return decision;
    }
}
