/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** How values of Java stand in columns, so that each comes back exactly as it was. */
final class Columns {

    private static final int NANO_DIGITS = 9;

    private Columns() {}

    /** Returns seconds since 1970 with nine decimals. */
    static BigDecimal time(Instant at) {
        return BigDecimal.valueOf(at.getEpochSecond())
                .add(BigDecimal.valueOf(at.getNano(), NANO_DIGITS))
                .setScale(NANO_DIGITS, RoundingMode.UNNECESSARY);
    }

    static Instant time(BigDecimal column) {
        BigDecimal seconds = column.setScale(0, RoundingMode.FLOOR);
        long nanos = column.subtract(seconds).movePointRight(NANO_DIGITS).longValueExact();
        return Instant.ofEpochSecond(seconds.longValueExact(), nanos);
    }

    /** Returns a text without what a database may not hold: NUL and halves of characters, written with a backslash. */
    static String text(String value) {
        StringBuilder text = null;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            boolean plain = pair || !(c == '\\' || c == '\0' || Character.isSurrogate(c));
            if (!plain && text == null) {
                text = new StringBuilder(value.length() + 16).append(value, 0, i);
            }
            if (text != null) {
                if (plain) {
                    text.append(c);
                } else {
                    text.append('\\').append(HexFormat.of().toHexDigits(c));
                }
            }
            if (pair) {
                i++;
                if (text != null) {
                    text.append(value.charAt(i));
                }
            }
        }
        return text == null ? value : text.toString();
    }

    /** Returns the text that was written so. */
    static String original(String column) {
        int escape = column.indexOf('\\');
        if (escape < 0) {
            return column;
        }
        StringBuilder text = new StringBuilder(column.length());
        int from = 0;
        for (; escape >= 0; escape = column.indexOf('\\', from)) {
            text.append(column, from, escape);
            text.append((char) HexFormat.fromHexDigits(column, escape + 1, escape + 5));
            from = escape + 5;
        }
        return text.append(column, from, column.length()).toString();
    }

    /** Returns a name of fixed length for several texts in a row: SHA-256 over their lengths and UTF-16 code units. */
    static String hash(String... texts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                ByteBuffer bytes = ByteBuffer.allocate(4 + 2 * text.length()).putInt(text.length());
                for (int i = 0; i < text.length(); i++) {
                    bytes.putChar(text.charAt(i));
                }
                sha256.update(bytes.flip());
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
