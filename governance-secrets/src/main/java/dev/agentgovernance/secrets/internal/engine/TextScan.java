/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.engine;

import dev.agentgovernance.api.secret.ScanLimits;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.internal.automaton.KeywordSearch;
import dev.agentgovernance.secrets.internal.rules.RuleSet;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts text that comes in chunks into lines, and lines over the limit into overlapping windows. For one thread.
 *
 * <p>INVARIANT: where it cuts depends on the text alone, not on the chunks. A window begins a fixed distance after the one
 * before; it owns the findings that begin in it and not in its overlap, which is long enough for the longest secret.
 */
public final class TextScan {
    private static final int FIRST_BUFFER = 256;
    private static final int CONTEXT = 1024;

    private final LineScanner scanner;
    private final int maxLine;
    private final int maxSecret;
    private final int context;

    private char[] buffer;
    private int length;
    /** Offset of the first character of the buffer in the text. */
    private long base;
    /** Where the line begins that is not done. */
    private int lineFrom;
    /** Where the part of it begins that no window owns yet. */
    private int own;
    /** Up to where line ends were looked for. */
    private int looked;
    /** Whether a window of the line was done. */
    private boolean cut;

    /** Begins a text. */
    public TextScan(
            RuleSet rules,
            KeywordSearch search,
            ScanLimits limits,
            Fingerprints fingerprints,
            Consumer<SecretFinding> sink) {
        maxLine = limits.maxLine();
        maxSecret = limits.maxSecret();
        context = Math.min(CONTEXT, maxLine / 8);
        buffer = new char[Math.min(FIRST_BUFFER, maxLine)];
        scanner = new LineScanner(rules, search, maxSecret, fingerprints, sink);
    }

    /** Adds a chunk. */
    public void feed(CharSequence text) {
        int from = 0;
        while (from < text.length()) {
            makeRoom(text.length() - from);
            int count = Math.min(text.length() - from, buffer.length - length);
            copy(text, from, from + count);
            length += count;
            from += count;
            scanLines();
            if (length - lineFrom == maxLine) {
                scanWindow();
            }
        }
    }

    private void makeRoom(int wanted) {
        if (lineFrom > 0) {
            discard(lineFrom);
        }
        if (length + wanted > buffer.length && buffer.length < maxLine) {
            long size = Math.min(maxLine, Math.max(2L * buffer.length, (long) length + wanted));
            buffer = Arrays.copyOf(buffer, (int) size);
        }
    }

    private void copy(CharSequence text, int from, int to) {
        if (text instanceof String string) {
            string.getChars(from, to, buffer, length);
        } else if (text instanceof StringBuilder builder) {
            builder.getChars(from, to, buffer, length);
        } else {
            for (int i = from; i < to; i++) {
                buffer[length + i - from] = text.charAt(i);
            }
        }
    }

    private void discard(int count) {
        System.arraycopy(buffer, count, buffer, 0, length - count);
        length -= count;
        lineFrom = Math.max(0, lineFrom - count);
        own -= count;
        looked -= count;
        base += count;
    }

    private void scanLines() {
        char[] chars = buffer;
        for (int i = looked; i < length; i++) {
            char c = chars[i];
            if (c == '\n' || c == '\r') {
                scanner.scan(chars, lineFrom, i, base, own, Integer.MAX_VALUE, !cut, true);
                lineFrom = i + 1;
                own = lineFrom;
                cut = false;
            }
        }
        looked = length;
    }

    private void scanWindow() {
        int ownTo = maxLine - maxSecret;
        if (lineFrom > 0) {
            discard(lineFrom);
        }
        scanner.scan(buffer, 0, length, base, own, ownTo, false, false);
        cut = true;
        own = ownTo;
        discard(ownTo - context);
    }

    /** Ends the text. */
    public void finish() {
        if (length > lineFrom) {
            scanner.scan(buffer, lineFrom, length, base, own, Integer.MAX_VALUE, !cut, true);
            lineFrom = length;
            own = length;
        }
        scanner.finish();
    }

    /** Returns the offset before which every finding was reported. */
    public long settled() {
        long open = scanner.openSince();
        return open >= 0 ? open : base + own;
    }

    /** Returns how many characters were looked at, each as often as it was. */
    public long steps() {
        return scanner.steps();
    }
}
