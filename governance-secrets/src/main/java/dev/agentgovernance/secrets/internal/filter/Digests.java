/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/** Tells checksums of passwords from passwords, and names of those who have a secret from the secret. */
final class Digests {
    private static final int LEAST = 32;
    private static final int MOST_ITERATIONS = 8;
    private static final int LONGEST_GAP = 8;

    private Digests() {}

    /** Returns whether a value has the digits of a checksum: MD5, SHA-1, SHA-2. */
    static boolean isDigest(TextLine line, int start, int end) {
        return switch (end - start) {
            case 32, 40, 56, 64, 96, 128 -> endOfHex(line, start, end) == end;
            default -> false;
        };
    }

    /** Returns whether a name says by what a checksum was made of a password: {@code md5secret}, {@code sha256_password}. */
    static boolean isNamed(String name) {
        String[] words = Names.words(name);
        for (int i = 0; i + 1 < words.length; i++) {
            boolean function = switch (words[i]) {
                case "md5", "sha", "sha1", "sha256", "sha512", "digest", "nt", "ntlm", "bcrypt" -> true;
                default -> false;
            };
            // What a message is signed with is named so, too.
            boolean keyed = i > 0 && words[i - 1].equals("hmac");
            if (function && !keyed) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a value is a salt, how often it was mixed in, and a checksum: {@code 9ef4…$1$77ab…}. */
    static boolean isSalted(TextLine line, int start, int end) {
        int salt = endOfHex(line, start, end);
        int digits = salt + 1;
        while (digits < end && digits - salt < MOST_ITERATIONS && Chars.isDigit(line.at(digits))) {
            digits++;
        }
        return salt - start >= LEAST && line.at(salt) == '$' && digits > salt + 1 && line.at(digits) == '$';
    }

    /** Returns whether a secret follows what is called a key in the same pair: {@code 'key' => '…', 'secret' => '…'}. */
    static boolean isFollowedBySecret(TextLine line, int end) {
        int i = end;
        while (i - end < LONGEST_GAP && !Chars.isLetter(line.at(i)) && line.at(i) >= 0) {
            i++;
        }
        return line.matchesIgnoringCase(i, "secret") && !Chars.isName(line.at(i + 6));
    }

    private static int endOfHex(TextLine line, int start, int end) {
        int i = start;
        while (i < end && Chars.isHex(line.at(i))) {
            i++;
        }
        return i;
    }
}
