/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Command.Input;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.shell.Invocation.Io;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks into shells inside a shell, and says so where an interpreter is given a program that is not judged. */
final class Shells {

    private static final Set<String> SHELLS =
            Set.of("bash", "sh", "zsh", "dash", "ksh", "ash", "mksh", "rbash", "hush");

    private static final Set<String> OTHER_SHELLS =
            Set.of("fish", "csh", "tcsh", "pwsh", "powershell", "cmd", "nu", "xonsh", "elvish");

    private static final Set<String> PLAIN_SWITCHES =
            Set.of("-noprofile", "-nop", "-noninteractive", "-noni", "-nologo", "-nol");

    private static final Set<String> INTERPRETERS = Set.of(
            "python",
            "python2",
            "python3",
            "node",
            "nodejs",
            "deno",
            "bun",
            "perl",
            "ruby",
            "php",
            "lua",
            "luajit",
            "osascript",
            "Rscript",
            "tclsh",
            "expect",
            "julia",
            "groovy",
            "jshell",
            "scala",
            "ghci",
            "irb",
            "pypy",
            "pypy3",
            "ts-node",
            "tsx",
            "awk",
            "gawk",
            "mawk",
            "nawk",
            "ipython");

    private static final Set<String> VERSIONS = Set.of("--version", "-V", "--help", "-version");

    private static final String SSH_VALUED = "BbcDEeFIiJLlmOopQRSWw";

    private final Launcher launcher;
    private final Walker walker;
    private final Findings findings;

    Shells(Launcher launcher, Walker walker, Findings findings) {
        this.launcher = launcher;
        this.walker = walker;
        this.findings = findings;
    }

    static boolean isShell(String name) {
        return SHELLS.contains(name);
    }

    /** Judges a command if it is a shell, or reads a script as one; otherwise returns false. */
    boolean run(String name, Invocation command, State state) {
        if (SHELLS.contains(name)) {
            shell(command, state);
        } else if (name.equals("source") || name.equals(".")) {
            source(command, state);
        } else if (name.equals("ssh")) {
            ssh(command, state);
        } else if (OTHER_SHELLS.contains(name)) {
            String script = rewritten(name, command.arguments());
            if (script == null) {
                findings.opaque("the language of this shell is not understood", command.span());
            } else {
                walker.script(script, command.span(), state.forChild(command.environment()), command.io());
            }
        } else {
            return false;
        }
        return true;
    }

    /** Returns the command of a shell of Windows as one of the Bourne family would have it; null where that is not possible. */
    private static @Nullable String rewritten(String name, List<Word> arguments) {
        if (arguments.stream().anyMatch(word -> !word.isLiteral())) {
            return null;
        }
        List<String> words = arguments.stream().map(Word::text).toList();
        if (name.equals("cmd")) {
            String line = words.isEmpty() || !words.get(0).equalsIgnoreCase("/c")
                    ? null
                    : String.join(" ", words.subList(1, words.size()));
            return line == null ? null : CommandPrompt.translate(line);
        }
        int at = 0;
        while (at < words.size() && PLAIN_SWITCHES.contains(words.get(at).toLowerCase(Locale.ROOT))) {
            at++;
        }
        boolean command = (name.equals("pwsh") || name.equals("powershell"))
                && at + 1 < words.size()
                && Set.of("-c", "-command").contains(words.get(at).toLowerCase(Locale.ROOT));
        return command ? PowerShell.translate(String.join(" ", words.subList(at + 1, words.size()))) : null;
    }

