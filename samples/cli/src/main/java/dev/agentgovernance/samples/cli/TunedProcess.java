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
 * Hands a scan of many files to a second Java process with options that suit it. The optimizing compiler takes longer than the
 * scan of some hundred megabytes: for those there is the other compiler, and for more the optimizing one, kept from putting so
 * much of the detector into each method. A jar cannot name such options itself.
 */
final class TunedProcess {

    /** What the options save on less is what a second process costs. */
    static final long WORTH_IT = 24L << 20;

    private static final String SECOND = "governance.second";
    /** From this size on what the optimizing compiler makes is worth its time. */
    static final long LONG = 1L << 30;

    /** So many files are asked for their size: that takes a tenth of a second. */
    private static final int MOST_FILES = 1 << 13;

    private static final List<String> QUICK =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:C1MaxInlineSize=60");
    private static final List<String> OPTIMIZING =
            List.of("-XX:+UseSerialGC", "-XX:FreqInlineSize=60", "-XX:InlineSmallCode=700");
    private static final List<String> OPTION_VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    private static final List<String> OTHER_SCANS = List.of("--jsonl", "--staged", "--history", "--diff");

    private TunedProcess() {}

    /** Runs a command in a second process and returns its exit code; empty if it should run in this one. */
    static OptionalInt run(String... arguments) {
        boolean tuned = System.getProperty(SECOND) != null
                || OPTION_VARIABLES.stream().anyMatch(name -> System.getenv(name) != null);
        long size = tuned ? 0 : scanned(arguments);
        if (size < WORTH_IT) {
            return OptionalInt.empty();
        }
        Optional<List<String>> words =
                words(ProcessHandle.current().info().arguments().map(List::of).orElse(List.of()), size, arguments);
        return words.isEmpty() ? OptionalInt.empty() : start(words.get());
    }

    /** Returns how many bytes a command scans in files and folders, or so many that it is not worth to count more. */
    static long scanned(String... arguments) {
        if (arguments.length < 2 || !arguments[0].equals("scan")) {
            return 0;
        }
        Size size = new Size();
        for (String argument : arguments) {
            if (OTHER_SCANS.stream().anyMatch(argument::startsWith)) {
                return 0;
            }
            size.add(argument);
        }
        return size.bytes;
    }

    /**
     * Returns the words of the second process: those of this one with more options before its own.
     *
     * @param own the words behind the name of this program, as the system knows them
     * @param size how many bytes are scanned
     * @return empty unless this process runs a jar with just these arguments, and its user chose no options for compilers or memory
     */
    static Optional<List<String>> words(List<String> own, long size, String... arguments) {
        int jar = own.indexOf("-jar");
        if (jar < 0
                || own.size() < jar + 2
                || own.subList(0, jar).stream().anyMatch(option -> option.startsWith("-XX"))
                || !own.subList(jar + 2, own.size()).equals(Arrays.asList(arguments))) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(size < LONG ? QUICK : OPTIMIZING);
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

    /** Adds up files until it is known what suits them. */
    private static final class Size extends SimpleFileVisitor<Path> {
        private long bytes;
        private int files;

        /** Adds a file or a folder; nothing for what is no path. */
        private void add(String argument) {
            try {
                Path path = Path.of(argument);
                if (isOpen() && Files.exists(path)) {
                    Files.walkFileTree(path, this);
                }
            } catch (IOException | InvalidPathException noPath) {
                // Whoever scans it says so.
            }
        }

        private boolean isOpen() {
            return bytes < WORTH_IT || (bytes < LONG && files < MOST_FILES);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            files++;
            return isOpen() ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
