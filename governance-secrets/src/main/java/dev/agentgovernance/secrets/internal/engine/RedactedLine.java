/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.engine;

import dev.agentgovernance.secrets.internal.match.TextLine;
import dev.agentgovernance.secrets.internal.rules.Candidate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line as it will be when some findings are redacted: with markers of the length they will have, so that what stands near
 * something else stays as near.
 *
 * @param text the characters
 * @param ends where each marker ends, in order
 * @param shifts how much further left, behind that marker, the same character stands in the line
 * @param from where the line begins
 */
record RedactedLine(CharSequence text, List<Integer> ends, List<Integer> shifts, int from) {

    /** Redacts a line. */
    static RedactedLine of(TextLine line, List<Candidate> winners, @Nullable Candidate opened) {
        StringBuilder text = new StringBuilder();
        List<Integer> ends = new ArrayList<>();
        List<Integer> shifts = new ArrayList<>();
        int copied = line.from();
        for (Candidate winner : winners) {
            if (LineScanner.isRedacted(winner)) {
                text.append(line.chars(), copied, winner.start() - copied);
                append(text, winner);
                copied = winner.end();
                ends.add(text.length());
                shifts.add(copied - text.length());
            }
        }
        if (opened != null) {
            text.append(line.chars(), copied, Math.max(0, opened.start() - copied));
            append(text, opened);
        } else {
            text.append(line.chars(), copied, line.to() - copied);
        }
        return new RedactedLine(text, ends, shifts, line.from());
    }

    private static void append(StringBuilder text, Candidate candidate) {
        text.append("[REDACTED:").append(candidate.rule().kind().id()).append(":00000000]");
    }

    /** Returns the characters. */
    char[] chars() {
        return text.toString().toCharArray();
    }

    /** Returns a finding at its place in the line. */
    Candidate inLine(Candidate found) {
        int shift = from;
        for (int k = 0; k < ends.size() && ends.get(k) <= found.start(); k++) {
            shift = shifts.get(k);
        }
        return found.shifted(shift);
    }
}
