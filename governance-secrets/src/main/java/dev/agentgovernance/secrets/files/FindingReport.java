/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes findings for people and programs. None of the forms holds a part of a value that was found. */
public final class FindingReport {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private FindingReport() {}

    /** Returns a line for a human: place, kind, confidence, fingerprint, and what stands before the value. */
    public static String text(FileFinding found) {
        SecretFinding finding = found.finding();
        StringBuilder line = new StringBuilder();
        if (!found.commit().isEmpty()) {
            line.append(found.commit(), 0, Math.min(12, found.commit().length()))
                    .append(' ');
        }
        line.append(found.path()).append(':').append(found.line()).append(':').append(found.column());
        if (!found.pointer().isEmpty()) {
            line.append(" at ").append(found.pointer());
        }
        line.append(' ').append(finding.kind().id());
        line.append(' ').append(confidence(finding));
        line.append(' ').append(finding.fingerprint());
        line.append(' ').append(found.preview());
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i))) {
                line.setCharAt(i, '?');
            }
        }
        return line.toString();
    }

    /** Returns a line of JSON; {@code commit} and {@code pointer} are there where they are known. */
    public static String jsonLine(FileFinding found) {
        SecretFinding finding = found.finding();
        JsonOut json = new JsonOut().begin().member("path", found.path());
        if (!found.commit().isEmpty()) {
            json.member("commit", found.commit());
        }
        if (!found.pointer().isEmpty()) {
            json.member("pointer", found.pointer());
        }
        return json.member("kind", finding.kind().id())
                .member("provider", finding.kind().provider())
                .member("start", finding.start())
                .member("end", finding.end())
                .member("line", found.line())
                .member("column", found.column())
                .member("endLine", found.endLine())
                .member("endColumn", found.endColumn())
                .member("confidence", confidence(finding))
                .member("fingerprint", finding.fingerprint())
                .member("evidence", finding.evidence())
                .end()
                .toString();
    }

    /**
     * Returns a SARIF 2.1.0 log with one run.
     *
     * @param complete whether all was looked at that should be
     */
    public static String sarif(List<FileFinding> findings, boolean complete) {
        List<String> rules = findings.stream()
                .map(found -> found.finding().kind().id())
                .distinct()
                .sorted()
                .toList();
        JsonOut json = new JsonOut()
                .begin()
                .member("$schema", SCHEMA)
                .member("version", "2.1.0")
                .name("runs")
                .beginList()
                .begin()
                .name("tool")
                .begin()
                .name("driver")
                .begin()
                .member("name", "governance")
                .name("rules")
                .beginList();
        for (String rule : rules) {
            json.begin()
                    .member("id", rule)
                    .name("shortDescription")
                    .begin()
                    .member("text", "A value of the kind " + rule)
                    .end()
                    .end();
        }
        json.endList().end().end();
        json.name("invocations").beginList().begin();
        json.member("executionSuccessful", complete).end().endList();
        json.member("columnKind", "utf16CodeUnits").name("results").beginList();
        for (FileFinding found : findings) {
            result(found, rules.indexOf(found.finding().kind().id()), json);
        }
        return json.endList().end().endList().end().toString();
    }

    private static void result(FileFinding found, int rule, JsonOut json) {
        SecretFinding finding = found.finding();
        json.begin()
                .member("ruleId", finding.kind().id())
                .member("ruleIndex", rule)
                .member("level", level(finding.confidence()))
                .name("message")
                .begin()
                .member("text", "A value of the kind " + finding.kind().id() + ": " + finding.evidence() + ".")
                .end()
                .name("partialFingerprints")
                .begin()
                .member("value/v1", finding.fingerprint())
                .end()
                .name("locations")
                .beginList()
                .begin()
                .name("physicalLocation")
                .begin()
                .name("artifactLocation")
                .begin()
                .member("uri", uri(found.path()))
                .end()
                .name("region")
                .begin()
                .member("startLine", found.line())
                .member("startColumn", found.column())
                .member("endLine", found.endLine())
                .member("endColumn", found.endColumn())
                .end()
                .end();
        if (!found.pointer().isEmpty()) {
            json.name("logicalLocations")
                    .beginList()
                    .begin()
                    .member("fullyQualifiedName", found.pointer())
                    .member("kind", "value")
                    .end()
                    .endList();
        }
        json.end().endList();
        json.name("properties").begin().member("confidence", confidence(finding));
        if (!found.commit().isEmpty()) {
            json.member("commit", found.commit());
        }
        json.end().end();
    }

    private static String level(Confidence confidence) {
        return switch (confidence) {
            case CONFIRMED, LIKELY -> "error";
            case POSSIBLE -> "warning";
            case PLACEHOLDER -> "note";
        };
    }

    private static String confidence(SecretFinding finding) {
        return finding.confidence().name().toLowerCase(Locale.ROOT);
    }

    /** Returns a relative URI reference, or a file URI for an absolute path. */
    private static String uri(String path) {
        String encoded = Stream.of(path.replace('\\', '/').split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        return path.startsWith("/") ? "file://" + encoded : encoded;
    }

    /** Writes JSON; commas come by themselves. */
    private static final class JsonOut {
        private final StringBuilder text = new StringBuilder();

        private JsonOut open(char bracket) {
            comma();
            text.append(bracket);
            return this;
        }

        JsonOut begin() {
            return open('{');
        }

        JsonOut beginList() {
            return open('[');
        }

        JsonOut end() {
            text.append('}');
            return this;
        }

        JsonOut endList() {
            text.append(']');
            return this;
        }

        private void comma() {
            char last = text.length() == 0 ? '{' : text.charAt(text.length() - 1);
            if (last != '{' && last != '[' && last != ':') {
                text.append(',');
            }
        }

        JsonOut name(String name) {
            comma();
            string(name);
            text.append(':');
            return this;
        }

        JsonOut member(String name, String value) {
            name(name);
            string(value);
            return this;
        }

        JsonOut member(String name, long value) {
            name(name).text.append(value);
            return this;
        }

        JsonOut member(String name, boolean value) {
            name(name).text.append(value);
            return this;
        }

        private void string(String value) {
            text.append('"');
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '"' || c == '\\') {
                    text.append('\\').append(c);
                } else if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029 || isLone(value, i)) {
                    text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                } else {
                    text.append(c);
                }
            }
            text.append('"');
        }

        /** Half a pair of surrogates has no UTF-8. */
        private static boolean isLone(String value, int i) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)) {
                return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
            }
            return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
