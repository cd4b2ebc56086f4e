/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.engine;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.automaton.KeywordHits;
import dev.agentgovernance.secrets.internal.automaton.KeywordSearch;
import dev.agentgovernance.secrets.internal.decode.EncodedRuns;
import dev.agentgovernance.secrets.internal.decode.Escapes;
import dev.agentgovernance.secrets.internal.match.TextLine;
import dev.agentgovernance.secrets.internal.rules.Candidate;
import dev.agentgovernance.secrets.internal.rules.FirstLook;
import dev.agentgovernance.secrets.internal.rules.LinePass;
import dev.agentgovernance.secrets.internal.rules.Matchers;
import dev.agentgovernance.secrets.internal.rules.PemMatcher;
import dev.agentgovernance.secrets.internal.rules.Reading;
import dev.agentgovernance.secrets.internal.rules.Rule;
import dev.agentgovernance.secrets.internal.rules.RuleSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scans lines one after the other. Two things go from a line to the next: a private key that is open, and a name at the end
 * of a line whose value stands on the next. For one thread.
 */
final class LineScanner {
    private static final int MOST_BLANK_LINES = 2;
    /** Fewer characters of base 64 are no key. */
    private static final int LEAST_WEIGHT = 16;
    /** How often a line with findings is looked at again; each further time needs one more value that touches another. */
    private static final int MOST_ROUNDS = 8;

    private final KeywordSearch search;
    private final FirstLook firstLook;
    private final LinePass[] passes;
    private final int maxSecret;
    private final Fingerprints fingerprints;
    private final DecodeThrough decoding;
    private final FindingSink sink;
    private final Reading reading;
    private final RuleSet rules;
    private final KeywordHits hits;
    private final KeywordHits seenAgain = new KeywordHits();
    private final int own;
    private final boolean gated;

    private Fingerprints.@Nullable Hash hash;
    private @Nullable OpenBlock block;
    private @Nullable Rule awaitsValue;
    private long emittedEnd;
    /** Whether the line goes on behind a key that ended in it, and how the line looked that opened the key. */
    private boolean behindKey;

    private boolean keyInJson;

    /**
     * Makes a scanner.
     *
     * @param hits where the keywords of a line are when it is scanned; others may stand before and behind
     */
    LineScanner(TextScan.Scope scope, KeywordHits hits, DecodeThrough decoding, FindingSink sink) {
        rules = scope.plan().rules();
        this.hits = hits;
        search = scope.plan().search();
        firstLook = scope.plan().firstLook();
        reading = new Reading(rules.strictness());
        maxSecret = scope.limits().maxSecret();
        fingerprints = scope.plan().fingerprints();
        this.decoding = decoding;
        this.sink = sink;
        passes = new LinePass[scope.plan().passes().size()];
        for (int i = 0; i < passes.length; i++) {
            passes[i] = scope.plan().passes().get(i).get();
        }
        own = rules.keywordCount();
        gated = !scope.plan().everyLine();
    }

    /** A private key whose end was not seen yet. */
    private static final class OpenBlock {
        final Rule rule;
        final Fingerprints.Hash hash;
        /** Whether the line that opened it looks like JSON: so does what follows the key, once it is redacted. */
        final boolean json;
        /** How many blanks stand before that line. */
        final int indent;

        long start;
        long end;
        int weight;
        int blankLines;

