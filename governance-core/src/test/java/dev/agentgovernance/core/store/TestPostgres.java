/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL server in a temporary folder, reached over the loopback address; gone when closed. The programs are those
 * of the test dependency, or else those that are installed; where there are neither, the test is skipped and says so.
 */
final class TestPostgres implements AutoCloseable {

    private static final String BINARIES = "/postgres-linux-x86_64.txz";
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private final Path folder;
    private final Path programs;
    private final List<String> asUser;
    private final int port;

    private TestPostgres(Path folder, Path programs, List<String> asUser, int port) {
        this.folder = folder;
        this.programs = programs;
        this.asUser = asUser;
        this.port = port;
    }

    static TestPostgres start() throws IOException {
        Path folder = Files.createTempDirectory("pg");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Optional<Path> programs = programs(folder);
        Assumptions.assumeTrue(programs.isPresent(), "there is no PostgreSQL server for this machine");
        List<String> asUser = List.of();
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        if (System.getProperty("user.name").equals("root")) {
            // The server refuses to run as root.
            UserPrincipal user =
                    user(cluster, "postgres").or(() -> user(cluster, "nobody")).orElseThrow();
            Files.setOwner(cluster, user);
            asUser = List.of("runuser", "-u", user.getName(), "--");
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        TestPostgres server = new TestPostgres(folder, programs.orElseThrow(), asUser, port);
        try {
            server.run("initdb", "-D", cluster + "/data", "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8");
            String options = "-p " + port + " -k " + cluster
                    + " -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=400 -c shared_buffers=64MB";
            server.run("pg_ctl", "-D", cluster + "/data", "-o", options, "-l", cluster + "/log", "-w", "start");
            return server;
        } catch (IOException e) {
            server.deleteFolder();
            throw e;
        }
    }

    private static Optional<UserPrincipal> user(Path anywhere, String name) {
        try {
            return Optional.of(
                    anywhere.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
        } catch (UserPrincipalNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Optional<Path> programs(Path folder) throws IOException {
        try (InputStream archive = TestPostgres.class.getResourceAsStream(BINARIES)) {
            if (archive != null) {
                Path file = folder.resolve("postgres.txz");
                Files.copy(archive, file, StandardCopyOption.REPLACE_EXISTING);
                Path unpacked = Files.createDirectory(folder.resolve("postgres"));
                execute(List.of("tar", "-xJf", file.toString(), "-C", unpacked.toString()));
                return Optional.of(unpacked.resolve("bin"));
            }
        }
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparing(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .map(version -> version.resolve("bin"));
        }
    }

    /** Returns the address of the database, with the tables of a schema. */
    String url(String schema) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&currentSchema=" + schema;
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(asUser);
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        execute(command);
    }

    private static void execute(List<String> command) throws IOException {
        Path log = Files.createTempFile("pg", ".log");
        try {
            // A server that was started keeps its output open: it must not be a pipe that somebody reads to its end.
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .directory(Path.of("/").toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(log.toFile());
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(command + " failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(log);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            run("pg_ctl", "-D", folder + "/cluster/data", "-m", "immediate", "stop");
        } finally {
            deleteFolder();
        }
    }

    private void deleteFolder() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
