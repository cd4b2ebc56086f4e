/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.engine;

import dev.agentgovernance.api.secret.ScanLimits;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.internal.automaton.KeywordSearch;
import dev.agentgovernance.secrets.internal.decode.EncodedRuns;
import dev.agentgovernance.secrets.internal.decode.Escapes;
import dev.agentgovernance.secrets.internal.rules.LinePass;
import dev.agentgovernance.secrets.internal.rules.RuleSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
    /** Where in the text the run begins that may be encoded and that the line is cut in. */
    private long runSince = -1;

    /**
     * Begins a text.
     *
     * @param search finds {@link #keywords} of the rules
     * @param passes make what looks at every line
     */
    public TextScan(
            RuleSet rules,
            KeywordSearch search,
            ScanLimits limits,
            Fingerprints fingerprints,
            List<Supplier<LinePass>> passes,
            Consumer<SecretFinding> sink) {
        this(
                new Scope(rules, search, limits, fingerprints, passes, new DecodeThrough.Budget()),
                0,
                (rule, start, end, confidence, fingerprint, evidence) ->
                        sink.accept(new SecretFinding(rule.kind(), start, end, confidence, fingerprint, evidence)));
    }

    private TextScan(Scope scope, int depth, FindingSink sink) {
        maxLine = scope.limits().maxLine();
        maxSecret = scope.limits().maxSecret();
        context = Math.min(CONTEXT, maxLine / 8);
        buffer = new char[Math.min(FIRST_BUFFER, maxLine)];
        DecodeThrough decoding =
                new DecodeThrough(depth, maxSecret, scope.budget(), inside -> new TextScan(scope, depth + 1, inside));
        scanner = new LineScanner(scope, decoding, sink);
    }

    /** What scans at every depth have in common. */
    record Scope(
            RuleSet rules,
            KeywordSearch search,
            ScanLimits limits,
            Fingerprints fingerprints,
            List<Supplier<LinePass>> passes,
            DecodeThrough.Budget budget) {}

    /** Returns the keywords that a scan with some rules looks for: theirs, and those of what is encoded. */
    public static List<String> keywords(RuleSet rules) {
        List<String> keywords = new ArrayList<>(rules.keywords());
        keywords.addAll(Escapes.KEYWORDS);
        return keywords;
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
                scanner.scan(chars, lineFrom, i, base, own, Integer.MAX_VALUE, !cut, true, gone());
                runSince = -1;
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
        scanner.scan(buffer, 0, length, base, own, ownTo, false, false, gone());
        cut = true;
        own = ownTo;
        int next = ownTo - context;
        int run = next;
        while (run > 0 && EncodedRuns.isPart(buffer[run - 1])) {
            run--;
        }
        runSince = run > 0 || runSince < 0 ? base + run : runSince;
        discard(next);
    }

    /** Returns how much of the run with which the line begins stood before it, or -1 if the line is not cut there. */
    private long gone() {
        return cut ? base - runSince : -1;
    }

    /** Ends the text. */
    public void finish() {
        if (length > lineFrom) {
            scanner.scan(buffer, lineFrom, length, base, own, Integer.MAX_VALUE, !cut, true, gone());
            lineFrom = length;
            own = length;
        }
        scanner.finish();
    }

    /** Begins another text, after this one is finished. */
    void restart() {
        length = 0;
        base = 0;
        lineFrom = 0;
        own = 0;
        looked = 0;
        cut = false;
        runSince = -1;
        scanner.restart();
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
