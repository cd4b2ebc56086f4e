/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.match.Checksums;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The checks that the data can name. A failed check lowers the confidence and says so; it never drops a finding, for
 * issuers change their forms.
 */
enum Checks {
    NONE(Confidence.LIKELY, "its form", ""),
    CRC62(Confidence.CONFIRMED, "its checksum fits", "its form, but its checksum does not fit"),
    BECH32(Confidence.CONFIRMED, "its checksum fits", "its form, but its checksum does not fit"),
    /** Eight hexadecimal digits of the run before them. */
    CRC32_HEX(Confidence.CONFIRMED, "its checksum fits", "its form, but its checksum does not fit"),
    /** The same with the prefix, least byte first. */
    CRC32_HEX_LE(Confidence.CONFIRMED, "its checksum fits", "its form, but its checksum does not fit"),
    /** The same of everything before them. */
    CRC32_TAIL(Confidence.CONFIRMED, "its checksum fits", "its form, but its checksum does not fit"),
    BASE58(Confidence.CONFIRMED, "its checksum fits", "its form, but its checksum does not fit"),
    NKEY(Confidence.CONFIRMED, "its checksum fits", "its form, but its checksum does not fit"),
    JWT(Confidence.CONFIRMED, "its header names an algorithm", "its form, but its header names no algorithm");

    private final Confidence passed;
    private final String reason;
    private final String failure;

    Checks(Confidence passed, String reason, String failure) {
        this.passed = passed;
        this.reason = reason;
        this.failure = failure;
    }

    static Checks named(String name) {
        return valueOf(name.replace('-', '_').toUpperCase(java.util.Locale.ROOT));
    }

    boolean passes(TextLine line, int start, int end) {
        return this == NONE || passes(line.text(start, end));
    }

    private boolean passes(String value) {
        return switch (this) {
            case NONE -> true;
            case CRC62 -> Checksums.endsInBase62Crc(value.substring(value.indexOf('_') + 1));
            case BECH32 -> Checksums.bech32(value);
            case CRC32_HEX -> Checksums.endsInHexCrc(value.substring(value.indexOf('_') + 1), 1, false);
            case CRC32_HEX_LE -> Checksums.endsInHexCrc(value, 1, true);
            case CRC32_TAIL -> Checksums.endsInHexCrc(value, 0, false);
            case BASE58 -> Checksums.base58(value);
            case NKEY -> Checksums.nkey(value);
            case JWT -> isJwt(value);
        };
    }

    Confidence confidence(boolean passes, Confidence otherwise) {
        return this == NONE ? otherwise : passes ? passed : Confidence.POSSIBLE;
    }

    String evidence(boolean passes) {
        return passes ? reason : failure;
    }

    private static boolean isJwt(String value) {
        byte[] header = decoded(value.substring(0, value.indexOf('.')));
        return new String(header, StandardCharsets.ISO_8859_1).contains("\"alg\"");
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
