/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.ScanLimits;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.internal.loops.LoopChoice;
import dev.agentgovernance.secrets.internal.loops.LoopForms;
import dev.agentgovernance.secrets.internal.loops.ScanLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The same findings, whichever form the loops have. */
class LoopFormProperties {
    private static final List<SecretScanner> SCANNERS = List.of(
            SecretScanner.standard(),
            SecretScanner.builder()
                    .limits(new ScanLimits(1 << 20, 200, 80))
                    .profile(ScanProfile.PERSONAL_DATA)
                    .build());

    @Property(tries = 60)
    void findsTheSame(@ForAll long seed, @ForAll @IntRange(min = 1, max = 900) int chunk) {
        String text = ScanProperties.longText(new Random(seed), 60);
        for (SecretScanner scanner : SCANNERS) {
            List<SecretFinding> obvious =
                    scanner.with(LoopChoice.always(LoopForms.OBVIOUS)).scan(text);
            for (ScanLoops form : LoopForms.all()) {
                SecretScanner other = scanner.with(LoopChoice.always(form));
                assertThat(other.scan(text)).isEqualTo(obvious);
                assertThat(inChunks(other, text, chunk)).isEqualTo(obvious);
            }
        }
    }

    private static List<SecretFinding> inChunks(SecretScanner scanner, String text, int size) {
        List<SecretFinding> found = new ArrayList<>();
        ScanSession session = scanner.openSession(found::add);
        for (int i = 0; i < text.length(); i += size) {
            session.feed(text.substring(i, Math.min(text.length(), i + size)));
        }
        session.finish();
        return found;
    }
}
