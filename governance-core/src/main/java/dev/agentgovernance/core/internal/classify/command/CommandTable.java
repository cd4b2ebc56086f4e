/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.CommandClassifier;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The usual programs and what they do with their words, from tables that ship as resources.
 *
 * <p>What a table does not know of a program (an option, a subcommand) is reported as a gap, never left out. Safe for use
 * by several threads; loading takes a few milliseconds once classes are warm, a command a few microseconds.
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
            "desktop",
            "diagnostics",
            "inspection",
            "frameworks",
            "devtools",
            "windows",
            "storage",
            "machines",
            "operations",
            "servers",
            "hosted",
            "toolchains");

    private static final String PROGRAM = "program ";

    /** How many readings of a command whose words have several is tried. */
    private static final int MAX_READINGS = 32;

    private final Map<String, Block> blocks;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /** The lines of one program in a table. They are read when the program is asked for: a process mostly needs one. */
    private record Block(String table, String text, int start, int end) {
        Entry entry() {
            try {
                return new TableReader(table, false)
                        .read(new BufferedReader(new StringReader(text.substring(start, end))))
                        .get(0);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the table " + table, e);
            }
        }
    }

    private CommandTable(Map<String, Block> blocks) {
        this.blocks = Map.copyOf(blocks);
    }

    /**
     * Returns the tables that ship with the library. Loads them anew at each call; what they say of a program is read when
     * it is first asked for, and kept.
     *
     * @throws IllegalStateException if a resource is missing
     */
    public static CommandTable standard() {
        Map<String, Block> blocks = new HashMap<>();
        for (String table : TABLES) {
            String text = text(table);
            int start = text.startsWith(PROGRAM) ? 0 : next(text, 0);
            while (start < text.length()) {
                int end = next(text, start);
                Block block = new Block(table, text, start, end);
                int line = text.indexOf('\n', start);
                for (String name :
                        text.substring(start + PROGRAM.length(), line).split(" ", -1)) {
                    blocks.put(name, block);
                }
                start = end;
            }
        }
        return new CommandTable(blocks);
    }

    /** Returns where the next program begins behind a place; the end of the text if there is none. */
    private static int next(String text, int from) {
        int at = text.indexOf("\n" + PROGRAM, from);
        return at < 0 ? text.length() : at + 1;
    }

    private static String text(String table) {
        try (InputStream in = CommandTable.class.getResourceAsStream(table + ".table")) {
            if (in == null) {
                throw new IllegalStateException("the table " + table + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the table " + table, e);
        }
    }

    /** Returns all that the tables say, read at once. */
    static List<Entry> entries(boolean withExamples) {
        List<Entry> all = new ArrayList<>();
        for (String table : TABLES) {
            try {
                all.addAll(
                        new TableReader(table, withExamples).read(new BufferedReader(new StringReader(text(table)))));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the table " + table, e);
            }
        }
        return all;
    }

    @Override
    public Set<String> programs() {
        return blocks.keySet();
    }

    @Override
    public void classify(Command command, EffectSink sink) {
        Command module = PythonModule.of(command);
        if (module != null && blocks.containsKey(module.program())) {
            classify(module, sink);
            return;
        }
        Block block = blocks.get(command.program());
        if (block == null) {
            sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, command.program(), command.span()));
            sink.gap(Coverage.OPAQUE, "a program that is not in the tables", command.span());
            return;
        }
        if (InlineCode.judge(command, sink)) {
            return;
        }
        Entry entry = entries.computeIfAbsent(command.program(), name -> block.entry());
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
                new Report(invocation, sink).all();
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
