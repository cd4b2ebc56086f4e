/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.shell.Syntax.Computed;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Node;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Parameter;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Part;
import dev.agentgovernance.core.internal.classify.shell.Syntax.ShellWord;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Substitution;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Text;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands behind a dollar, and backquotes. */
final class ExpansionParser {

    // The longest come first, since the first that fits is taken.
    private static final List<String> OPERATORS = List.of(
            ":-", ":=", ":?", ":+", "##", "%%", "//", "/#", "/%", "^^", ",,", "-", "=", "?", "+", "#", "%", "/", "^",
            ",", ":", "@");

    private final Cursor in;
    private final WordParser words;

    ExpansionParser(Cursor in, WordParser words) {
        this.in = in;
        this.words = words;
    }

    /** Reads an expansion; the cursor stands at the dollar. A dollar that starts none is text. */
    Part dollar(boolean quoted) {
        in.skip(1);
        int c = in.peek();
        if (c == '(') {
            if (in.peek(1) == '(') {
                Part arithmetic = arithmeticIfAny();
                if (arithmetic != null) {
                    return arithmetic;
                }
            }
            in.skip(1);
            return new Substitution(commandsUpToParenthesis(), false, quoted);
        }
        if (c == '{') {
            in.skip(1);
            return braces(quoted);
        }
        if (c == '[') {
            in.skip(1);
            return brackets();
        }
        if (Cursor.isNameStart(c)) {
            int from = in.position();
            while (Cursor.isName(in.peek())) {
                in.skip(1);
            }
            return new Parameter(in.slice(from, in.position()), "", List.of(), quoted);
        }
        if (Cursor.isDigit(c) || (c != Cursor.END && "@*#?-$!".indexOf(c) >= 0)) {
            return new Parameter(String.valueOf(in.next()), "", List.of(), quoted);
        }
        return new Text("$", quoted);
    }

    /** Reads commands and the parenthesis that closes them. */
    Node commandsUpToParenthesis() {
        in.budget().enter();
        Node body = new ScriptParser(in).listUpTo(')');
        in.skip(1);
        in.budget().leave();
        return body;
    }

    /** Reads a command in backquotes; the cursor stands at the opening one. */
    Part backquotes(boolean quoted) {
        int start = in.position();
        in.skip(1);
        StringBuilder body = new StringBuilder();
        int from = in.position();
        boolean changed = false;
        while (!in.atEnd()) {
            char c = in.next();
            if (c == '`') {
                Cursor inside =
                        changed ? in.over(body.toString(), start, in.position()) : in.within(from, in.position() - 1);
                in.budget().enter();
                Node node = new ScriptParser(inside).whole();
                in.budget().leave();
                return new Substitution(node, false, quoted);
            }
            if (c == '\\' && !in.atEnd()) {
                char escaped = in.next();
                boolean special = escaped == '`' || escaped == '\\' || escaped == '$' || (quoted && escaped == '"');
                if (special) {
                    changed = true;
                } else {
                    body.append('\\');
                }
                body.append(escaped);
            } else {
                body.append(c);
            }
        }
        throw in.error("a backquote is not closed");
    }

    /** Reads {@code (( … ))} as arithmetic; null, and nothing is read, where it is a shell in a shell. */
    @org.jspecify.annotations.Nullable Computed arithmeticIfAny() {
        int start = in.position();
        in.skip(2);
        List<ShellWord> found = new ArrayList<>();
        int open = 0;
        while (!in.atEnd()) {
            int c = in.peek();
            if (c == ')' && open == 0) {
                if (in.peek(1) == ')') {
                    in.skip(2);
                    return new Computed(found);
                }
                break;
            }
            if (c == '(' || c == ')') {
                open += c == '(' ? 1 : -1;
                in.skip(1);
            } else if (c == '\\') {
                in.skip(Math.min(2, in.limit() - in.position()));
            } else if (Cursor.endsWord(c)) {
                in.skip(1);
            } else {
                found.add(words.commandWord());
            }
        }
        in.moveTo(start);
        return null;
    }

    private Part brackets() {
        List<ShellWord> found = new ArrayList<>();
        while (in.peek() != ']') {
            if (in.atEnd()) {
                throw in.error("a bracket is not closed");
            }
            found.add(words.bracketedWord());
        }
        in.skip(1);
        return new Computed(found);
    }

    /** Reads {@code ${…}} behind its opening brace. */
    private Part braces(boolean quoted) {
        int c = in.peek();
        if (c == ' ' || c == '\t' || c == '\n' || c == '|') {
            in.skip(1);
            in.budget().enter();
            Node body = new ScriptParser(in).listUpToBrace();
            in.budget().leave();
            return new Substitution(body, false, quoted);
        }
        List<ShellWord> operands = new ArrayList<>();
        String prefix = prefix();
        String name = name();
        if (in.peek() == '[') {
            in.skip(1);
            operands.add(words.bracketedWord());
            if (in.peek() != ']') {
                throw in.error("a bracket is not closed");
            }
            in.skip(1);
            prefix = prefix.isEmpty() ? "[" : prefix;
        }
        String operator = operator();
        if (!operator.isEmpty()) {
            operands.add(words.bracedWord(quoted));
        } else if (prefix.equals("!") && (in.peek() == '*' || in.peek() == '@')) {
            in.skip(1);
        }
        if (in.peek() != '}') {
            throw in.error("a brace is not closed");
        }
        in.skip(1);
        return new Parameter(name, prefix.isEmpty() ? operator : prefix, operands, quoted);
    }

    private String prefix() {
        int c = in.peek();
        int behind = in.peek(1);
        if (c == '!' && (Cursor.isName(behind) || behind == '@' || behind == '*' || behind == '#')) {
            in.skip(1);
            return "!";
        }
        if (c == '#' && behind != '}' && (Cursor.isName(behind) || behind == '@' || behind == '*' || behind == '?')) {
            in.skip(1);
            return "length";
        }
        return "";
    }

    private String name() {
        int from = in.position();
        if (Cursor.isNameStart(in.peek())) {
            while (Cursor.isName(in.peek())) {
                in.skip(1);
            }
        } else if (Cursor.isDigit(in.peek())) {
            while (Cursor.isDigit(in.peek())) {
                in.skip(1);
            }
        } else if (!in.atEnd() && "@*#?-$!".indexOf(in.peek()) >= 0) {
            in.skip(1);
        } else {
            throw in.error("an expansion has no name");
        }
        return in.slice(from, in.position());
    }

    private String operator() {
        for (String operator : OPERATORS) {
            if (in.accept(operator)) {
                return operator;
            }
        }
        return "";
    }
}
