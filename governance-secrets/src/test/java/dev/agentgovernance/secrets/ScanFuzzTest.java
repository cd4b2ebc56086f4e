/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.ScanLimits;
import dev.agentgovernance.api.secret.SecretFinding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

class ScanFuzzTest {
    private static final SecretScanner SCANNER = SecretScanner.builder()
            .limits(new ScanLimits(1 << 20, 256, 100))
            .profile(ScanProfile.PERSONAL_DATA)
            .build();

    @FuzzTest
    void aScanEndsAndItsFindingsAreApart(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        List<SecretFinding> findings = SCANNER.scan(text);
        long end = 0;
        for (SecretFinding finding : findings) {
            assertThat(finding.start()).isGreaterThanOrEqualTo(end);
            end = finding.end();
        }
        assertThat(end).isLessThanOrEqualTo(text.length());
        assertThat(Redactor.redact(text, findings)).isNotNull();
    }

    @FuzzTest
    void aStreamComesOutWhateverItsBytes(byte[] bytes) throws IOException {
        ByteArrayOutputStream once = new ByteArrayOutputStream();
        StreamRedactor.of(SCANNER).redact(new ByteArrayInputStream(bytes), once);
        ByteArrayOutputStream slowly = new ByteArrayOutputStream();
        StreamRedactor.of(SCANNER).redact(ScanProperties.slowly(bytes, 3), slowly);
        assertThat(slowly.toByteArray()).isEqualTo(once.toByteArray());
    }
}
