/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

import java.util.zip.CRC32;

/** The checks that issuers put into a value. */
public final class Checksums {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] BECH32_GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};

    private Checksums() {}

    /** Returns the CRC-32 of ASCII text. */
    public static long crc32(CharSequence text) {
        CRC32 crc = new CRC32();
        for (int i = 0; i < text.length(); i++) {
            crc.update(text.charAt(i));
        }
        return crc.getValue();
    }

    /** Returns a number in base 62 (digits, capitals, small letters), six characters wide. */
    public static String base62(long value) {
        char[] digits = new char[6];
        long rest = value;
        for (int i = 5; i >= 0; i--) {
            digits[i] = BASE62.charAt((int) (rest % 62));
            rest /= 62;
        }
        return new String(digits);
    }

    /** Whether the last six characters are the CRC-32 of those before. */
    public static boolean endsInBase62Crc(String body) {
        int split = body.length() - 6;
        return split > 0 && body.substring(split).equals(base62(crc32(body.substring(0, split))));
    }

    /** Whether the digits of a payment card add up; separators are passed over. */
    public static boolean luhn(TextLine line, int start, int end) {
        int sum = 0;
        boolean twice = false;
        for (int i = end - 1; i >= start; i--) {
            int c = line.at(i);
            if (Chars.isDigit(c)) {
                int digit = c - '0';
                sum += twice ? (digit > 4 ? 2 * digit - 9 : 2 * digit) : digit;
                twice = !twice;
            }
        }
        return sum % 10 == 0;
    }

    /** Returns an account number (IBAN) modulo 97, its first four characters read last; blanks are passed over. */
    public static int mod97(TextLine line, int start, int end) {
        return digits97(line, start, start + 4, digits97(line, start + 4, end, 0));
    }

    private static int digits97(TextLine line, int start, int end, int before) {
        int rest = before;
        for (int i = start; i < end; i++) {
            int c = line.at(i);
            if (Chars.isDigit(c)) {
                rest = (rest * 10 + c - '0') % 97;
            } else if (Chars.isUpper(c)) {
                rest = (rest * 100 + c - 'A' + 10) % 97;
            }
        }
        return rest;
    }

    /** Whether a bech32 string (prefix, {@code 1}, data) has its checksum. */
    public static boolean bech32(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        int one = lower.lastIndexOf('1');
        int sum = 1;
        for (int i = 0; i < one; i++) {
            sum = bech32Step(sum) ^ (lower.charAt(i) >> 5);
        }
        sum = bech32Step(sum);
        for (int i = 0; i < one; i++) {
            sum = bech32Step(sum) ^ (lower.charAt(i) & 31);
        }
        for (int i = one + 1; i < lower.length(); i++) {
            int value = BECH32.indexOf(lower.charAt(i));
            if (value < 0) {
                return false;
            }
            sum = bech32Step(sum) ^ value;
        }
        return sum == 1;
    }

    private static int bech32Step(int sum) {
        int next = (sum & 0x1ffffff) << 5;
        for (int i = 0; i < 5; i++) {
            if ((sum >>> (25 + i) & 1) != 0) {
                next ^= BECH32_GENERATOR[i];
            }
        }
        return next;
    }
}
