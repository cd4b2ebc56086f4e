/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.shell.Syntax.Assignment;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Function;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Node;
import dev.agentgovernance.core.internal.classify.shell.Syntax.RawRedirect;
import dev.agentgovernance.core.internal.classify.shell.Syntax.ShellWord;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Simple;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads simple commands, their assignments and redirections. */
final class SimpleParser {

    private static final Set<String> DECLARING =
            Set.of("declare", "export", "local", "readonly", "typeset", "alias", "let");

    // The longest come first, since the first that fits is taken.
    private static final List<String> OPERATORS =
            List.of("<<<", "<<-", "<<", "<&", "<>", "<", "&>>", "&>", ">>", ">&", ">|", ">");

    private final Cursor in;
    private final WordParser words;
    private final ScriptParser script;

    SimpleParser(Cursor in, WordParser words, ScriptParser script) {
        this.in = in;
        this.words = words;
        this.script = script;
    }

    /** Reads a simple command, or the definition of a function. */
    Node read() {
        int start = in.position();
        int end = start;
        List<Assignment> assignments = new ArrayList<>();
        List<ShellWord> arguments = new ArrayList<>();
        List<Assignment> declared = new ArrayList<>();
        List<RawRedirect> redirects = new ArrayList<>();
        boolean declaring = false;
        while (true) {
            in.skipBlanks();
            int c = in.peek();
            RawRedirect redirect = redirect();
            if (redirect != null) {
                redirects.add(redirect);
                end = in.position();
                continue;
            }
            if (c == '(') {
                String name = arguments.size() == 1 && assignments.isEmpty() && redirects.isEmpty()
                        ? arguments.get(0).plain()
                        : null;
                return definition(name);
            }
            boolean processSubstitution = in.looking("<(") || in.looking(">(");
            if (Cursor.endsWord(c) && !processSubstitution) {
                break;
            }
            Assignment assignment = arguments.isEmpty() || declaring ? assignment() : null;
            if (assignment == null) {
                ShellWord word = words.commandWord();
                arguments.add(word);
                String plain = arguments.size() <= 2 ? word.plain() : null;
                declaring |= plain != null && DECLARING.contains(plain);
            } else if (arguments.isEmpty()) {
                assignments.add(assignment);
            } else {
                declared.add(assignment);
                arguments.add(asWord(assignment));
            }
            end = in.position();
        }
        if (end == start) {
            throw in.error("there is an operator where a command belongs");
        }
        return new Simple(assignments, arguments, declared, redirects, in.span(start, end));
    }

    private Node definition(@Nullable String name) {
        in.skip(1);
        in.skipBlanks();
        if (name == null || name.isEmpty() || !in.accept(")")) {
            throw in.error("there is a parenthesis where none belongs");
        }
        return new Function(name, script.compound());
    }

    private static ShellWord asWord(Assignment assignment) {
        List<Syntax.Part> parts = new ArrayList<>();
        parts.add(new Text(assignment.name() + "=", true));
        if (assignment.value() != null) {
            parts.addAll(assignment.value().parts());
        }
        return new ShellWord(parts, assignment.span());
    }

    /** Reads an assignment; null, and nothing is read, where none stands here. */
    private @Nullable Assignment assignment() {
        int start = in.position();
        int at = 0;
        if (!Cursor.isNameStart(in.peek())) {
            return null;
        }
        while (Cursor.isName(in.peek(at))) {
            at++;
        }
        int c = in.peek(at);
        boolean plus = c == '+' && in.peek(at + 1) == '=';
        if (c != '=' && c != '[' && !plus) {
            return null;
        }
        String name = in.slice(start, start + at);
        in.skip(at);
        List<ShellWord> elements = new ArrayList<>();
        boolean element = c == '[';
        if (element) {
            in.skip(1);
            elements.add(words.bracketedWord());
            boolean closed = in.peek() == ']';
            plus = closed && in.peek(1) == '+' && in.peek(2) == '=';
            if (!closed || (in.peek(1) != '=' && !plus)) {
                in.moveTo(start);
                return null;
            }
            in.skip(1);
        }
        in.skip(plus ? 2 : 1);
        if (in.peek() == '(') {
            in.skip(1);
            array(elements);
            return new Assignment(name, plus, null, elements, element, in.span(start, in.position()));
        }
        ShellWord value = words.commandWord();
        return new Assignment(name, plus, value, elements, element, in.span(start, in.position()));
    }

    private void array(List<ShellWord> elements) {
        while (true) {
            script.skipLines();
            if (in.peek() == ')') {
                in.skip(1);
                return;
            }
            int before = in.position();
            elements.add(words.commandWord());
            if (in.position() == before) {
                throw in.error("an array is not closed");
            }
        }
    }

    /** Reads the redirections behind a compound command. */
    List<RawRedirect> redirects() {
        List<RawRedirect> redirects = new ArrayList<>();
        while (true) {
            in.skipBlanks();
            RawRedirect redirect = redirect();
            if (redirect == null) {
                return redirects;
            }
            redirects.add(redirect);
        }
    }

    /** Reads a redirection; null, and nothing is read, where none stands here. */
    private @Nullable RawRedirect redirect() {
        int at = 0;
        if (in.peek() == '{') {
            at = 1;
            while (Cursor.isName(in.peek(at))) {
                at++;
            }
            if (in.peek(at) != '}' || at == 1) {
                return null;
            }
            at++;
        } else {
            while (Cursor.isDigit(in.peek(at))) {
                at++;
            }
        }
        int c = in.peek(at);
        boolean both = c == '&' && in.peek(1) == '>' && at == 0;
        if ((c != '<' && c != '>' && !both) || (!both && in.peek(at + 1) == '(')) {
            return null;
        }
        String descriptor = in.slice(in.position(), in.position() + at);
        in.skip(at);
        for (String operator : OPERATORS) {
            if (in.accept(operator)) {
                in.skipBlanks();
                return operator.equals("<<") || operator.equals("<<-")
                        ? hereDocument(descriptor, operator)
                        : new RawRedirect(descriptor, operator, target());
            }
        }
        throw in.error("there is an operator that is not known");
    }

    private ShellWord target() {
        int before = in.position();
        ShellWord word = words.commandWord();
        if (in.position() == before) {
            throw in.error("a redirection leads nowhere");
        }
        return word;
    }

    private RawRedirect hereDocument(String descriptor, String operator) {
        int start = in.position();
        StringBuilder delimiter = new StringBuilder();
        boolean quoted = false;
        while (!Cursor.endsWord(in.peek())) {
            char c = in.next();
            if (c == '\'' || c == '"') {
                quoted = true;
                while (in.peek() != c) {
                    if (in.atEnd()) {
                        throw in.error("a quote is not closed");
                    }
                    delimiter.append(in.next());
                }
                in.skip(1);
            } else if (c == '\\' && !in.atEnd()) {
                quoted = true;
                delimiter.append(in.next());
            } else {
                delimiter.append(c);
            }
        }
        if (in.position() == start) {
            throw in.error("a here-document has no delimiter");
        }
        HereDocument document = new HereDocument(delimiter.toString(), quoted, operator.equals("<<-"));
        in.pending.add(document);
        // The list is filled when the line ends, before anybody looks into the tree.
        return new RawRedirect(descriptor, operator, new ShellWord(document.parts, in.span(start, in.position())));
    }
}
