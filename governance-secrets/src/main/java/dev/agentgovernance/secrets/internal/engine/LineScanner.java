/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.engine;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.internal.automaton.KeywordSearch;
import dev.agentgovernance.secrets.internal.match.TextLine;
import dev.agentgovernance.secrets.internal.rules.Candidate;
import dev.agentgovernance.secrets.internal.rules.DigitRuns;
import dev.agentgovernance.secrets.internal.rules.Matchers;
import dev.agentgovernance.secrets.internal.rules.PemMatcher;
import dev.agentgovernance.secrets.internal.rules.Reading;
import dev.agentgovernance.secrets.internal.rules.Rule;
import dev.agentgovernance.secrets.internal.rules.RuleSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Scans lines one after the other. Two things go from a line to the next: a private key that is open, and a name at the end
 * of a line whose value stands on the next. For one thread.
 */
final class LineScanner {
    private static final int MOST_BLANK_LINES = 2;

    private final KeywordSearch search;
    private final Rule card;
    private final Rule account;
    private final int maxSecret;
    private final Fingerprints fingerprints;
    private final Consumer<SecretFinding> sink;
    private final Reading reading = new Reading();
    private final KeywordSearch.Hits hits;

    private Fingerprints.@Nullable Hash hash;
    private @Nullable OpenBlock block;
    private @Nullable Rule awaitsValue;
    private long emittedEnd;

    LineScanner(
            RuleSet rules,
            KeywordSearch search,
            int maxSecret,
            Fingerprints fingerprints,
            Consumer<SecretFinding> sink) {
        this.search = search;
        this.maxSecret = maxSecret;
        this.fingerprints = fingerprints;
        this.sink = sink;
        card = rules.rule("payment-card");
        account = rules.rule("bank-account");
        hits = (keyword, end) -> rules.match(reading, keyword, end);
    }

    /** A private key whose end was not seen yet. */
    private static final class OpenBlock {
        final Rule rule;
        final Fingerprints.Hash hash;
        long start;
        long end;
        int weight;
        int blankLines;

        OpenBlock(Rule rule, Fingerprints.Hash hash, long start, long end) {
            this.rule = rule;
            this.hash = hash;
            this.start = start;
            this.end = end;
        }
    }

    /**
     * Scans a line, or a window of one.
     *
     * @param base offset of {@code chars[0]} in the whole text
     * @param ownFrom findings that begin before belong to the window before
     * @param ownTo findings that begin here or later belong to the window after
     * @param whole whether this is a whole line
     * @param ends whether the line ends at {@code to}
     */
    void scan(char[] chars, int from, int to, long base, int ownFrom, int ownTo, boolean whole, boolean ends) {
        TextLine line = reading.line();
        line.set(chars, from, to, ends);
        int scanFrom = from;
        if (block != null) {
            scanFrom = goOn(block, chars, base, whole);
            if (scanFrom >= to) {
                return;
            }
            line.set(chars, scanFrom, to, ends);
        }
        if (awaitsValue != null && to > from) {
            Rule rule = awaitsValue;
            if (!whole || !isBlank(line)) {
                awaitsValue = null;
            }
            if (whole && reading.assignment().readAlone(line)) {
                Matchers.judged(reading, rule);
            }
        }
        search.search(chars, scanFrom, to, hits);
        DigitRuns.match(reading, card, account);
        settle(line, base, Math.max(scanFrom, ownFrom), ownTo);
    }

    private static boolean isBlank(TextLine line) {
        for (int i = line.from(); i < line.to(); i++) {
            if (line.at(i) > ' ') {
                return false;
            }
        }
        return true;
    }

