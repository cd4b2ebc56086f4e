/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32;

/** The checks that issuers put into a value. */
public final class Checksums {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
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

    /**
     * Whether the last eight characters are the CRC-32, in hexadecimal digits, of those before.
     *
     * @param gap how many characters stand between
     * @param leastFirst whether the least of its bytes is written first
     */
    public static boolean endsInHexCrc(String text, int gap, boolean leastFirst) {
        int split = text.length() - 8;
        if (split <= gap) {
            return false;
        }
        int crc = (int) crc32(text.substring(0, split - gap));
        try {
            int written = Integer.parseUnsignedInt(text, split, text.length(), 16);
            return written == (leastFirst ? Integer.reverseBytes(crc) : crc);
        } catch (NumberFormatException notHex) {
            return false;
        }
    }

    /** Whether the last four bytes of a base 58 value begin the SHA-256 of the SHA-256 of those before. */
    public static boolean base58(String text) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = BASE58.indexOf(text.charAt(i));
            if (digit < 0) {
                return false;
            }
            number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
        }
        byte[] bytes = number.toByteArray();
        int split = bytes.length - 4;
        if (split < 1) {
            return false;
        }
        int from = bytes[0] == 0 ? 1 : 0;
        byte[] sum = sha256(sha256(Arrays.copyOfRange(bytes, from, split)));
        return Arrays.equals(sum, 0, 4, bytes, split, split + 4);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** Whether the last two bytes of a base 32 value are the CRC-16 of those before, least first. */
    public static boolean nkey(String text) {
        byte[] bytes = new byte[text.length() * 5 / 8];
        int bits = 0;
        int count = 0;
        int next = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = BASE32.indexOf(text.charAt(i));
            if (digit < 0) {
                return false;
            }
            bits = bits << 5 | digit;
            count += 5;
            if (count >= 8 && next < bytes.length) {
                count -= 8;
                bytes[next++] = (byte) (bits >> count);
            }
        }
        int crc = 0;
        for (int i = 0; i < next - 2; i++) {
            crc ^= (bytes[i] & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            }
        }
        return next > 2 && (crc & 0xffff) == ((bytes[next - 1] & 0xff) << 8 | (bytes[next - 2] & 0xff));
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
