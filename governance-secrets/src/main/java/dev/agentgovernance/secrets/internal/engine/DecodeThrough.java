/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.engine;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.automaton.KeywordHits;
import dev.agentgovernance.secrets.internal.decode.Decoded;
import dev.agentgovernance.secrets.internal.decode.EncodedRuns;
import dev.agentgovernance.secrets.internal.decode.Escapes;
import dev.agentgovernance.secrets.internal.decode.RunDecoder;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import dev.agentgovernance.secrets.internal.rules.Candidate;
import dev.agentgovernance.secrets.internal.rules.Reading;
import dev.agentgovernance.secrets.internal.rules.Rule;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what may be encoded in a line, scans what comes out, and adds what is found there to the line: as the whole run,
 * or, where characters were escaped one by one and in runs longer than a secret, as the part that stands for the value. What
 * comes out is decoded again up to a depth. For one thread.
 *
 * <p>INVARIANT: all that is decoded for a line, at every depth, is at most {@code MOST_GROWTH} times as long as the line.
 */
final class DecodeThrough implements EncodedRuns.Runs, FindingSink {
    /** How often one after the other something is decoded. */
    static final int DEPTH = 4;

    private static final int MOST_GROWTH = 40;
    private static final int MOST_INFLATION = 32;
    private static final String FROM = "; decoded from ";

    /** How many characters may still be decoded for a line; shared by all depths. */
    static final class Budget {
        private long left;

        private boolean take(int count) {
            left -= count;
            return left >= 0;
        }
    }

    private final int depth;
    private final int maxSecret;
    private final Budget budget;
    private final Function<FindingSink, TextScan> insides;
    private final RunDecoder decoder = new RunDecoder();

    private @Nullable TextScan inside;
    private @Nullable Decoded decoded;
    private @Nullable Reading reading;
    private long cutOff = -1;
    private int firstEscape = -1;
    private int lastEscape;
    private boolean printable;

    /**
     * Prepares to decode.
     *
     * @param depth how often was decoded what this one reads
     * @param insides begins a scan of what is decoded, one level deeper
     */
    DecodeThrough(int depth, int maxSecret, Budget budget, Function<FindingSink, TextScan> insides) {
        this.depth = depth;
        this.maxSecret = maxSecret;
        this.budget = budget;
        this.insides = insides;
    }

    /** Notes that an escape stands before a place in the line, and whether it is of quoted-printable. */
    void escape(int end, boolean ofPrintable) {
        printable = (firstEscape >= 0 && printable) || ofPrintable;
        if (firstEscape < 0) {
            firstEscape = end;
        }
        lastEscape = end;
    }

    /** Returns whether an escape was noted in the line. */
    boolean hasEscapes() {
        return firstEscape >= 0;
    }

    /**
     * Adds what is found in the encoded parts of the line.
     *
     * @param hits where keywords are in the line
     * @param run where a run may stand; the end of the line if there is none
     * @param gone how many characters of a run with which the line begins stood before it; -1 if the line is not cut there
     */
    void match(Reading line, KeywordHits hits, int run, long gone) {
        int first = firstEscape;
        firstEscape = -1;
        if (depth >= DEPTH) {
            return;
        }
        if (depth == 0) {
            budget.left = (long) MOST_GROWTH * (line.line().to() - line.line().from());
        }
        reading = line;
        cutOff = gone;
        if (first >= 0) {
            Decoded buffer = buffer();
            if (Escapes.decode(line.line(), first, lastEscape, printable, buffer)) {
                scan(buffer, hits);
            }
        }
        EncodedRuns.find(line.line(), run, this);
        reading = null;
    }

    private Decoded buffer() {
        Decoded buffer = decoded == null ? new Decoded() : decoded;
        decoded = buffer;
        return buffer;
    }

    @Override
    public void run(int start, int end) {
        Reading target = reading;
        if (target == null || budget.left <= 0) {
            return;
        }
        TextLine line = target.line();
        boolean begun = start == line.from() && cutOff >= 0;
        if (!RunDecoder.mayHoldText(line.chars(), start, end, begun ? cutOff : 0)) {
            return;
        }
        long most = Math.min(budget.left, (long) MOST_INFLATION * (end - start));
        Decoded buffer = buffer();
        if (decoder.decode(line, start, end, begun ? cutOff : 0, buffer, (int) Math.min(most, Integer.MAX_VALUE - 8))) {
            if (!begun && end - start <= maxSecret) {
                buffer.forgetPlaces();
            }
            scan(buffer, null);
        }
    }

    private void scan(Decoded buffer, @Nullable KeywordHits hits) {
        if (budget.take(buffer.length())) {
            TextScan deeper = inside == null ? insides.apply(this) : inside;
            inside = deeper;
            if (hits == null || !deeper.feedWhole(buffer, hits)) {
                deeper.feed(buffer.chars(), 0, buffer.length());
            }
            deeper.finish();
            deeper.again();
        }
    }

    @Override
    public void found(Rule rule, long start, long end, Confidence confidence, String fingerprint, String evidence) {
        Decoded from = decoded;
        Reading target = reading;
        if (from == null || target == null) {
            return;
        }
        int sourceStart = from.inOnePiece() ? from.sourceStart() : from.source((int) start);
        int sourceEnd = from.inOnePiece() ? from.sourceEnd() : from.sourceBefore((int) end);
        TextLine line = target.line();
        // What touches a place where the line was cut may be a part of something else.
        if (!from.inOnePiece()
                && (isCut(line, from.sourceStart(), sourceStart) || isCut(line, sourceEnd, from.sourceEnd()))) {
            return;
        }
        target.candidates()
                .add(new Candidate(
                        rule,
                        sourceStart,
                        sourceEnd,
                        confidence,
                        evidence + (evidence.contains(FROM) ? " in " : FROM) + from.encoding(),
                        fingerprint));
    }

    /** Overwrites what was decoded, at every depth. */
    void wipe() {
        if (decoded != null) {
            decoded.wipe();
        }
        if (inside != null) {
            inside.wipe();
        }
    }

    private static boolean isCut(TextLine line, int left, int right) {
        return left == right && Chars.isAlnum(line.at(left - 1)) && Chars.isAlnum(line.at(left));
    }

    /** Returns how many characters of decoded text were looked at. */
    long steps() {
        return inside == null ? 0 : inside.steps();
    }
}
