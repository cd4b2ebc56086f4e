/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.core.audit.Durability;
import dev.agentgovernance.samples.cli.desk.HaltSwitch;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which the command keeps what outlives it: the journal of decisions and the token of the hook server. Only
 * its owner can read what is made here.
 *
 * @param path the folder
 */
record StateFolder(Path path) {

    private static final long LONGEST_JOURNAL = 64L << 20;
    private static final int TOKEN_BYTES = 32;

    /** Returns the folder that an option names, or the one that is usual on this machine. */
    static StateFolder of(@Nullable Path option, Map<String, String> environment) {
        if (option != null) {
            return new StateFolder(option.toAbsolutePath().normalize());
        }
        String base = environment.getOrDefault("XDG_STATE_HOME", "");
        Path states = base.startsWith("/")
                ? Path.of(base)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".local", "state");
        return new StateFolder(states.resolve("agent-governance"));
    }

    /** Makes the folder where there is none, for its owner alone. */
    void create() throws IOException {
        Files.createDirectories(path, ownerOnly("rwx------"));
    }

    Path journal() {
        return path.resolve("audit.jsonl");
    }

    /** Returns the switch that halts all agents whose guards keep their state here. */
    HaltSwitch haltSwitch() {
        return new HaltSwitch(path.resolve("halts.jsonl"));
    }

    AuditJournal openJournal(Durability durability) {
        return AuditJournal.builder(journal())
                .durability(durability)
                .rotateAt(LONGEST_JOURNAL)
                .open();
    }

    /**
     * Returns the token that a client has to show to the hook server, and makes it where there is none. Whoever comes first
     * makes it, so that the settings of a client can be printed before the server runs.
     */
    String token() throws IOException {
        create();
        Path file = path.resolve("token");
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String fresh = HexFormat.of().formatHex(random);
        try {
            // Made whole under another name first: nobody ever reads half a token.
            Path whole = Files.createTempFile(path, "token", ".new", ownerOnly("rw-------"));
            Files.writeString(whole, fresh + "\n", StandardOpenOption.TRUNCATE_EXISTING);
            try {
                Files.createLink(file, whole);
            } finally {
                Files.delete(whole);
            }
            return fresh;
        } catch (FileAlreadyExistsException e) {
            return read(file);
        }
    }

    private static String read(Path file) throws IOException {
        if (isPosix()
                && Files.getPosixFilePermissions(file).stream()
                        .anyMatch(p -> !p.name().startsWith("OWNER"))) {
            throw new InputException("Others can read the token in " + file
                    + ". Delete it, and print the settings of the" + " client again.");
        }
        String token = Files.readString(file).strip();
        if (token.length() != 2 * TOKEN_BYTES) {
            throw new InputException(
                    "There is no token in " + file + ". Delete it, and print the settings of the client" + " again.");
        }
        return token;
    }

    /** Makes an empty file that only its owner can read and write. */
    static void createOwned(Path file) throws IOException {
        Files.createFile(file, ownerOnly("rw-------"));
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        if (!isPosix()) {
            return new FileAttribute<?>[0];
        }
        Set<java.nio.file.attribute.PosixFilePermission> owner = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)};
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
