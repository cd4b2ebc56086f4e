/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.loops;

import dev.agentgovernance.secrets.internal.decode.EncodedRuns;

/** The loops over every character of a text that can be had in two forms. Immutable, safe for use by several threads. */
public interface ScanLoops {
    /** The form that every Java has. */
    ScanLoops PLAIN = new ScanLoops() {
        @Override
        public int runCandidate(char[] chars, int from, int to) {
            return EncodedRuns.candidate(chars, from, to);
        }

        @Override
        public int runEnd(char[] chars, int inside, int to) {
            return EncodedRuns.end(chars, inside, to);
        }
    };

    /**
     * Returns a place from {@code from} on that may be in a run to decode; or, not below {@code to - BEHIND}, one from which
     * the search may go on when more of the text is there. Of the places of a run from its fourteenth character to its
     * fourteenth last none is passed over, if the run is not shorter than {@link EncodedRuns#SHORTEST}.
     *
     * @param from at least {@link EncodedRuns#BEHIND}
     */
    int runCandidate(char[] chars, int from, int to);

    /**
     * Returns where the run ends that holds a candidate; where it is none, a place within {@link EncodedRuns#BEHIND} of it
     * that is in no run.
     */
    int runEnd(char[] chars, int inside, int to);
}
