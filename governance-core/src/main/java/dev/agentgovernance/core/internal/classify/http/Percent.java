/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The percent encoding of URLs. */
final class Percent {

    private Percent() {}

    /** Takes one layer of the encoding off; what is no encoding stays as it is. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < source.length; i++) {
            int high = source[i] == '%' && i + 2 < source.length ? Character.digit(source[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(source[i + 2], 16) : -1;
            if (low >= 0) {
                bytes.write((high << 4) | low);
                i += 2;
            } else {
                bytes.write(source[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Decodes a part of a query or form, in which a plus is a blank. */
    static String decodeForm(String text) {
        return decode(text.replace('+', ' '));
    }
}
