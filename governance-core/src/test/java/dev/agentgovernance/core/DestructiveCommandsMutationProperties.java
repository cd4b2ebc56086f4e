/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What destroys is not allowed in another spelling of the same command line either. */
class DestructiveCommandsMutationProperties {

    private static final Guard CONTRIBUTE = Governance.builder(Policy.baseline())
            .trust(key -> TrustLevel.CONTRIBUTE)
            .homeDirectory("/home/agent")
            .build();

    /**
     * One command of plain words: a first word can be respelled, and a program put in front, without another meaning. What
     * holds a compound command, an assignment in front or a word of the shell keeps its meaning inside a shell only.
     */
    private static final Pattern SIMPLE =
            Pattern.compile("[a-z][a-z0-9-]{1,20}( [A-Za-z0-9/][A-Za-z0-9/._=:@+,-]*| --?[A-Za-z][A-Za-z0-9=/._:-]*)+");

    /** Words of the shell itself: no program can start them, and in a shell of its own they end with it. */
    private static final List<String> OF_THE_SHELL = List.of(
            "export",
            "alias",
            "source",
            "eval",
            "exec",
            "set",
            "unset",
            "trap",
            "cd",
            "declare",
            "typeset",
            "readonly",
            "local",
            "hash",
            "enable",
            "complete",
            "builtin",
            "command",
            "function",
            "time",
            "coproc",
            "ulimit",
            "umask",
            "history",
            "shopt",
            "bind",
            "fc",
            "if",
            "for",
            "while",
            "case",
            "until",
            "select");

