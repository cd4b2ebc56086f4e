/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.engine;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.ScanLimits;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.internal.automaton.KeywordAutomaton;
import dev.agentgovernance.secrets.internal.automaton.KeywordHits;
import dev.agentgovernance.secrets.internal.automaton.KeywordSearch;
import dev.agentgovernance.secrets.internal.decode.Decoded;
import dev.agentgovernance.secrets.internal.decode.EncodedRuns;
import dev.agentgovernance.secrets.internal.loops.LoopChoice;
import dev.agentgovernance.secrets.internal.loops.ScanLoops;
import dev.agentgovernance.secrets.internal.match.TextLine;
import dev.agentgovernance.secrets.internal.rules.FirstLook;
import dev.agentgovernance.secrets.internal.rules.LinePass;
import dev.agentgovernance.secrets.internal.rules.Rule;
import dev.agentgovernance.secrets.internal.rules.RuleSet;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Cuts text that comes in chunks into lines, and lines over the limit into overlapping windows. For one thread.
 *
 * <p>Keywords and encoded runs are looked for in all that was fed, across lines; the lines that hold neither are never cut
 * out, unless something from a line before waits for them.
 *
 * <p>INVARIANT: what is found is what visiting every line finds.
 *
 * <p>INVARIANT: where it cuts depends on the text alone, not on the chunks. A window begins a fixed distance after the one
 * before; it owns the findings that begin in it and not in its overlap, which is long enough for the longest secret.
 */
public final class TextScan {
    private static final int FIRST_BUFFER = 256;
    /** So many characters are copied and looked through at once: they stay in the nearest cache for what looks again. */
    private static final int BLOCK = 1 << 15;

    private static final int CONTEXT = 1024;
    /** So many characters are told at once to end no line. */
    private static final int PRINTED = 8;

    private final KeywordSearch search;
    /** What searches, if it can tell places in a copy from those in the text. */
    private final @Nullable KeywordAutomaton automaton;

    private final FirstLook firstLook;
    private final LoopChoice choice;
    private final KeywordHits hits = new KeywordHits();
    /** All of the buffer, to look round a keyword before its line is cut out. */
    private final TextLine block = new TextLine();

    private final LineScanner scanner;
    private final boolean everyLine;
    private final int maxLine;
    private final int maxSecret;
    private final int context;

    private ScanLoops loops = ScanLoops.PLAIN;
    private char[] buffer;
    private int length;
    /** How much of the buffer was used for this text. */
    private int filled;
    /** Offset of the first character of the buffer in the text. */
    private long base;
    /** Where the line begins that is not done. */
    private int lineFrom;
    /** Where the part of it begins that no window owns yet. */
    private int own;
    /** Up to where line ends were looked for. */
    private int looked;
    /** Up to where keywords were looked for, and in which state the search was there. */
    private int searched;

    private int state = KeywordSearch.START;
    /** Up to where it can be told whether a keyword leads to something. */
    private int known;

    /** Where to look for the next encoded run. */
    private int runAt = EncodedRuns.STRIDE - 1;
    /** Whether the line that is not done is known to be one that is looked at. */
    private boolean visit;

    private long steps;
    /** Whether a window of the line was done. */
    private boolean cut;
    /** Where in the text the run begins that may be encoded and that the line is cut in. */
    private long runSince = -1;

    /**
     * Begins a text.
     *
     * @param sink receives the findings
     */
    public TextScan(Plan plan, Consumer<SecretFinding> sink) {
        this(new Scope(plan, new DecodeThrough.Budget()), 0, new Told(sink));
    }

    private TextScan(Scope scope, int depth, FindingSink sink) {
        search = scope.plan().search();
        automaton = search instanceof KeywordAutomaton tables ? tables : null;
        firstLook = scope.plan().firstLook();
        choice = scope.plan().loops();
        everyLine = scope.plan().everyLine();
        maxLine = scope.limits().maxLine();
        maxSecret = scope.limits().maxSecret();
        context = Math.min(CONTEXT, maxLine / 8);
        buffer = new char[Math.min(FIRST_BUFFER, maxLine)];
        DecodeThrough decoding = new DecodeThrough(depth, maxSecret, scope.budget(), new Deeper(scope, depth + 1));
        scanner = new LineScanner(scope, hits, decoding, sink);
    }

    /**
     * What a scanner looks for, and how.
     *
     * @param search finds {@link FirstLook#keywords} of the rules
     * @param firstLook tells most places of them apart that lead to nothing
     * @param loops the form of the loops over all characters
     * @param passes make what looks at every line
     * @param everyLine whether each line is looked at, also one in which nothing can be: a test compares
     */
    public record Plan(
            RuleSet rules,
            KeywordSearch search,
            FirstLook firstLook,
            LoopChoice loops,
            ScanLimits limits,
            Fingerprints fingerprints,
            List<Supplier<LinePass>> passes,
            boolean everyLine) {}

