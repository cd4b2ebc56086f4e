/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.loops;

import dev.agentgovernance.secrets.internal.decode.EncodedRuns;
import java.util.ArrayList;
import java.util.List;

/** The forms of the loops that this Java has, and one that is obvious. */
public final class LoopForms {
    /** It tries every place. */
    public static final ScanLoops OBVIOUS = new ScanLoops() {
        @Override
        public int runCandidate(char[] chars, int from, int to) {
            int i = from;
            while (i < to - EncodedRuns.BEHIND && !isMiddle(chars, i)) {
                i++;
            }
            return i;
        }

        private static boolean isMiddle(char[] chars, int i) {
            boolean all = true;
            for (int k = i - EncodedRuns.BEHIND; k <= i + EncodedRuns.BEHIND; k++) {
                all &= EncodedRuns.isPart(chars[k]);
            }
            return all;
        }

        @Override
        public int runEnd(char[] chars, int inside, int to) {
            int i = inside;
            while (i < to && EncodedRuns.isPart(chars[i])) {
                i++;
            }
            return i;
        }
    };

    private LoopForms() {}

    /** Returns the forms to compare with the obvious one. */
    public static List<ScanLoops> all() {
        List<ScanLoops> forms = new ArrayList<>(List.of(ScanLoops.PLAIN));
        LoopChoice.vectors().ifPresent(forms::add);
        return forms;
    }
}