        OpenBlock(Rule rule, Fingerprints.Hash hash, boolean json, int indent, long start, long end) {
            this.rule = rule;
            this.hash = hash;
            this.json = json;
            this.indent = indent;
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
     * @param ends whether the line ends at {@code to}
     * @param gone how much of a run with which this begins stood before it; -1 if nothing is cut there
     * @param runFrom where to begin to look for encoded runs: those before are known to hold nothing
     */
    void scan(char[] chars, int from, int to, long base, int ownFrom, int ownTo, boolean ends, long gone, int runFrom) {
        boolean whole = ends && gone < 0;
        TextLine line = reading.line();
        line.set(chars, from, to, ends);
        int scanFrom = from;
        behindKey = false;
        reading.behindKey(-1);
        if (block != null) {
            keyInJson = block.json;
            int keyIndent = block.indent;
            scanFrom = goOn(block, chars, base, whole);
            behindKey = scanFrom > from;
            if (scanFrom >= to) {
                return;
            }
            line.set(chars, scanFrom, to, ends);
            reading.behindKey(behindKey ? keyIndent : -1);
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
        reading.goOn(whole);
        match(hits);
        find(hits, gone, runFrom);
        remember(whole);
        settle(line, base, Math.max(scanFrom, ownFrom), ownTo, gone);
    }

    private boolean isJson() {
        return behindKey ? keyInJson : Escapes.looksLikeJson(reading.line());
    }

    /**
     * Runs the rules of the keywords in the line that may lead to something, and notes its escapes.
     *
     * <p>INVARIANT: what is found is what all rules of all keywords find: a gate is closed only where its rules find nothing.
     */
    private void match(KeywordHits found) {
        TextLine line = reading.line();
        boolean json = isJson();
        // Where a line goes on behind its window, rules read no further than the gates do.
        for (int i = gated ? found.open() : found.first(); i < found.count() && found.end(i) <= line.to(); i++) {
            int end = found.end(i);
            int set = found.set(i);
            if (end > line.from()) {
                boolean escape = firstLook.isEscape(set);
                if (escape) {
                    noteEscapes(set, end, json);
                }
                boolean told = !escape && found.isTold(i);
                if (told || !gated || firstLook.leadsToRule(line, set, end)) {
                    runRules(set, end, told);
                }
            }
        }
    }

    /** Returns whether it is known of a place that its rules find nothing, by what was judged before. */
    boolean isNothing(TextLine text, int set, int end) {
        int length = firstLook.assignedLength(text, set, end);
        return length > 0 && end - length >= text.from() && reading.isNothing(text, end - length, end);
    }

    private void runRules(int set, int end, boolean told) {
        int[] keywords = search.keywords(set);
        boolean ask = gated && !(told && keywords.length == 1);
        for (int keyword : keywords) {
            if (keyword < own) {
                rules.match(reading, keyword, end, ask);
            }
        }
    }

    private void noteEscapes(int set, int end, boolean json) {
        for (int keyword : search.keywords(set)) {
            if (keyword >= own + (json ? 0 : Escapes.JSON_ONLY)
                    && end - Escapes.KEYWORDS.get(keyword - own).length()
                            >= reading.line().from()) {
                decoding.escape(end, firstLook.isPrintable(set));
            }
        }
    }

    private void find(KeywordHits found, long gone, int runFrom) {
        TextLine line = reading.line();
        for (LinePass pass : passes) {
            if (!pass.remembers()) {
                pass.match(reading);
            }
        }
        int run = EncodedRuns.first(line.chars(), line.from(), runFrom, line.to());
        if (run < line.to() || decoding.hasEscapes()) {
            decoding.match(reading, found, run, gone);
        }
    }

    private void remember(boolean whole) {
        for (LinePass pass : passes) {
            if (pass.remembers() && whole) {
                pass.match(reading);
            } else {
                pass.reset();
            }
        }
    }

    private static boolean isBlank(TextLine line) {
        for (int i = line.from(); i < line.to(); i++) {
            if (line.at(i) > ' ') {
                return false;
            }
        }
        return true;
    }

    private void settle(TextLine line, long base, int ownFrom, int ownTo, long gone) {
        Candidate opened = reading.takeOpenBlock();
        Rule awaiting = reading.takeOpenAssignment();
        if (awaiting != null) {
            awaitsValue = awaiting;
        }
        List<Candidate> candidates = reading.candidates();
        if (opened != null && opened.start() >= ownFrom) {
            removeBehind(opened);
            awaitsValue = null;
        }
        if (!candidates.isEmpty() || opened != null) {
            List<Candidate> winners = Settlement.settle(candidates, reading.markers());
            candidates.clear();
            reading.markers().clear();
            lookAgain(winners, opened, gone);
            for (Candidate winner : winners) {
                if (winner.start() >= ownFrom && winner.start() < ownTo) {
                    emit(line, base, winner);
                }
            }
        }
        reading.markers().clear();
        if (opened != null && opened.start() >= ownFrom && opened.start() < ownTo) {
            OpenBlock begun = new OpenBlock(
                    opened.rule(),
                    fingerprints.begin(),
                    isJson(),
                    reading.indent(),
                    base + opened.start(),
                    base + opened.end());
            begun.hash.add(line.chars(), opened.start(), opened.end());
            begun.weight = isWhole(opened) ? LEAST_WEIGHT : 0;
            block = begun;
        }
    }

    /**
     * Looks again at the line as it will be when the winners are redacted, until nothing new is seen: a value that another one
     * touched, and hid by that, stands free then. A key that was opened stays as it is where nothing follows that it could be.
     *
     * <p>INVARIANT: a redacted text has nothing more to redact.
     */
    private void lookAgain(List<Candidate> winners, @Nullable Candidate opened, long gone) {
        boolean unsure = opened != null && !isWhole(opened);
        boolean more = opened != null || anyRedacted(winners);
        for (int round = 0; more && round < MOST_ROUNDS; round++) {
            more = seesMore(winners, opened, opened, gone);
            if (unsure) {
                more |= seesMore(winners, opened, null, gone);
            }
        }
        Settlement.sort(winners);
    }

    /** Adds what is seen when the winners are redacted, and the key if it is given as well, and returns whether it is any. */
    private boolean seesMore(
            List<Candidate> winners, @Nullable Candidate opened, @Nullable Candidate redactedKey, long gone) {
        TextLine line = reading.line();
        char[] chars = line.chars();
        int from = line.from();
        int to = line.to();
        boolean complete = line.complete();
        Settlement.sort(winners);
        RedactedLine redacted = RedactedLine.of(line, winners, redactedKey);
        char[] shown = redacted.chars();
        line.set(shown, 0, shown.length, complete);
        seenAgain.clear();
        search.search(shown, 0, shown.length, KeywordSearch.START, seenAgain);
        match(seenAgain);
        find(seenAgain, gone, 0);
        reading.goOnAgain();
        removeBehind(reading.takeOpenBlock());
        boolean more = false;
        for (Candidate seen : Settlement.settle(reading.candidates(), reading.markers())) {
            more |= isRedacted(seen) && addIfFree(winners, opened, redacted.inLine(seen));
        }
        reading.candidates().clear();
        reading.markers().clear();
        reading.takeOpenAssignment();
        line.set(chars, from, to, complete);
        return more;
    }

    /** Drops what a rule saw inside an open key, or reached into it: it is part of the key. */
    private void removeBehind(@Nullable Candidate opened) {
        if (opened != null) {
            reading.candidates().removeIf(candidate -> candidate.end() > opened.start());
        }
    }

    /** So much of a key that it counts whatever follows. */
    private static boolean isWhole(Candidate opened) {
        return opened.end() - opened.start() > 64;
    }

    private static boolean anyRedacted(List<Candidate> winners) {
        for (Candidate winner : winners) {
            if (isRedacted(winner)) {
                return true;
            }
        }
        return false;
    }

    static boolean isRedacted(Candidate candidate) {
        return candidate.confidence() != Confidence.PLACEHOLDER;
    }

    private static boolean addIfFree(List<Candidate> winners, @Nullable Candidate opened, Candidate seen) {
        if (opened != null && seen.end() > opened.start()) {
            return false;
        }
        for (Candidate winner : winners) {
            if (isRedacted(winner) && Settlement.overlap(winner, seen)) {
                return false;
            }
        }
        winners.removeIf(winner -> Settlement.overlap(winner, seen));
        return winners.add(seen);
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
        String fingerprint = winner.fingerprint();
        if (fingerprint == null || start != winner.start()) {
            Fingerprints.Hash value = hash == null ? fingerprints.begin() : hash;
            hash = value;
            value.add(line.chars(), start, end);
            fingerprint = value.end();
        }
        emitted(winner.rule(), base + start, base + end, winner.confidence(), fingerprint, winner.evidence());
    }

    private static boolean isPair(TextLine line, int i) {
        return line.at(i) >= 0
                && line.at(i + 1) >= 0
                && Character.isSurrogatePair((char) line.at(i), (char) line.at(i + 1));
    }

    private void emitted(Rule rule, long start, long end, Confidence confidence, String fingerprint, String evidence) {
        emittedEnd = end;
        sink.found(rule, start, end, confidence, fingerprint, evidence);
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
            OpenBlock rest = new OpenBlock(
                    open.rule, fingerprints.begin(), open.json, open.indent, base + line.to(), base + line.to());
            rest.weight = LEAST_WEIGHT;
            block = rest;
        }
        return line.to();
    }

    private void closeBlock(String evidence) {
        OpenBlock open = block;
        block = null;
        if (open == null) {
            return;
        }
        // A value that reaches into the opening line of the key has covered that part already.
        long start = Math.max(open.start, emittedEnd);
        if (open.weight < LEAST_WEIGHT || open.end <= start) {
            return;
        }
        boolean ended = evidence.startsWith("a whole");
        Confidence confidence = ended && open.weight >= 64 ? Confidence.CONFIRMED : Confidence.LIKELY;
        emitted(open.rule, start, open.end, confidence, open.hash.end(), evidence);
    }

    /** Ends the text. */
    void finish() {
        closeBlock("a private key without its end");
        awaitsValue = null;
        reading.end();
    }

    /** Begins another text, after this one is finished. */
    void restart() {
        emittedEnd = 0;
        for (LinePass pass : passes) {
            pass.reset();
        }
    }

    /** Overwrites what was decoded. */
    void wipe() {
        decoding.wipe();
    }

    /** Returns whether a line without a keyword and without an encoded run leaves everything as it is. */
    boolean isQuiet() {
        return passes.length == 0
                && block == null
                && awaitsValue == null
                && !reading.awaitsShape()
                && !reading.goesOn();
    }

    /** Returns the offset before which nothing will be found any more, or -1 if that is where the next line begins. */
    long openSince() {
        return block == null ? -1 : block.start;
    }

    /** Returns how many characters were looked at. */
    long steps() {
        return reading.line().steps() + decoding.steps();
    }
}
