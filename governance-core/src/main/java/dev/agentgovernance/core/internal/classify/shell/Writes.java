/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Redirect;
import dev.agentgovernance.core.internal.classify.SessionFiles;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.shell.Invocation.Io;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Node;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Sequence;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Simple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the files that scripts write, with their text where that is known. */
final class Writes {

    /** Behind these, nothing that stands further down need be reached. */
    private static final Set<String> ENDS = Set.of("exit", "return", "exec", "set", "trap", "break", "kill");

    private static final String NOWHERE = "/dev/null";

    private Writes() {}

    /** Goes through a script for the files that it writes; those that are written on some ways only are no whole ones. */
    static Map<String, SessionFiles.Written> of(String text, State state, Walker walker) {
        ScriptParser.Result parsed = ScriptParser.parse(new Cursor(text, 0, text.length(), null, walker.budget()));
        state.unsettle(Assigned.inLoops(parsed.node()));
        List<Node> items = parsed.node() instanceof Sequence sequence ? sequence.items() : List.of(parsed.node());
        Map<String, SessionFiles.Written> all = new LinkedHashMap<>();
        boolean reached = parsed.error() == null;
        for (Node item : items) {
            Map<String, SessionFiles.Written> before = state.allWritten();
            walker.run(item, state, Io.INHERITED);
            reached &= !ENDS.contains(Branches.lastProgram(item));
            boolean certain = reached && item instanceof Simple;
            state.allWritten().forEach((path, file) -> {
                if (!file.equals(before.get(path))) {
                    all.put(path, new SessionFiles.Written(file.text(), file.whole() && certain, file.fetched()));
                }
            });
        }
        return all;
    }

    /**
     * Tells by its characters alone whether a text may write a file with a text of its own: it redirects output elsewhere
     * than into another output or nowhere, or has a program that does so by its words.
     */
    static boolean mayBeIn(String text) {
        for (int at = text.indexOf('>'); at >= 0; at = text.indexOf('>', at + 1)) {
            int next = at + 1;
            if (next < text.length() && text.charAt(next) == '&' && next + 1 < text.length()) {
                char descriptor = text.charAt(next + 1);
                boolean ends = next + 2 == text.length() || " \t\n;|&)".indexOf(text.charAt(next + 2)) >= 0;
                if (Cursor.isDigit(descriptor) && ends) {
                    continue;
                }
            }
            while (next < text.length() && text.charAt(next) == ' ') {
                next++;
            }
            int end = next + NOWHERE.length();
            boolean nowhere = text.startsWith(NOWHERE, next)
                    && (end == text.length() || " \t\n;|&)".indexOf(text.charAt(end)) >= 0);
            if (!nowhere) {
                return true;
            }
        }
        return text.contains("tee") || text.contains("curl") || text.contains("wget");
    }

    /** Remembers the files that a command writes, with their text where it is known. */
    static void remember(
            Simple node,
            List<Word> words,
            List<Redirect> redirects,
            State state,
            Io io,
            Walker walker,
            EffectSink sink) {
        boolean fetched = Downloads.in(node);
        List<Word> targets = new ArrayList<>();
        boolean appends = false;
        for (Redirect redirect : redirects) {
            if (redirect.operator().contains(">") && !redirect.operator().equals(">&")) {
                targets.add(redirect.target());
                appends |= redirect.operator().contains(">>");
            }
        }
        boolean tee = words.get(0).is("tee");
        for (int i = 1; i < words.size(); i++) {
            String before = words.get(i - 1).text();
            boolean option = words.get(i).text().startsWith("-");
            boolean output = fetched && (before.equals("-o") || before.equals("--output") || before.equals("-O"));
            if ((tee || output) && !option) {
                targets.add(words.get(i));
            }
            appends |= tee && words.get(i).is("-a");
        }
        if (targets.isEmpty()) {
            return;
        }
        String text = fetched ? null : Output.toFile(node, state.copy(), io, walker);
        for (Word target : targets) {
            if (target.isLiteral()) {
                state.wrote(target.text(), content(target, text, appends, fetched, state, walker, sink));
            }
        }
    }

    private static ScriptFiles.Written content(
            Word file,
            @Nullable String text,
            boolean appends,
            boolean fetched,
            State state,
            Walker walker,
            EffectSink sink) {
        ScriptFiles.Written old = appends ? state.written(file.text()) : null;
        String before = old != null ? old.text() : appends ? before(file, state, walker, sink) : "";
        boolean whole = text != null && before != null && (old == null || old.whole());
        return new ScriptFiles.Written(
                text == null || before == null ? text : before + text,
                whole,
                fetched || (old != null && old.fetched()),
                !walker.perhaps() && (old == null || old.sure()));
    }

    /** Returns what is in a file that the command line has not written yet; null where that is not known. */
    private static @Nullable String before(Word file, State state, Walker walker, EffectSink sink) {
        if (walker.hasChanged(file.text(), state)) {
            return null;
        }
        return Emptied.isNew(file, state, sink.context())
                ? ""
                : sink.content(file.text()).orElse(null);
    }
}