    /** Tells of what was found; with the next one, no lambda: those cost a process that starts milliseconds. */
    private record Told(Consumer<SecretFinding> sink) implements FindingSink {
        @Override
        public void found(Rule rule, long start, long end, Confidence confidence, String fingerprint, String evidence) {
            sink.accept(new SecretFinding(rule.kind(), start, end, confidence, fingerprint, evidence));
        }
    }

    /** Begins scans of what is decoded. */
    private record Deeper(Scope scope, int depth) implements Function<FindingSink, TextScan> {
        @Override
        public TextScan apply(FindingSink inside) {
            return new TextScan(scope, depth, inside);
        }
    }

    /** What scans at every depth have in common. */
    record Scope(Plan plan, DecodeThrough.Budget budget) {
        ScanLimits limits() {
            return plan.limits();
        }
    }

    /** Adds a chunk. */
    public void feed(CharSequence text) {
        int from = 0;
        while (from < text.length()) {
            int wanted = Math.min(text.length() - from, BLOCK);
            makeRoom(wanted);
            int count = Math.min(wanted, buffer.length - length);
            copy(text, from, from + count);
            from += count;
            added(count);
        }
    }

    /** Adds a chunk, {@code [start, end)} of an array. */
    public void feed(char[] text, int start, int end) {
        int from = start;
        while (from < end) {
            int wanted = Math.min(end - from, BLOCK);
            makeRoom(wanted);
            int count = Math.min(wanted, buffer.length - length);
            System.arraycopy(text, from, buffer, length, count);
            from += count;
            added(count);
        }
    }

    /**
     * Adds a whole text that was decoded from a line whose keywords are known, if it is shorter than a line may be.
     *
     * @return false if it is longer; then nothing was added
     */
    boolean feedWhole(Decoded text, KeywordHits known) {
        int count = text.length();
        if (automaton == null || count >= maxLine) {
            return false;
        }
        makeRoom(count);
        System.arraycopy(text.chars(), 0, buffer, 0, count);
        length = count;
        filled = Math.max(filled, length);
        CopiedKeywords.find(automaton, text, known, hits);
        look();
        return true;
    }

