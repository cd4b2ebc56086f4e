/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the words of one command by a table: long options with {@code =} and abbreviated, bundled short ones, values
 * attached and apart, nested subcommands. What the table does not know becomes a gap.
 */
final class ArgumentParser {

    private static final Set<String> VERSION = Set.of("--version", "-V", "-v", "-version", "version");
    /** What asks for help or the version in every program that has it, even where a table lists it as a flag. */
    private static final Set<String> ONLY_PRINTS = Set.of("--help", "--version", "-help", "-version");

    private final Command command;
    private final EffectSink sink;
    private final List<String> path = new ArrayList<>();
    private final Map<String, List<Word>> options = new LinkedHashMap<>();
    private final List<Word> words = new ArrayList<>();
    private final Set<Word> doubtful = new HashSet<>();
    private final List<Word> rest = new ArrayList<>();
    private Entry entry;
    private boolean onlyWords;
    private boolean lost;
    private boolean help;
    private int next;

    ArgumentParser(Entry entry, Command command, EffectSink sink) {
        this.entry = entry;
        this.command = command;
        this.sink = sink;
    }

    /** Reads everything. Returns null where a subcommand is not in the table; that is reported. */
    @Nullable Invocation parse() {
        List<Word> arguments = command.arguments();
        if (arguments.size() == 1 && (isVersionQuery(arguments.get(0)) || isOnlyHelp(arguments.get(0)))) {
            help = true;
        }
        while (next < arguments.size() && !lost && !help) {
            Word word = arguments.get(next++);
            Entry.Rest behind = entry.rest;
            if (behind != null && words.size() >= behind.after() && !isOption(word)) {
                rest.add(word);
                rest.addAll(arguments.subList(next, arguments.size()));
                break;
            }
            word(entry.oldStyle && next == 1 ? withDash(word) : word);
        }
        return lost ? null : new Invocation(command, entry, path, options, words, doubtful, rest, help);
    }

    /** The first word of tar or ps is a bundle of options even without a dash. */
    private static Word withDash(Word word) {
        return word.isLiteral() && !word.text().startsWith("-") ? Word.literal("-" + word.text(), word.span()) : word;
    }

    private boolean isOption(Word word) {
        return !onlyWords && word.text().startsWith("-") && word.text().length() > 1;
    }

    private boolean isVersionQuery(Word word) {
        return word.isLiteral()
                && VERSION.contains(word.text())
                && entry.option(word.text()) == null
                && (!word.text().equals("version") || entry.hasSubcommands())
                && entry.subcommand(word.text()) == null;
    }

    /** Behind other words, help may be a word for the script that is run; as the only one it is not. */
    private boolean isOnlyHelp(Word word) {
        if (!word.isLiteral() || entry.noHelp) {
            return false;
        }
        OptionKind kind = entry.option(word.text());
        boolean needsValue = kind == OptionKind.VALUE || kind == OptionKind.ENV;
        return (kind == null || (needsValue && word.text().equals("-h")))
                ? word.text().equals("-h") || ONLY_PRINTS.contains(word.text())
                : kind == OptionKind.FLAGS && ONLY_PRINTS.contains(word.text());
    }

    /** Whether a word asks for help on its own account: in front of all others, or alone behind a subcommand. */
    private boolean isHelpWord(Word word) {
        if (entry.windows
                && isLast()
                && (word.text().equals("/?") || word.text().equals("-?"))) {
            return true;
        }
        if (!entry.helps || !word.text().equalsIgnoreCase("help") || !word.isLiteral()) {
            return false;
        }
        return next == 1
                || (isLast()
                        && !path.isEmpty()
                        && command.arguments().get(next - 2).is(path.get(path.size() - 1)));
    }

    private void word(Word word) {
        if (isHelpWord(word)) {
            help = true;
        } else if (!word.isLiteral()) {
            unknownWord(word);
        } else if (onlyWords || word.text().length() < 2 || !startsLikeOption(word.text())) {
            plainWord(word);
        } else if (word.text().equals("--")) {
            onlyWords = true;
        } else {
            option(word);
        }
    }

