/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Hands a scan of many files to a second Java process with options that suit it. The optimizing compiler puts so much of the
 * detector into each method that it takes longer than the scan of some hundred megabytes; a jar cannot name such options itself.
 */
final class TunedProcess {

    /** What the options save on less is what a second process costs. */
    static final long WORTH_IT = 24L << 20;

    private static final String SECOND = "governance.second";
    private static final List<String> OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:FreqInlineSize=60", "-XX:InlineSmallCode=700");
    private static final List<String> OPTION_VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    private static final List<String> OTHER_SCANS = List.of("--jsonl", "--staged", "--history", "--diff");

    private TunedProcess() {}

    /** Runs a command in a second process and returns its exit code; empty if it should run in this one. */
    static OptionalInt run(String... arguments) {
        boolean tuned = System.getProperty(SECOND) != null
                || OPTION_VARIABLES.stream().anyMatch(name -> System.getenv(name) != null);
        if (tuned || !isLargeScan(arguments)) {
            return OptionalInt.empty();
        }
        Optional<List<String>> words =
                words(ProcessHandle.current().info().arguments().map(List::of).orElse(List.of()), arguments);
        return words.isEmpty() ? OptionalInt.empty() : start(words.get());
    }

    /** Returns whether a command reads files and folders of some size. */
    static boolean isLargeScan(String... arguments) {
        if (arguments.length < 2 || !arguments[0].equals("scan")) {
            return false;
        }
        long size = 0;
        for (String argument : arguments) {
            if (OTHER_SCANS.stream().anyMatch(argument::startsWith)) {
                return false;
            }
            size += size < WORTH_IT ? size(argument) : 0;
        }
        return size >= WORTH_IT;
    }

    /** Returns how large a file or a folder is, or enough to be worth it; 0 for what is no path. */
    private static long size(String argument) {
        Size size = new Size();
        try {
            Path path = Path.of(argument);
            if (Files.exists(path)) {
                Files.walkFileTree(path, size);
            }
            return size.bytes;
        } catch (IOException | InvalidPathException noPath) {
            return 0;
        }
    }

    /**
     * Returns the words of the second process: those of this one with more options before its own.
     *
     * @param own the words behind the name of this program, as the system knows them
     * @return empty unless this process runs a jar with just these arguments, and its user chose no options for compilers or memory
     */
    static Optional<List<String>> words(List<String> own, String... arguments) {
        int jar = own.indexOf("-jar");
        if (jar < 0
                || own.size() < jar + 2
                || own.subList(0, jar).stream().anyMatch(option -> option.startsWith("-XX"))
                || !own.subList(jar + 2, own.size()).equals(Arrays.asList(arguments))) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(OPTIONS);
        words.add("-D" + SECOND + "=true");
        words.addAll(own);
        return Optional.of(words);
    }

    private static OptionalInt start(List<String> words) {
        try {
            Process process = new ProcessBuilder(words).inheritIO().start();
            // Whoever ends this process ends both.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-second-process"));
            return OptionalInt.of(process.waitFor());
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.of(GovernanceCommand.USAGE);
        }
    }

    /** Adds up files until they are worth it. */
    private static final class Size extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            return bytes < WORTH_IT ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
