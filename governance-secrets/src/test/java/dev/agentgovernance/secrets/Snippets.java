/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The code of the README, run. */
class Snippets {

    @Test
    void fiveLines() throws IOException {
        String log = "GET https://bob:" + "Tr0ub4dor3x@git.internal/r.git";
        // snippet
        SecretScanner scanner = SecretScanner.standard();
        for (SecretFinding finding : scanner.scan(log)) {
            report(finding.kind().id(), finding.start(), finding.end(), finding.confidence());
        }
        String safe = Redactor.of(scanner).redact(log);
        // end
        assertThat(safe).matches("GET https://bob:\\[REDACTED:url-credentials:[0-9a-f]{8}]@git\\.internal/r\\.git");
        assertReadmeHolds("snippet");
    }

    private static void report(String kind, long start, long end, Object confidence) {
        assertThat(kind).isEqualTo("url-credentials");
        assertThat(start).isLessThan(end);
        assertThat(confidence).isNotNull();
    }

    /** The lines between the marks stand in the README as they are here. */
    private static void assertReadmeHolds(String mark) throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/agentgovernance/secrets/Snippets.java"));
        String code = source.substring(
                source.indexOf("// " + mark + "\n") + mark.length() + 4, source.indexOf("        // end"));
        assertThat(Files.readString(Path.of("README.md")))
                .contains(code.stripTrailing().stripIndent());
    }
}
