/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.EffectKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Reads the text form of a table, which the package's description gives. One instance per table. */
final class TableReader {

    private final String name;
    private final boolean withExamples;
    private final List<Entry> programs = new ArrayList<>();
    private final Deque<Entry> open = new ArrayDeque<>();
    private int number;

    TableReader(String name, boolean withExamples) {
        this.name = name;
        this.withExamples = withExamples;
    }

    /**
     * Returns the programs of a table.
     *
     * @throws IllegalArgumentException if a line makes no sense
     */
    List<Entry> read(BufferedReader reader) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && text.charAt(0) != '#') {
                int indent = line.indexOf(text.charAt(0));
                item(indent / 2, text);
            }
        }
        return programs;
    }

    private void item(int level, String text) {
        int blank = text.indexOf(' ');
        String key = blank < 0 ? text : text.substring(0, blank);
        String rest = blank < 0 ? "" : text.substring(blank + 1).strip();
        while (open.size() > level) {
            open.pop();
        }
        if (open.size() != level) {
            throw error("indented too far");
        }
        if (key.equals("program")) {
            Entry entry = new Entry(words(rest), null);
            programs.add(entry);
            open.push(entry);
        } else if (key.equals("sub")) {
            open.push(subcommand(current(), rest));
        } else if (key.equals("=")) {
            if (withExamples) {
                current().examples.add(example(rest));
            }
        } else {
            property(current(), key, rest);
        }
    }

    private Entry current() {
        Entry entry = open.peek();
        if (entry == null) {
            throw error("stands outside a program");
        }
        return entry;
    }

    private Entry subcommand(Entry parent, String text) {
        int colon = text.indexOf(" : ");
        Entry entry = new Entry(words(colon < 0 ? text : text.substring(0, colon)), parent);
        if (colon >= 0) {
            entry.effect = does(text.substring(colon + 3));
        }
        for (String word : entry.names) {
            boolean family = word.endsWith("*");
            Entry before = family
                    ? parent.families.put(word.substring(0, word.length() - 1), entry)
                    : parent.subcommands.put(word, entry);
            if (before != null) {
                throw error("says " + word + " twice");
            }
        }
        return entry;
    }

    private void property(Entry entry, String key, String text) {
        switch (key) {
            case "args" -> entry.slots.add(slots(text));
            case "rest" -> entry.rest = rest(text);
            case "effect" -> entry.effect = does(text);
            case "when" -> entry.when.add(rule(text));
            case "lower" -> entry.lower.add(rule(text));
            case "also" -> entry.also.add(rule(text));
            case "recursive" -> entry.recursive.addAll(conditions(text));
            case "bare" -> entry.bare = does(text);
            case "unknown" -> entry.unknown = does(text);
            case "hook" -> entry.hook = text;
            case "oldstyle" -> entry.oldStyle = true;
            case "open" -> entry.open = true;
            case "single" -> entry.single = true;
            case "nohelp" -> entry.noHelp = true;
            case "onlyhelp" -> entry.onlyHelp = true;
            case "passes" -> entry.passes = true;
            case "helps" -> entry.helps = true;
            case "shows" -> entry.shows = true;
            case "anycase" -> entry.anyCase = true;
            case "windows" -> {
                entry.windows = true;
                entry.anyCase = true;
            }
            case "envvar" -> entry.variables.addAll(words(text));
            default -> options(entry, key, text);
        }
    }

    private void options(Entry entry, String key, String text) {
        OptionKind kind = Arrays.stream(OptionKind.values())
                .filter(k -> k.name().toLowerCase(Locale.ROOT).equals(key))
                .findAny()
                .orElseThrow(() -> error("begins with " + key));
        for (String option : words(text)) {
            if (!option.startsWith("-") && !option.startsWith("+")) {
                throw error("has no option " + option);
            }
            if (option.startsWith("--") || option.length() <= 2 || entry.single || !option.startsWith("-")) {
                put(entry, option, kind);
            } else {
                option.chars().skip(1).forEach(c -> put(entry, "-" + (char) c, kind));
            }
        }
    }

    private void put(Entry entry, String option, OptionKind kind) {
        if (entry.options.put(option, kind) != null) {
            throw error("says " + option + " twice");
        }
    }

    private Entry.Slots slots(String text) {
        int condition = text.indexOf(" if ");
        List<Entry.Slot> slots = new ArrayList<>();
        for (String word : words(condition < 0 ? text : text.substring(0, condition))) {
            boolean repeats = word.endsWith("*");
            slots.add(new Entry.Slot(repeats ? word.substring(0, word.length() - 1) : word, repeats));
        }
        return new Entry.Slots(slots, condition < 0 ? List.of() : conditions(text.substring(condition + 4)));
    }

    private Entry.Rest rest(String text) {
        List<String> words = words(text);
        if (words.size() != 2) {
            throw error("takes a number and a kind");
        }
        return new Entry.Rest(Integer.parseInt(words.get(0)), words.get(1));
    }

    private Entry.Rule rule(String text) {
        int arrow = text.indexOf(" => ");
        if (arrow < 0) {
            throw error("has no =>");
        }
        return new Entry.Rule(conditions(text.substring(0, arrow)), does(text.substring(arrow + 4)));
    }

    private List<Condition> conditions(String text) {
        return words(text).stream().map(Condition::parse).toList();
    }

    private Entry.Does does(String text) {
        List<EffectKind> kinds = new ArrayList<>();
        boolean andMore = false;
        for (String word : words(text)) {
            if (word.equals("?")) {
                andMore = true;
            } else {
                kinds.add(EffectKind.of(word).orElseThrow(() -> error("names no effect: " + word)));
            }
        }
        return new Entry.Does(List.copyOf(kinds), andMore);
    }

    private Entry.Example example(String text) {
        int arrow = text.lastIndexOf(" => ");
        if (arrow < 0) {
            throw error("has no =>");
        }
        return new Entry.Example(text.substring(0, arrow), new TreeSet<>(words(text.substring(arrow + 4))), number);
    }

    private IllegalArgumentException error(String what) {
        return new IllegalArgumentException(name + " line " + number + " " + what);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean blank = i == text.length() || text.charAt(i) == ' ';
            if (blank && start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            } else if (!blank && start < 0) {
                start = i;
            }
        }
        return words;
    }
}
