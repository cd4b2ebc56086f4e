/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.SecretScanner;
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

    private final SecretScanner scanner;
    private final Redactor redactor;
    private final List<DocumentScan.Ranked> escaped = new ArrayList<>();
    private String text = "";
    private boolean isJson;
    private boolean known;
    private boolean whole;

    JsonValues(SecretScanner scanner) {
        this.scanner = scanner;
        redactor = Redactor.of(scanner);
    }

    /**
     * Looks at a piece of a text, in whole lines.
     *
     * @param isWhole whether the piece is all of the text
     */
    void piece(String piece, boolean isWhole) {
        text = piece;
        whole = isWhole;
        escaped.clear();
        if (!known) {
            isJson = begins(piece, 0, piece.length());
            known = !piece.isBlank();
        }
        if (isJson && piece.indexOf('\\') >= 0) {
            walk((name, start, end, hasEscapes, path) -> {
                if (hasEscapes) {
                    decoded(name, JsonText.Decoded.of(text, start, end), 0);
                }
            });
        }
    }

    private static boolean begins(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c > ' ') {
                return c == '{' || c == '[';
            }
        }
        return false;
    }

    /** Goes through the text as one value, or, where it is none, through each line. */
    private void walk(JsonText.Visitor visitor) {
        if (whole && JsonText.walk(text, 0, text.length(), (name, start, end, hasEscapes, path) -> {})) {
            JsonText.walk(text, 0, text.length(), visitor);
            return;
        }
        for (int start = 0; start < text.length(); ) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            if (begins(text, start, end)) {
                JsonText.walk(text, start, end, visitor);
            }
            start = end + 1;
        }
    }

    private void decoded(@Nullable String name, JsonText.Decoded value, int nesting) {
        scanner.scan(value.text()).forEach(finding -> add(finding, value, 0, nesting));
        if (name != null) {
            // The quotation mark that is not in the value, so that it does not end early.
            char quote = value.text().indexOf('"') >= 0 && value.text().indexOf('\'') < 0 ? '\'' : '"';
            String prefix = "\"" + name + "\": " + quote;
            scanner.scan(prefix + value.text() + quote)
                    .forEach(finding -> add(finding, value, prefix.length(), nesting));
        }
        String inner = value.text();
        if (nesting < MAX_NESTING && inner.indexOf('\\') >= 0 && begins(inner, 0, inner.length())) {
            JsonText.walk(inner, 0, inner.length(), (innerName, start, end, hasEscapes, path) -> {
                if (hasEscapes) {
                    decoded(innerName, value.outwards(JsonText.Decoded.of(inner, start, end)), nesting + 1);
                }
            });
        }
    }

    private void add(SecretFinding finding, JsonText.Decoded value, int prefix, int nesting) {
        int start = (int) Math.max(0, finding.start() - prefix);
        int end = (int) Math.min(value.text().length(), finding.end() - prefix);
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
            TreeMap<Long, SecretFinding> byStart = new TreeMap<>();
            findings.forEach(finding -> byStart.put(finding.start() - base, finding));
            walk((name, start, end, hasEscapes, path) -> {
                for (SecretFinding finding :
                        byStart.subMap((long) start, (long) end).values()) {
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
