/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.secret.SecretFinding;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the lines of a text begin. Immutable. */
final class TextPlaces {

    private final int[] starts;

    TextPlaces(String text) {
        int[] found = new int[64];
        int count = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (count == found.length) {
                found = Arrays.copyOf(found, 2 * count);
            }
            found[count++] = at + 1;
        }
        starts = Arrays.copyOf(found, count);
    }

    /** Returns a finding with its line and column, in UTF-16 code units from 1. */
    Map<String, @Nullable Object> json(SecretFinding finding) {
        int start = Math.toIntExact(finding.start());
        int found = Arrays.binarySearch(starts, start);
        int line = found >= 0 ? found : -found - 2;
        return Json.object(
                "kind", finding.kind().id(),
                "provider", finding.kind().provider(),
                "start", finding.start(),
                "end", finding.end(),
                "line", line + 1,
                "column", start - starts[line] + 1,
                "confidence", finding.confidence().name().toLowerCase(Locale.ROOT),
                "fingerprint", finding.fingerprint());
    }
}
