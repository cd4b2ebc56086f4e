/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.mcp.json.Json;
import dev.agentgovernance.mcp.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The definitions that people have reviewed: the content of {@code mcp.lock}, a file for version control.
 *
 * <p>For each server it holds how the server is started and what its program hashes to, and each tool with its definition and
 * the hash of that: SHA-256 over the canonical form of RFC 8785. Immutable and safe for use by several threads.
 */
public final class ToolLock {

    /** How much a definition differs from the one that was reviewed. From least to most; the order is part of the contract. */
    public enum Change {
        /** Not at all. */
        NONE,
        /** In blanks, in order, in icons, or by allowing less. */
        COSMETIC,
        /** In what the model reads. */
        TEXT,
        /** In what it takes or returns. */
        SCHEMA_WIDER,
        /** In what its server says it does, to the worse. */
        EFFECT_RAISED,
        /** It is new. */
        ADDED,
        /** It is gone. */
        REMOVED;

        /** Tells whether nobody has to review it again. */
        public boolean isHarmless() {
            return this == NONE || this == COSMETIC || this == REMOVED;
        }
    }

    /**
     * How one tool differs.
     *
     * @param tool its name; empty for the server itself
     * @param change how much
     * @param what what differs, as a short text
     */
    public record Difference(String tool, Change change, String what) {
        /** Checks that nothing is null. */
        public Difference {
            Objects.requireNonNull(tool, "tool");
            Objects.requireNonNull(change, "change");
            Objects.requireNonNull(what, "what");
        }
    }

    private static final String HASH = "hash";
    private static final String DEFINITION = "definition";

    private record Pinned(
            String command, Map<String, Map<String, @Nullable Object>> tools, Map<String, @Nullable Object> tree) {}

    private final Map<String, Pinned> servers;

    private ToolLock(Map<String, Pinned> servers) {
        this.servers = servers;
    }

    /** Returns a lock in which nothing was reviewed. */
    public static ToolLock empty() {
        return new ToolLock(new TreeMap<>());
    }

    /**
     * Reads a lock.
     *
     * @throws IllegalArgumentException if it is none, or a definition in it does not have the hash beside it
     */
    public static ToolLock parse(String text) {
        Object tree;
        try {
            tree = Json.read(text);
        } catch (JsonException e) {
            throw new IllegalArgumentException("The lock is no strict JSON: " + e.getMessage(), e);
        }
        Map<String, @Nullable Object> root = Json.object(tree);
        Map<String, @Nullable Object> named = root == null ? null : Json.object(root.get("servers"));
        if (root == null || named == null || !Long.valueOf(1).equals(root.get("version"))) {
            throw new IllegalArgumentException("This is no lock of version 1.");
        }
        Map<String, Pinned> servers = new TreeMap<>();
        named.forEach((name, server) -> servers.put(name, pinned(name, server)));
        return new ToolLock(servers);
    }

