/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.desk;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The switch that halts all agents of this machine: a file to which each change is appended and forced, so that who halted
 * whom, when and why stays. The last line is what holds.
 *
 * <p>Safe for use by several threads and processes. What cannot be read counts as halted. Reading costs a look at the size of
 * the file while nothing changed.
 */
public final class HaltSwitch {

    private static final int LONGEST_WHY = 1_000;
    private static final long LONGEST_FILE = 8 << 20;
    private static final String UNREADABLE = "The halt switch cannot be read.";

    private final Path file;
    private volatile Seen seen = new Seen(-1, "");

    private record Seen(long size, String sentence) {}

    /**
     * One change of the switch.
     *
     * @param at when
     * @param by who
     * @param on whether the agents are halted from then on
     * @param why why, in that person's words
     */
    public record Change(Instant at, String by, boolean on, String why) {}

    /** Makes a switch that is kept in a file; one that is not there was never used. */
    public HaltSwitch(Path file) {
        this.file = file;
    }

    /** Returns what the agents are told while they are halted; an empty text while they are not. */
    public String sentence() {
        try {
            long size = Files.exists(file) ? Files.size(file) : 0;
            Seen known = seen;
            if (known.size() != size) {
                known = new Seen(size, sentence(changes()));
                seen = known;
            }
            return known.sentence();
        } catch (IOException | UncheckedIOException e) {
            return UNREADABLE;
        }
    }

    private static String sentence(List<Change> changes) {
        return changes.isEmpty() || !changes.get(0).on()
                ? ""
                : "Halted by " + changes.get(0).by() + " at "
                        + changes.get(0).at().truncatedTo(ChronoUnit.SECONDS)
                        + ": "
                        + changes.get(0).why();
    }

    /** Returns the last change, if the switch was ever used. */
    public Optional<Change> last() {
        return changes().stream().findFirst();
    }

    /**
     * Returns all changes, youngest first.
     *
     * @throws UncheckedIOException if the file cannot be read, or its last line is no change
     */
    public List<Change> changes() {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            if (Files.size(file) > LONGEST_FILE) {
                throw new IOException(UNREADABLE);
            }
            List<Change> changes = new ArrayList<>();
            boolean lastIsWhole = true;
            for (String line : Files.readString(file).lines().toList()) {
                Change change = read(line);
                lastIsWhole = change != null || line.isEmpty();
                if (change != null) {
                    changes.add(change);
                }
            }
            if (!lastIsWhole) {
                throw new IOException(UNREADABLE);
            }
            Collections.reverse(changes);
            return List.copyOf(changes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Change read(String line) {
        try {
            Map<String, Object> json = DeskJson.object(line);
            return json.get("by") instanceof String by
                            && json.get("why") instanceof String why
                            && json.get("at") instanceof String at
                            && json.get("on") instanceof Boolean on
                    ? new Change(Instant.parse(at), by, on, why)
                    : null;
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    /**
     * Halts all agents, or lets them go on. Returns when the change is on the device.
     *
     * @throws IllegalArgumentException if nobody is named, or the reason is blank or longer than 1,000 characters
     */
    public void set(Change change) {
        if (change.by().isBlank() || change.why().isBlank() || change.why().length() > LONGEST_WHY) {
            throw new IllegalArgumentException(
                    "A change of the switch has a name, and a reason of up to 1,000 characters.");
        }
        // The line feed before it ends what a crash may have left.
        byte[] line = ('\n'
                        + DeskJson.line(Map.of(
                                "at",
                                change.at().toString(),
                                "by",
                                change.by(),
                                "on",
                                change.on(),
                                "why",
                                change.why()))
                        + '\n')
                .getBytes(StandardCharsets.UTF_8);
        try {
            boolean fresh = !Files.exists(file);
            // One write to a file that is open for appending: several processes do not get between each other's bytes.
            try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
                out.write(line);
                out.getFD().sync();
            }
            if (fresh) {
                forceFolder();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forceFolder() {
        try (FileChannel folder =
                FileChannel.open(file.toAbsolutePath().resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // Some systems open no folders; there the name of a new file is as safe as they make it.
        }
    }
}
