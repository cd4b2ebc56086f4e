/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretDetector;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.ScanSession;
import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Scans one text in pieces of whole lines, and says of each finding where it is. One session of the detector goes over all
 * pieces; what needs to see a text as a whole (JSON, a further detector, remarks) sees a piece. For one thread.
 */
final class DocumentScan {
    /** Which of two findings at one place stays: the one that says more of it. */
    record Ranked(SecretFinding finding, int rank) {}

    private final Settings settings;
    private final @Nullable SecretDetector also;
    private final String path;
    private final Consumer<FileFinding> sink;
    private final Bench bench;
    private final List<Ranked> found = new ArrayList<>();
    private final Lines lines = new Lines();
    private final JsonValues json;
    private boolean disabled;

    DocumentScan(Settings settings, String path, Bench bench, Consumer<FileFinding> sink) {
        this.settings = settings;
        this.path = path;
        this.bench = bench;
        this.sink = sink;
        also = settings.also() == null ? null : settings.also().apply(path);
        json = new JsonValues(bench, settings.redactor());
    }

    /** Scans the first characters on the bench, fewer than a piece, which are a whole text. */
    void scan(int length) {
        ScanSession session = bench.document().begin();
        session.feed(bench.chars(), 0, length);
        session.finish();
        piece(bench.chars(), length, true);
    }

    void scan(Reader in) throws IOException {
        ScanSession session = bench.document().begin();
        int length = 0;
        boolean ended = false;
        while (!ended) {
            char[] chars = bench.chars();
            int count = in.read(chars, length, chars.length - length);
            ended = count < 0;
            length += Math.max(0, count);
            // Half of a pair of surrogates needs room for both.
            boolean full = length >= chars.length - 1;
            if (!ended && full && chars.length < Bench.PIECE) {
                bench.growChars();
            } else if (ended || full) {
                int end = ended ? length : endOfLines(chars, length);
                session.feed(chars, 0, end);
                if (ended) {
                    session.finish();
                }
                piece(chars, end, ended);
                System.arraycopy(chars, end, chars, 0, length - end);
                length -= end;
            }
        }
    }

    private static int endOfLines(char[] chars, int length) {
        for (int i = length; i > length / 2; i--) {
            if (chars[i - 1] == '\n') {
                return i;
            }
        }
        // Half a pair of surrogates waits for the other half.
        return Character.isHighSurrogate(chars[length - 1]) ? length - 1 : length;
    }

    private void piece(char[] text, int length, boolean last) {
        boolean whole = last && lines.end() == 0;
        for (SecretFinding finding : bench.document().take()) {
            found.add(new Ranked(finding, 1));
        }
        json.piece(text, length, whole);
        if (last && also == null && found.isEmpty() && json.escaped().isEmpty()) {
            return;
        }
        lines.add(text, length);
        if (also != null) {
            also.scan(new String(text, 0, length))
                    .forEach(finding -> found.add(new Ranked(finding.shifted(lines.base()), 0)));
        }
        for (Ranked ranked : json.escaped()) {
            found.add(new Ranked(ranked.finding().shifted(lines.base()), 2 + ranked.rank()));
        }
        List<SecretFinding> findings = settled();
        found.clear();
        Map<SecretFinding, String> pointers = json.pointers(findings, lines.base());
        Toggles toggles = settings.marks() ? toggles(new String(text, 0, length)) : new Toggles(new TreeMap<>(), false);
        for (SecretFinding finding : findings) {
            if (!settings.marks() || !(toggles.at(finding.start()) || isLetPass(finding))) {
                sink.accept(located(finding, pointers.getOrDefault(finding, ""), findings));
            }
        }
    }

    private record Toggles(TreeMap<Long, Boolean> map, boolean before) {
        boolean at(long offset) {
            Map.Entry<Long, Boolean> last = map.floorEntry(offset);
            return last == null ? before : last.getValue();
        }
    }