    private boolean startsLikeOption(String text) {
        return text.charAt(0) == '-' || (text.charAt(0) == '+' && entry.option(text) != null);
    }

    /** The pattern of a number that a program prints. */
    static final String NUMBER = "[0-9]*";

    private void unknownWord(Word word) {
        int equals = word.text().indexOf('=');
        if (!onlyWords && word.text().startsWith("-") && equals > 0) {
            String name = word.text().substring(0, equals);
            boolean unheardOf = entry.open
                    && name.startsWith("--")
                    && isName(name)
                    && entry.optionsBeginning(name).isEmpty();
            if (entry.option(name) != null || unheardOf) {
                options.computeIfAbsent(name, key -> new ArrayList<>())
                        .add(Word.dynamic(word.text().substring(equals + 1), word.span()));
                return;
            }
        }
        if (isCount(word)) {
            options.computeIfAbsent(word.text().substring(0, 2), key -> new ArrayList<>())
                    .add(Word.dynamic("", word.span()));
            return;
        }
        if (entry.hasSubcommands() && words.isEmpty()) {
            subcommandUnknown(word, "the subcommand is not known before it runs");
            return;
        }
        boolean leadingStar = word.form() == Word.Form.GLOB && startsWithPattern(word.text());
        boolean mayBeOption = !onlyWords
                && (word.text().isEmpty() || word.text().startsWith("-") || leadingStar)
                && (leadingStar ? entry.canExecute() : !entry.isHarmless());
        if (mayBeOption) {
            sink.gap(Coverage.PARTIAL, "a word that is not known before it runs may be an option", word.span());
        }
        words.add(word);
    }

    private static boolean isName(String option) {
        return option.chars().allMatch(c -> c == '-' || (c >= 'a' && c <= 'z'));
    }

    /** Tells whether a word is an option of no interest with a number that is worked out: {@code -j$(nproc)}. */
    private boolean isCount(Word word) {
        if (onlyWords
                || word.form() != Word.Form.GLOB
                || !word.text().endsWith(NUMBER)
                || word.text().length() != 2 + NUMBER.length()) {
            return false;
        }
        OptionKind kind = entry.option(word.text().substring(0, 2));
        return kind == OptionKind.VALUE || kind == OptionKind.OPT;
    }

    private static boolean startsWithPattern(String text) {
        // A range of digits or letters holds no dash.
        return text.isEmpty() || ("*?[".indexOf(text.charAt(0)) >= 0 && !text.startsWith("[0-9"));
    }

    private void plainWord(Word word) {
        if (!entry.hasSubcommands() || !words.isEmpty() || onlyWords) {
            words.add(word);
            return;
        }
        Entry subcommand = entry.subcommand(word.text());
        if (subcommand != null) {
            entry = subcommand;
            path.add(word.text());
        } else if (word.text().equals("help") || endsWithHelp()) {
            help = true;
        } else if (!entry.slots.isEmpty()) {
            words.add(word);
        } else {
            subcommandUnknown(word, "a subcommand that is not in the table");
        }
    }

    /** Programs with subcommands print the help of each, so also of one that the table does not know. */
    private boolean endsWithHelp() {
        List<Word> arguments = command.arguments();
        return arguments.get(arguments.size() - 1).is("--help")
                && !mayTakeLast(arguments)
                && arguments.stream().noneMatch(word -> word.is("--"))
                && !entry.noHelp
                && !entry.onlyHelp
                && !entry.passes
                && entry.slots.isEmpty();
    }

    /** Tells whether the word before the last may be an option that has the last as its value. */
    private static boolean mayTakeLast(List<Word> arguments) {
        if (arguments.size() < 2) {
            return false;
        }
        Word before = arguments.get(arguments.size() - 2);
        return !before.isLiteral()
                || (before.text().startsWith("-")
                        && before.text().indexOf('=') < 0
                        && !UnknownOptions.isSwitch(before.text()));
    }

    private void subcommandUnknown(Word word, String why) {
        Report.effects(entry.unknownSubcommand(), command, sink, word.isLiteral() ? word.text() : "", List.of());
        sink.gap(Coverage.PARTIAL, why, word.span());
        lost = true;
    }

