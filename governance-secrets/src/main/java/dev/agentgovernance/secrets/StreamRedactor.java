/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Copies a stream with a placeholder for every secret in it.
 *
 * <p>Immutable, safe for use by several threads. A line is written as soon as it ended and is safe; a private key is held
 * back until its last line. It holds one line, or one key: at most about {@code maxLine + 2 * maxSecret} characters of the
 * limits. What is not redacted stays as it is, byte for byte: a line that is not UTF-8 is read as ISO-8859-1.
 */
public final class StreamRedactor {
    private static final int CHUNK = 8192;
    /** What is read at once of a stream that has much to read: the detector is fastest on as much. */
    private static final int LONG_CHUNK = 1 << 15;

    private final SecretScanner scanner;
    private final boolean keepsFormat;

    private StreamRedactor(SecretScanner scanner, boolean keepsFormat) {
        this.scanner = Objects.requireNonNull(scanner, "scanner");
        this.keepsFormat = keepsFormat;
    }

    /** Returns a redactor that uses a scanner. */
    public static StreamRedactor of(SecretScanner scanner) {
        return new StreamRedactor(scanner, false);
    }

    /**
     * Returns a redactor that writes, where it can, something of the length of a value and with its separators: {@code x} for
     * letters and digits, its end made from the fingerprint; zeros for a value of digits alone, which so are the same for all;
     * an address in example.com for a mail address. A value too short for this, and one of several lines, gets a placeholder.
     */
    public StreamRedactor keepingFormat() {
        return new StreamRedactor(scanner, true);
    }

    /**
     * Returns a text with its secrets replaced, as the streams are.
     *
     * @throws IllegalArgumentException if the text is over the limit of the scanner
     */
    public String redact(CharSequence text) {
        StringBuilder redacted = new StringBuilder(text.length());
        int copied = 0;
        for (SecretFinding finding : scanner.scan(text)) {
            if (finding.confidence() != Confidence.PLACEHOLDER) {
                int start = (int) finding.start();
                int end = (int) finding.end();
                redacted.append(text.subSequence(copied, start));
                redacted.append(replacement(finding, keepsFormat ? text.subSequence(start, end) : ""));
                copied = end;
            }
        }
        return redacted.append(text.subSequence(copied, text.length())).toString();
    }

    /**
     * Returns a JSON text, or lines of JSON, with the secrets in its strings, numbers and names replaced. It is JSON of the same
     * shape: what is no string and no number that is a secret stays as it is written; a number that is one becomes a string. A
     * value is also known by its name. Text that is no JSON is redacted as text; so is what would be found in the whole only,
     * across values. Placeholders are never of the format of the value.
     *
     * @throws IllegalArgumentException if the text is over the limit of the scanner
     */
    public String redactJson(CharSequence json) {
        return JsonText.redact(scanner, json.toString());
    }

    private String replacement(SecretFinding finding, CharSequence value) {
        return keepsFormat ? FormatKept.of(finding, value) : finding.placeholder();
    }

    /**
     * Copies bytes up to the end of the input; flushes whenever the input has no more to read for now. Closes neither. UTF-16 is
     * known by its mark, or by zeros in the first four bytes; it stays what it is.
     *
     * @throws IOException if reading or writing fails; what was written until then is redacted
     */
    public void redact(InputStream in, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int head = in.readNBytes(chunk, 0, ByteText.HEAD);
        Charset wide = ByteText.wide(chunk, head);
        if (wide != null) {
            redactWide(chunk, head, wide, in, out);
            return;
        }
        Pending pending = new Pending((text, charset) -> out.write(text.getBytes(charset)));
        Lines lines = new Lines(scanner.limits().maxLine());
        for (int count = head; count >= 0; count = in.read(chunk)) {
            for (int i = lines.passWhole(chunk, count, pending); i < count; ) {
                i = lines.add(chunk, i, count);
                if (lines.isComplete()) {
                    lines.pass(pending);
                }
            }
            pending.writeSettled();
            out.flush();
            chunk = count == CHUNK ? new byte[LONG_CHUNK] : chunk;
        }
        lines.passRest(pending);
        pending.finish();
        out.flush();
    }