    private void settle(TextLine line, long base, int ownFrom, int ownTo) {
        Candidate opened = reading.takeOpenBlock();
        Rule awaiting = reading.takeOpenAssignment();
        if (awaiting != null) {
            awaitsValue = awaiting;
        }
        List<Candidate> candidates = reading.candidates();
        if (opened != null && opened.start() >= ownFrom) {
            // What a rule saw inside the open key is part of it.
            candidates.removeIf(candidate -> candidate.end() > opened.start());
            awaitsValue = null;
        }
        if (!candidates.isEmpty()) {
            for (Candidate winner : Settlement.settle(candidates, reading.markers())) {
                if (winner.start() >= ownFrom && winner.start() < ownTo) {
                    emit(line, base, winner);
                }
            }
            candidates.clear();
        }
        reading.markers().clear();
        if (opened != null && opened.start() >= ownFrom && opened.start() < ownTo) {
            OpenBlock begun =
                    new OpenBlock(opened.rule(), fingerprints.begin(), base + opened.start(), base + opened.end());
            begun.hash.add(line.chars(), opened.start(), opened.end());
            begun.weight = opened.end() - opened.start() > 64 ? 16 : 0;
            block = begun;
        }
    }

    private void emit(TextLine line, long base, Candidate winner) {
        int start = (int) Math.max(winner.start(), emittedEnd - base);
        int end = winner.end();
        // A pair of surrogates is one character.
        if (start > line.from() && isPair(line, start - 1)) {
            start--;
        }
        if (end < line.to() && isPair(line, end - 1)) {
            end++;
        }
        if (base + start < emittedEnd || start >= end) {
            return;
        }
        Fingerprints.Hash value = hash == null ? fingerprints.begin() : hash;
        hash = value;
        value.add(line.chars(), start, end);
        emitted(winner.rule(), base + start, base + end, winner.confidence(), value.end(), winner.evidence());
    }

    private static boolean isPair(TextLine line, int i) {
        return line.at(i) >= 0
                && line.at(i + 1) >= 0
                && Character.isSurrogatePair((char) line.at(i), (char) line.at(i + 1));
    }

    private void emitted(Rule rule, long start, long end, Confidence confidence, String fingerprint, String evidence) {
        emittedEnd = end;
        sink.accept(new SecretFinding(rule.kind(), start, end, confidence, fingerprint, evidence));
    }

    /** Adds a line to an open key, and returns where the scan goes on. */
    private int goOn(OpenBlock open, char[] chars, long base, boolean whole) {
        TextLine line = reading.line();
        int marker = whole ? PemMatcher.endMarker(line) : -1;
        int bodyEnd = marker < 0 ? line.to() : marker;
        if (!whole || !PemMatcher.isBody(line, bodyEnd)) {
            closeBlock("a private key without its end");
            return line.from();
        }
        int weight = PemMatcher.weight(line, bodyEnd);
        open.blankLines = weight == 0 ? open.blankLines + 1 : 0;
        open.weight += weight;
        if (marker >= 0) {
            int end = PemMatcher.endOfMarker(line, marker);
            open.hash.add(chars, line.from(), bodyEnd);
            open.end = base + end;
            closeBlock("a whole private key");
            return end;
        }
        if (weight > 0) {
            open.hash.add(chars, line.from(), line.to());
            open.end = base + line.to();
        }
        if (open.blankLines > MOST_BLANK_LINES) {
            closeBlock("a private key without its end");
        } else if (open.end - open.start > maxSecret) {
            closeBlock("a part of a long private key");
            // What follows is still part of the key.
            OpenBlock rest = new OpenBlock(open.rule, fingerprints.begin(), base + line.to(), base + line.to());
            block = rest;
        }
        return line.to();
    }

    private void closeBlock(String evidence) {
        OpenBlock open = block;
        block = null;
        if (open == null || open.weight < 16 || open.end <= open.start) {
            return;
        }
        boolean ended = evidence.startsWith("a whole");
        Confidence confidence = ended && open.weight >= 64 ? Confidence.CONFIRMED : Confidence.LIKELY;
        emitted(open.rule, open.start, open.end, confidence, open.hash.end(), evidence);
    }

    /** Ends the text. */
    void finish() {
        closeBlock("a private key without its end");
        awaitsValue = null;
    }

    /** Returns the offset before which nothing will be found any more, or -1 if that is where the next line begins. */
    long openSince() {
        return block == null ? -1 : block.start;
    }

    /** Returns how many characters were looked at. */
    long steps() {
        return reading.line().steps();
    }
}
