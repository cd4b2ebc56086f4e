/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A process of its own that appends to a journal and prints the id of each record that the journal acknowledged. */
final class AppendingProcess {

    private AppendingProcess() {}

    /** How the journal is kept. */
    enum Keeping {
        SYNC,
        OS,
        SMALL_FILES,
        BATCHED;

        AuditJournal open(Path file) {
            AuditJournal.Builder builder = AuditJournal.builder(file);
            return switch (this) {
                case SYNC -> builder.open();
                case OS -> builder.durability(Durability.OS).open();
                case SMALL_FILES ->
                    builder.durability(Durability.OS).rotateAt(4096).open();
                case BATCHED -> {
                    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
                        Thread thread = new Thread(task);
                        thread.setDaemon(true);
                        return thread;
                    });
                    yield builder.batched(Duration.ofMillis(10), executor)
                            .rotateAt(8192)
                            .open();
                }
            };
        }
    }

    /** Starts it: ids are {@code prefix-0}, {@code prefix-1}, … */
    static Process start(Path journal, Keeping keeping, String prefix, int records) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        // Surefire may put the class path into a manifest; java.class.path then names that jar, which works as well.
        return new ProcessBuilder(List.of(
                        java,
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath.isEmpty() ? "." + File.pathSeparator : classPath,
                        AppendingProcess.class.getName(),
                        journal.toString(),
                        keeping.name(),
                        prefix,
                        Integer.toString(records)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.US_ASCII);
        out.println("up " + ManagementFactory.getRuntimeMXBean().getPid());
        try (AuditJournal journal = Keeping.valueOf(arguments[1]).open(Path.of(arguments[0]))) {
            for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
                String id = arguments[2] + "-" + i;
                journal.append(Records.of(id));
                out.println(id);
            }
        }
    }
}
