/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.shell.State.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a shell does itself, without starting a program. */
final class Builtins {

    /** They change nothing outside of the shell. */
    private static final Set<String> HARMLESS = Set.of(
            "echo",
            "true",
            "false",
            ":",
            "pwd",
            "wait",
            "jobs",
            "type",
            "times",
            "getopts",
            "return",
            "exit",
            "break",
            "continue",
            "dirs",
            "umask",
            "ulimit",
            "suspend",
            "logout",
            "caller",
            "which",
            "help",
            "hash",
            "fg",
            "bg",
            "disown",
            "let");

    private final Launcher launcher;
    private final Findings findings;

    Builtins(Launcher launcher, Findings findings) {
        this.launcher = launcher;
        this.findings = findings;
    }

    /** Judges a command if it is one of the shell's own; otherwise returns false. */
    boolean run(String name, Invocation command, State state) {
        List<Word> arguments = command.arguments();
        switch (name) {
            case "printf", "read", "mapfile", "readarray", "unset" -> variables(name, command, state);
            case "test", "[" -> test(command);
            case "cd", "chdir", "pushd", "popd" -> folder(name, command, state);
            case "export", "declare", "typeset", "local", "readonly" -> declare(name, command, state);
            case "set" -> options(arguments, state);
            case "shift" -> {
                looked(command);
                state.shift(arguments.isEmpty() ? null : arguments.get(0));
            }
            case "shopt", "setopt", "unsetopt" -> shopt(command);
            case "alias" -> alias(command);
            case "unalias", "enable", "bind", "complete", "compopt", "history", "fc" -> rare(name, command);
            case "eval" -> evaluate(command, state);
            case "trap" -> trap(command, state);
            case "hash" -> hash(command);
            case "compgen" -> generate(command);
            case "kill" -> {
                return false;
            }
            default -> {
                if (!HARMLESS.contains(name)) {
                    return false;
                }
                looked(command);
            }
        }
        return true;
    }

    private void looked(Invocation command) {
        findings.effect(EffectKind.SYSTEM_READ, "", command.span());
    }

    private void hash(Invocation command) {
        looked(command);
        if (command.arguments().stream()
                .anyMatch(word -> !word.isLiteral() || word.text().startsWith("-p"))) {
            findings.gap(Coverage.OPAQUE, "the meaning of a name is changed", command.span());
        }
    }

    /** Lists what could stand in a place; some options have a text run for it. */
    private void generate(Invocation command) {
        looked(command);
        for (Word word : command.arguments()) {
            boolean option = word.text().startsWith("-");
            boolean expanded = word.text().indexOf('$') >= 0 || word.text().indexOf('`') >= 0;
            if (!word.isLiteral()
                    || expanded
                    || (option && (word.text().indexOf('C') > 0 || word.text().indexOf('F') > 0))) {
                findings.opaque("a text is run to find what could stand in a place", word.span());
            }
        }
    }

    private void rare(String name, Invocation command) {
        boolean prints = command.arguments().isEmpty() || name.equals("unalias");
        looked(command);
        if (!prints) {
            findings.effect(EffectKind.EXEC_OPAQUE, name, command.span());
            findings.gap(Coverage.PARTIAL, "the shell's own set-up is changed", command.span());
        }
    }

    private void alias(Invocation command) {
        looked(command);
        boolean defines = command.arguments().stream()
                .anyMatch(word -> !word.isLiteral() || word.text().indexOf('=') >= 0);
        if (defines) {
            findings.opaque("the meaning of a name is changed", command.span());
        }
    }

    private void shopt(Invocation command) {
        looked(command);
        boolean aliases = command.arguments().stream()
                .anyMatch(word -> !word.isLiteral() || word.text().contains("alias"));
        if (aliases) {
            findings.gap(Coverage.OPAQUE, "names may get another meaning", command.span());
        }
    }

