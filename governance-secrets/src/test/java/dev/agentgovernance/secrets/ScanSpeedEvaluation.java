/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.secrets.internal.automaton.KeywordAutomaton;
import dev.agentgovernance.secrets.internal.automaton.KeywordHits;
import dev.agentgovernance.secrets.internal.automaton.KeywordSearch;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/**
 * Measures the speed of the scanner by the CPU time of its thread. It is not among the tests that run by themselves; its
 * command is in SCANNING.md.
 */
class ScanSpeedEvaluation {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PIECE = 1 << 16;
    private static final String COMMAND =
            "curl -sS -H 'Accept: application/json' https://api.example.com/v1/items?limit=50"
                    + " | jq -r '.items[] | select(.state==\"open\") | .name' | sort | uniq -c | sort -rn | head -20"
                    + " > /tmp/report.txt";

    private final PrintStream out = System.out;
    private final int rounds = Integer.getInteger("rounds", 12);
    private long sum;

    /** Prints figures for the files in the property {@code texts}, for a command, for transcripts, and for the number of kinds. */
    @Test
    void measure() throws IOException, InterruptedException {
        String texts = System.getProperty("texts", "");
        if (texts.isEmpty()) {
            return;
        }
        long before = THREADS.getCurrentThreadCpuTime();
        SecretScanner scanner = SecretScanner.standard();
        out.printf("built cold in %.0f ms of CPU time%n", (THREADS.getCurrentThreadCpuTime() - before) / 1e6);
        scanner.searchingWith(keywords -> {
            KeywordAutomaton automaton = KeywordAutomaton.of(keywords);
            out.printf("%d keywords, a table of %d bytes%n", keywords.size(), automaton.tableBytes());
            for (String file : texts.split(",", -1)) {
                measure(scanner, automaton, file);
            }
            return automaton;
        });
        measureCommand(scanner);
        measureTranscripts(scanner);
        measureGrowth();
    }

    private void measure(SecretScanner scanner, KeywordSearch search, String file) {
        List<String> pieces = pieces(file);
        List<char[]> chars = pieces.stream().map(String::toCharArray).toList();
        long length = pieces.stream().mapToLong(String::length).sum();
        KeywordHits hits = new KeywordHits();
        double[] alone = new double[rounds];
        double[] whole = new double[rounds];
        long[] allocated = new long[rounds];
        // Round by round, so that whatever else the machine does falls on both.
        for (int round = 0; round < rounds; round++) {
            alone[round] = rate(length, () -> {
                long found = 0;
                for (char[] piece : chars) {
                    hits.clear();
                    search.search(piece, 0, piece.length, KeywordSearch.START, hits);
                    found += hits.count();
                }
                return found;
            });
            long garbage = THREADS.getCurrentThreadAllocatedBytes();
            whole[round] = rate(
                    length,
                    () -> pieces.stream().mapToLong(p -> scanner.scan(p).size()).sum());
            allocated[round] = THREADS.getCurrentThreadAllocatedBytes() - garbage;
        }
        out.printf(
                "%s: keywords alone %s MB/s, whole %s MB/s, %d findings, %d B a MB%n",
                Path.of(file).getFileName(),
                lastHalf(alone),
                lastHalf(whole),
                sum,
                allocated[rounds - 1] * 1_000_000 / length);
    }

    private static List<String> pieces(String file) {
        try {
            String text = new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8);
            List<String> pieces = new ArrayList<>();
            for (int i = 0; i < text.length(); i += PIECE) {
                pieces.add(text.substring(i, Math.min(text.length(), i + PIECE)));
            }
            return pieces;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private double rate(long length, LongSupplier run) {
        long before = THREADS.getCurrentThreadCpuTime();
        sum = run.getAsLong();
        return length * 1e3 / (THREADS.getCurrentThreadCpuTime() - before);
    }

    /** The median and the best of the second half; the first half warms up. */
    private static String lastHalf(double[] rates) {
        double[] sorted = Arrays.copyOfRange(rates, rates.length / 2, rates.length);
        Arrays.sort(sorted);
        return String.format("%.0f (best %.0f)", sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    private void measureCommand(SecretScanner scanner) {
        double[] nanos = new double[rounds];
        int times = 200_000;
        long garbage = 0;
        for (int round = 0; round < rounds; round++) {
            garbage = THREADS.getCurrentThreadAllocatedBytes();
            double rate = rate(1_000_000, () -> {
                long found = 0;
                for (int i = 0; i < times; i++) {
                    found += scanner.scan(COMMAND).size();
                }
                return found;
            });
            nanos[round] = 1e9 / rate / times;
            garbage = THREADS.getCurrentThreadAllocatedBytes() - garbage;
        }
        Arrays.sort(nanos);
        out.printf(
                "a command of %d characters: %.0f ns (best %.0f), %.2f B%n",
                COMMAND.length(), nanos[rounds / 2], nanos[0], garbage / (double) times);
    }

    private void measureTranscripts(SecretScanner scanner) {
        Random random = new Random(5);
        List<String[]> lines = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String token = Templates.expand("ghp_{alnum:30}{crc62}", random);
            lines.add(new String[] {token, "export GITHUB_TOKEN=" + token});
        }
        StringBuilder text = new StringBuilder();
        String log = "2026-03-01T10:15:02.123Z INFO [main] c.s.Main - stored order 4711 of 12 items in 35 ms\n";
        TranscriptCorpus.cases(lines, 7).forEach(c -> text.append(c.text()).append(log.repeat(1 + random.nextInt(60))));
        Redactor redactor = Redactor.of(scanner);
        double[] rates = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            rates[round] =
                    rate(text.length(), () -> redactor.redact(text.toString()).length());
        }
        out.printf("transcripts of %d characters, redacted: %s MB/s%n", text.length(), lastHalf(rates));
    }

    /** The same text, and kinds beside those of the data. */
    private void measureGrowth() {
        String text = ScanWorkTest.cleanText(4 << 20, new Random(11));
        for (int kinds : new int[] {0, 600, 3000}) {
            SecretScanner scanner =
                    SecretScanner.builder().kinds(ScanWorkTest.kinds(kinds)).build();
            double[] rates = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                rates[round] = rate(text.length(), () -> scanner.scan(text).size());
            }
            out.printf("%d kinds more: %s MB/s%n", kinds, lastHalf(rates));
        }
    }
}
