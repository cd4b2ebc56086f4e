/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.secret;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets out of text and JSON trees, by the findings of a detector.
 *
 * <p>Safe for use by several threads. The same value becomes the same placeholder, so that a redacted text can still be
 * followed. A finding of {@link Confidence#PLACEHOLDER} stays: there is nothing in it to hide.
 */
public final class Redactor {

    /** Replaces nothing: for a host that has no detector and knows it. */
    public static final Redactor NONE = new Redactor(text -> List.of());

    private final SecretDetector detector;

    private Redactor(SecretDetector detector) {
        this.detector = Objects.requireNonNull(detector, "detector");
    }

    /** Returns a redactor that uses a detector. */
    public static Redactor of(SecretDetector detector) {
        return new Redactor(detector);
    }

    /** Returns the text with a placeholder for every secret in it; the text itself where there is none. */
    public String redact(String text) {
        List<SecretFinding> findings = detector.scan(text);
        return findings.isEmpty() ? text : redact(text, findings);
    }

    /**
     * Returns a text with a placeholder for each of the findings.
     *
     * @param findings what a detector found in this very text, ordered by start, none overlapping another
     */
    public static String redact(String text, List<SecretFinding> findings) {
        StringBuilder redacted = new StringBuilder(text.length());
        int copied = 0;
        for (SecretFinding finding : findings) {
            if (finding.confidence() == Confidence.PLACEHOLDER) {
                continue;
            }
            redacted.append(text, copied, Math.toIntExact(finding.start())).append(finding.placeholder());
            copied = Math.toIntExact(finding.end());
        }
        return redacted.append(text, copied, text.length()).toString();
    }

    /**
     * Returns a JSON tree of {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} and null with every
     * secret replaced in its strings and keys; a value under a key is scanned together with its key, as
     * {@code "key": "value"}, so that a password is known by its name.
     */
    public @Nullable Object redactTree(@Nullable Object tree) {
        if (tree instanceof String text) {
            return redact(text);
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(redactTree(element)));
            return copy;
        }
        if (tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                String name = String.valueOf(key);
                copy.put(redact(name), value instanceof String text ? redactMember(name, text) : redactTree(value));
            });
            return copy;
        }
        return tree;
    }

    private String redactMember(String name, String value) {
        String alone = redact(value);
        if (!alone.equals(value)) {
            return alone;
        }
        String prefix = "\"" + name + "\": \"";
        List<SecretFinding> inside = new ArrayList<>();
        for (SecretFinding finding : detector.scan(prefix + value + "\"")) {
            long start = finding.start() - prefix.length();
            long end = finding.end() - prefix.length();
            if (start >= 0 && end <= value.length()) {
                inside.add(finding.shifted(-prefix.length()));
            }
        }
        return inside.isEmpty() ? value : redact(value, inside);
    }
}