    /** Two bytes are one character, whatever they are: nothing is lost that is not redacted. */
    private void redactWide(byte[] chunk, int head, Charset charset, InputStream in, OutputStream out)
            throws IOException {
        boolean little = charset.equals(StandardCharsets.UTF_16LE);
        Pending pending = new Pending((text, ignored) -> out.write(ByteText.pairs(text, little)));
        StringBuilder chars = new StringBuilder();
        int first = -1;
        for (int count = head; count >= 0; count = in.read(chunk)) {
            for (int i = 0; i < count; i++) {
                int b = chunk[i] & 0xff;
                if (first < 0) {
                    first = b;
                } else {
                    chars.append((char) (little ? first | (b << 8) : (first << 8) | b));
                    first = -1;
                }
            }
            pending.add(chars.toString(), charset);
            chars.setLength(0);
            pending.writeSettled();
            out.flush();
        }
        pending.finish();
        if (first >= 0) {
            out.write(first);
        }
        out.flush();
    }

    /**
     * Copies characters up to the end of the input. Closes neither.
     *
     * @throws IOException if reading or writing fails; what was written until then is redacted
     */
    public void redact(Reader in, Appendable out) throws IOException {
        Pending pending = new Pending((text, charset) -> out.append(text));
        char[] chunk = new char[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            pending.add(new String(chunk, 0, count), StandardCharsets.UTF_8);
            pending.writeSettled();
        }
        pending.finish();
    }

    /** Where text goes, with the charset it came in. */
    @FunctionalInterface
    private interface Sink {
        void write(String text, Charset charset) throws IOException;
    }

    /** Text that was read and not written: its end is not settled yet. */
    private final class Pending {
        private record Piece(long start, String text, Charset charset) {
            long end() {
                return start + text.length();
            }
        }

        private final Sink sink;
        private final Deque<Piece> pieces = new ArrayDeque<>();
        private final Deque<SecretFinding> findings = new ArrayDeque<>();
        private final ScanSession session;
        private long read;
        private long written;
        private @Nullable SecretFinding skipping;

        Pending(Sink sink) {
            this.sink = sink;
            session = scanner.openSession(finding -> {
                if (finding.confidence() != Confidence.PLACEHOLDER) {
                    findings.add(finding);
                }
            });
        }

        void add(String text, Charset charset) {
            if (!text.isEmpty()) {
                pieces.add(new Piece(read, text, charset));
                read += text.length();
                session.feed(text);
            }
        }

        void finish() throws IOException {
            session.finish();
            writeUpTo(read);
        }

        void writeSettled() throws IOException {
            writeUpTo(session.settled());
        }

        /** Every finding that begins before {@code end} is known; one that began may go on behind it. */
        private void writeUpTo(long end) throws IOException {
            while (written < end) {
                if (skipping == null
                        && !findings.isEmpty()
                        && findings.element().start() <= written) {
                    skipping = findings.remove();
                    String value = keepsFormat ? text(skipping.start(), skipping.end()) : "";
                    sink.write(replacement(skipping, value), StandardCharsets.US_ASCII);
                }
                SecretFinding skipped = skipping;
                if (skipped != null) {
                    drop(Math.min(skipped.end(), end));
                    skipping = skipped.end() <= written ? null : skipped;
                } else {
                    SecretFinding next = findings.peek();
                    if (!copy(next == null ? end : Math.min(next.start(), end))) {
                        return;
                    }
                }
            }
        }

        /** Returns whether all was copied: half a pair of surrogates waits for the other half, for bytes have no halves. */
        private boolean copy(long end) throws IOException {
            while (written < end) {
                Piece piece = pieces.element();
                int from = (int) (written - piece.start());
                int to = (int) (Math.min(end, piece.end()) - piece.start());
                String text = piece.text();
                if (to < text.length() && Character.isSurrogatePair(text.charAt(to - 1), text.charAt(to))) {
                    to--;
                    end = piece.start() + to;
                    if (to == from) {
                        return false;
                    }
                }
                sink.write(text.substring(from, to), piece.charset());
                drop(piece.start() + to);
            }
            return true;
        }

