/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server of its own in a temporary folder, reached through a socket there; gone when closed. */
final class PostgresServer implements AutoCloseable {

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path folder;
    private final List<String> asUser;

    private PostgresServer(Path programs, Path folder, List<String> asUser) {
        this.programs = programs;
        this.folder = folder;
        this.asUser = asUser;
    }

    /** Starts the newest version that is installed. The server refuses to run as root: it runs as "postgres" then. */
    static PostgresServer start() throws IOException {
        Path folder = Files.createTempDirectory("pg");
        List<String> asUser = List.of();
        if (System.getProperty("user.name").equals("root")) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
            asUser = List.of("runuser", "-u", "postgres", "--");
        }
        PostgresServer server = new PostgresServer(newest(), folder, asUser);
        try {
            server.run("initdb", "-D", server.data(), "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8");
            String options = "-k " + folder + " -c listen_addresses='' -c fsync=off -c statement_timeout=5s";
            server.run("pg_ctl", "-D", server.data(), "-o", options, "-l", folder + "/log", "-w", "start");
            return server;
        } catch (IOException e) {
            server.deleteFolder();
            throw e;
        }
    }

    private static Path newest() throws IOException {
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparing(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .orElseThrow(() -> new IOException("no PostgreSQL server is installed"))
                    .resolve("bin");
        }
    }

    /** Runs a script that has to succeed. */
    void script(String sql) throws IOException {
        execute(psql("-v", "ON_ERROR_STOP=1", "-c", sql));
    }

    /** Returns the SQLSTATE of a statement in a read-only transaction, which is rolled back. */
    String stateInReadOnlyTransaction(String sql) throws IOException {
        List<String> command = psql("-v", "VERBOSITY=sqlstate", "-c", "BEGIN READ ONLY", "-c", sql, "-c", "ROLLBACK");
        return output(command)
                .lines()
                .filter(line -> line.startsWith("ERROR:") || line.startsWith("FATAL:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(PostgresStatements.ACCEPTED);
    }

    @Override
    public void close() throws IOException {
        try {
            run("pg_ctl", "-D", data(), "-m", "immediate", "stop");
        } finally {
            deleteFolder();
        }
    }

    private String data() {
        return folder + "/data";
    }

    private List<String> psql(String... arguments) {
        List<String> command = new ArrayList<>(List.of(programs + "/psql", "-XAtq", "-h", folder.toString()));
        command.addAll(List.of("-U", "postgres", "-d", "postgres"));
        command.addAll(List.of(arguments));
        return command;
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(asUser);
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        execute(command);
    }

    private void execute(List<String> command) throws IOException {
        Path log = Files.createTempFile("pg", ".log");
        try {
            // A server that was started keeps its output open: it must not be a pipe that somebody reads to its end.
            Process process = builder(command).redirectOutput(log.toFile()).start();
            if (await(process) != 0) {
                throw new IOException(command + " failed: " + Files.readString(log));
            }
        } finally {
            Files.delete(log);
        }
    }

    private String output(List<String> command) throws IOException {
        Process process = builder(command).start();
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            await(process);
        }
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(Path.of("/").toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    private static int await(Process process) throws IOException {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("a program of the server does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void deleteFolder() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