    private void option(Word word) {
        String text = word.text();
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String attached = equals < 0 ? null : text.substring(equals + 1);
        OptionKind exact = entry.option(name);
        boolean passed = entry.passes && !words.isEmpty();
        boolean helps = !entry.noHelp && !entry.onlyHelp && !passed && !doubtful.contains(word);
        boolean helpOfPart = exact == OptionKind.FLAGS && text.equals("--help") && !path.isEmpty();
        if (helps && (helpOfPart || (entry.single && isLast() && text.equals("-help")))) {
            help = true;
        } else if (exact != null && (text.startsWith("--") || equals < 0 || entry.single || name.length() == 2)) {
            take(name, exact, attached, word);
        } else if (helps && (text.equals("--help") || isShortHelp(text))) {
            help = true;
        } else if (text.startsWith("--") || entry.single) {
            longOption(name, attached, word);
        } else {
            bundle(word);
        }
    }

    /** Behind an operand, {@code -h} is help for programs with subcommands; others may take it for one more operand. */
    private boolean isShortHelp(String text) {
        return text.equals("-h") && isLast() && (words.isEmpty() || !path.isEmpty());
    }

    private boolean isLast() {
        return next == command.arguments().size();
    }

    private void longOption(String name, @Nullable String attached, Word word) {
        if (entry.single && name.startsWith("--")) {
            OptionKind kind = entry.option(name.substring(1));
            if (kind != null) {
                take(name.substring(1), kind, attached, word);
                return;
            }
        }
        Set<String> candidates = name.length() > 2 ? entry.optionsBeginning(name) : Set.of();
        if (candidates.size() == 1 && !entry.single) {
            String only = candidates.iterator().next();
            OptionKind kind = entry.option(only);
            if (kind != null) {
                take(only, kind, attached, word);
                return;
            }
        }
        if (candidates.size() > 1 && !entry.single) {
            // Ambiguous: the program would refuse it or take one of them, so each of them counts.
            for (String candidate : candidates) {
                options.computeIfAbsent(candidate, key -> new ArrayList<>());
            }
            sink.gap(Coverage.PARTIAL, "an abbreviated option may mean several", word.span());
            return;
        }
        unknownOption(name, attached, word);
    }

    private void unknownOption(String name, @Nullable String attached, Word word) {
        if (!entry.open) {
            sink.gap(Coverage.PARTIAL, "an option that is not in the table", word.span());
            return;
        }
        // Whether the next word is its value is not known; it stays a word, so that it cannot hide there.
        List<Word> values = options.computeIfAbsent(name, key -> new ArrayList<>());
        if (attached != null) {
            values.add(Word.literal(attached, word.span()));
        } else if (!isLast() && !UnknownOptions.isSwitch(name)) {
            doubtful.add(command.arguments().get(next));
        }
    }

    /** Reads {@code -abc}: each letter is an option; the first that takes a value takes what is behind it. */
    private void bundle(Word word) {
        String text = word.text();
        for (int i = 1; i < text.length(); i++) {
            String name = "-" + text.charAt(i);
            OptionKind kind = entry.option(name);
            if (kind == null && Character.isDigit(text.charAt(i)) && entry.option("-0") != null) {
                options.computeIfAbsent("-0", key -> new ArrayList<>());
                continue;
            }
            if (kind == null) {
                unknownOption(i == 1 ? text : name, null, word);
                return;
            }
            if (kind == OptionKind.FLAGS) {
                options.computeIfAbsent(name, key -> new ArrayList<>());
                continue;
            }
            String attached = i + 1 < text.length() ? text.substring(i + 1) : null;
            take(name, kind, attached, word);
            return;
        }
    }

    private void take(String name, OptionKind kind, @Nullable String attached, Word word) {
        List<Word> values = options.computeIfAbsent(name, key -> new ArrayList<>());
        if (attached != null) {
            values.add(Word.literal(attached, word.span()));
        } else if (kind.takesNextWord()) {
            if (isLast()) {
                sink.gap(Coverage.PARTIAL, "an option without its value", word.span());
            } else {
                values.add(command.arguments().get(next++));
            }
        }
    }
}
