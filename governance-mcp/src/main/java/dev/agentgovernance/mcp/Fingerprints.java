/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Knows secrets again without keeping them: of each value, and of its forms in base64, hexadecimal and URL encoding, a keyed
 * hash and the length stay.
 *
 * <p>Not for use by several threads. At most {@value #MAX_VALUES} values; the oldest goes first. Looking for them takes one pass
 * over the text for each length that occurs.
 */
final class Fingerprints {

    static final int MAX_VALUES = 256;
    static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 4_096;
    private static final long PRIME = (1L << 61) - 1;

    /* A rolling hash modulo the Mersenne prime 2^61-1 with a random base: two texts of n units agree by chance with a
     * probability of n over 2^61, and nobody outside knows the base. */
    private final long base;
    private final Map<Integer, Map<Long, String>> byLength = new TreeMap<>();
    private final List<List<long[]>> order = new ArrayList<>();

    Fingerprints(RandomGenerator random) {
        this.base = 1_000_003 + random.nextLong(PRIME - 2_000_003);
    }

    /** Remembers a value and where it came from. A value that is short is no good for telling anything by it. */
    void remember(String value, String origin) {
        if (value.length() < MIN_LENGTH || value.length() > MAX_LENGTH) {
            return;
        }
        List<long[]> forms = new ArrayList<>();
        for (String form : forms(value)) {
            if (form.length() >= MIN_LENGTH) {
                long hash = hash(form);
                Map<Long, String> known = byLength.computeIfAbsent(form.length(), length -> new HashMap<>());
                if (known.putIfAbsent(hash, origin) == null) {
                    forms.add(new long[] {form.length(), hash});
                }
            }
        }
        if (!forms.isEmpty()) {
            order.add(forms);
        }
        if (order.size() > MAX_VALUES) {
            for (long[] form : order.remove(0)) {
                Map<Long, String> known = byLength.get((int) form[0]);
                if (known != null && known.remove(form[1]) != null && known.isEmpty()) {
                    byLength.remove((int) form[0]);
                }
            }
        }
    }

    /** Returns where a value came from that stands somewhere in a text, as it is or encoded. */
    Optional<String> find(String text) {
        for (Map.Entry<Integer, Map<Long, String>> entry : byLength.entrySet()) {
            int length = entry.getKey();
            if (length > text.length()) {
                break;
            }
            String origin = find(text, length, entry.getValue());
            if (origin != null) {
                return Optional.of(origin);
            }
        }
        return Optional.empty();
    }

    private @org.jspecify.annotations.Nullable String find(String text, int length, Map<Long, String> known) {
        long power = 1;
        for (int i = 1; i < length; i++) {
            power = times(power, base);
        }
        long hash = 0;
        for (int i = 0; i < text.length(); i++) {
            if (i >= length) {
                hash = minus(hash, times(power, unit(text, i - length)));
            }
            hash = plus(times(hash, base), unit(text, i));
            if (i >= length - 1) {
                String origin = known.get(hash);
                if (origin != null) {
                    return origin;
                }
            }
        }
        return null;
    }

    /**
     * The forms of a value inside an encoded text. In base64 a value can begin at any of three places of a group, and the
     * characters that also hold a neighbour's bits are left out.
     */
    static Set<String> forms(String value) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(value);
        forms.add(new StringBuilder(value).reverse().toString());
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            for (int shift = 0; shift < 3; shift++) {
                byte[] shifted = new byte[bytes.length + shift];
                System.arraycopy(bytes, 0, shifted, shift, bytes.length);
                String encoded = encoder.withoutPadding().encodeToString(shifted);
                int start = shift == 0 ? 0 : shift + 1;
                int end = encoded.length() - (shifted.length % 3 == 0 ? 0 : 1);
                forms.add(encoded.substring(start, end));
            }
        }
        String hex = HexFormat.of().formatHex(bytes);
        forms.add(hex);
        forms.add(hex.toUpperCase(java.util.Locale.ROOT));
        StringBuilder all = new StringBuilder();
        StringBuilder some = new StringBuilder();
        for (byte b : bytes) {
            String escape = "%" + HexFormat.of().withUpperCase().toHexDigits(b);
            all.append(escape);
            boolean plain = (b >= 'a' && b <= 'z')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= '0' && b <= '9')
                    || "-_.~".indexOf(b) >= 0;
            some.append(plain ? String.valueOf((char) b) : escape);
        }
        forms.add(all.toString());
        forms.add(all.toString().toLowerCase(java.util.Locale.ROOT));
        forms.add(some.toString());
        return forms;
    }

    private long hash(String text) {
        long hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = plus(times(hash, base), unit(text, i));
        }
        return hash;
    }

    private static long unit(String text, int i) {
        return text.charAt(i) + 1L;
    }

    private static long plus(long a, long b) {
        long sum = a + b;
        return sum >= PRIME ? sum - PRIME : sum;
    }

    private static long minus(long a, long b) {
        return a >= b ? a - b : a + PRIME - b;
    }

    private static long times(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        // The product is high * 2^64 + low; modulo 2^61-1, two to the 61 is one.
        return plus(low & PRIME, ((low >>> 61) | (high << 3)) % PRIME);
    }
}
