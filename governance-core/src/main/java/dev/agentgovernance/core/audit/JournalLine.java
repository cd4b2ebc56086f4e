/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The frame around a record: <code>{"sequence":N,"previous":"…",BODY,"hash":"…"}</code>.
 *
 * <p>The hash is made of the bytes of the line before {@code ,"hash":"}, so that it can be checked without a rule for how
 * JSON is written, and with the tools every system has.
 *
 * @param sequence the number of the record
 * @param previous the hash of the record before
 * @param hash the hash that the line names
 * @param intact whether that is the hash of the line
 */
record JournalLine(long sequence, String previous, String hash, boolean intact) {

    /** What the first record is chained to: the hash of the name of this format. */
    static final String GENESIS = sha256("agent-governance/audit/1".getBytes(StandardCharsets.US_ASCII), 24);

    /** Longest line, without its end. */
    static final int MAX_LENGTH = 16 << 20;

    private static final byte[] START = ascii("{\"sequence\":");
    private static final byte[] PREVIOUS = ascii(",\"previous\":\"");
    private static final byte[] HASH = ascii(",\"hash\":\"");
    private static final byte[] END = ascii("\"}");
    private static final int HEX = 64;
    private static final int MAX_DIGITS = 18;

    /** A line with its end, in ASCII, as it goes into the file. */
    static final class Encoded {
        private final byte[] bytes;
        private final String hash;

        private Encoded(byte[] bytes, String hash) {
            this.bytes = bytes;
            this.hash = hash;
        }

        /** Returns the line; nobody changes it. */
        byte[] bytes() {
            return bytes;
        }

        String hash() {
            return hash;
        }

        /** Returns the line as a text. */
        String text() {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
    }

    /**
     * Frames a record.
     *
     * @param members the members of the record's JSON object, without braces, in ASCII
     */
    static Encoded encode(long sequence, String previous, byte[] members) {
        byte[] start = ascii("{\"sequence\":" + sequence + ",\"previous\":\"" + previous + "\",");
        int content = start.length + members.length;
        byte[] line = Arrays.copyOf(start, content + HASH.length + HEX + END.length + 1);
        System.arraycopy(members, 0, line, start.length, members.length);
        String hash = sha256(line, content);
        System.arraycopy(HASH, 0, line, content, HASH.length);
        System.arraycopy(ascii(hash), 0, line, content + HASH.length, HEX);
        System.arraycopy(END, 0, line, content + HASH.length + HEX, END.length);
        line[line.length - 1] = '\n';
        return new Encoded(line, hash);
    }

    /** Reads the frame of a line without its end; null where the bytes have no such frame. */
    static @Nullable JournalLine parse(byte[] line) {
        int hashAt = line.length - HASH.length - HEX - END.length;
        if (!matches(line, 0, START) || !matches(line, hashAt, HASH) || !matches(line, line.length - END.length, END)) {
            return null;
        }
        int at = START.length;
        long sequence = 0;
        while (at < hashAt && line[at] >= '0' && line[at] <= '9' && at - START.length < MAX_DIGITS) {
            sequence = sequence * 10 + line[at++] - '0';
        }
        int previousAt = at + PREVIOUS.length;
        if (sequence < 1
                || line[START.length] == '0'
                || previousAt + HEX >= hashAt
                || !matches(line, at, PREVIOUS)
                || !matches(line, previousAt + HEX, ascii("\","))) {
            return null;
        }
        String previous = hex(line, previousAt);
        String hash = hex(line, hashAt + HASH.length);
        return previous == null || hash == null
                ? null
                : new JournalLine(sequence, previous, hash, hash.equals(sha256(line, hashAt)));
    }

    private static boolean matches(byte[] line, int at, byte[] expected) {
        return at >= 0
                && at + expected.length <= line.length
                && Arrays.equals(line, at, at + expected.length, expected, 0, expected.length);
    }

    private static @Nullable String hex(byte[] line, int at) {
        for (int i = at; i < at + HEX; i++) {
            if (!((line[i] >= '0' && line[i] <= '9') || (line[i] >= 'a' && line[i] <= 'f'))) {
                return null;
            }
        }
        return new String(line, at, HEX, StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
