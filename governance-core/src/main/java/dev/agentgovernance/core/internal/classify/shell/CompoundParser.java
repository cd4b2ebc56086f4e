/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.shell.Syntax.Case;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Computed;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Function;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Group;
import dev.agentgovernance.core.internal.classify.shell.Syntax.If;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Loop;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Node;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Sequence;
import dev.agentgovernance.core.internal.classify.shell.Syntax.ShellWord;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Test;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the commands that hold others: groups, conditions, loops, functions. */
final class CompoundParser {

    private static final Set<String> WORDS =
            Set.of("{", "if", "for", "while", "until", "case", "select", "function", "[[", "coproc");

    private final Cursor in;
    private final WordParser words;
    private final ScriptParser script;
    private final SimpleParser simples;

    CompoundParser(Cursor in, WordParser words, ScriptParser script, SimpleParser simples) {
        this.in = in;
        this.words = words;
        this.script = script;
        this.simples = simples;
    }

    boolean startsHere(String word) {
        return WORDS.contains(word) || in.peek() == '(';
    }

    Node read(String word) {
        int start = in.position();
        if (in.peek() == '(') {
            return parenthesis(start);
        }
        in.skip(word.length());
        return switch (word) {
            case "{" -> group();
            case "if" -> conditional();
            case "for" -> forLoop();
            case "select" -> namedLoop();
            case "while", "until" -> whileLoop();
            case "case" -> choice();
            case "function" -> function();
            case "[[" -> test(start);
            default -> coprocess();
        };
    }

    private Node parenthesis(int start) {
        if (in.peek(1) == '(') {
            Computed arithmetic = new ExpansionParser(in, words).arithmeticIfAny();
            if (arithmetic != null) {
                return new Test(arithmetic.words(), simples.redirects(), in.span(start, in.position()));
            }
        }
        in.skip(1);
        Node body = script.listUpTo(')');
        in.skip(1);
        return new Group(true, body, simples.redirects());
    }

    private Node group() {
        Node body = script.listUpToBrace();
        return new Group(false, body, simples.redirects());
    }

    private Node conditional() {
        List<Node> conditions = new ArrayList<>();
        List<Node> bodies = new ArrayList<>();
        Node otherwise = null;
        conditions.add(script.listUpTo(Set.of("then")));
        script.expect("then");
        while (true) {
            bodies.add(script.listUpTo(Set.of("elif", "else", "fi")));
            String word = in.plainWord();
            in.skip(word.length());
            if (word.equals("elif")) {
                conditions.add(script.listUpTo(Set.of("then")));
                script.expect("then");
                continue;
            }
            if (word.equals("else")) {
                otherwise = script.listUpTo(Set.of("fi"));
                script.expect("fi");
            }
            return new If(conditions, bodies, otherwise, simples.redirects());
        }
    }

    private Node whileLoop() {
        Node condition = script.listUpTo(Set.of("do"));
        Node body = doBody();
        return new Loop(null, List.of(), List.of(), condition, body, simples.redirects());
    }

    private Node doBody() {
        script.skipLines();
        if (in.plainWord().equals("{")) {
            in.skip(1);
            return script.listUpToBrace();
        }
        script.expect("do");
        Node body = script.listUpTo(Set.of("done"));
        script.expect("done");
        return body;
    }

    private Node forLoop() {
        in.skipBlanks();
        if (!in.looking("((")) {
            return namedLoop();
        }
        Computed head = new ExpansionParser(in, words).arithmeticIfAny();
        if (head == null) {
            throw in.error("the head of a loop is not closed");
        }
        in.skipBlanks();
        if (in.peek() == ';') {
            in.skip(1);
        }
        Node body = doBody();
        return new Loop(null, List.of(), head.words(), null, body, simples.redirects());
    }

