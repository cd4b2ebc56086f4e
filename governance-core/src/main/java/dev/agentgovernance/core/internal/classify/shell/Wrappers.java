/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Command.Input;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks into programs that start another program with the words behind their own. */
final class Wrappers {

    /** A word of a script that is made up here, of which nothing is known. */
    private static final String UNKNOWN_WORD = "\"$UNKNOWN_WORD\"";

    /** The options of {@code xargs} with which names come from elsewhere, are cut in another way, or reach many commands. */
    private static final Options OTHER_NAMES = new Options(
            "0aLlnsdE", List.of("--null", "--arg", "--max-args", "--max-lines", "--max-chars", "--delimiter", "--eof"));

    private static final Options NAMES_ELSEWHERE = new Options("a", List.of("--arg"));

    private static final int MAX_NAMES = 4_096;

    private static final Set<String> SHELL_WORDS = Set.of("time", "exec", "command", "builtin", "noglob", "nocorrect");

    private final Launcher launcher;
    private final Findings findings;

    Wrappers(Launcher launcher, Findings findings) {
        this.launcher = launcher;
        this.findings = findings;
    }

    /** Judges a command if it is a wrapper; otherwise returns false. */
    boolean run(String name, Invocation command, State state) {
        WrapperSpec spec = WrapperSpec.all().get(name);
        if (spec == null) {
            return false;
        }
        if (isHelp(name, spec, command)) {
            findings.effect(EffectKind.SYSTEM_READ, name, command.span());
            return true;
        }
        if (spec.traits().contains("escalate")) {
            findings.effect(EffectKind.PRIVILEGE_ESCALATE, name, command.span());
        }
        new Reading(spec, name, command, state).run();
        return true;
    }

    /** Help or the version as the only word; the shell's own {@code time} would run it, its other ones refuse it. */
    private static boolean isHelp(String name, WrapperSpec spec, Invocation command) {
        if (command.words().size() != 2 || SHELL_WORDS.contains(name)) {
            return false;
        }
        Word word = command.words().get(1);
        boolean letter = word.is("-h") || word.is("-V");
        return word.is("--help")
                || word.is("--version")
                || (letter && spec.flags().indexOf(word.text().charAt(1)) < 0);
    }

    /** One wrapper being read. */
    private final class Reading {
        private final WrapperSpec spec;
        private final String name;
        private final State state;
        private Invocation command;
        private int at = 1;
        private @Nullable String failure;
        private @Nullable Word text;
        private boolean looksUp;

        Reading(WrapperSpec spec, String name, Invocation command, State state) {
            this.spec = spec;
            this.name = name;
            this.command = command;
            this.state = state;
        }

        void run() {
            options();
            assignments();
            if (spec.traits().contains("permute")) {
                permuted();
            } else if (spec.operands() > 0 && text == null) {
                at += spec.operands();
                if (takesText()) {
                    options();
                }
            }
            if (looksUp) {
                findings.effect(EffectKind.SYSTEM_READ, "", command.span());
                boolean names = command.from(at).words().stream()
                        .allMatch(word -> word.isLiteral() && !word.text().startsWith("-"));
                if (!names) {
                    findings.gap(Coverage.PARTIAL, "what is looked up is no name", command.span());
                }
                return;
            }
            if (failure != null) {
                findings.opaque(failure, command.span());
                return;
            }
            if (text != null) {
                nested(text);
                return;
            }
            if (at >= command.words().size()) {
                alone();
                return;
            }
            if (at + 1 < command.words().size()
                    && spec.traits().contains("skips:" + command.words().get(at).text())) {
                at++;
            }
            Invocation inner = command.from(at);
            if (spec.traits().contains("joined")) {
                joined(inner);
            } else if (spec.traits().contains("names")) {
                launcher.start(withNames(inner), state);
            } else {
                launcher.start(inner, state);
            }
        }

        private boolean takesText() {
            return spec.traits().stream().anyMatch(trait -> trait.startsWith("text:"));
        }

        /** Options may stand behind operands: the name of a user, the file of a transcript. */
        private void permuted() {
            while (at < command.words().size() && failure == null) {
                Word operand = command.words().get(at++);
                if (spec.traits().contains("operand-writes")) {
                    launcher.sink(command, state).write(operand);
                    options();
                    // Some versions of the program take a command behind the file.
                    return;
                }
                options();
            }
        }

        private void alone() {
            if (spec.traits().contains("names")) {
                findings.effect(EffectKind.SYSTEM_READ, "", command.span());
            } else if (spec.traits().contains("alone")) {
                findings.effect(EffectKind.SYSTEM_READ, "", command.span());
            } else {
                findings.opaque("the program " + name + " runs no command that could be judged", command.span());
            }
        }