    private record Rewriting(String name, boolean onlySimple, UnaryOperator<String> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Rewriting simple(String name, UnaryOperator<String> change) {
        return new Rewriting(name, true, change);
    }

    private static Rewriting any(String name, UnaryOperator<String> change) {
        return new Rewriting(name, false, change);
    }

    private static String first(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    private static String rest(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    private static String quoted(String line) {
        return "'" + line.replace("'", "'\\''") + "'";
    }

    private static String octal(String text) {
        StringBuilder out = new StringBuilder("$'");
        text.chars().forEach(c -> out.append(String.format("\\%03o", c)));
        return out.append("'").toString();
    }

    private static String base64(String line) {
        return Base64.getEncoder().encodeToString(line.getBytes(StandardCharsets.UTF_8));
    }

    private static final List<Rewriting> REWRITINGS = List.of(
            simple("quotes in the name", l -> l.charAt(0) + "\"\"" + l.substring(1)),
            simple("the name in quotes", l -> "'" + first(l) + "' " + rest(l)),
            simple("a backslash in the name", l -> "\\" + l),
            simple("the name in octal", l -> octal(first(l)) + " " + rest(l)),
            simple("IFS for blanks", l -> l.replace(" ", "${IFS}")),
            simple("braces", l -> l.contains(",") ? l : "{" + l.replace(' ', ',') + "}"),
            simple("the name in a variable", l -> "x=" + first(l) + "; $x " + rest(l)),
            simple(
                    "halves in variables",
                    l -> "a=" + l.charAt(0) + " b=" + first(l).substring(1) + "; $a$b " + rest(l)),
            simple("words of a list", l -> "x=(" + l + "); \"${x[@]}\""),
            simple("positional words", l -> "set -- " + l + "; \"$@\""),
            simple("printed name", l -> "$(printf %s " + first(l) + ") " + rest(l)),
            simple("env", l -> "env " + l),
            simple("env with a variable", l -> "env LC_ALL=C " + l),
            simple("env -S", l -> "env -S " + quoted(l)),
            simple("nice", l -> "nice -n 10 " + l),
            simple("timeout", l -> "timeout 60 " + l),
            simple("nohup", l -> "nohup " + l + " &"),
            simple("setsid", l -> "setsid -f " + l),
            simple("stdbuf", l -> "stdbuf -oL " + l),
            simple("command", l -> "command " + l),
            simple("exec", l -> "exec " + l),
            simple("sudo", l -> "sudo -n " + l),
            simple("time", l -> "time " + l),
            simple("xargs", l -> "echo " + rest(l) + " | xargs " + first(l)),
            simple("flock", l -> "flock /tmp/l " + l),
            simple("alias", l -> "shopt -s expand_aliases\nalias q=" + quoted(first(l)) + "\nq " + rest(l)),
            simple("find -exec", l -> "find . -maxdepth 0 -exec " + l + " ';'"),
            simple("script", l -> "script -qc " + quoted(l) + " /dev/null"),
            any("bash -c", l -> "bash -c " + quoted(l)),
            any("sh -ec", l -> "sh -ec " + quoted(l)),
            any("eval", l -> "eval " + quoted(l)),
            any("here-document", l -> "bash <<'END_OF_IT'\n" + l + "\nEND_OF_IT"),
            any("here-string", l -> "bash <<< " + quoted(l)),
            any("base64", l -> "echo " + base64(l) + " | base64 -d | sh"),
            any("printf to a shell", l -> "printf '%s\\n' " + quoted(l) + " | sh"),
            any("function", l -> "f() {\n" + l + "\n}\nf"),
            any("trap", l -> "trap " + quoted(l) + " EXIT"),
            any("behind &&", l -> "true && " + l),
            any("behind ;", l -> "ls; " + l),
            any("behind a line", l -> "# note\ngit status\n" + l),
            any("subshell", l -> "(\n" + l + "\n)"),
            any("group", l -> "{\n" + l + "\n}"),
            any("if", l -> "if true; then\n" + l + "\nfi"),
            any("for", l -> "for i in 1; do\n" + l + "\ndone"),
            any("while", l -> "while true; do\n" + l + "\nbreak; done"),
            any("case", l -> "case x in x)\n" + l + "\n;; esac"),
            any("substitution", l -> "echo \"$(\n" + l + "\n)\""),
            any("source", l -> "source /dev/stdin <<< " + quoted(l)));

    private static final List<String> LINES = lines();

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(
                DestructiveCommandsMutationProperties.class.getResourceAsStream("destructive-commands.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replace("\\n", "\n"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isSimple(String line) {
        return SIMPLE.matcher(line).matches() && !OF_THE_SHELL.contains(first(line));
    }

    @Provide
    Arbitrary<String> anyLine() {
        // An opened here-document would take in what is put behind the line.
        return Arbitraries.of(
                LINES.stream().filter(line -> !line.contains("<<")).toList());
    }

    @Provide
    Arbitrary<String> simpleLine() {
        return Arbitraries.of(LINES.stream()
                .filter(DestructiveCommandsMutationProperties::isSimple)
                .toList());
    }

    @Provide
    Arbitrary<Rewriting> anyRewriting() {
        return Arbitraries.of(
                REWRITINGS.stream().filter(rewriting -> !rewriting.onlySimple()).toList());
    }

    @Provide
    Arbitrary<Rewriting> rewriting() {
        return Arbitraries.of(REWRITINGS);
    }

    @Property(tries = 4_000)
    void noneIsAllowedInsideOfAnotherCommand(
            @ForAll("anyLine") String line, @ForAll("anyRewriting") Rewriting rewriting) {
        notAllowed(rewriting.change().apply(line));
    }

    @Property(tries = 6_000)
    void noneIsAllowedInAnotherSpelling(
            @ForAll("simpleLine") String line,
            @ForAll("rewriting") Rewriting inner,
            @ForAll("anyRewriting") Rewriting outer) {
        String once = inner.change().apply(line);
        notAllowed(once);
        notAllowed(outer.change().apply(once));
    }

    private static void notAllowed(String line) {
        boolean allowed = CONTRIBUTE
                .decide(Action.shell(line), TestActions.context())
                .match(allow -> true, ask -> false, deny -> false);
        assertThat(allowed).as(line).isFalse();
    }
}
