/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Globs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the owner says of servers and their tools, beside the policy: whom to trust, what a tool really does, which arguments
 * it may get, how much of everything. The form is described in the module's README.
 *
 * <p>Immutable and safe for use by several threads. What is not said is the strictest: a server is not trusted, its tools are
 * judged by their names, it may ask nothing of the client but its roots.
 */
public final class McpSettings {

    /** What is said of the tools that a glob names. */
    record ToolWord(
            String glob,
            Set<EffectKind> effects,
            Optional<Set<Label>> labels,
            Map<String, ArgumentRule> arguments,
            List<String> principals,
            boolean hidden,
            int callsPerMinute,
            List<String> handles,
            Map<String, HandleRule> accepts) {}

    /** Which secrets an argument may get: from which tools, as {@code server/tool}, and of which kinds; of all where none is said. */
    record HandleRule(List<String> from, List<String> kinds) {}

    /** Which values an argument may have. */
    record ArgumentRule(List<String> only, List<String> never) {}

    /** What is said of the servers that a glob names. */
    record ServerWord(String glob, boolean trusted, boolean pinned, Set<String> requests, List<ToolWord> tools) {}

    /** How much of everything. */
    record Limits(
            int requestChars,
            int resultChars,
            int tools,
            int pending,
            int callsPerMinute,
            int asksPerHour,
            Duration askTime,
            Duration handleTime) {}

    /**
     * What the settings hold.
     *
     * @param sinksDenied whether a call that lets something out after untrusted text came in is denied, not asked
     * @param notInBand ids of effects that nobody may approve through the client itself
     */
    record Content(
            List<ServerWord> servers, boolean sinksDenied, boolean inBand, List<String> notInBand, Limits limits) {}

    static final Limits DEFAULT_LIMITS =
            new Limits(1 << 20, 1 << 20, 1_000, 1_000, 600, 30, Duration.ofMinutes(2), Duration.ofMinutes(10));

    private static final ServerWord NOTHING_SAID = new ServerWord("*", false, false, Set.of("roots"), List.of());

    private static final McpSettings DEFAULTS = new McpSettings(new Content(
            List.of(),
            false,
            true,
            List.of("infra.destroy", "db.schema.destroy", "forge.delete", "agent"),
            DEFAULT_LIMITS));

    private final Content content;

    McpSettings(Content content) {
        this.content = content;
    }

    /** Returns the settings that say nothing. */
    public static McpSettings defaults() {
        return DEFAULTS;
    }

    /**
     * Reads settings from a JSON text.
     *
     * @throws IllegalArgumentException if it is none, or says something that is not known; the message says what
     */
    public static McpSettings parse(String json) {
        return new McpSettings(SettingsReader.read(json));
    }

    /**
     * Reads settings from a JSON file.
     *
     * @throws IllegalArgumentException as {@link #parse} does
     * @throws UncheckedIOException if the file cannot be read
     */
    public static McpSettings load(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the settings " + file + " cannot be read", e);
        }
    }

    /**
     * Returns what the owner says a tool does, whatever its name, its hints or its schema say; empty where nothing was said.
     * Made to be given to {@code Governance.Builder#declaredTools}.
     */
    public Set<EffectKind> effectsOf(ToolAction action) {
        EnumSet<EffectKind> effects = EnumSet.noneOf(EffectKind.class);
        for (ToolWord word : server(action.server()).tools()) {
            if (Globs.matches(word.glob(), action.tool())) {
                effects.addAll(word.effects());
            }
        }
        return effects;
    }

    /** Returns what is said of a server: by the first glob that names it. */
    ServerWord server(String name) {
        for (ServerWord server : content.servers()) {
            if (Globs.matches(server.glob(), name)) {
                return server;
            }
        }
        return NOTHING_SAID;
    }

    /** Returns all that is said of a tool. */
    List<ToolWord> words(String server, String tool) {
        return server(server).tools().stream()
                .filter(word -> Globs.matches(word.glob(), tool))
                .toList();
    }

    Content content() {
        return content;
    }

    Limits limits() {
        return content.limits();
    }
}
