/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

/** Processes that print each thing that was acknowledged, killed at any moment. For one thread. */
public final class KilledProcesses {

    private final Random random;
    private final int least;
    private final int most;
    private final int micros;

    /**
     * Chooses the moments.
     *
     * @param seed of the choice
     * @param least how many lines are read at least
     * @param most how many at most
     * @param micros how long it then waits at most, in microseconds
     */
    public KilledProcesses(long seed, int least, int most, int micros) {
        this.random = new Random(seed);
        this.least = least;
        this.most = most;
        this.micros = micros;
    }

    /** Starts a process whose names begin with a prefix of its own. */
    @FunctionalInterface
    public interface Start {
        /** Starts it. */
        Process of(String prefix) throws IOException;
    }

    /** Starts a program of the tests in a process of its own. */
    public static Process start(Class<?> main, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /**
     * Starts processes and kills them, again and again.
     *
     * @param together how many at a time, by the number of the round
     * @return the lines that they had printed
     */
    public List<String> kill(int times, IntUnaryOperator together, Start start)
            throws IOException, InterruptedException {
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < times; kill++) {
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < together.applyAsInt(kill); i++) {
                processes.add(start.of("k" + kill + "p" + i));
            }
            for (Process process : processes) {
                try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
                    int first = least + random.nextInt(most - least);
                    for (int i = 0; i < first; i++) {
                        String line = out.readLine();
                        assertThat(line).as("the process goes on").isNotNull();
                        acknowledged.add(line);
                    }
                    TimeUnit.MICROSECONDS.sleep(random.nextInt(micros));
                    process.toHandle().destroyForcibly();
                    drain(out, acknowledged);
                }
                process.waitFor();
            }
        }
        return acknowledged;
    }

    /** Returns what stands behind a word at the beginning of lines. */
    public static List<String> of(String kind, List<String> acknowledged) {
        return acknowledged.stream()
                .filter(line -> line.startsWith(kind))
                .map(line -> line.substring(kind.length()))
                .toList();
    }

    /** Adds what had been printed before the end; a line that was cut is none. */
    private static void drain(BufferedReader out, List<String> acknowledged) {
        StringBuilder rest = new StringBuilder();
        try {
            for (int c = out.read(); c >= 0; c = out.read()) {
                rest.append((char) c);
            }
        } catch (IOException e) {
            // The process is gone, and its pipe with it.
        }
        int end = rest.lastIndexOf("\n");
        if (end > 0) {
            acknowledged.addAll(rest.substring(0, end).lines().toList());
        }
    }
}