    private Node namedLoop() {
        in.skipBlanks();
        String name = words.commandWord().plain();
        if (name == null || name.isEmpty()) {
            throw in.error("a loop has no variable");
        }
        script.skipLines();
        List<ShellWord> values = null;
        if (in.plainWord().equals("in")) {
            in.skip(2);
            values = wordsUpToLineEnd();
        } else if (in.peek() == ';') {
            in.skip(1);
        }
        Node body = doBody();
        return new Loop(name, values, List.of(), null, body, simples.redirects());
    }

    private List<ShellWord> wordsUpToLineEnd() {
        List<ShellWord> values = new ArrayList<>();
        while (true) {
            in.skipBlanks();
            int c = in.peek();
            if (c == ';') {
                in.skip(1);
                return values;
            }
            if (c == '\n' || c == Cursor.END) {
                return values;
            }
            values.add(someWord());
        }
    }

    private ShellWord someWord() {
        int before = in.position();
        ShellWord word = words.commandWord();
        if (in.position() == before) {
            throw in.error("there is an operator where a word belongs");
        }
        return word;
    }

    private Node choice() {
        List<ShellWord> looked = new ArrayList<>();
        List<Node> branches = new ArrayList<>();
        in.skipBlanks();
        looked.add(someWord());
        script.expect("in");
        while (true) {
            script.skipLines();
            if (in.plainWord().equals("esac")) {
                in.skip(4);
                return new Case(looked, branches, simples.redirects());
            }
            patterns(looked);
            branches.add(script.listUpTo(Set.of(";;", "esac")));
            if (!in.accept(";;&") && !in.accept(";;")) {
                in.accept(";&");
            }
        }
    }

    private void patterns(List<ShellWord> looked) {
        if (in.peek() == '(') {
            in.skip(1);
        }
        while (true) {
            in.skipBlanks();
            looked.add(someWord());
            in.skipBlanks();
            if (in.accept("|")) {
                continue;
            }
            if (!in.accept(")")) {
                throw in.error("a pattern of a case is not closed");
            }
            return;
        }
    }

    private Node function() {
        in.skipBlanks();
        String name = words.commandWord().plain();
        if (name == null || name.isEmpty()) {
            throw in.error("a function has no plain name");
        }
        in.skipBlanks();
        if (in.accept("(")) {
            in.skipBlanks();
            if (!in.accept(")")) {
                throw in.error("a function has something in its parentheses");
            }
        }
        return new Function(name, script.compound());
    }

    private Node coprocess() {
        in.skipBlanks();
        int start = in.position();
        String word = in.plainWord();
        if (!startsHere(word)) {
            // A name may stand in front of a compound command.
            String name = words.commandWord().plain();
            in.skipBlanks();
            String behind = in.plainWord();
            if (name == null || !startsHere(behind)) {
                in.moveTo(start);
                return new Syntax.Background(simples.read());
            }
            word = behind;
        }
        return new Syntax.Background(read(word));
    }

    private Node test(int start) {
        List<ShellWord> looked = new ArrayList<>();
        boolean regex = false;
        while (true) {
            skipTestBlanks();
            int c = in.peek();
            if (c == Cursor.END) {
                throw in.error("a test is not closed");
            }
            if (in.plainWord().equals("]]")) {
                in.skip(2);
                return new Test(looked, simples.redirects(), in.span(start, in.position()));
            }
            if (regex) {
                looked.add(words.regexWord());
                regex = false;
            } else if (in.accept("=~")) {
                regex = true;
            } else if (c == '&' || c == '|' || c == '(' || c == ')' || c == ';') {
                if (c == ';') {
                    throw in.error("a test is not closed");
                }
                in.skip(1);
            } else if ((c == '<' || c == '>') && in.peek(1) != '(') {
                in.skip(1);
            } else {
                looked.add(someWord());
            }
        }
    }

    private void skipTestBlanks() {
        script.skipLines();
    }

    /** Returns what a definition {@code name () …} defines; the cursor stands behind the parentheses. */
    static Node function(String name, @Nullable Node body) {
        return new Function(name, body == null ? new Sequence(List.of()) : body);
    }
}
