/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.effect.SourceSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The syntax tree of a script. Values only; what they mean is up to the {@link Walker}. */
final class Syntax {

    private Syntax() {}

    /** Something that can be run. */
    sealed interface Node {}

    /** Commands one after the other. */
    record Sequence(List<Node> items) implements Node {}

    /** A command that runs beside the ones behind it. */
    record Background(Node body) implements Node {}

    /** Two commands joined by {@code &&} or {@code ||}. */
    record AndOr(Node left, boolean and, Node right) implements Node {}

    /** Commands joined by pipes; at least two. */
    record Pipeline(List<Node> stages) implements Node {}

    /**
     * A simple command.
     *
     * @param assignments in front of the words
     * @param words the program and its arguments; empty where there are only assignments or redirections
     * @param declared the assignments among the arguments of {@code export} and its relatives
     */
    record Simple(
            List<Assignment> assignments,
            List<ShellWord> words,
            List<Assignment> declared,
            List<RawRedirect> redirects,
            SourceSpan span)
            implements Node {}

    /** A list in braces, or in parentheses, which runs in a shell of its own. */
    record Group(boolean subshell, Node body, List<RawRedirect> redirects) implements Node {}

    /** An {@code if}: conditions, each with a body, and what else is to be done. */
    record If(
            List<Node> conditions,
            List<Node> bodies,
            @Nullable Node otherwise,
            List<RawRedirect> redirects) implements Node {}

    /**
     * A loop.
     *
     * @param variable of a {@code for} or {@code select}
     * @param values what the variable goes through; null means the positional parameters
     * @param head the words of an arithmetic {@code for}
     * @param condition of a {@code while} or {@code until}
     */
    record Loop(
            @Nullable String variable,
            @Nullable List<ShellWord> values,
            List<ShellWord> head,
            @Nullable Node condition,
            Node body,
            List<RawRedirect> redirects)
            implements Node {}

    /** A {@code case} with the words it looks at and its branches. */
    record Case(List<ShellWord> words, List<Node> branches, List<RawRedirect> redirects) implements Node {}

    /** The definition of a function. */
    record Function(String name, Node body) implements Node {}

    /** {@code [[ … ]]} or {@code (( … ))}: words that are looked at. */
    record Test(List<ShellWord> words, List<RawRedirect> redirects, SourceSpan span) implements Node {}

    /**
     * An assignment.
     *
     * @param value the value; null for an array
     * @param elements the elements of an array, and the subscript of an element
     */
    record Assignment(
            String name,
            boolean append,
            @Nullable ShellWord value,
            List<ShellWord> elements,
            boolean element,
            SourceSpan span) {}

    /**
     * A redirection.
     *
     * @param target the file, descriptor, text of a here-string or body of a here-document
     */
    record RawRedirect(String descriptor, String operator, ShellWord target) {}

    /** A word as it is written. */
    record ShellWord(List<Part> parts, SourceSpan span) {

        /** Returns the text where the word is one plain text, quoted or not; otherwise null. */
        @Nullable String plain() {
            if (parts.isEmpty()) {
                return "";
            }
            if (parts.size() == 1) {
                return parts.get(0) instanceof Text only ? only.text() : null;
            }
            StringBuilder text = new StringBuilder();
            for (Part part : parts) {
                if (!(part instanceof Text t)) {
                    return null;
                }
                text.append(t.text());
            }
            return text.toString();
        }
    }

    /** A part of a word. */
    sealed interface Part {}

    /** Text; in what is not quoted, braces still expand. */
    record Text(String text, boolean quoted) implements Part {}

    /** A pattern of file names that is not quoted: {@code *}, {@code ?}, a bracket, an extended pattern. */
    record Pattern(String text) implements Part {}

    /** {@code ~}, with the name of a user or empty. */
    record Tilde(String user) implements Part {}

    /**
     * {@code $name} or a <code>${…}</code>.
     *
     * @param operator what stands behind the name: empty, {@code :-}, {@code #}, …; {@code !} for an indirect one and
     *     {@code length} for a length
     * @param operands the words behind the operator and in a subscript
     */
    record Parameter(String name, String operator, List<ShellWord> operands, boolean quoted) implements Part {}

    /** The output of a command, or a file that is connected to one. */
    record Substitution(Node body, boolean process, boolean quoted) implements Part {}

    /** A number that is worked out; its words may hold substitutions. */
    record Computed(List<ShellWord> words) implements Part {}
}