    private void variables(String name, Invocation command, State state) {
        looked(command);
        List<Word> arguments = command.arguments();
        boolean sets = !name.equals("printf");
        for (int i = 0; i < arguments.size(); i++) {
            Word word = arguments.get(i);
            if (name.equals("printf")) {
                boolean variable = i < 2 && word.isLiteral() && word.text().startsWith("-v");
                if (variable || (i == 1 && sets)) {
                    sets = true;
                    String target = word.text().startsWith("-v") ? word.text().substring(2) : word.text();
                    fill(target, word, state);
                    subscript(target, word);
                }
            } else if (!word.isLiteral()) {
                findings.gap(Coverage.PARTIAL, "which variable changes is only known when it runs", word.span());
            } else if (word.text().startsWith("-C") || (word.text().equals("-c") && name.startsWith("m"))) {
                findings.gap(Coverage.OPAQUE, "a text is run for each line that is read", word.span());
            } else if (!word.text().startsWith("-")) {
                if (name.equals("unset")) {
                    forget(word.text(), state);
                } else {
                    fill(word.text(), word, state);
                }
                if (name.equals("read") && arguments.get(arguments.size() - 1).equals(word)) {
                    named(word.text(), command, state);
                }
                subscript(word.text(), word);
            }
        }
        if (name.equals("unset")
                && arguments.stream()
                        .anyMatch(word -> word.isLiteral() && word.text().equals("-f"))) {
            arguments.forEach(word -> state.functions.remove(word.text()));
        }
    }

    private void subscript(String variable, Word word) {
        if (variable.indexOf('[') >= 0) {
            findings.gap(Coverage.PARTIAL, "a subscript may run what is in it", word.span());
        }
    }

    /** What is read from a pipe of names is one of them, if it is read into one variable. */
    private void named(String variable, Invocation command, State state) {
        String names = launcher.listed();
        boolean piped = command.io().input().source() == Command.Input.Source.PIPE;
        boolean whole = command.arguments().stream()
                        .filter(word ->
                                !word.text().startsWith("-") && !word.text().isEmpty())
                        .count()
                == 1;
        if (names != null && piped && whole) {
            state.set(variable, Value.ofPattern(names));
        }
    }

    /** A variable takes on what is only known when it runs. */
    private void fill(String name, Word word, State state) {
        if (!name.isEmpty()) {
            launcher.assign(withoutSubscript(name), Word.dynamic("", word.span()), state, false);
        }
    }

    private static void forget(String name, State state) {
        if (!name.isEmpty()) {
            state.set(withoutSubscript(name), Value.UNKNOWN);
        }
    }

    private static String withoutSubscript(String name) {
        int bracket = name.indexOf('[');
        return bracket > 0 ? name.substring(0, bracket) : name;
    }

    private void test(Invocation command) {
        looked(command);
        for (Word word : command.arguments()) {
            if (word.isLiteral() && (word.text().contains("$(") || word.text().contains("[`"))) {
                findings.gap(Coverage.OPAQUE, "a text may be run when it is used as a number", word.span());
            }
        }
    }

    private void options(List<Word> arguments, State state) {
        for (int i = 0; i < arguments.size(); i++) {
            Word word = arguments.get(i);
            if (!word.isLiteral()) {
                findings.gap(Coverage.PARTIAL, "which option is set is only known when it runs", word.span());
            } else if (word.text().equals("--")) {
                state.positional(List.copyOf(arguments.subList(i + 1, arguments.size())));
                return;
            } else if ((word.text().startsWith("-") && word.text().indexOf('e') > 0) || word.is("errexit")) {
                state.endsOnFailure = true;
            } else if (word.text().startsWith("+")) {
                state.endsOnFailure = false;
            } else if (!word.text().startsWith("-")
                    && (i == 0 || !arguments.get(i - 1).text().endsWith("o"))) {
                state.positional(null);
            }
        }
    }

