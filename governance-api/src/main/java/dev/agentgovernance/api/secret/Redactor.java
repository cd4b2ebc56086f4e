/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.secret;

import java.util.ArrayList;
import java.util.Comparator;
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
            // A part of a string is copied at once; a builder copies a sequence character by character.
            redacted.append(text.substring(copied, Math.toIntExact(finding.start())))
                    .append(finding.placeholder());
            copied = Math.toIntExact(finding.end());
        }
        return copied == 0 ? text : redacted.append(text.substring(copied)).toString();
    }

    /**
     * Returns a JSON tree of {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} and null with every
     * secret replaced in its strings and keys; a value under a key, or in a list under a key, is also scanned together with
     * its key, as {@code "key": "value"}, so that a password is known by its name. Keys that become the same text are told
     * apart by a number.
     */
    public @Nullable Object redactTree(@Nullable Object tree) {
        return redactTree(null, tree);
    }

    private @Nullable Object redactTree(@Nullable String name, @Nullable Object tree) {
        if (tree instanceof String text) {
            return name == null ? redact(text) : redactMember(name, text);
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(redactTree(name, element)));
            return copy;
        }
        if (tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                String member = String.valueOf(key);
                copy.put(unused(redact(member), copy), redactTree(member, value));
            });
            return copy;
        }
        return tree;
    }

    private static String unused(String name, Map<String, ?> used) {
        String unused = name;
        for (int number = 2; used.containsKey(unused); number++) {
            unused = name + "#" + number;
        }
        return unused;
    }

    /** Replaces what is found in a value alone and what is found with its key, since either may see more. */
    private String redactMember(String name, String value) {
        String prefix = "\"" + name + "\": \"";
        List<SecretFinding> found = new ArrayList<>(detector.scan(value));
        for (SecretFinding finding : detector.scan(prefix + value + "\"")) {
            // A finding may begin in the key or end behind the value: its part of the value is taken out all the same.
            long start = Math.max(0, finding.start() - prefix.length());
            long end = Math.min(value.length(), finding.end() - prefix.length());
            if (start < end) {
                found.add(finding.at(start, end));
            }
        }
        return found.isEmpty() ? value : redact(value, apart(found));
    }

    /** Returns findings of which none overlaps another and which together cover what the given ones cover. */
    private static List<SecretFinding> apart(List<SecretFinding> findings) {
        List<SecretFinding> sorted = new ArrayList<>(findings);
        sorted.removeIf(finding -> finding.confidence() == Confidence.PLACEHOLDER);
        // Of two that begin together the longer one gives the name.
        sorted.sort(Comparator.comparingLong(SecretFinding::start)
                .thenComparing(Comparator.comparingLong(SecretFinding::end).reversed()));
        List<SecretFinding> apart = new ArrayList<>();
        for (SecretFinding finding : sorted) {
            SecretFinding last = apart.isEmpty() ? null : apart.get(apart.size() - 1);
            if (last == null || finding.start() >= last.end()) {
                apart.add(finding);
            } else if (finding.end() > last.end()) {
                apart.set(apart.size() - 1, last.at(last.start(), finding.end()));
            }
        }
        return apart;
    }
}