    /** Returns the findings in their order, none overlapping another. */
    private List<SecretFinding> settled() {
        found.sort(Comparator.<Ranked>comparingInt(
                        ranked -> ranked.finding().confidence() == Confidence.PLACEHOLDER ? 1 : 0)
                .thenComparingInt(ranked -> -ranked.rank())
                .thenComparingLong(
                        ranked -> ranked.finding().start() - ranked.finding().end())
                .thenComparingLong(ranked -> ranked.finding().start()));
        TreeMap<Long, SecretFinding> byStart = new TreeMap<>();
        for (Ranked ranked : found) {
            SecretFinding finding = ranked.finding();
            Map.Entry<Long, SecretFinding> before = byStart.lowerEntry(finding.end());
            if (before == null || before.getValue().end() <= finding.start()) {
                byStart.put(finding.start(), finding);
            }
        }
        return List.copyOf(byStart.values());
    }

    private Toggles toggles(String text) {
        TreeMap<Long, Boolean> toggles = new TreeMap<>();
        boolean before = disabled;
        for (IgnoreMarks.Mark mark : IgnoreMarks.all()) {
            boolean begins = mark.place() == IgnoreMarks.Place.BEGIN;
            if (!begins && mark.place() != IgnoreMarks.Place.END) {
                continue;
            }
            for (int at = text.indexOf(mark.text()); at >= 0; at = text.indexOf(mark.text(), at + 1)) {
                if (mark.isIn(text, at, Math.min(text.length(), at + mark.text().length() + 1))) {
                    toggles.put(lines.base() + at, begins);
                }
            }
        }
        if (!toggles.isEmpty()) {
            disabled = toggles.lastEntry().getValue();
        }
        return new Toggles(toggles, before);
    }

    private boolean isLetPass(SecretFinding finding) {
        int line = lines.lineOf(finding.start());
        int endLine = lines.lineOf(finding.end() - 1);
        return lines.has(IgnoreMarks.Place.LINE, line)
                || (endLine != line && lines.has(IgnoreMarks.Place.LINE, endLine))
                || lines.has(IgnoreMarks.Place.NEXT_LINE, line - 1);
    }

    private FileFinding located(SecretFinding finding, String pointer, List<SecretFinding> all) {
        int line = lines.lineOf(finding.start());
        int endLine = lines.lineOf(finding.end() - 1);
        return new FileFinding(
                path,
                "",
                pointer,
                line + 1,
                Math.toIntExact(finding.start() - lines.start(line)) + 1,
                endLine + 1,
                Math.toIntExact(finding.end() - lines.start(endLine)) + 1,
                Preview.of(lines, line, finding, all),
                finding);
    }

    /** The piece at hand, and where all lines of the text up to its end begin. Lines count from 0. */
    static final class Lines {
        private long[] starts = new long[64];
        private int count = 1;
        private char[] text = new char[0];
        private int length;
        private long base;

        void add(char[] piece, int pieceLength) {
            base += length;
            text = piece;
            length = pieceLength;
            for (int i = 0; i < length; i++) {
                if (piece[i] == '\n') {
                    if (count == starts.length) {
                        starts = Arrays.copyOf(starts, 2 * count);
                    }
                    starts[count++] = base + i + 1;
                }
            }
        }

        long base() {
            return base;
        }

        long end() {
            return base + length;
        }

        int lineOf(long offset) {
            int index = Arrays.binarySearch(starts, 0, count, offset);
            return index >= 0 ? index : -index - 2;
        }

        long start(int line) {
            return starts[line];
        }

        /** Returns what the piece holds from one offset to another. */
        String between(long from, long to) {
            int start = (int) Math.min(Math.max(0, from - base), length);
            int end = (int) Math.min(Math.max(start, to - base), length);
            return new String(text, start, end - start);
        }

        boolean has(IgnoreMarks.Place place, int line) {
            if (line < 0 || start(line) < base) {
                return false;
            }
            long end = line + 1 < count ? starts[line + 1] : end();
            return IgnoreMarks.has(place, CharBuffer.wrap(text), (int) (start(line) - base), (int) (end - base));
        }
    }
}