    private void shell(Invocation command, State state) {
        List<Word> arguments = command.arguments();
        boolean text = false;
        boolean input = false;
        boolean checks = false;
        int at = 0;
        for (; at < arguments.size(); at++) {
            Word word = arguments.get(at);
            String option = word.text();
            boolean isOption =
                    word.isLiteral() && option.length() > 1 && (option.startsWith("-") || option.startsWith("+"));
            if (!isOption || option.equals("--")) {
                at += isOption ? 1 : 0;
                break;
            }
            if (option.startsWith("--")) {
                if (VERSIONS.contains(option)) {
                    findings.effect(EffectKind.SYSTEM_READ, "", command.span());
                    return;
                }
                if (option.equals("--rcfile") || option.equals("--init-file")) {
                    findings.opaque("a shell reads a file that was not judged", command.span());
                    at++;
                }
                continue;
            }
            text |= option.indexOf('c') > 0 && option.charAt(0) == '-';
            input |= option.indexOf('s') > 0;
            checks |= option.equals("-n");
            boolean valued = option.indexOf('o') > 0 || option.indexOf('O') > 0;
            at += valued ? 1 : 0;
        }
        Word operand = at < arguments.size() ? arguments.get(at) : null;
        if (checks && operand != null && !text) {
            launcher.sink(command, state).read(operand);
        } else if (text) {
            text(operand, arguments, at + 2, command, state);
        } else if (operand == null || input || operand.is("-") || operand.is("/dev/stdin")) {
            standardInput(command, state);
        } else {
            file(operand, command, state);
        }
    }

    private void text(@Nullable Word script, List<Word> arguments, int from, Invocation command, State state) {
        if (script == null) {
            findings.opaque("a shell is given nothing to run that could be judged", command.span());
            return;
        }
        List<String> texts = script.isLiteral() ? List.of(script.text()) : script.choices();
        if (texts.isEmpty()) {
            unknown(script, command);
        }
        for (String one : texts) {
            State child = state.forChild(command.environment());
            child.positional(List.copyOf(arguments.subList(Math.min(from, arguments.size()), arguments.size())));
            walker.script(one, command.span(), child, command.io());
        }
    }

    private void unknown(Word script, Invocation command) {
        if (launcher.isFetched(script)) {
            findings.effect(EffectKind.EXEC_DOWNLOADED, "", command.span());
        }
        findings.opaque("what is run is only known when it runs", script.span());
    }

    private void standardInput(Invocation command, State state) {
        Input input = command.io().input();
        String text = input.text();
        if (input.source() == Input.Source.TEXT && text != null) {
            walker.script(text, command.span(), state.forChild(command.environment()), Io.INHERITED);
            return;
        }
        if (command.io().fetched()) {
            findings.effect(EffectKind.EXEC_DOWNLOADED, "", command.span());
        }
        findings.opaque("a shell runs what it is sent, and that is not known", command.span());
    }

    private void file(Word file, Invocation command, State state) {
        if (launcher.isFetched(file)) {
            findings.effect(EffectKind.EXEC_DOWNLOADED, "", command.span());
            findings.opaque("a shell runs what comes from the network", command.span());
            return;
        }
        if (file.isLiteral() && launcher.script(file.text(), List.of(), command, state)) {
            return;
        }
        boolean below = file.isLiteral()
                && !file.text().startsWith("/")
                && !file.text().startsWith("~")
                && !file.text().contains("..");
        launcher.sink(command, state).read(file);
        findings.effect(below ? EffectKind.EXEC_SCRIPT : EffectKind.EXEC_OPAQUE, file.text(), command.span());
        findings.gap(Coverage.PARTIAL, "a script runs, and it was not looked into", command.span());
    }

    private void source(Invocation command, State state) {
        List<Word> arguments = command.arguments();
        if (arguments.isEmpty()) {
            findings.opaque("a shell is given nothing to run that could be judged", command.span());
        } else if (arguments.get(0).is("/dev/stdin") || arguments.get(0).is("/dev/fd/0")) {
            standardInput(command, state);
        } else if (arguments.get(0).isLiteral()
                && isEnvironment(arguments.get(0).text())) {
            // A tool has made it, and it only says where programs are found.
            launcher.sink(command, state).read(arguments.get(0));
            findings.effect(EffectKind.EXEC_BUILD, arguments.get(0).text(), command.span());
        } else {
            file(arguments.get(0), command, state);
        }
    }

