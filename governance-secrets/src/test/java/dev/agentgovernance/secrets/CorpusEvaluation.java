/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * Measures the scanner on labelled cases: files of JSON objects, one a line, with the members {@code source}, {@code text}
 * and {@code expect} ({@code secret} or {@code none}). It is not among the tests that run by themselves; its command is in
 * the README of this module.
 */
class CorpusEvaluation {

    private static final class Count {
        int secrets;
        int found;
        int clean;
        int alarms;
        int alarmsWithPlaceholders;
    }

    /** The counts of one half of the rows, or of all. */
    private static final class Table {
        final Map<String, Count> sources = new TreeMap<>();
        final Map<String, Integer> alarmsByKind = new TreeMap<>();
        final Map<String, Integer> missesByRule = new TreeMap<>();
    }

    /**
     * Prints rates per source for the files in the property {@code corpus}, for all rows and for each half: a row belongs
     * to a half by the checksum of its text, so that the same text is never in both. Prints the speed on the file in the
     * property {@code speed}. Writes the cases of the first half that failed to the file in the property {@code misses},
     * with the kinds that were found; those of the second are never shown, for it tells whether a rule fits more than what
     * it was written for.
     */
    @Test
    void measure() throws IOException {
        PrintStream out = System.out;
        SecretScanner scanner = SecretScanner.builder()
                .profile(ScanProfile.valueOf(System.getProperty("profile", "BALANCED")))
                .build();
        StringBuilder failed = new StringBuilder();
        for (String file : System.getProperty("corpus", "").split(",", -1)) {
            if (!file.isEmpty()) {
                evaluate(scanner, Path.of(file), out, failed);
            }
        }
        String speed = System.getProperty("speed", "");
        if (!speed.isEmpty()) {
            measureSpeed(scanner, Files.readString(Path.of(speed), StandardCharsets.ISO_8859_1), out);
        }
        String misses = System.getProperty("misses", "");
        if (!misses.isEmpty()) {
            Files.writeString(Path.of(misses), failed);
        }
    }

    /** Prints the rate of scans of one text, by the CPU time of this thread, after as many again to warm up. */
    private static void measureSpeed(SecretScanner scanner, String text, PrintStream out) {
        var threads = java.lang.management.ManagementFactory.getThreadMXBean();
        int rounds = (int) Math.max(3, (200L << 20) / Math.max(1, text.length()));
        long findings = 0;
        long start = 0;
        for (int i = -rounds; i < rounds; i++) {
            start = i == 0 ? threads.getCurrentThreadCpuTime() : start;
            findings = scanner.scan(text).size();
        }
        double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
        out.printf(
                "%.1f million characters a second, %d findings in %d characters%n",
                rounds * (double) text.length() / seconds / 1e6, findings, text.length());
    }

    private static void evaluate(SecretScanner scanner, Path file, PrintStream out, StringBuilder failed)
            throws IOException {
        Table[] halves = {new Table(), new Table()};
        Table all = new Table();
        for (String line : Files.readAllLines(file)) {
            String text = member(line, "text");
            boolean secret = member(line, "expect").equals("secret");
            int half = halfOf(text);
            List<SecretFinding> findings = scanner.scan(text);
            boolean found = findings.stream().anyMatch(finding -> finding.confidence() != Confidence.PLACEHOLDER);
            for (Table table : List.of(all, halves[half])) {
                count(table, line, secret, findings, found);
            }
            if (found != secret && half == 0) {
                failed.append(secret ? "MISS " : "FALSE ")
                        .append(findings.stream()
                                .map(finding -> finding.kind().id() + "/" + finding.confidence() + "@" + finding.start()
                                        + "-" + finding.end())
                                .toList())
                        .append(' ')
                        .append(line)
                        .append('\n');
            }
        }
        out.println(file.getFileName());
        report("all rows", all, out);
        report("first half", halves[0], out);
        report("second half", halves[1], out);
        out.println("  alarms by kind, first half: " + most(halves[0].alarmsByKind));
        out.println("  misses by rule, first half: " + most(halves[0].missesByRule));
    }

    private static int halfOf(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() >>> 7 & 1);
    }

    private static void count(Table table, String line, boolean secret, List<SecretFinding> findings, boolean found) {
        Count count = table.sources.computeIfAbsent(member(line, "source"), key -> new Count());
        if (secret) {
            count.secrets++;
            count.found += found ? 1 : 0;
            if (!found) {
                table.missesByRule.merge(member(line, "rule"), 1, Integer::sum);
            }
            return;
        }
        count.clean++;
        count.alarms += found ? 1 : 0;
        count.alarmsWithPlaceholders += findings.isEmpty() ? 0 : 1;
        findings.stream()
                .filter(finding -> finding.confidence() != Confidence.PLACEHOLDER)
                .map(finding -> finding.kind().id())
                .distinct()
                .forEach(kind -> table.alarmsByKind.merge(kind, 1, Integer::sum));
    }

    private static String most(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(40)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static void report(String title, Table table, PrintStream out) {
        double recall = 0;
        double alarms = 0;
        out.println("  " + title);
        for (Map.Entry<String, Count> entry : table.sources.entrySet()) {
            Count count = entry.getValue();
            recall += (double) count.found / Math.max(1, count.secrets);
            alarms += (double) count.alarms / Math.max(1, count.clean);
            out.printf(
                    "    %-12s recall %.3f of %5d   any finding on none %.3f (with placeholders %.3f) of %4d%n",
                    entry.getKey(),
                    (double) count.found / Math.max(1, count.secrets),
                    count.secrets,
                    (double) count.alarms / Math.max(1, count.clean),
                    (double) count.alarmsWithPlaceholders / Math.max(1, count.clean),
                    count.clean);
        }
        int sources = table.sources.size();
        out.printf("    macro        recall %.3f   any finding on none %.3f%n", recall / sources, alarms / sources);
    }

    /** Reads a member that is a string from a flat JSON object. */
    static String member(String json, String name) {
        int i = json.indexOf("\"" + name + "\": \"");
        i = i < 0 ? json.indexOf("\"" + name + "\":\"") + name.length() + 4 : i + name.length() + 5;
        StringBuilder value = new StringBuilder();
        for (; json.charAt(i) != '"'; i++) {
            char c = json.charAt(i);
            if (c != '\\') {
                value.append(c);
                continue;
            }
            c = json.charAt(++i);
            switch (c) {
                case 'n' -> value.append('\n');
                case 'r' -> value.append('\r');
                case 't' -> value.append('\t');
                case 'b' -> value.append('\b');
                case 'f' -> value.append('\f');
                case 'u' -> {
                    value.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
                    i += 4;
                }
                default -> value.append(c);
            }
        }
        return value.toString();
    }
}
