/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.literal;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import dev.agentgovernance.secrets.internal.rules.LinePass;
import dev.agentgovernance.secrets.internal.rules.Reading;
import dev.agentgovernance.secrets.internal.rules.Rule;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Values known by their length and two keyed hashes: a rolling one of 32 bits, that a line is compared with at every place
 * where a word begins, and an HMAC that decides. Immutable, safe for use by several threads.
 */
public final class HashedSet {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int TAG = 16;
    private static final long PRIME = (1L << 61) - 1;

    /** One value. */
    private record Entry(int length, int rolling, String tag) {}

    private final SecretKeySpec key;
    private final long base;
    private final Map<Integer, List<Entry>> byRolling = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final int[] lengths;
    private final Rule rule = new Rule(NamedValues.KIND, NamedValues.RANK, List.of(), (reading, r, start, end) -> {});

    private HashedSet(byte[] key, List<Entry> entries) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        base = base(this.key);
        TreeSet<Integer> found = new TreeSet<>();
        for (Entry entry : entries) {
            found.add(entry.length());
            byRolling.computeIfAbsent(entry.rolling(), k -> new ArrayList<>()).add(entry);
            lines.add(entry.length() + ":" + HexFormat.of().toHexDigits(entry.rolling()) + ":" + entry.tag());
        }
        lengths = found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Hashes values. */
    public static HashedSet of(byte[] key, Collection<String> values) {
        HashedSet empty = new HashedSet(key, List.of());
        List<Entry> entries = new ArrayList<>();
        for (String value : values) {
            char[] chars = value.toCharArray();
            long[] sums = new long[chars.length + 1];
            empty.sum(chars, 0, chars.length, sums);
            entries.add(new Entry(chars.length, (int) sums[chars.length], empty.tag(value)));
        }
        return new HashedSet(key, entries);
    }

    /**
     * Reads what {@link #lines} returned.
     *
     * @throws IllegalArgumentException if a line is none of these
     */
    public static HashedSet parse(byte[] key, Collection<String> lines) {
        List<Entry> entries = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split(":", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException("not the hash of a value");
            }
            Entry entry = new Entry(
                    Integer.parseInt(parts[0]),
                    HexFormat.fromHexDigits(parts[1]),
                    HexFormat.of().formatHex(HexFormat.of().parseHex(parts[2])));
            if (entry.length() < 1 || entry.tag().length() != 2 * TAG) {
                throw new IllegalArgumentException("not the hash of a value");
            }
            entries.add(entry);
        }
        return new HashedSet(key, entries);
    }

    /** Returns a line for each value. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Returns the lengths of the values, each once. */
    public int[] lengths() {
        return lengths.clone();
    }

    /** Returns a pass that looks for the values. */
    public LinePass pass() {
        return new Pass();
    }

    /** The base is drawn from the key, so that nobody else can make two values collide. */
    private static long base(SecretKeySpec key) {
        byte[] drawn = mac(key).doFinal("rolling".getBytes(StandardCharsets.UTF_8));
        long base = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            base = (base << 8) | (drawn[i] & 0xff);
        }
        return Long.remainderUnsigned(base, PRIME - 2) + 2;
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private String tag(String value) {
        return HexFormat.of().formatHex(mac(key).doFinal(value.getBytes(StandardCharsets.UTF_8)), 0, TAG);
    }

    /** Writes to {@code sums[i]} the polynomial of the characters before {@code from + i}. */
    private void sum(char[] chars, int from, int to, long[] sums) {
        sums[0] = 0;
        for (int i = from; i < to; i++) {
            sums[i - from + 1] = reduce(times(sums[i - from], base) + chars[i] + 1);
        }
    }

    private static long times(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        return reduce((low & PRIME) + ((low >>> 61) | (high << 3)));
    }

    private static long reduce(long value) {
        long folded = (value & PRIME) + (value >>> 61);
        return folded >= PRIME ? folded - PRIME : folded;
    }

    private final class Pass implements LinePass {
        private final long[] powers = new long[lengths.length];
        private long[] sums = new long[256];

        Pass() {
            long power = 1;
            int at = 0;
            for (int k = 0; k < lengths.length; k++) {
                for (; at < lengths[k]; at++) {
                    power = times(power, base);
                }
                powers[k] = power;
            }
        }

        @Override
        public void match(Reading reading) {
            TextLine line = reading.line();
            int length = line.to() - line.from();
            if (lengths.length == 0 || length < lengths[0]) {
                return;
            }
            if (sums.length <= length) {
                sums = new long[Math.max(length + 1, 2 * sums.length)];
            }
            sum(line.chars(), line.from(), line.to(), sums);
            for (int i = line.from(); i < line.to(); i++) {
                if (!Chars.isAlnum(line.at(i - 1)) || !Chars.isAlnum(line.at(i))) {
                    line.step(lengths.length);
                    matchFrom(reading, i);
                }
            }
        }

        private void matchFrom(Reading reading, int start) {
            TextLine line = reading.line();
            for (int k = 0; k < lengths.length && start + lengths[k] <= line.to(); k++) {
                int end = start + lengths[k];
                if (Chars.isAlnum(line.at(end - 1)) && Chars.isAlnum(line.at(end))) {
                    continue;
                }
                long head = times(sums[start - line.from()], powers[k]);
                int rolling = (int) reduce(sums[end - line.from()] + PRIME - head);
                List<Entry> entries = byRolling.get(rolling);
                if (entries != null && holds(entries, line.text(start, end))) {
                    reading.add(rule, start, end, Confidence.CONFIRMED, "a value whose hash the host named");
                }
            }
        }

        private boolean holds(List<Entry> entries, String value) {
            String tag = tag(value);
            return entries.stream()
                    .anyMatch(entry ->
                            entry.length() == value.length() && entry.tag().equals(tag));
        }
    }
}
