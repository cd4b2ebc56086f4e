/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.ScanSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON, or JSON lines, value by value: what is escaped is scanned without its escapes, also JSON in a string of JSON, and
 * every finding is told its path. What has no escapes is the same in the text as it is, so that one scan of it is enough. For
 * one thread.
 */
final class JsonValues {
    private static final int MAX_NESTING = 4;

    private final Bench bench;
    private final Redactor redactor;
    private final List<DocumentScan.Ranked> escaped = new ArrayList<>();
    private char[] text = new char[0];
    private int length;
    private boolean isJson;
    private boolean known;
    private boolean whole;

    JsonValues(Bench bench, Redactor redactor) {
        this.bench = bench;
        this.redactor = redactor;
    }

    /**
     * Looks at a piece of a text, in whole lines.
     *
     * @param isWhole whether the piece is all of the text
     */
    void piece(char[] piece, int pieceLength, boolean isWhole) {
        text = piece;
        length = pieceLength;
        whole = isWhole;
        escaped.clear();
        if (!known) {
            int first = notBlank(piece, 0, length);
            known = first < length;
            isJson = known && (piece[first] == '{' || piece[first] == '[');
        }
        if (isJson && hasEscape(piece, 0, length)) {
            walk(JsonValues::hasEscape, (start, end, hasEscapes, path) -> {
                if (hasEscapes) {
                    decoded(path.name(), DecodedText.of(text, start, end), 0);
                }
            });
        }
    }

    private static int notBlank(char[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] <= ' ') {
            i++;
        }
        return i;
    }

    private static boolean hasEscape(char[] text, int from, int to) {
        return DecodedText.find(text, from, to, '\\', '\\') < to;
    }

    private static boolean begins(char[] text, int from, int to) {
        int first = notBlank(text, from, to);
        return first < to && (text[first] == '{' || text[first] == '[');
    }

    /** Which parts of a text are walked through. */
    @FunctionalInterface
    private interface Wanted {
        boolean test(char[] text, int from, int to);
    }

    /** Goes through the text as one value, or, where it is none, through each line that is wanted. */
    private void walk(Wanted wanted, JsonText.Visitor visitor) {
        if (whole && JsonText.walk(text, 0, length, (start, end, hasEscapes, path) -> {})) {
            JsonText.walk(text, 0, length, visitor);
            return;
        }
        for (int start = 0; start < length; ) {
            int end = DecodedText.find(text, start, length, '\n', '\n');
            if (begins(text, start, end) && wanted.test(text, start, end)) {
                JsonText.walk(text, start, end, visitor);
            }
            start = end + 1;
        }
    }

    private void decoded(@Nullable String name, DecodedText value, int nesting) {
        char[] chars = value.chars();
        int end = value.length();
        int firstEnd = endOfFirstLine(chars, end);
        int lastStart = Math.max(firstEnd, startOfLastLine(chars, end));
        ScanSession alone = bench.value().begin();
        alone.feed(chars, 0, firstEnd);
        boolean rests = alone.isAtRest();
        alone.feed(chars, firstEnd, lastStart);
        rests &= alone.isAtRest();
        alone.feed(chars, lastStart, end);
        alone.finish();
        add(bench.value().take(), value, 0, nesting);
        if (name != null) {
            // The quotation mark that is not in the value, so that it does not end early.
            char quote = contains(chars, end, '"') && !contains(chars, end, '\'') ? '\'' : '"';
            named("\"" + name + "\": " + quote, value, rests ? firstEnd : end, rests ? lastStart : end, nesting);
        }
        if (nesting < MAX_NESTING && hasEscape(chars, 0, end) && begins(chars, 0, end)) {
            JsonText.walk(chars, 0, end, (start, to, hasEscapes, path) -> {
                if (hasEscapes) {
                    decoded(path.name(), value.inner(start, to), nesting + 1);
                }
            });
        }
    }

    /**
     * Scans a value with its name before it and a quotation mark on both sides. Lines in the middle were looked at without
     * them: where both scans rest before and behind these lines, they find the same there.
     *
     * @param firstEnd where the lines begin that need not be looked at again
     * @param lastStart where they end
     */
    private void named(String prefix, DecodedText value, int firstEnd, int lastStart, int nesting) {
        char[] chars = value.chars();
        ScanSession named = bench.named().begin();
        named.feed(prefix);
        named.feed(chars, 0, firstEnd);
        int skipped = -prefix.length();
        int from = firstEnd;
        if (lastStart > firstEnd && named.isAtRest()) {
            add(bench.named().take(), value, skipped, nesting);
            named.restart();
            skipped = lastStart;
            from = lastStart;
        }
        named.feed(chars, from, value.length());
        named.feed(prefix.substring(prefix.length() - 1));
        named.finish();
        add(bench.named().take(), value, skipped, nesting);
    }

    private static boolean contains(char[] chars, int end, char wanted) {
        return DecodedText.find(chars, 0, end, wanted, wanted) < end;
    }

    private static int endOfFirstLine(char[] chars, int end) {
        return Math.min(end, DecodedText.find(chars, 0, end, '\n', '\r') + 1);
    }

    private static int startOfLastLine(char[] chars, int end) {
        int start = end;
        while (start > 0 && chars[start - 1] != '\n' && chars[start - 1] != '\r') {
            start--;
        }
        return start;
    }

    /** Adds findings, which are so many characters behind their place in the value as were scanned before it. */
    private void add(List<SecretFinding> findings, DecodedText value, int skipped, int nesting) {
        for (SecretFinding finding : findings) {
            int start = (int) Math.max(0, finding.start() + skipped);
            int end = (int) Math.min(value.length(), finding.end() + skipped);
            if (start < end) {
                SecretFinding placed = new SecretFinding(
                        finding.kind(),
                        value.place(start),
                        value.place(end),
                        finding.confidence(),
                        finding.fingerprint(),
                        finding.evidence());
                escaped.add(new DocumentScan.Ranked(placed, nesting));
            }
        }
    }

    /** Returns what was found without its escapes, where it is written in the piece; the rank is how many were around it. */
    List<DocumentScan.Ranked> escaped() {
        return escaped;
    }

    /**
     * Returns the JSON pointer of each finding in the piece.
     *
     * @param base the offset of the piece in the text
     */
    Map<SecretFinding, String> pointers(List<SecretFinding> findings, long base) {
        Map<SecretFinding, String> pointers = new HashMap<>();
        if (isJson && !findings.isEmpty()) {
            TreeMap<Integer, SecretFinding> byStart = new TreeMap<>();
            findings.forEach(finding -> byStart.put((int) (finding.start() - base), finding));
            walk((chars, from, to) -> !byStart.subMap(from, to).isEmpty(), (start, end, hasEscapes, path) -> {
                for (SecretFinding finding : byStart.subMap(start, end).values()) {
                    pointers.put(finding, pointer(path));
                }
            });
        }
        return pointers;
    }

    /** A name may be a secret itself. */
    private String pointer(JsonText.Path path) {
        StringBuilder pointer = new StringBuilder();
        for (Object step : path.steps()) {
            String name = redactor.redact(step.toString());
            pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
