/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import dev.agentgovernance.api.effect.EffectKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the words of SQL do: the tables {@code sql-words.txt} and {@code sql-functions.txt}. Immutable. */
final class SqlWords {

    /**
     * One line of the table.
     *
     * @param section {@code verb}, {@code function}, {@code relation} or {@code client}
     * @param name a phrase; verbs in upper case, everything else in lower case
     * @param kinds what it does
     * @param flags {@code gap}: it does more than can be known; {@code control}: statements follow inside; {@code inner}: it
     *     begins a statement wherever it stands, on servers that need no separator
     * @param positive SQL text that does it
     * @param negative SQL text that looks alike and does not
     */
    record Entry(
            String section, String name, List<EffectKind> kinds, Set<String> flags, String positive, String negative) {

        boolean has(String flag) {
            return flags.contains(flag);
        }
    }

    private final List<Entry> entries;
    private final Map<String, Entry> verbs = new HashMap<>();
    private final Map<String, Entry> functions = new HashMap<>();
    private final Map<String, Entry> relations = new HashMap<>();
    private final Map<String, Entry> clientCommands = new HashMap<>();

    private final Set<String> onlyRead;

    private SqlWords(List<Entry> entries, Set<String> onlyRead) {
        this.entries = List.copyOf(entries);
        this.onlyRead = Set.copyOf(onlyRead);
        for (Entry entry : entries) {
            Map<String, Entry> table = switch (entry.section()) {
                case "verb" -> verbs;
                case "function" -> functions;
                case "relation" -> relations;
                case "client" -> clientCommands;
                default -> throw new IllegalStateException("no such section: " + entry.section());
            };
            if (table.put(entry.name(), entry) != null) {
                throw new IllegalStateException("twice in the table: " + entry.name());
            }
        }
    }

    /** Reads the tables that ship with the library. */
    static SqlWords load() {
        List<Entry> entries = lines("sql-words.txt").map(SqlWords::parse).toList();
        Set<String> onlyRead = lines("sql-functions.txt")
                .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                .collect(Collectors.toSet());
        return new SqlWords(entries, onlyRead);
    }

    private static Stream<String> lines(String name) {
        try (InputStream in = SqlWords.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry parse(String line) {
        List<String> cells = new ArrayList<>();
        int from = 0;
        for (int bar = line.indexOf(" | "); bar >= 0; bar = line.indexOf(" | ", from)) {
            cells.add(line.substring(from, bar).strip());
            from = bar + 3;
        }
        cells.add(line.substring(from).strip());
        int space = cells.get(0).indexOf(' ');
        if (cells.size() != 4 || space < 0) {
            throw new IllegalStateException("not a line of the table: " + line);
        }
        String section = cells.get(0).substring(0, space);
        String name = cells.get(0).substring(space + 1).strip();
        List<EffectKind> kinds = new ArrayList<>();
        List<String> flags = new ArrayList<>();
        for (String item : cells.get(1).split(" ", -1)) {
            EffectKind kind = EffectKind.of(item).orElse(null);
            if (kind != null) {
                kinds.add(kind);
            } else if (Set.of("gap", "control", "inner").contains(item)) {
                flags.add(item);
            } else {
                throw new IllegalStateException("neither an effect nor a flag: " + item);
            }
        }
        String key = section.equals("verb") ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT);
        return new Entry(
                section,
                section.equals("client") ? name : key,
                List.copyOf(kinds),
                Set.copyOf(flags),
                cells.get(2),
                cells.get(3));
    }

    List<Entry> entries() {
        return entries;
    }

    @Nullable Entry verb(String phrase) {
        return verbs.get(phrase);
    }

    @Nullable Entry function(String name) {
        return functions.get(name);
    }

    /** Tells whether what stands before a parenthesis, in lower case, is known to only read. */
    boolean onlyReads(String name) {
        return onlyRead.contains(name);
    }

    Set<String> onlyRead() {
        return onlyRead;
    }

    @Nullable Entry relation(String name) {
        return relations.get(name);
    }

    /** Tells whether a line that begins so is for the client: {@code :R}. */
    boolean isClientCommand(String name) {
        return clientCommands.containsKey(name);
    }

    /** Tells whether a command with a backslash only shows something. */
    boolean isHarmlessClientCommand(String name) {
        Entry entry = clientCommands.get(name);
        return entry != null && !entry.has("gap");
    }
}
