/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/** Tells by its bytes what was drawn by chance and may be known: public keys, what was encrypted, names of keys. */
final class OpenBytes {
    private static final int LEAST_SEALED = 128;

    private OpenBytes() {}

    /**
     * Returns whether the first bytes in base 64 are those of an uncompressed point, which is a public key, or of what was
     * encrypted with an RSA key of 4096 bits, whose length stands before it.
     */
    static boolean tell(TextLine line, int start, int end) {
        int length = end - start;
        int second = line.at(start + 1);
        boolean point = line.at(start) == 'B' && second >= 'A' && second <= 'P' && (length == 87 || length == 88);
        boolean rsa = length >= LEAST_SEALED
                && line.matches(start, "Ag")
                && line.at(start + 2) >= 'A'
                && line.at(start + 2) <= 'D';
        return point || rsa;
    }

    /** Returns whether a value is how a key of PGP is called: {@code 4AEE18F83AFDEB23}. */
    static boolean isKeyId(TextLine line, int start, int end) {
        int i = start;
        while (i < end && (Chars.isDigit(line.at(i)) || (line.at(i) >= 'A' && line.at(i) <= 'F'))) {
            i++;
        }
        return i == end && (end - start == 16 || end - start == 40);
    }
}
