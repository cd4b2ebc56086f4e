/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.api.secret.SecretFinding;

/** Writes something of the format of a value in its place, that a scanner takes for an example. */
final class FormatKept {
    private static final String FILLER = "xxxx";
    private static final int MARKED = 6;
    private static final int LONGEST = 512;

    private FormatKept() {}

    static String of(SecretFinding finding, CharSequence value) {
        if (value.length() > LONGEST) {
            return finding.placeholder();
        }
        if (finding.kind().id().equals("email-address")) {
            return "x" + finding.fingerprint().substring(0, 8) + "@example.com";
        }
        boolean digitsAlone = true;
        int alnum = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                return finding.placeholder();
            }
            boolean digit = c >= '0' && c <= '9';
            digitsAlone &= digit || !Character.isLetter(c);
            alnum += digit || Character.isLetter(c) ? 1 : 0;
        }
        StringBuilder kept = new StringBuilder(value.length());
        int marked = digitsAlone ? 0 : Math.min(MARKED, Math.max(0, alnum - FILLER.length()));
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Character.isLetterOrDigit(c)) {
                kept.append(c);
                continue;
            }
            alnum--;
            if (alnum < marked) {
                int nibble = Character.digit(finding.fingerprint().charAt(alnum), 16);
                kept.append((char) ('a' + nibble));
            } else {
                kept.append(digitsAlone ? '0' : 'x');
            }
        }
        boolean known = digitsAlone ? kept.indexOf("0") >= 0 : kept.indexOf(FILLER) >= 0;
        return known ? kept.toString() : finding.placeholder();
    }
}
