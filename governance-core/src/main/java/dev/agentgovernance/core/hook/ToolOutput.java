/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretDetector;
import dev.agentgovernance.api.secret.SecretFinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets out of what a tool returned and keeps its shape: every object keeps its members, every list its length,
 * every text stays a text.
 */
final class ToolOutput {

    private static final String WITHHELD = "[withheld: this output could not be checked for secrets]";

    private final SecretDetector detector;
    private final Redactor redactor;

    ToolOutput(SecretDetector detector) {
        this.detector = detector;
        this.redactor = Redactor.of(detector);
    }

    /** Returns the tree without secrets; one without any text where it cannot be checked. Equal to the tree if clean. */
    @Nullable Object redacted(@Nullable Object tree) {
        try {
            return redactor.redactTree(joined(tree));
        } catch (RuntimeException | StackOverflowError e) {
            return withheld(tree);
        }
    }

    /**
     * Redacts lists of lines as the one text they are parts of: a key of several lines is known by all of them together.
     */
    private @Nullable Object joined(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(String.valueOf(key), joined(value)));
            return copy;
        }
        if (tree instanceof List<?> list) {
            if (list.size() > 1 && list.stream().allMatch(String.class::isInstance)) {
                return lines(list.stream().map(String.class::cast).toList());
            }
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(joined(element)));
            return copy;
        }
        return tree;
    }

    private List<String> lines(List<String> lines) {
        List<SecretFinding> findings = detector.scan(String.join("\n", lines)).stream()
                .filter(finding -> finding.confidence() != Confidence.PLACEHOLDER)
                .toList();
        if (findings.isEmpty()) {
            return lines;
        }
        List<String> redacted = new ArrayList<>(lines.size());
        long start = 0;
        for (String line : lines) {
            long end = start + line.length();
            List<SecretFinding> inLine = new ArrayList<>();
            for (SecretFinding finding : findings) {
                long from = Math.max(finding.start(), start);
                long to = Math.min(finding.end(), end);
                if (from < to) {
                    inLine.add(new SecretFinding(
                            finding.kind(),
                            from - start,
                            to - start,
                            finding.confidence(),
                            finding.fingerprint(),
                            finding.evidence()));
                }
            }
            redacted.add(Redactor.redact(line, inLine));
            start = end + 1;
        }
        return redacted;
    }

    private static @Nullable Object withheld(@Nullable Object tree) {
        if (tree instanceof String) {
            return WITHHELD;
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(withheld(element)));
            return copy;
        }
        if (tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            // The discriminator of a tagged object is the name of a shape, which the client has to know.
            map.forEach((key, value) ->
                    copy.put(String.valueOf(key), "type".equals(key) && isShapeName(value) ? value : withheld(value)));
            return copy;
        }
        return tree;
    }

    private static boolean isShapeName(@Nullable Object value) {
        return value instanceof String name
                && name.length() <= 20
                && name.chars().allMatch(c -> c == '_' || Character.isLetter(c));
    }
}
