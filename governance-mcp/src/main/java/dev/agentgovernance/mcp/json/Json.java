/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads, writes and canonicalises JSON.
 *
 * <p>A tree consists of {@code Map<String, ?>} in the order of the text, {@code List}, {@code String}, {@code Long},
 * {@code BigInteger}, {@code BigDecimal}, {@code Boolean} and null. Safe for use by several threads; linear in the length of
 * the text.
 */
public final class Json {

    /** Deepest nesting of objects and lists that is read. */
    public static final int MAX_DEPTH = 100;

    /** Longest text that is read unless a caller says less, in UTF-16 code units. */
    public static final int MAX_CHARS = 16 << 20;

    private Json() {}

    /**
     * Returns the tree that a text is, at most {@link #MAX_CHARS} long.
     *
     * @throws JsonException if it is no JSON; if an object has a key twice, a string holds half a character, or a number has
     *     more than {@value JsonReader#MAX_DIGITS} characters or an exponent beyond {@value JsonReader#MAX_EXPONENT}; if it
     *     nests deeper than {@link #MAX_DEPTH}; if there is anything behind the value
     */
    public static @Nullable Object read(String text) {
        return read(text, MAX_CHARS);
    }

    /**
     * Returns the tree that a text of bounded length is.
     *
     * @throws JsonException as {@link #read(String)} does, and if the text is longer
     */
    public static @Nullable Object read(String text, int maxChars) {
        if (text.length() > maxChars) {
            throw new JsonException("the text is longer than " + maxChars + " characters", maxChars);
        }
        return new JsonReader(text).document();
    }

    /**
     * Returns the tree that bytes are as UTF-8.
     *
     * @throws JsonException as {@link #read(String)} does, and if the bytes are no UTF-8
     */
    public static @Nullable Object read(byte[] utf8) {
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new JsonException("the text is no UTF-8", 0);
        }
    }

    /**
     * Returns the text of a tree, on one line. Reading it gives a tree of the same values.
     *
     * @throws IllegalArgumentException if it is no JSON tree, or nests deeper than {@link #MAX_DEPTH}
     */
    public static String write(@Nullable Object tree) {
        return new JsonWriter(false).write(tree);
    }

    /**
     * Returns the text of a tree over several lines, for files that people review; keys stay in their order.
     *
     * @throws IllegalArgumentException as {@link #write} does
     */
    public static String pretty(@Nullable Object tree) {
        return new JsonWriter(true).write(tree);
    }

    /**
     * Returns the canonical text of a tree as RFC 8785 has it: keys in the order of their UTF-16 code units, numbers as
     * ECMAScript writes them.
     *
     * <p>Numbers become the double that is nearest, as the RFC asks; two trees whose numbers differ beyond that have the same
     * canonical text, so this is for documents that JavaScript reads, not for arguments of calls.
     *
     * @throws IllegalArgumentException as {@link #write} does, and if a number is beyond the range of a double
     */
    public static String canonical(@Nullable Object tree) {
        return CanonicalJson.of(tree);
    }

    /** Returns a tree as an object, or null where it is none. */
    @SuppressWarnings("unchecked") // What the reader makes has strings as keys; what others make is checked here.
    public static @Nullable Map<String, @Nullable Object> object(@Nullable Object tree) {
        if (!(tree instanceof Map<?, ?> map)) {
            return null;
        }
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                return null;
            }
        }
        return (Map<String, @Nullable Object>) map;
    }
}