        private String text(long start, long end) {
            StringBuilder text = new StringBuilder();
            for (Piece piece : pieces) {
                long from = Math.max(start, piece.start());
                long to = Math.min(end, piece.end());
                if (from < to) {
                    text.append(piece.text(), (int) (from - piece.start()), (int) (to - piece.start()));
                }
            }
            return text.toString();
        }

        private void drop(long end) {
            written = Math.max(written, end);
            while (!pieces.isEmpty() && pieces.element().end() <= written) {
                pieces.remove();
            }
        }
    }

    /** Cuts bytes into lines, and lines over the limit into parts at places that depend on the bytes alone. */
    private static final class Lines {
        private final int longest;
        private byte[] bytes = new byte[256];
        private int length;
        private boolean complete;
        private boolean ascii = true;

        Lines(int maxLine) {
            longest = Math.max(8, maxLine);
        }

        /**
         * Passes on all lines that end in the chunk, at once, and returns where the one begins that does not; 0 if they have to be
         * cut or read one by one.
         */
        int passWhole(byte[] chunk, int count, Pending pending) {
            int end = count;
            while (end > 0 && chunk[end - 1] != '\n' && chunk[end - 1] != '\r') {
                end--;
            }
            if (end == 0 || length + end > longest) {
                return 0;
            }
            byte[] whole = chunk;
            if (length > 0) {
                makeRoom(length + end);
                System.arraycopy(chunk, 0, bytes, length, end);
                whole = bytes;
            }
            String text = new String(whole, 0, length + end, StandardCharsets.UTF_8);
            // It stands for what is no UTF-8, and no line break is part of a longer character: without it each line is
            // UTF-8.
            if (text.indexOf('\ufffd') >= 0) {
                return 0;
            }
            pending.add(text, StandardCharsets.UTF_8);
            length = 0;
            ascii = true;
            return end;
        }

        private void makeRoom(int wanted) {
            if (wanted > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(wanted, 2 * bytes.length));
            }
        }

        /** Adds bytes up to where a line or a part of one is complete, and returns where that is. */
        int add(byte[] chunk, int from, int to) {
            int most = Math.min(to, from + longest - length);
            int i = from;
            int all = 0;
            while (i < most && chunk[i] != '\n' && chunk[i] != '\r') {
                all |= chunk[i++];
            }
            int end = i < most ? i + 1 : i;
            int wanted = length + end - from;
            makeRoom(wanted);
            System.arraycopy(chunk, from, bytes, length, end - from);
            length = wanted;
            ascii &= all >= 0;
            complete = i < most || length >= longest;
            return end;
        }

        boolean isComplete() {
            return complete;
        }

        /** Passes the line on; of a part, the beginning of a character at its end is kept for the next. */
        void pass(Pending pending) {
            byte last = bytes[length - 1];
            int end = last == '\n' || last == '\r' ? length : wholeCharacters();
            passUpTo(end, pending);
        }

        void passRest(Pending pending) {
            passUpTo(length, pending);
        }

        private void passUpTo(int end, Pending pending) {
            if (ascii) {
                // What is left of a part is ASCII too.
                pending.add(new String(bytes, 0, end, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
                System.arraycopy(bytes, end, bytes, 0, length - end);
                length -= end;
                return;
            }
            CharBuffer text;
            Charset charset = StandardCharsets.UTF_8;
            try {
                text = charset.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end));
            } catch (CharacterCodingException notUtf8) {
                charset = StandardCharsets.ISO_8859_1;
                text = charset.decode(ByteBuffer.wrap(bytes, 0, end));
            }
            pending.add(text.toString(), charset);
            System.arraycopy(bytes, end, bytes, 0, length - end);
            length -= end;
            ascii = length == 0;
        }

        private int wholeCharacters() {
            for (int back = 1; back <= 3; back++) {
                int lead = bytes[length - back] & 0xff;
                if (lead >= 0xc0) {
                    int wanted = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
                    return back < wanted ? length - back : length;
                }
                if (lead < 0x80) {
                    return length;
                }
            }
            return length;
        }
    }
}