        private void options() {
            while (at < command.words().size() && failure == null) {
                Word word = command.words().get(at);
                if (!word.isLiteral()) {
                    boolean maybeOption = spec.operands() == 0 && word.text().isEmpty();
                    failure = maybeOption && word.form() == Word.Form.DYNAMIC
                            ? "which program runs is only known when it runs"
                            : null;
                    return;
                }
                String option = word.text();
                if (option.equals("--")) {
                    at++;
                    return;
                }
                if (option.length() < 2 || option.charAt(0) != '-') {
                    if (option.equals("-") && (name.equals("env") || name.equals("su"))) {
                        at++;
                        continue;
                    }
                    return;
                }
                at++;
                if (option.startsWith("--")) {
                    longOption(option.substring(2));
                } else {
                    shortOptions(option);
                }
            }
        }

        private void longOption(String option) {
            int equals = option.indexOf('=');
            String key = equals < 0 ? option : option.substring(0, equals);
            if (spec.longValued().contains(key)) {
                Word value = equals >= 0
                        ? Word.literal(option.substring(equals + 1), command.span())
                        : command.words().size() > at ? command.words().get(at++) : null;
                value(key, value);
            } else if (!spec.longFlags().contains(key)) {
                failure = "an option of " + name + " is not known";
            }
        }

        private void shortOptions(String option) {
            if (option.length() > 2 && spec.longFlags().contains(option.substring(1))) {
                return;
            }
            for (int i = 1; i < option.length(); i++) {
                char letter = option.charAt(i);
                if (spec.valued().indexOf(letter) >= 0) {
                    Word value = i + 1 < option.length()
                            ? Word.literal(option.substring(i + 1), command.span())
                            : command.words().size() > at ? command.words().get(at++) : null;
                    value(String.valueOf(letter), value);
                    return;
                }
                looksUp |= spec.traits().contains("command-names") && (letter == 'v' || letter == 'V');
                if (spec.flags().indexOf(letter) < 0) {
                    failure = "an option of " + name + " is not known";
                    return;
                }
            }
        }

        private void value(String option, @Nullable Word value) {
            if (value == null) {
                failure = "an option of " + name + " has no value";
            } else if (spec.writes().contains(option)) {
                launcher.sink(command, state).write(value);
            } else if (spec.traits().contains("text:" + option)) {
                text = value;
            }
        }

        private void assignments() {
            if (!spec.traits().contains("assignments")) {
                return;
            }
            while (at < command.words().size()) {
                Word word = command.words().get(at);
                int equals = word.text().indexOf('=');
                if (equals <= 0 || word.form() == Word.Form.ONE_OF) {
                    return;
                }
                Word value = new Word(word.form(), word.text().substring(equals + 1), List.of(), word.span());
                command = command.withVariable(word.text().substring(0, equals), value);
                Environment.check(word.text().substring(0, equals), value, state.home(), findings);
                at++;
            }
        }

        private void nested(Word script) {
            if (script.isLiteral()) {
                StringBuilder whole = new StringBuilder(script.text());
                if (name.equals("env")) {
                    // The words behind belong to the same command.
                    for (Word word : command.words()
                            .subList(
                                    Math.min(at, command.words().size()),
                                    command.words().size())) {
                        whole.append(' ').append(word.isLiteral() ? quoted(word.text()) : UNKNOWN_WORD);
                    }
                }
                launcher.sink(command, state).run(Action.shell(whole.toString()), command.span());
            } else {
                findings.opaque("what is run is only known when it runs", script.span());
            }
        }

        private void joined(Invocation inner) {
            boolean parallel = name.equals("parallel");
            StringBuilder whole = new StringBuilder();
            List<Word> words = new ArrayList<>();
            for (Word word : inner.words()) {
                if (!word.isLiteral()) {
                    findings.opaque("what is run is only known when it runs", word.span());
                    return;
                }
                if (parallel && word.text().startsWith(":::")) {
                    break;
                }
                String text = parallel ? filled(word.text()) : word.text();
                boolean unknown = parallel && text.equals(UNKNOWN_WORD);
                whole.append(whole.isEmpty() ? "" : " ").append(text);
                words.add(unknown ? Word.dynamic("", word.span()) : Word.literal(text, word.span()));
            }
            String script = parallel && whole.indexOf(UNKNOWN_WORD) < 0 ? whole + " " + UNKNOWN_WORD : whole.toString();
            launcher.sink(command, state).run(Action.shell(script), command.span());
            if (parallel && words.size() > 1) {
                // Versions of this program differ in whether the words are read by a shell once more.
                launcher.start(inner.withWords(words).withMore(List.of(Word.dynamic("", command.span()))), state);
            }
        }

