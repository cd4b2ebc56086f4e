/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.api.secret.Confidence;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures the scanner on labelled cases: a file of JSON objects, one a line, with the members {@code source}, {@code text}
 * and {@code expect} ({@code secret} or {@code none}). Not a test; its command is in the README of this module.
 */
public final class CorpusEvaluation {
    private CorpusEvaluation() {}

    private static final class Count {
        int secrets;
        int found;
        int clean;
        int alarms;
        int alarmsWithPlaceholders;
    }

    /** Prints rates per source and file. With a file name behind {@code --misses} it writes there which cases failed. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        SecretScanner scanner = SecretScanner.standard();
        StringBuilder failed = new StringBuilder();
        Path failures = null;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--misses")) {
                failures = Path.of(args[++i]);
            } else {
                evaluate(scanner, Path.of(args[i]), out, failed);
            }
        }
        if (failures != null) {
            Files.writeString(failures, failed);
        }
    }

    private static void evaluate(SecretScanner scanner, Path file, PrintStream out, StringBuilder failed)
            throws IOException {
        Map<String, Count> sources = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String text = member(line, "text");
            boolean secret = member(line, "expect").equals("secret");
            Count count = sources.computeIfAbsent(member(line, "source"), key -> new Count());
            var findings = scanner.scan(text);
            boolean found = findings.stream().anyMatch(finding -> finding.confidence() != Confidence.PLACEHOLDER);
            if (secret) {
                count.secrets++;
                count.found += found ? 1 : 0;
            } else {
                count.clean++;
                count.alarms += found ? 1 : 0;
                count.alarmsWithPlaceholders += findings.isEmpty() ? 0 : 1;
            }
            if (found != secret) {
                failed.append(secret ? "MISS " : "FALSE ").append(line).append('\n');
            }
        }
        report(file, sources, out);
    }

    private static void report(Path file, Map<String, Count> sources, PrintStream out) {
        out.println(file.getFileName());
        double recall = 0;
        double alarms = 0;
        for (Map.Entry<String, Count> entry : sources.entrySet()) {
            Count count = entry.getValue();
            recall += (double) count.found / Math.max(1, count.secrets);
            alarms += (double) count.alarms / Math.max(1, count.clean);
            out.printf(
                    "  %-12s recall %.3f of %5d   any finding on none %.3f (with placeholders %.3f) of %4d%n",
                    entry.getKey(),
                    (double) count.found / Math.max(1, count.secrets),
                    count.secrets,
                    (double) count.alarms / Math.max(1, count.clean),
                    (double) count.alarmsWithPlaceholders / Math.max(1, count.clean),
                    count.clean);
        }
        out.printf(
                "  macro        recall %.3f   any finding on none %.3f%n",
                recall / sources.size(), alarms / sources.size());
    }

    /** Reads a member that is a string from a flat JSON object. */
    private static String member(String json, String name) {
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