    private void added(int count) {
        length += count;
        filled = Math.max(filled, length);
        state = search.search(buffer, searched, length, state, hits);
        look();
        if (length - lineFrom == maxLine) {
            scanWindow();
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
        looked = Math.max(0, looked - count);
        searched -= count;
        runAt = Math.max(EncodedRuns.STRIDE - 1, runAt - count);
        hits.shift(count);
        base += count;
    }

    /** Scans the lines that end in what was added. */
    private void look() {
        steps += length - searched;
        loops = choice.forBlock(buffer, searched, length);
        searched = length;
        known = tellable();
        while (visit || findLine(false)) {
            int end = lineEnd();
            if (end == length) {
                return;
            }
            scanner.scan(buffer, lineFrom, end, base, own, Integer.MAX_VALUE, true, gone(), runAt);
            beginLine(end + 1);
        }
    }

    private void beginLine(int from) {
        lineFrom = from;
        own = from;
        looked = Math.max(looked, from);
        runAt = Math.max(runAt, from + EncodedRuns.STRIDE - 1);
        hits.dropUpTo(from);
        visit = false;
        cut = false;
        runSince = -1;
    }

    /**
     * Goes on to the next line to look at, and returns whether there is one; if not, to the line that is not complete, or of
     * which not enough was fed to tell.
     *
     * @param ended whether no more will be fed
     */
    private boolean findLine(boolean ended) {
        visit = everyLine || !scanner.isQuiet();
        if (!visit) {
            dropClosed(ended);
            int hit = hits.open() == hits.count() ? length : hits.end(hits.open()) - 1;
            int place = Math.min(hit, nextRun(hit, ended));
            int start = place;
            while (start > looked && !isLineEnd(buffer[start - 1])) {
                start = start - PRINTED > looked && arePrinted(buffer, start - PRINTED) ? start - PRINTED : start - 1;
            }
            if (start > looked) {
                beginLine(start);
            }
            looked = Math.max(looked, place);
            visit = place < length && (place < hit || hit < known);
        }
        return visit;
    }

    /** Returns up to where it can be told whether a keyword leads to something: its line ends, or goes on far enough. */
    private int tellable() {
        int i = length;
        while (i > looked && length - i < FirstLook.REACH && !isLineEnd(buffer[i - 1])) {
            i--;
        }
        return i;
    }

    /** Passes over the keywords that lead to nothing. */
    private void dropClosed(boolean ended) {
        block.view(buffer, length, ended);
        while (hits.open() < hits.count()) {
            int end = hits.end(hits.open());
            if (end > known) {
                return;
            }
            int set = hits.set(hits.open());
            if (firstLook.opens(block, set, end) && !scanner.isNothing(block, set, end)) {
                hits.tell();
                return;
            }
            hits.close();
        }
    }

    /**
     * Returns where a run begins that may be decoded, or, at the end of what was fed, may become one; a place that is not
     * below {@code to} if there is none before that.
     */
    private int nextRun(int to, boolean ended) {
        int last = length - EncodedRuns.BEHIND;
        while (runAt < to) {
            runAt = loops.runCandidate(buffer, runAt, length);
            if (runAt >= last) {
                break;
            }
            int end = loops.runEnd(buffer, runAt, length);
            if (!EncodedRuns.isDead(buffer, runAt, end, length, cut, ended)) {
                return runAt;
            }
            runAt = end + EncodedRuns.STRIDE;
        }
        return length;
    }

    /** Returns where the line ends, or the end of what was fed if it does not yet. */
    private int lineEnd() {
        char[] chars = buffer;
        int i = looked;
        while (i < length && !isLineEnd(chars[i])) {
            i = i < length - PRINTED && arePrinted(chars, i) ? i + PRINTED : i + 1;
        }
        looked = i;
        return i;
    }

    /** Few characters are below a blank: one branch tells it of eight, by the sign of what is left of them. */
    private static boolean arePrinted(char[] chars, int i) {
        int left = (chars[i] - ' ')
                | (chars[i + 1] - ' ')
                | (chars[i + 2] - ' ')
                | (chars[i + 3] - ' ')
                | (chars[i + 4] - ' ')
                | (chars[i + 5] - ' ')
                | (chars[i + 6] - ' ')
                | (chars[i + 7] - ' ');
        return left >= 0;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private void scanWindow() {
        int ownTo = maxLine - maxSecret;
        if (lineFrom > 0) {
            discard(lineFrom);
        }
        if (visit || hits.open() < hits.count()) {
            scanner.scan(buffer, 0, length, base, own, ownTo, false, gone(), runAt);
        }
        cut = true;
        own = ownTo;
        int next = ownTo - context;
        int run = next;
        while (run > 0 && EncodedRuns.isPart(buffer[run - 1])) {
            run--;
        }
        runSince = run > 0 || runSince < 0 ? base + run : runSince;
        discard(next);
        runAt = EncodedRuns.STRIDE - 1;
        visit = false;
        // What stands before them is another edge now, and of the last of them not enough may be fed to tell.
        hits.reopen();
        looked = 0;
    }

    /** Returns how much of the run with which the line begins stood before it, or -1 if the line is not cut there. */
    private long gone() {
        return cut ? base - runSince : -1;
    }

    /** Ends the text. */
    public void finish() {
        known = length;
        while (length > lineFrom && (visit || findLine(true))) {
            int end = lineEnd();
            scanner.scan(buffer, lineFrom, end, base, own, Integer.MAX_VALUE, true, gone(), runAt);
            beginLine(Math.min(end + 1, length));
        }
        scanner.finish();
    }

    /** Begins another text, after this one is finished, of which nothing stays in the buffers. */
    public void restart() {
        wipe();
        again();
    }

    /** Overwrites what was read, here and in the scans of what was decoded. */
    void wipe() {
        Arrays.fill(buffer, 0, filled, '\0');
        filled = 0;
        scanner.wipe();
    }

    /** Begins another text, after this one is finished, of which the characters stay until they are overwritten. */
    void again() {
        length = 0;
        base = 0;
        lineFrom = 0;
        own = 0;
        looked = 0;
        cut = false;
        runSince = -1;
        searched = 0;
        state = KeywordSearch.START;
        runAt = EncodedRuns.STRIDE - 1;
        visit = false;
        hits.clear();
        scanner.restart();
    }

    /** Returns the offset before which every finding was reported. */
    public long settled() {
        long open = scanner.openSince();
        return open >= 0 ? open : base + own;
    }

    /** Returns whether a line has just ended, and nothing that was seen says anything of what follows. */
    public boolean isAtRest() {
        return lineFrom == length && scanner.isQuiet();
    }

    /** Returns how many characters were looked at, each as often as it was. */
    public long steps() {
        return steps + block.steps() + scanner.steps();
    }
}
