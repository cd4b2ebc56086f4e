/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.shell.Invocation.Io;
import dev.agentgovernance.core.internal.classify.shell.State.Value;
import dev.agentgovernance.core.internal.classify.shell.Syntax.AndOr;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Case;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Group;
import dev.agentgovernance.core.internal.classify.shell.Syntax.If;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Loop;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Node;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Sequence;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Simple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through the parts of a script of which some may not run, and joins what is known behind each of the ways. */
final class Branches {

    private static final Set<String> FOLDER_CHANGES = Set.of("cd", "pushd", "chdir");

    private final Walker walker;

    Branches(Walker walker) {
        this.walker = walker;
    }

    void andOr(AndOr node, State state, Io io) {
        if (node.and()) {
            chain(node, state, io);
            return;
        }
        walker.run(node.left(), state, io);
        boolean changesFolder = FOLDER_CHANGES.contains(lastProgram(node.left()));
        State succeeded = state.copy();
        if (changesFolder) {
            succeeded.settleFolder();
        }
        walker.perhaps(node.right(), state, io);
        String last = lastProgram(node.right());
        if (last.equals("exit") || last.equals("return")) {
            state.replaceWith(succeeded);
        } else {
            succeeded.joinWith(state);
            state.replaceWith(succeeded);
        }
    }

    /** Goes through {@code a && b && c}: where one is reached, all before it did what they should. */
    private void chain(AndOr node, State state, Io io) {
        Map<String, ScriptFiles.Written> before = state.hasWritten() ? state.unsure() : Map.of();
        Map<String, ScriptFiles.Written> chained = new HashMap<>();
        List<Node> parts = parts(node);
        State skipped = null;
        boolean plain = true;
        walker.run(parts.get(0), state, io);
        for (int i = 1; i < parts.size(); i++) {
            Node last = parts.get(i - 1);
            boolean changesFolder = FOLDER_CHANGES.contains(lastProgram(last));
            if (!changesFolder || !state.endsOnFailure) {
                if (skipped == null) {
                    skipped = state.copy();
                } else {
                    skipped.joinWith(state);
                }
            }
            plain &= isChain(last);
            if (plain) {
                state.succeed();
            }
            if (changesFolder) {
                state.settleFolder();
            }
            if (plain && state.hasWritten()) {
                // What all commands of a chain have written is there when the next one is reached.
                state.unsure().forEach((path, file) -> {
                    if (!before.containsKey(path)) {
                        chained.put(path, file);
                    }
                });
                state.assure(chained, true);
            }
            walker.perhaps(parts.get(i), state, io);
        }
        state.assure(chained, false);
        if (skipped != null) {
            state.joinWithSkipped(skipped);
        }
    }

    private static List<Node> parts(AndOr chain) {
        Deque<Node> parts = new ArrayDeque<>();
        Node left = chain;
        while (left instanceof AndOr one && one.and()) {
            parts.addFirst(one.right());
            left = one.left();
        }
        parts.addFirst(left);
        return List.copyOf(parts);
    }

    private static boolean isChain(Node node) {
        return node instanceof Simple
                || (node instanceof AndOr andOr && andOr.and() && isChain(andOr.left()) && isChain(andOr.right()));
    }

    static String lastProgram(Node node) {
        if (node instanceof Simple simple && !simple.words().isEmpty()) {
            String name = simple.words().get(0).plain();
            return name == null ? "" : name;
        }
        if (node instanceof AndOr andOr) {
            return andOr.and() ? lastProgram(andOr.right()) : "";
        }
        if (node instanceof Group group && !group.subshell()) {
            return lastProgram(group.body());
        }
        if (node instanceof Sequence sequence && !sequence.items().isEmpty()) {
            return lastProgram(sequence.items().get(sequence.items().size() - 1));
        }
        return "";
    }

    void conditional(If node, State state, Io io) {
        Io inside = walker.redirect(node.redirects(), state, io, new ArrayList<>());
        List<State> ends = new ArrayList<>();
        for (int i = 0; i < node.conditions().size(); i++) {
            walker.run(node.conditions().get(i), state, inside);
            State branch = state.copy();
            walker.perhaps(node.bodies().get(i), branch, inside);
            ends.add(branch);
        }
        if (node.otherwise() != null) {
            walker.perhaps(node.otherwise(), state, inside);
        }
        ends.forEach(state::joinWith);
    }

    void loop(Loop loop, State state, Io io) {
        Io inside = walker.redirect(loop.redirects(), state, io, new ArrayList<>());
        Expander expander = new Expander(walker, state);
        loop.head().forEach(expander::single);
        walker.arithmetic(loop.head(), SourceSpan.NONE);
        if (loop.variable() != null) {
            List<Word> values = loop.values() == null ? state.positional() : expander.words(loop.values());
            Word any = Word.dynamic("", SourceSpan.NONE);
            (values == null ? List.of(any) : values)
                    .forEach(value -> walker.checkVariable(loop.variable(), value, state));
            state.set(loop.variable(), anyOf(values));
        }
        State body = state.copy();
        List<String> before = body.folders;
        once(loop, body, inside);
        if (!body.folders.equals(before)) {
            body.folders = List.of(State.UNKNOWN_FOLDER);
            once(loop, body, inside);
        }
        state.joinWith(body);
    }

    private void once(Loop loop, State state, Io io) {
        if (loop.condition() != null) {
            walker.run(loop.condition(), state, io);
        }
        walker.perhaps(loop.body(), state, io);
    }

    /** Returns what a variable may hold that goes through words. */
    private static Value anyOf(@Nullable List<Word> words) {
        if (words == null || words.isEmpty()) {
            return Value.UNKNOWN;
        }
        Value value = Value.of(words.get(0));
        for (Word word : words) {
            Value next = Value.of(word);
            if (next.pattern() && words.size() > 1) {
                return Value.UNKNOWN;
            }
            value = value.or(next);
        }
        return value;
    }

    void cases(Case node, State state, Io io) {
        Io inside = walker.redirect(node.redirects(), state, io, new ArrayList<>());
        Expander expander = new Expander(walker, state);
        node.words().forEach(expander::single);
        List<State> ends = new ArrayList<>();
        for (Node branch : node.branches()) {
            State end = state.copy();
            walker.perhaps(branch, end, inside);
            ends.add(end);
        }
        ends.forEach(state::joinWith);
    }
}
