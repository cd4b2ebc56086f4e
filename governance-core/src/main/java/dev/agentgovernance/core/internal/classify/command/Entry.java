/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.EffectKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a table says of a program or one of its subcommands. Filled once by {@link TableReader}, then only read. */
final class Entry {

    /** What a command does, or may do. A null kind says that more is possible than the table knows. */
    record Does(List<EffectKind> kinds, boolean andMore) {
        static final Does NOTHING = new Does(List.of(), false);
    }

    /** What a command does under conditions, of which one has to hold. */
    record Rule(List<Condition> conditions, Does does) {}

    /** What the words that are no options are, under conditions of which one has to hold; none means always. */
    record Slots(List<Slot> slots, List<Condition> conditions) {}

    /** What one word is, or all in a row. */
    record Slot(String kind, boolean repeats) {}

    /** What stands behind a number of words. */
    record Rest(int after, String kind) {}

    /** A command and what a reader should expect of it. */
    record Example(String command, Set<String> expected, int line) {}

    final List<String> names;
    final @Nullable Entry parent;
    final Map<String, OptionKind> options = new LinkedHashMap<>();
    final Map<String, Entry> subcommands = new LinkedHashMap<>();
    final Map<String, Entry> families = new LinkedHashMap<>();
    final List<Rule> when = new ArrayList<>();
    final List<Rule> lower = new ArrayList<>();
    final List<Rule> also = new ArrayList<>();
    final List<Condition> recursive = new ArrayList<>();
    final List<Slots> slots = new ArrayList<>();
    final List<String> variables = new ArrayList<>();
    final List<Example> examples = new ArrayList<>();
    Does effect = Does.NOTHING;

    @Nullable Does bare;

    @Nullable Does unknown;

    @Nullable Rest rest;

    @Nullable String hook;

    boolean open;
    boolean oldStyle;
    boolean single;
    boolean noHelp;
    boolean onlyHelp;
    boolean passes;
    boolean helps;
    boolean shows;
    boolean windows;
    boolean anyCase;

    Entry(List<String> names, @Nullable Entry parent) {
        this.names = names;
        this.parent = parent;
        if (parent != null) {
            open = parent.open;
            single = parent.single;
            noHelp = parent.noHelp;
            onlyHelp = parent.onlyHelp;
            helps = parent.helps;
            shows = parent.shows;
            windows = parent.windows;
            anyCase = parent.anyCase;
        }
    }

    boolean hasSubcommands() {
        return !subcommands.isEmpty() || !families.isEmpty();
    }

    /** Returns the subcommand with a name: by the name itself, else by the longest beginning that the table knows. */
    @Nullable Entry subcommand(String name) {
        Entry exact = subcommands.get(name);
        if (exact == null) {
            exact = subcommands.get(name.toLowerCase(Locale.ROOT));
        }
        if (exact != null) {
            return exact;
        }
        Entry best = null;
        int length = -1;
        for (Map.Entry<String, Entry> family : families.entrySet()) {
            if (name.startsWith(family.getKey()) && family.getKey().length() > length) {
                best = family.getValue();
                length = family.getKey().length();
            }
        }
        return best;
    }

    /** Returns the kind of an option here or further up. */
    @Nullable OptionKind option(String name) {
        for (Entry entry = this; entry != null; entry = entry.parent) {
            OptionKind kind = entry.options.get(name);
            if (kind != null) {
                return kind;
            }
        }
        return null;
    }

    /** Returns the long options that begin so. */
    Set<String> optionsBeginning(String prefix) {
        Set<String> found = new TreeSet<>();
        for (Entry entry = this; entry != null; entry = entry.parent) {
            for (String name : entry.options.keySet()) {
                if (name.startsWith(prefix)) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    /** Returns what an unknown subcommand counts as. */
    Does unknownSubcommand() {
        for (Entry entry = this; entry != null; entry = entry.parent) {
            if (entry.unknown != null) {
                return entry.unknown;
            }
        }
        return new Does(List.of(EffectKind.EXEC_OPAQUE), true);
    }

    /** Tells whether no option can make it do more than it does without. */
    boolean isHarmless() {
        for (Entry entry = this; entry != null; entry = entry.parent) {
            if (!entry.when.isEmpty()
                    || entry.also.stream()
                            .anyMatch(rule -> rule.conditions().stream().anyMatch(Condition::asksForOption))
                    || entry.lower.stream()
                            .anyMatch(rule -> rule.conditions().stream().anyMatch(Condition::asksForNoOption))
                    || entry.hook != null
                    || !entry.options.values().stream().allMatch(OptionKind::isHarmless)) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether an option can make it start another program. */
    boolean canExecute() {
        Set<String> nearer = new TreeSet<>();
        for (Entry entry = this; entry != null; entry = entry.parent) {
            for (Map.Entry<String, OptionKind> option : entry.options.entrySet()) {
                // What a subcommand says of an option holds for it, whatever the program says.
                boolean starts = option.getValue() == OptionKind.EXEC || option.getValue() == OptionKind.RUN;
                if (nearer.add(option.getKey()) && starts) {
                    return true;
                }
            }
        }
        return false;
    }
}
