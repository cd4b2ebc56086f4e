/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.api.secret.SecretFinding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes as text: in which charset they are, and where a character stands in them. */
final class ByteText {
    /** So many bytes tell UTF-16. */
    static final int HEAD = 4;

    private ByteText() {}

    /** Returns which UTF-16 bytes begin like, or null if they do not: a mark, or two ASCII characters with their zeros. */
    static @Nullable Charset wide(byte[] head, int length) {
        if (length < HEAD) {
            return null;
        }
        int mark = ((head[0] & 0xff) << 8) | (head[1] & 0xff);
        boolean ascii = head[2] > ' ' - 1 && head[3] > ' ' - 1;
        if ((mark == 0xfffe || mark == 0xfeff) && !ascii) {
            return mark == 0xfffe ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        }
        if (head[0] > 0 && head[1] == 0 && head[2] > 0 && head[3] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return head[0] == 0 && head[1] > 0 && head[2] == 0 && head[3] > 0 ? StandardCharsets.UTF_16BE : null;
    }

    private static Charset charset(byte[] bytes) {
        Charset wide = wide(bytes, bytes.length);
        if (wide != null) {
            return wide;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException other) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    static String read(byte[] bytes) {
        return new String(bytes, charset(bytes));
    }

    /** Returns findings in the text of some bytes at their places in these. */
    static List<SecretFinding> places(byte[] bytes, List<SecretFinding> findings) {
        if (findings.isEmpty()) {
            return findings;
        }
        Charset charset = charset(bytes);
        List<SecretFinding> moved = new ArrayList<>(findings.size());
        int unit = 0;
        int place = 0;
        for (SecretFinding finding : findings) {
            int[] ends = {(int) finding.start(), (int) finding.end()};
            for (int e = 0; e < ends.length; e++) {
                if (!charset.equals(StandardCharsets.UTF_8)) {
                    ends[e] *= charset.equals(StandardCharsets.ISO_8859_1) ? 1 : 2;
                    continue;
                }
                while (unit < ends[e]) {
                    int lead = bytes[place] & 0xff;
                    int size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
                    unit += size == 4 ? 2 : 1;
                    place += size;
                }
                ends[e] = place;
            }
            moved.add(new SecretFinding(
                    finding.kind(), ends[0], ends[1], finding.confidence(), finding.fingerprint(), finding.evidence()));
        }
        return List.copyOf(moved);
    }

    /** Returns the bytes of UTF-16, whatever the characters. */
    static byte[] pairs(String text, boolean little) {
        byte[] bytes = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes[2 * i + (little ? 1 : 0)] = (byte) (c >> 8);
            bytes[2 * i + (little ? 0 : 1)] = (byte) c;
        }
        return bytes;
    }
}