    /**
     * Reads a lock from a file.
     *
     * @throws IllegalArgumentException as {@link #parse} does
     * @throws UncheckedIOException if the file cannot be read
     */
    public static ToolLock load(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the lock " + file + " cannot be read", e);
        }
    }

    private static Pinned pinned(String name, @Nullable Object tree) {
        Map<String, @Nullable Object> server = Json.object(tree);
        Map<String, @Nullable Object> listed = server == null ? null : Json.object(server.get("tools"));
        if (server == null || listed == null) {
            throw new IllegalArgumentException("The server '" + name + "' of the lock has no tools.");
        }
        Map<String, Map<String, @Nullable Object>> tools = new TreeMap<>();
        listed.forEach((tool, entry) -> {
            Map<String, @Nullable Object> map = Json.object(entry);
            Map<String, @Nullable Object> definition = map == null ? null : Json.object(map.get(DEFINITION));
            if (map == null || definition == null || !hash(definition).equals(map.get(HASH))) {
                throw new IllegalArgumentException(
                        "The definition of '" + tool + "' does not have the hash that stands beside it.");
            }
            tools.put(tool, definition);
        });
        Object command = server.get("command");
        return new Pinned(command == null ? "" : Json.canonical(command), tools, server);
    }

    /** Returns the text of this lock: the same lock has the same text, with everything in order. */
    public String text() {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        servers.forEach((name, pinned) -> named.put(name, pinned.tree()));
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("version", 1L);
        root.put("servers", named);
        return Json.pretty(root) + "\n";
    }

    /**
     * Returns this lock with a server as it is now.
     *
     * @param command how it is started, as {@link #command} describes it; empty for one that is not started here
     * @param definitions its tools
     */
    public ToolLock with(String server, Map<String, ?> command, List<? extends Map<String, ?>> definitions) {
        Map<String, @Nullable Object> tools = new TreeMap<>();
        for (Map<String, ?> definition : definitions) {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put(HASH, hash(definition));
            entry.put(DEFINITION, sorted(definition));
            tools.put(String.valueOf(definition.get("name")), entry);
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        if (!command.isEmpty()) {
            tree.put("command", sorted(command));
        }
        tree.put("tools", tools);
        Map<String, Pinned> all = new TreeMap<>(servers);
        all.put(server, pinned(server, tree));
        return new ToolLock(all);
    }

    /**
     * Describes how a server is started: its words, and the hashes of the files that they name.
     *
     * @param words the program and its arguments
     * @param files the program and those of its arguments that are files, as they can be read from here
     * @throws UncheckedIOException if one of them cannot be read
     */
    public static Map<String, Object> command(List<String> words, List<Path> files) {
        Map<String, Object> hashes = new TreeMap<>();
        for (Path file : files) {
            try {
                hashes.put(file.toString(), "sha256:" + HexFormat.of().formatHex(sha256(Files.readAllBytes(file))));
            } catch (IOException e) {
                throw new UncheckedIOException("the file " + file + " cannot be read", e);
            }
        }
        Map<String, Object> command = new TreeMap<>();
        command.put("argv", List.copyOf(words));
        command.put("files", hashes);
        return command;
    }

    /** Returns the hash of a definition: {@code sha256:} and 64 digits. */
    public static String hash(Map<String, ?> definition) {
        try {
            return "sha256:"
                    + HexFormat.of().formatHex(sha256(Json.canonical(definition).getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            // A number that no double can hold: such a definition has no canonical form, and equals no reviewed one.
            return "sha256:" + "0".repeat(64);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static @Nullable Object sorted(@Nullable Object tree) {
        return Json.read(Json.canonical(tree));
    }

    /** Tells whether a server was reviewed. */
    public boolean knows(String server) {
        return servers.containsKey(server);
    }

    /** Tells whether a server is started as it was reviewed; where that was not reviewed, it is. */
    public boolean allowsCommand(String server, Map<String, ?> command) {
        Pinned pinned = servers.get(server);
        return pinned == null || pinned.command().isEmpty() || pinned.command().equals(Json.canonical(command));
    }

    boolean isPinned(String server, String tool) {
        Pinned pinned = servers.get(server);
        return pinned != null && pinned.tools().containsKey(tool);
    }

    /** Returns how the definition of a tool differs from the one that was reviewed. */
    Difference compare(String server, Map<String, ?> definition) {
        Pinned pinned = servers.get(server);
        String tool = String.valueOf(definition.get("name"));
        Map<String, @Nullable Object> reviewed =
                pinned == null ? null : pinned.tools().get(tool);
        return reviewed == null
                ? new Difference(tool, Change.ADDED, "it is new")
                : DefinitionDiff.of(tool, reviewed, definition);
    }

    /** Returns what differs from what was reviewed: of the tools in the order of their names, those that differ at all. */
    public List<Difference> diff(String server, Map<String, ?> command, List<? extends Map<String, ?>> definitions) {
        List<Difference> differences = new ArrayList<>();
        Pinned pinned = servers.get(server);
        if (!allowsCommand(server, command)) {
            differences.add(
                    new Difference("", Change.EFFECT_RAISED, "it is started in another way, or its program changed"));
        }
        Map<String, Difference> byName = new TreeMap<>();
        Set<String> now = new TreeSet<>();
        for (Map<String, ?> definition : definitions) {
            Difference difference = compare(server, definition);
            now.add(difference.tool());
            if (difference.change() != Change.NONE) {
                byName.put(difference.tool(), difference);
            }
        }
        if (pinned != null) {
            pinned.tools().keySet().stream()
                    .filter(name -> !now.contains(name))
                    .forEach(name -> byName.put(name, new Difference(name, Change.REMOVED, "it is gone")));
        }
        differences.addAll(byName.values());
        return List.copyOf(differences);
    }
}
