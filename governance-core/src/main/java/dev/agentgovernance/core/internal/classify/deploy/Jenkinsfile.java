/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.Deployment.Gate;
import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import dev.agentgovernance.core.internal.classify.deploy.Steps.Found;
import dev.agentgovernance.core.internal.classify.deploy.Steps.Signal;
import java.util.ArrayList;
import java.util.List;

/** Reads a Jenkinsfile by its words: stages, their conditions, the commands in them, and steps that wait for a human. */
final class Jenkinsfile {

    /*
     * A Jenkinsfile is a program. Its blocks are found by their braces, with texts and comments left out; what stands in
     * front of a brace names the block. What a condition computes is a maybe.
     */

    private static final String FILE = "Jenkinsfile";
    private static final int MAX_DEPTH = 30;

    private final Steps steps;
    private final String text;
    /** The text with quotes, comments and what stands in them blanked out. */
    private final String bare;

    private final List<Route> routes = new ArrayList<>();

    private Jenkinsfile(Steps steps, String text) {
        this.steps = steps;
        this.text = text;
        this.bare = blanked(text);
    }

    static List<Route> routes(RepositoryView view, Steps steps) {
        return view.text(FILE)
                .map(text -> {
                    Jenkinsfile file = new Jenkinsfile(steps, text);
                    file.block(0, text.length(), new Context("", List.of(), false), 0);
                    return file.routes;
                })
                .orElse(List.of());
    }

    /** What holds for a block: the stage, the conditions above it, and whether somebody was asked before. */
    private record Context(String stage, List<String> conditions, boolean gated) {}

    /** Goes through a block in order; returns whether it asks a human. */
    private boolean block(int from, int to, Context outer, int depth) {
        boolean gated = outer.gated();
        int at = from;
        int open = bare.indexOf('{', at);
        while (open >= 0 && open < to && depth < MAX_DEPTH) {
            int close = closing(open, to);
            String head = text.substring(Math.max(at, lineStart(open)), open).strip();
            gated |= asks(at, open);
            commands(at, open, new Context(outer.stage(), outer.conditions(), gated));
            if (head.startsWith("stage")) {
                String name = quoted(head);
                List<String> conditions = new ArrayList<>(outer.conditions());
                String when = part("when", open + 1, close);
                if (!when.isEmpty()) {
                    conditions.add(when);
                }
                gated |= block(open + 1, close, new Context(name, List.copyOf(conditions), gated), depth + 1);
            } else if (head.startsWith("if")) {
                List<String> conditions = new ArrayList<>(outer.conditions());
                conditions.add(head);
                block(open + 1, close, new Context(outer.stage(), List.copyOf(conditions), gated), depth + 1);
            } else if (head.startsWith("input")) {
                gated = true;
            } else if (!head.startsWith("when")) {
                gated |= block(open + 1, close, new Context(outer.stage(), outer.conditions(), gated), depth + 1);
            }
            at = Math.min(close + 1, to);
            open = bare.indexOf('{', at);
        }
        gated |= asks(at, to);
        commands(at, to, new Context(outer.stage(), outer.conditions(), gated));
        return asks(from, to);
    }

    /** Tells whether a step {@code input} begins between two places. */
    private boolean asks(int from, int to) {
        for (int at = bare.indexOf("input", from); at >= 0 && at < to; at = bare.indexOf("input", at + 1)) {
            boolean begins = at == 0 || Character.isWhitespace(bare.charAt(at - 1)) || bare.charAt(at - 1) == ';';
            int end = at + "input".length();
            char next = end < bare.length() ? bare.charAt(end) : ' ';
            if (begins && (next == ' ' || next == '(' || next == '{' || next == '"')) {
                return true;
            }
        }
        return false;
    }

    private void commands(int from, int to, Context context) {
        for (String step : List.of("sh", "bat", "powershell", "pwsh")) {
            for (int at = bare.indexOf(step, from); at >= 0 && at < to; at = bare.indexOf(step, at + 1)) {
                int end = at + step.length();
                boolean word = (at == 0 || !Character.isLetterOrDigit(bare.charAt(at - 1)))
                        && end < bare.length()
                        && !Character.isLetterOrDigit(bare.charAt(end));
                int quote = word ? firstQuote(end, Math.min(to, lineEnd(end) + 200)) : -1;
                if (quote >= 0) {
                    add(steps.command(literal(quote), line(quote)), context, line(at));
                }
            }
        }
    }

    private void add(Found found, Context context, int line) {
        List<Signal> signals = Steps.signals(new Steps.Job(line, 0, context.stage(), ""), found);
        for (Signal signal : signals) {
            Route route = new Route(
                    signal.kind(),
                    FILE,
                    signal.line(),
                    context.stage(),
                    context.stage(),
                    signal.certain(),
                    context.conditions().isEmpty()
                            ? "every branch"
                            : String.join("; ", context.conditions()).replace('\n', ' '),
                    event -> new Route.Outcome(
                            holds(context.conditions(), event),
                            context.gated() ? Gate.HUMAN : Gate.NONE,
                            signal.target()));
            if (routes.stream().noneMatch(r -> r.line() == route.line() && r.kind() == route.kind())) {
                routes.add(route);
            }
        }
    }

