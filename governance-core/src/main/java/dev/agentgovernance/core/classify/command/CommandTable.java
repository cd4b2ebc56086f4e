/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.classify.command;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.classify.Command;
import dev.agentgovernance.core.classify.CommandClassifier;
import dev.agentgovernance.core.classify.EffectSink;
import dev.agentgovernance.core.classify.Word;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The usual programs and what they do with their words, from tables that ship as resources.
 *
 * <p>What a table does not know of a program (an option, a subcommand) is reported as a gap, never left out. Immutable and
 * safe for use by several threads; loading takes a few milliseconds, a command a few microseconds.
 */
public final class CommandTable implements CommandClassifier {

    static final List<String> TABLES = List.of(
            "text",
            "files",
            "system",
            "archives",
            "packages",
            "build",
            "containers",
            "kubernetes",
            "cloud",
            "deploy",
            "forge",
            "network",
            "databases",
            "credentials",
            "agents",
            "services",
            "desktop");

    /** How many readings of a command whose words have several is tried. */
    private static final int MAX_READINGS = 32;

    private final Map<String, Entry> programs;
    private final Map<String, Hook> hooks;

    private CommandTable(Map<String, Entry> programs) {
        this.programs = Map.copyOf(programs);
        this.hooks = Hooks.all();
    }

    /**
     * Returns the tables that ship with the library. Loads them anew at each call.
     *
     * @throws IllegalStateException if a resource is missing
     */
    public static CommandTable standard() {
        Map<String, Entry> programs = new HashMap<>();
        for (Entry entry : entries(false)) {
            for (String name : entry.names) {
                if (programs.put(name, entry) != null) {
                    throw new IllegalArgumentException("two tables know " + name);
                }
            }
        }
        return new CommandTable(programs);
    }

    static List<Entry> entries(boolean withExamples) {
        List<Entry> all = new ArrayList<>();
        for (String table : TABLES) {
            try (InputStream in = CommandTable.class.getResourceAsStream(table + ".table")) {
                if (in == null) {
                    throw new IllegalStateException("the table " + table + " is missing");
                }
                all.addAll(new TableReader(table, withExamples)
                        .read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the table " + table, e);
            }
        }
        return all;
    }

    @Override
    public Set<String> programs() {
        return programs.keySet();
    }

    @Override
    public void classify(Command command, EffectSink sink) {
        Entry entry = programs.get(command.program());
        if (entry == null) {
            sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, command.program(), command.span()));
            sink.gap(Coverage.OPAQUE, "a program that is not in the tables", command.span());
            return;
        }
        List<List<Word>> readings = readings(command.arguments());
        if (readings.isEmpty()) {
            sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, command.program(), command.span()));
            sink.gap(Coverage.OPAQUE, "too many ways to read the words", command.span());
            return;
        }
        for (List<Word> reading : readings) {
            Command one = readings.size() == 1 && reading.equals(command.arguments())
                    ? command
                    : new Command(
                            command.program(),
                            reading,
                            command.environment(),
                            command.redirects(),
                            command.input(),
                            command.span());
            Invocation invocation = new ArgumentParser(entry, one, sink).parse();
            if (invocation != null) {
                new Report(invocation, sink).all(hooks);
            }
        }
    }

    /** Returns each way to read the words; none where there are too many. */
    private static List<List<Word>> readings(List<Word> arguments) {
        List<List<Word>> readings = List.of(arguments);
        for (int i = 0; i < arguments.size(); i++) {
            Word word = arguments.get(i);
            if (word.form() != Word.Form.ONE_OF) {
                continue;
            }
            List<List<Word>> more = new ArrayList<>();
            for (List<Word> reading : readings) {
                for (String choice : word.choices()) {
                    List<Word> copy = new ArrayList<>(reading);
                    copy.set(i, Word.literal(choice, word.span()));
                    more.add(copy);
                    if (more.size() > MAX_READINGS) {
                        return List.of();
                    }
                }
            }
            readings = more;
        }
        return readings;
    }
}