    /** The script of a virtual environment of Python in the working tree. */
    private static boolean isEnvironment(String path) {
        String plain = path.startsWith("./") ? path.substring(2) : path;
        return Set.of("venv/bin/activate", ".venv/bin/activate", "env/bin/activate", ".env/bin/activate")
                .contains(plain);
    }

    private void ssh(Invocation command, State state) {
        List<Word> arguments = command.arguments();
        int at = 0;
        for (; at < arguments.size(); at++) {
            Word word = arguments.get(at);
            String option = word.text();
            if (!word.isLiteral() || option.length() < 2 || option.charAt(0) != '-') {
                break;
            }
            boolean usage = arguments.size() == 1 && (option.equals("-h") || option.equals("--help"));
            if (option.equals("-V") || usage) {
                findings.effect(EffectKind.SYSTEM_READ, "", command.span());
                return;
            }
            boolean valued = SSH_VALUED.indexOf(option.charAt(option.length() - 1)) >= 0;
            boolean attached = option.length() > 2 && SSH_VALUED.indexOf(option.charAt(1)) >= 0;
            if ("LRDWw".indexOf(option.charAt(1)) >= 0) {
                findings.effect(EffectKind.NET_LISTEN, "", command.span());
            }
            String value = attached
                    ? option.substring(2)
                    : valued && at + 1 < arguments.size()
                            ? arguments.get(at + 1).text()
                            : "";
            if (option.charAt(1) == 'o' && runsSomething(value)) {
                findings.opaque("an option of ssh runs a command on this machine", command.span());
            }
            at += valued && !attached ? 1 : 0;
        }
        String host = at < arguments.size() ? arguments.get(at).text() : "";
        findings.effect(Effect.of(EffectKind.EXEC_REMOTE, host, command.span()));
        remote(arguments.subList(Math.min(at + 1, arguments.size()), arguments.size()), command, state);
    }

    private static boolean runsSomething(String option) {
        String lower = option.toLowerCase(java.util.Locale.ROOT);
        return lower.contains("command") || lower.startsWith("knownhosts") || lower.startsWith("include");
    }

    private void remote(List<Word> words, Invocation command, State state) {
        StringBuilder script = new StringBuilder();
        for (Word word : words) {
            if (!word.isLiteral()) {
                findings.opaque("what is run is only known when it runs", word.span());
                return;
            }
            script.append(script.isEmpty() ? "" : " ").append(word.text());
        }
        if (words.isEmpty()) {
            standardInput(command, state);
        } else {
            launcher.sink(command, state).run(Action.shell(script.toString()), command.span());
        }
    }

    /** Judges a command if it is an interpreter of another language; otherwise returns false. */
    boolean interpreter(String name, Invocation command, State state) {
        String plain = withoutVersion(name);
        if (!INTERPRETERS.contains(plain)) {
            return false;
        }
        if (!plain.equals(name) && launcher.table(plain, command, state)) {
            return true;
        }
        List<Word> arguments = command.arguments();
        if (arguments.size() == 1
                && arguments.get(0).isLiteral()
                && VERSIONS.contains(arguments.get(0).text())) {
            findings.effect(EffectKind.SYSTEM_READ, "", command.span());
            return true;
        }
        Word first = arguments.isEmpty() ? null : arguments.get(0);
        if (first != null
                && first.isLiteral()
                && !first.text().startsWith("-")
                && !name.endsWith("awk")
                && !launcher.isFetched(first)) {
            file(first, command, state);
        } else {
            if (command.io().fetched() || (first != null && launcher.isFetched(first))) {
                findings.effect(EffectKind.EXEC_DOWNLOADED, "", command.span());
            }
            findings.opaque("a program in another language was not looked into", command.span());
        }
        return true;
    }

    private static String withoutVersion(String name) {
        int end = name.length();
        while (end > 0 && (Cursor.isDigit(name.charAt(end - 1)) || name.charAt(end - 1) == '.')) {
            end--;
        }
        return INTERPRETERS.contains(name) ? name : name.substring(0, end);
    }
}