    private static Truth holds(List<String> conditions, RepositoryEvent event) {
        RefEvent ref = RefEvent.of(event);
        if (ref.is(RefEvent.Source.NONE)) {
            return Truth.NO;
        }
        Truth holds = ref.is(RefEvent.Source.HAND) ? Truth.MAYBE : Truth.YES;
        for (String condition : conditions) {
            holds = holds.and(condition(condition, ref));
        }
        return ref.is(RefEvent.Source.TAG) && conditions.isEmpty() ? Truth.MAYBE : holds;
    }

    /** Only plain conditions are decided; any other may hold. */
    private static Truth condition(String condition, RefEvent ref) {
        boolean tag = ref.is(RefEvent.Source.TAG);
        boolean composed = condition.contains("anyOf")
                || condition.contains("||")
                || condition.contains("not ")
                || condition.contains("not{")
                || condition.contains("!");
        if (composed) {
            return Truth.MAYBE;
        }
        String plain = condition.strip();
        if (plain.startsWith("buildingTag") || plain.startsWith("tag ")) {
            return Truth.of(tag).and(plain.startsWith("tag ") ? Truth.MAYBE : Truth.YES);
        }
        boolean branch =
                plain.startsWith("branch") || plain.contains("BRANCH_NAME ==") || plain.contains("BRANCH_NAME==");
        String name = branch ? quoted(plain.substring(Math.max(0, plain.indexOf("BRANCH_NAME")))) : "";
        if (branch && !name.isEmpty() && !name.startsWith("REGEX")) {
            if (tag) {
                return Truth.NO;
            }
            return ref.ref().isEmpty() || ref.is(RefEvent.Source.REQUEST)
                    ? Truth.MAYBE
                    : Truth.of(dev.agentgovernance.core.internal.classify.Globs.matches(name, ref.ref()));
        }
        return Truth.MAYBE;
    }

    private String part(String name, int from, int to) {
        int at = bare.indexOf(name, from);
        while (at >= 0 && at < to) {
            int open = bare.indexOf('{', at);
            boolean between = open >= 0
                    && open < to
                    && bare.substring(at + name.length(), open).isBlank();
            // Only that of this stage, not one of a stage within it.
            boolean own = !bare.substring(from, at).contains("stage");
            if (between && own && (at == 0 || Character.isWhitespace(bare.charAt(at - 1)))) {
                return text.substring(open + 1, closing(open, to)).strip();
            }
            at = bare.indexOf(name, at + 1);
        }
        return "";
    }

    private int closing(int open, int to) {
        int depth = 0;
        for (int i = open; i < to; i++) {
            depth += bare.charAt(i) == '{' ? 1 : bare.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return to;
    }

    private int lineStart(int at) {
        return text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
    }

    private int lineEnd(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private int line(int at) {
        int line = 1;
        for (int i = 0; i < Math.min(at, text.length()); i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        return line;
    }

    private int firstQuote(int from, int to) {
        for (int i = from; i < Math.min(to, text.length()); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                return i;
            }
            if (c == '\n' || c == '}' || c == ';') {
                return -1;
            }
        }
        return -1;
    }

    private String literal(int quote) {
        char c = text.charAt(quote);
        String triple = String.valueOf(c).repeat(3);
        String end = text.startsWith(triple, quote) ? triple : String.valueOf(c);
        int from = quote + end.length();
        int to = text.indexOf(end, from);
        while (to > 0 && text.charAt(to - 1) == '\\') {
            to = text.indexOf(end, to + 1);
        }
        return to < 0 ? "" : text.substring(from, to);
    }

    private static String quoted(String text) {
        for (char quote : new char[] {'\'', '"'}) {
            int from = text.indexOf(quote);
            int to = text.indexOf(quote, from + 1);
            if (from >= 0 && to > from) {
                return text.substring(from + 1, to);
            }
        }
        return "";
    }

    private static String blanked(String text) {
        StringBuilder bare = new StringBuilder(text);
        int i = 0;
        while (i < text.length()) {
            String end = text.startsWith("//", i)
                    ? "\n"
                    : text.startsWith("/*", i)
                            ? "*/"
                            : text.startsWith("'''", i)
                                    ? "'''"
                                    : text.startsWith("\"\"\"", i)
                                            ? "\"\"\""
                                            : text.charAt(i) == '\'' || text.charAt(i) == '"'
                                                    ? text.substring(i, i + 1)
                                                    : "";
            if (end.isEmpty()) {
                i++;
                continue;
            }
            int to = text.indexOf(end, i + (end.equals("\n") ? 0 : end.length()));
            while (to > 0 && end.length() == 1 && !end.equals("\n") && text.charAt(to - 1) == '\\') {
                to = text.indexOf(end, to + 1);
            }
            int stop = to < 0 ? text.length() : to + (end.equals("\n") ? 0 : end.length());
            for (int k = i; k < stop; k++) {
                if (text.charAt(k) != '\n') {
                    bare.setCharAt(k, '_');
                }
            }
            i = Math.max(stop, i + 1);
        }
        return bare.toString();
    }
}