        /** Puts a word that is not known where a placeholder stands. */
        private static String filled(String text) {
            StringBuilder out = new StringBuilder();
            int from = 0;
            while (true) {
                int open = text.indexOf('{', from);
                int close = open < 0 ? -1 : text.indexOf('}', open);
                boolean placeholder = close > 0
                        && text.substring(open + 1, close)
                                .chars()
                                .allMatch(c -> Cursor.isDigit(c) || "#%./+-".indexOf(c) >= 0);
                if (!placeholder) {
                    return out.append(text, from, text.length()).toString();
                }
                out.append(text, from, open).append(UNKNOWN_WORD);
                from = close + 1;
            }
        }

        /** Adds the words that come through standard input, or puts them where the placeholder stands. */
        private Invocation withNames(Invocation inner) {
            String placeholder = placeholder();
            if (placeholder == null
                    || inner.words().stream().noneMatch(word -> word.text().contains(placeholder))) {
                return inner.withMore(names()).withIo(Invocation.Io.INHERITED);
            }
            List<Word> words = new ArrayList<>();
            for (Word word : inner.words()) {
                words.add(word.text().contains(placeholder) ? named(word, placeholder) : word);
            }
            return inner.withWords(words).withIo(Invocation.Io.INHERITED);
        }

        /** Returns the words that come through standard input: all of them behind one command, where they are known. */
        private List<Word> names() {
            List<String> known = new ArrayList<>();
            for (String line : knownLines()) {
                for (String name : line.trim().split("[ \\t]+", -1)) {
                    known.add(name);
                }
            }
            known.removeIf(String::isEmpty);
            return known.isEmpty()
                    ? List.of(unknownName())
                    : known.stream()
                            .map(name -> Word.literal(name, command.span()))
                            .toList();
        }

        /** Returns a word with each line of standard input in the place of the sign that stands for it. */
        private Word named(Word word, String placeholder) {
            List<String> known = knownLines().stream()
                    .map(String::stripLeading)
                    .filter(line -> !line.isEmpty())
                    .map(line -> word.text().replace(placeholder, line))
                    .toList();
            if (known.isEmpty() || !word.isLiteral()) {
                return word.is(placeholder)
                        ? unknownName()
                        : Word.dynamic(word.text().substring(0, word.text().indexOf(placeholder)), word.span());
            }
            return known.size() == 1
                    ? Word.literal(known.get(0), word.span())
                    : new Word(Word.Form.ONE_OF, "", known, word.span());
        }

        private Word unknownName() {
            boolean piped = command.io().input().source() == Input.Source.PIPE && hasNone(NAMES_ELSEWHERE);
            return piped ? launcher.pipedNames(command.span()) : Word.dynamic("", command.span());
        }

        /** Returns the lines that stand in the command line, where they reach one command as they are; else none. */
        private List<String> knownLines() {
            String text = command.io().input().text();
            if (text == null || text.length() > MAX_NAMES || !hasNone(OTHER_NAMES)) {
                return List.of();
            }
            boolean quoted = text.chars().anyMatch(c -> "\\'\"\0".indexOf(c) >= 0);
            return quoted ? List.of() : text.lines().toList();
        }

        private boolean hasNone(Options options) {
            return command.words().subList(1, at).stream().noneMatch(word -> options.has(word.text()));
        }

        private @Nullable String placeholder() {
            for (int i = 1; i < at; i++) {
                String word = command.words().get(i).text();
                if (word.startsWith("-I")) {
                    return word.length() > 2
                            ? word.substring(2)
                            : command.words().get(i + 1).text();
                }
                if (word.equals("-i") || word.equals("--replace")) {
                    return "{}";
                }
                if (word.startsWith("--replace=")) {
                    return word.substring("--replace=".length());
                }
            }
            return null;
        }
    }

    /** Some of the options of {@code xargs}: letters, which may stand behind its flags in one word, and beginnings of names. */
    private record Options(String letters, List<String> names) {

        private static final String FLAGS = "0rtpxoi";

        boolean has(String word) {
            if (!word.startsWith("-") || word.startsWith("--")) {
                return names.stream().anyMatch(word::startsWith);
            }
            int i = 1;
            while (i < word.length() && letters.indexOf(word.charAt(i)) < 0 && FLAGS.indexOf(word.charAt(i)) >= 0) {
                i++;
            }
            return i < word.length() && letters.indexOf(word.charAt(i)) >= 0;
        }
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
