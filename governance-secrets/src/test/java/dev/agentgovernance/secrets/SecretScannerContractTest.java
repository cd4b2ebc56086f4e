/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.api.contract.SecretDetectorContract;
import dev.agentgovernance.api.secret.SecretDetector;
import java.util.Random;
import org.junit.jupiter.api.Nested;

class SecretScannerContractTest {

    private static final String TOKEN = Templates.expand("ghp_{alnum:30}{crc62}", new Random(7));
    private static final String PASSWORD = "Tr0ub4dor" + "&3x";

    /** A value with a shape of its own. */
    @Nested
    class ByShape implements SecretDetectorContract {
        @Override
        public SecretDetector detector() {
            return SecretScanner.standard();
        }

        @Override
        public String secret() {
            return TOKEN;
        }
    }

    /** A value that only its name gives away. */
    @Nested
    class ByName implements SecretDetectorContract {
        @Override
        public SecretDetector detector() {
            return SecretScanner.standard();
        }

        @Override
        public String secret() {
            return PASSWORD;
        }

        @Override
        public String textWith(String secret) {
            return "password = \"" + secret + "\"";
        }
    }

    /** The profile that looks for data of people, too. */
    @Nested
    class WithPersonalData implements SecretDetectorContract {
        @Override
        public SecretDetector detector() {
            return SecretScanner.builder().profile(ScanProfile.PERSONAL_DATA).build();
        }

        @Override
        public String secret() {
            return "jane.roe" + "@" + "acme-shop.io";
        }

        @Override
        public String textWith(String secret) {
            return "contact: " + secret;
        }
    }
}
