/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.shell.Syntax.AndOr;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Background;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Group;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Node;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Pipeline;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads scripts: lists, pipelines, and by {@link CompoundParser} and {@link SimpleParser} the commands in them.
 *
 * <p>Recursive descent over the characters; the depth is bounded by the {@link Budget}, and each character is read a
 * bounded number of times.
 */
final class ScriptParser {

    private static final Set<String> MISPLACED = Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}", "in");

    private final Cursor in;
    private final WordParser words;
    private final CompoundParser compounds;
    private final SimpleParser simples;

    ScriptParser(Cursor in) {
        this.in = in;
        this.words = new WordParser(in);
        this.simples = new SimpleParser(in, words, this);
        this.compounds = new CompoundParser(in, words, this, simples);
    }

    /**
     * What was read of a script.
     *
     * @param node the commands up to the first that was not understood
     * @param error why not all was understood; null where it was
     */
    record Result(Node node, @Nullable String error) {}

    /** Reads as much of a script as is understood; never throws a {@link Cursor.SyntaxError}. */
    static Result parse(Cursor cursor) {
        List<Node> items = new ArrayList<>();
        ScriptParser parser = new ScriptParser(cursor);
        try {
            parser.items(items, Set.of(), Cursor.END);
            return new Result(new Sequence(items), null);
        } catch (Cursor.SyntaxError e) {
            return new Result(new Sequence(items), String.valueOf(e.getMessage()));
        }
    }

    /** Reads everything up to the end. */
    Node whole() {
        return list(Set.of(), Cursor.END);
    }

    /** Reads up to a character that stands where a command could, and leaves it. */
    Node listUpTo(int stop) {
        return list(Set.of(), stop);
    }

    /** Reads up to a closing brace, and reads it. */
    Node listUpToBrace() {
        Node body = list(Set.of("}"), Cursor.END);
        expect("}");
        return body;
    }

    /** Reads up to one of some reserved words, and leaves it. */
    Node listUpTo(Set<String> stops) {
        return list(stops, Cursor.END);
    }

    private Node list(Set<String> stops, int stop) {
        List<Node> items = new ArrayList<>();
        items(items, stops, stop);
        return items.size() == 1 ? items.get(0) : new Sequence(items);
    }

    private void items(List<Node> items, Set<String> stops, int stop) {
        while (true) {
            skipLines();
            if (atStop(stops, stop)) {
                return;
            }
            Node node = andOr();
            in.skipBlanks();
            int c = in.peek();
            boolean caseEnd = c == ';' && (in.peek(1) == ';' || in.peek(1) == '&');
            if (c == '&') {
                in.skip(1);
                node = new Background(node);
            } else if (c == ';' && !caseEnd) {
                in.skip(1);
            }
            items.add(node);
            if (c != '&' && c != '\n' && (c != ';' || caseEnd)) {
                if (!atStop(stops, stop)) {
                    throw in.error("something stands behind a command where nothing belongs");
                }
                return;
            }
        }
    }

    private boolean atStop(Set<String> stops, int stop) {
        int c = in.peek();
        if (c == Cursor.END) {
            if (stop != Cursor.END || !stops.isEmpty()) {
                throw in.error("it ends in the middle of a command");
            }
            return true;
        }
        if (stop != Cursor.END && c == stop) {
            return true;
        }
        if (stops.contains(";;") && (in.looking(";;") || in.looking(";&"))) {
            return true;
        }
        return !stops.isEmpty() && stops.contains(in.plainWord());
    }

    /** Skips blanks, comments and newlines; behind a newline the bodies of here-documents are read. */
    void skipLines() {
        while (true) {
            in.skipBlanks();
            if (in.peek() != '\n') {
                return;
            }
            newline();
        }
    }

    private void newline() {
        in.skip(1);
        while (!in.pending.isEmpty()) {
            in.pending.remove().read(in, words);
        }
    }

    private Node andOr() {
        Node node = pipeline();
        while (true) {
            in.skipBlanks();
            boolean and = in.looking("&&");
            if (!and && !in.looking("||")) {
                return node;
            }
            in.skip(2);
            skipLines();
            node = new AndOr(node, and, pipeline());
        }
    }

    private Node pipeline() {
        prefixes();
        Node first = command();
        List<Node> stages = new ArrayList<>();
        stages.add(first);
        while (true) {
            in.skipBlanks();
            if (in.peek() != '|' || in.peek(1) == '|') {
                break;
            }
            in.skip(in.peek(1) == '&' ? 2 : 1);
            skipLines();
            stages.add(command());
        }
        return stages.size() == 1 ? first : new Pipeline(stages);
    }

    private void prefixes() {
        while (true) {
            in.skipBlanks();
            String word = in.plainWord();
            if (word.equals("!") || word.equals("time")) {
                in.skip(word.length());
                in.skipBlanks();
                if (word.equals("time")) {
                    while (in.plainWord().equals("-p") || in.plainWord().equals("--")) {
                        in.skip(2);
                        in.skipBlanks();
                    }
                }
            } else {
                return;
            }
        }
    }

    private Node command() {
        in.budget().enter();
        in.budget().spend(8);
        in.skipBlanks();
        String word = in.plainWord();
        if (MISPLACED.contains(word) && !word.equals("in")) {
            throw in.error("a reserved word stands where none belongs");
        }
        Node node = compounds.startsHere(word) ? compounds.read(word) : simples.read();
        in.budget().leave();
        return node;
    }

    /** Reads a command that must be a compound one: the body of a function. */
    Node compound() {
        skipLines();
        String word = in.plainWord();
        if (!compounds.startsHere(word)) {
            throw in.error("a function has no body");
        }
        in.budget().enter();
        Node node = compounds.read(word);
        in.budget().leave();
        return node;
    }

    /** Reads a reserved word that has to stand here. */
    void expect(String word) {
        skipLines();
        if (!in.plainWord().equals(word)) {
            throw in.error("a reserved word is missing");
        }
        in.skip(word.length());
    }

    static Node grouped(Node node) {
        return new Group(true, node, List.of());
    }
}
