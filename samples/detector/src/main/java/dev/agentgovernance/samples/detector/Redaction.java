/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.detector;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.secrets.SecretScanner;

/** The redactor of this process: built at first use, once, since building one takes tens of milliseconds. */
public final class Redaction {
    private static final SecretScanner SCANNER = SecretScanner.standard();
    private static final Redactor REDACTOR = Redactor.of(SCANNER);

    private Redaction() {}

    /** Returns the redactor; safe for use by several threads. */
    public static Redactor redactor() {
        return REDACTOR;
    }

    /** Returns the scanner behind it. */
    public static SecretScanner scanner() {
        return SCANNER;
    }

    /** Returns a text without secrets; where it cannot be looked at, a remark instead of it. */
    public static String safe(String text) {
        try {
            return REDACTOR.redact(text);
        } catch (RuntimeException e) {
            // What was not looked at is not passed on.
            return "[not shown: it could not be looked at]";
        }
    }
}