    private void declare(String name, Invocation command, State state) {
        boolean reference = false;
        looked(command);
        for (Word word : command.arguments()) {
            String text = word.form() == Word.Form.ONE_OF ? word.choices().get(0) : word.text();
            int equals = text.indexOf('=');
            if (text.startsWith("-") || text.startsWith("+")) {
                reference |= text.indexOf('n') > 0 && !name.equals("export") && !name.equals("readonly");
                if (name.equals("export") && text.indexOf('f') > 0) {
                    findings.gap(Coverage.PARTIAL, "a function is handed to other programs", word.span());
                }
            } else if (equals > 0) {
                String variable = text.substring(0, equals);
                launcher.assign(variable, valueOf(word, equals), state, name.equals("export"));
            } else if (name.equals("export") && word.isLiteral()) {
                state.export(text);
            } else if (!word.isLiteral()) {
                findings.gap(Coverage.PARTIAL, "which variable changes is only known when it runs", word.span());
            } else if (name.equals("local")) {
                state.set(text, Value.of(""));
            }
        }
        if (reference) {
            findings.gap(Coverage.OPAQUE, "a name stands for another", command.span());
        }
    }

    private static Word valueOf(Word word, int equals) {
        if (word.form() == Word.Form.ONE_OF) {
            List<String> values = new ArrayList<>();
            for (String choice : word.choices()) {
                values.add(choice.substring(Math.min(equals + 1, choice.length())));
            }
            return new Word(Word.Form.ONE_OF, "", values, word.span());
        }
        return new Word(word.form(), word.text().substring(equals + 1), List.of(), word.span());
    }

    private void folder(String name, Invocation command, State state) {
        looked(command);
        if (name.equals("pushd") || name.equals("popd")) {
            if (name.equals("popd") || operand(command.arguments()) == null) {
                state.enter(List.of(State.UNKNOWN_FOLDER));
                return;
            }
        }
        Word target = operand(command.arguments());
        if (target == null) {
            Value home = state.get("HOME");
            state.enter(List.of(home.known() ? home.choices().get(0) : State.UNKNOWN_FOLDER));
            return;
        }
        List<String> names = switch (target.form()) {
            case LITERAL -> List.of(target.text());
            case ONE_OF -> target.choices();
            default -> List.of("");
        };
        boolean searched = state.get("CDPATH").known();
        List<String> targets = new ArrayList<>();
        for (String one : names) {
            if (one.isEmpty() || one.equals("-") || searched) {
                targets.add(State.UNKNOWN_FOLDER);
                continue;
            }
            List<String> starts = state.folders.isEmpty() ? List.of(".") : state.folders;
            for (String start : starts) {
                targets.add(resolve(start, one));
            }
        }
        if (targets.size() == 1
                && ScriptFiles.isFolder(
                        targets.get(0), launcher.sink(state, command.span()).context())) {
            state.enter(targets);
            state.settleFolder();
            return;
        }
        state.enter(targets.size() > 6 ? List.of(State.UNKNOWN_FOLDER) : targets);
    }

    private static @Nullable Word operand(List<Word> arguments) {
        for (Word word : arguments) {
            boolean option =
                    word.isLiteral() && word.text().length() > 1 && word.text().startsWith("-");
            if (!option) {
                return word;
            }
        }
        return null;
    }

    private static String resolve(String start, String target) {
        if (target.startsWith("/") || target.startsWith("~")) {
            return target;
        }
        return start.equals(State.UNKNOWN_FOLDER) ? start : start + "/" + target;
    }

    private void evaluate(Invocation command, State state) {
        StringBuilder text = new StringBuilder();
        List<Word> arguments = command.arguments();
        for (Word word : arguments) {
            if (!word.isLiteral()) {
                if (launcher.isFetched(word)) {
                    findings.effect(EffectKind.EXEC_DOWNLOADED, "", command.span());
                }
                findings.opaque("what is run is only known when it runs", word.span());
                return;
            }
            text.append(text.isEmpty() ? "" : " ").append(word.text());
        }
        launcher.evaluate(text.toString(), command.span(), state, command.io());
    }

    private void trap(Invocation command, State state) {
        looked(command);
        List<Word> arguments = command.arguments();
        int first = !arguments.isEmpty() && arguments.get(0).is("--") ? 1 : 0;
        if (arguments.size() <= first
                || arguments.get(first).is("-")
                || arguments.get(first).is("-p")
                || arguments.get(first).is("-l")) {
            return;
        }
        Word text = arguments.get(first);
        if (text.isLiteral()) {
            launcher.evaluate(text.text(), command.span(), state.copy(), command.io());
        } else {
            findings.opaque("what is run is only known when it runs", text.span());
        }
    }
}
