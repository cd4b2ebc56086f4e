/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.literal;

import dev.agentgovernance.secrets.internal.match.Chars;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ways in which a value may be written. */
final class Forms {
    /** A shorter piece of base 64 stands everywhere. */
    private static final int LEAST_CORE = 6;

    private static final String UNRESERVED = "-_.~";

    private Forms() {}

    /**
     * A way to write a value.
     *
     * @param text the characters that are the same wherever the value stands
     * @param encoding words that fit behind "written in"
     * @param openBefore whether the character before also holds a part of the value
     * @param openBehind whether the character behind also holds a part of the value
     */
    record Form(String text, String encoding, boolean openBefore, boolean openBehind) {}

    /** Returns the forms of a value other than the value itself, each text once. */
    static Map<String, Form> of(String value) {
        Map<String, Form> forms = new LinkedHashMap<>();
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            base64(forms, bytes, before, Base64.getEncoder(), "base 64");
            base64(forms, bytes, before, Base64.getUrlEncoder(), "base 64 for addresses");
        }
        if (bytes.length >= LEAST_CORE / 2) {
            add(forms, HexFormat.of().formatHex(bytes), "hexadecimal digits");
            add(forms, HexFormat.of().withUpperCase().formatHex(bytes), "hexadecimal digits");
        }
        for (String space : new String[] {"%20", "+"}) {
            add(forms, percent(bytes, space, true), "percent escapes");
            add(forms, percent(bytes, space, false), "percent escapes");
        }
        add(forms, json(value, false, false), "the escapes of JSON");
        add(forms, json(value, true, false), "the escapes of JSON");
        add(forms, json(value, true, true), "the escapes of JSON");
        add(forms, json(json(value, false, false), false, false), "the escapes of JSON");
        add(forms, html(value), "the escapes of HTML");
        forms.remove(value);
        return forms;
    }

    private static void add(Map<String, Form> forms, String text, String encoding) {
        forms.putIfAbsent(text, new Form(text, encoding, false, false));
    }

    /** Leaves out the characters that depend on what stands before and behind the value. */
    private static void base64(
            Map<String, Form> forms, byte[] bytes, int before, Base64.Encoder encoder, String encoding) {
        byte[] padded = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, padded, before, bytes.length);
        int from = (8 * before + 5) / 6;
        int to = 8 * padded.length / 6;
        if (to - from >= LEAST_CORE) {
            String core = encoder.withoutPadding().encodeToString(padded).substring(from, to);
            forms.putIfAbsent(core, new Form(core, encoding, before > 0, padded.length % 3 != 0));
        }
    }

    private static String percent(byte[] bytes, String space, boolean upper) {
        HexFormat hex = upper ? HexFormat.of().withUpperCase() : HexFormat.of();
        StringBuilder out = new StringBuilder();
        for (byte b : bytes) {
            if (Chars.isAlnum(b) || UNRESERVED.indexOf(b) >= 0) {
                out.append((char) b);
            } else if (b == ' ') {
                out.append(space);
            } else {
                hex.toHexDigits(out.append('%'), b);
            }
        }
        return out.toString();
    }

    private static String json(String value, boolean ascii, boolean slashes) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '/' -> out.append(slashes ? "\\/" : "/");
                default -> {
                    boolean markup = ascii && (c == '<' || c == '>' || c == '&' || c == '\'' || c == '=');
                    if (c < ' ' || markup || (ascii && c > 126)) {
                        out.append("\\u");
                        HexFormat.of().toHexDigits(out, (byte) (c >> 8));
                        HexFormat.of().toHexDigits(out, (byte) c);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    private static String html(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
