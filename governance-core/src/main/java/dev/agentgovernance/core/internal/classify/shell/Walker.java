/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.Command.Input;
import dev.agentgovernance.core.internal.classify.Redirect;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.shell.Invocation.Io;
import dev.agentgovernance.core.internal.classify.shell.State.Value;
import dev.agentgovernance.core.internal.classify.shell.Syntax.AndOr;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Assignment;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Background;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Case;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Function;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Group;
import dev.agentgovernance.core.internal.classify.shell.Syntax.If;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Loop;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Node;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Pipeline;
import dev.agentgovernance.core.internal.classify.shell.Syntax.RawRedirect;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Sequence;
import dev.agentgovernance.core.internal.classify.shell.Syntax.ShellWord;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Simple;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Substitution;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Test;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a syntax tree as a shell would, on every way through it at once, and has each command judged.
 *
 * <p>What the shell knows at a place is a {@link State}; where ways come together, states are joined. Loops are gone
 * through once, with what they change taken as unknown.
 */
final class Walker {

    private final Budget budget;
    private final Findings findings;
    private final Launcher launcher;
    private final Branches branches;

    /** Words that hold what was fetched from the network, by their place. */
    private final Set<SourceSpan> fetched = new HashSet<>();

    /** Files that something in the script changes, so that they are no longer what is at hand. */
    private final Set<String> changed = new HashSet<>();

    /** Those of them that may be anything now. */
    private final Set<String> replaced = new HashSet<>();

    /** The command line, where its text is gone through as it is. */
    private @Nullable String shown;

    /** How many ways round it there are at the place that is gone through. */
    private int perhaps;

    /** Words that begin with a variable that has its usual value or none, by their place. */
    private final Set<SourceSpan> perhapsEmpty = new HashSet<>();

    Walker(Budget budget, Findings findings, ShellClassifier.Surroundings surroundings) {
        this.budget = budget;
        this.findings = findings;
        this.launcher = new Launcher(this, findings, surroundings);
        this.branches = new Branches(this);
    }

    /** Tells whether what is gone through now may be left out when the script runs. */
    boolean perhaps() {
        return perhaps > 0;
    }

    /** Remembers that a file is changed. */
    void changes(String path, Word program, State state) {
        boolean replaces = OwnPrograms.replaces(program);
        String key = replaces || OwnPrograms.edits(program) ? ScriptFiles.key(path, state) : null;
        if (key != null) {
            changed.add(key);
            if (replaces) {
                replaced.add(key);
            }
        }
    }

    /** Tells whether something that was gone through puts something else into the place of a file. */
    boolean hasReplaced(String path, State state) {
        String key = replaced.isEmpty() ? null : ScriptFiles.key(path, state);
        return key != null && replaced.contains(key);
    }

    /** Tells whether something that was gone through changes a file. */
    boolean hasChanged(String path, State state) {
        String key = changed.isEmpty() ? null : ScriptFiles.key(path, state);
        return key != null && changed.contains(key);
    }

    void perhaps(Node node, State state, Io io) {
        perhaps++;
        run(node, state, io);
        perhaps--;
    }

    /** Goes through the text of an action that shows no shell: for the Bourne family, and for Windows where it may be for it. */
    void line(String text, State state, Io io) {
        WindowsLine windows = WindowsLine.of(text);
        if (windows != null) {
            SourceSpan whole = new SourceSpan(0, text.length());
            windows.readings().forEach(reading -> script(reading, whole, state.copy(), io));
        }
        launcher.windows(windows);
        shown = text;
        script(text, null, state, io);
        launcher.windows(null);
    }

    /** Tells whether a text that is run does not stand in the command line, however it is quoted there. */
    private boolean isHidden(String text) {
        return shown != null && !unquoted(shown).contains(unquoted(text.strip()));
    }

    private static String unquoted(String text) {
        return text.replace("\\", "").replace("\"", "").replace("'", "");
    }

    Budget budget() {
        return budget;
    }

    /** Parses a script and goes through it. */
    void script(String text, @Nullable SourceSpan fixed, State state, Io io) {
        budget.unwrap();
        SourceSpan span = fixed != null ? fixed : new SourceSpan(0, text.length());
        ScriptParser.Result parsed = ScriptParser.parse(new Cursor(text, 0, text.length(), fixed, budget));
        state.unsettle(Assigned.inLoops(parsed.node()));
        int said = findings.countSaid();
        WindowsLine windows = launcher.windows();
        if (fixed != null) {
            // A script inside is for the shell that starts it.
            launcher.windows(null);
        }
        run(parsed.node(), state, io);
        launcher.windows(windows);
        if (findings.countSaid() > said && isHidden(text)) {
            findings.gap(Coverage.PARTIAL, "what others will see is hidden in the command line", span);
        }
        boolean refused = fixed == null && windows != null && windows.isRefusedByBoth();
        if (parsed.error() != null && !refused) {
            findings.opaque("the text is not understood as a script: " + parsed.error(), span);
        }
        budget.unwrapped();
    }

    void run(Node node, State state, Io io) {
        budget.spend(1);
        if (node instanceof Simple simple) {
            simple(simple, state, io);
        } else if (node instanceof Sequence sequence) {
            sequence.items().forEach(item -> run(item, state, io));
        } else if (node instanceof AndOr andOr) {
            branches.andOr(andOr, state, io);
        } else if (node instanceof Pipeline pipeline) {
            pipeline(pipeline, state, io);
        } else if (node instanceof Background background) {
            perhaps(background.body(), state.fork(), io);
        } else if (node instanceof Group group) {
            Io inside = redirect(group.redirects(), state, io, new ArrayList<>());
            run(group.body(), group.subshell() ? state.fork() : state, inside);
        } else if (node instanceof If choice) {
            branches.conditional(choice, state, io);
        } else if (node instanceof Loop loop) {
            branches.loop(loop, state, io);
        } else if (node instanceof Case cases) {
            branches.cases(cases, state, io);
        } else if (node instanceof Function function) {
            state.functions.put(function.name(), function.body());
        } else if (node instanceof Test test) {
            Expander expander = new Expander(this, state);
            test.words().forEach(expander::single);
            arithmetic(test.words(), test.span());
            redirect(test.redirects(), state, io, new ArrayList<>());
        }
    }

    private void pipeline(Pipeline pipeline, State state, Io io) {
        Io input = io;
        List<Node> stages = pipeline.stages();
        boolean secret = false;
        String names = launcher.listed();
        if (SoughtSecrets.in(stages)) {
            findings.effect(EffectKind.SECRET_READ, "", SourceSpan.NONE);
            secret = true;
        }
        for (int i = 0; i < stages.size(); i++) {
            Node stage = stages.get(i);
            State inside = i == stages.size() - 1 ? state.copy() : state.fork();
            int secrets = findings.count(EffectKind.SECRET_READ);
            int sent = findings.count(EffectKind.NET_SEND);
            run(stage, inside, input);
            if (secret && findings.count(EffectKind.NET_SEND) > sent) {
                findings.effect(EffectKind.SECRET_SEND, "", SourceSpan.NONE);
            }
            secret |= findings.count(EffectKind.SECRET_READ) > secrets;
            if (i == stages.size() - 1) {
                // Some shells run the last stage themselves.
                state.joinWith(inside);
                launcher.listed(names);
                return;
            }
            String text = Output.of(stage, state, input, this);
            boolean network = input.fetched() || Downloads.in(stage);
            input = text == null ? Io.pipe(network) : new Io(new Input(Input.Source.TEXT, text), false);
            launcher.upstream(stage);
        }
    }

    private void simple(Simple node, State state, Io io) {
        budget.command();
        Expander expander = new Expander(this, state);
        List<Word> words = expander.words(node.words());
        Map<String, Word> environment = new LinkedHashMap<>();
        for (Assignment assignment : node.assignments()) {
            Word value = assigned(assignment, expander, state);
            environment.put(assignment.name(), value);
            if (words.isEmpty()) {
                launcher.assign(assignment.name(), value, state, false);
            }
        }
        List<Redirect> redirects = new ArrayList<>();
        Io inside = redirect(node.redirects(), state, io, redirects);
        Emptied.report(words, redirects, launcher.sink(state, node.span()));
        if (words.isEmpty()) {
            return;
        }
        for (Assignment assignment : node.declared()) {
            if (assignment.value() == null) {
                assigned(assignment, expander, state);
            }
        }
        launcher.start(new Invocation(words, environment, redirects, inside, node.span()), state);
        Writes.remember(node, words, redirects, state, io, this, launcher.sink(state, node.span()));
    }

    private Word assigned(Assignment assignment, Expander expander, State state) {
        assignment.elements().forEach(expander::single);
        if (assignment.value() == null || assignment.element()) {
            if (assignment.value() != null) {
                expander.single(assignment.value());
            }
            state.set(assignment.name(), Value.UNKNOWN);
            return Word.dynamic("", assignment.span());
        }
        Word value = expander.single(assignment.value());
        if (value.isLiteral() && (value.text().contains("[$(") || value.text().contains("[`"))) {
            findings.gap(Coverage.PARTIAL, "a value may be run when it is used as a number", assignment.span());
        }
        if (!assignment.append()) {
            return value;
        }
        Value old = state.get(assignment.name());
        boolean known = old.known() && old.choices().size() == 1 && value.isLiteral();
        return known ? Word.literal(old.choices().get(0) + value.text(), value.span()) : Word.dynamic("", value.span());
    }

    /** Judges redirections, from left to right, and returns where standard input comes from behind them. */
    Io redirect(List<RawRedirect> written, State state, Io io, List<Redirect> into) {
        Io result = io;
        for (RawRedirect raw : written) {
            Word target = new Expander(this, state).single(raw.target());
            if (launcher.windows() != null && launcher.windows().isNothing(target)) {
                continue;
            }
            into.add(new Redirect(raw.operator(), target));
            boolean standardInput =
                    raw.descriptor().isEmpty() || raw.descriptor().equals("0");
            switch (raw.operator()) {
                case "<<", "<<-", "<<<" -> {
                    String text = target.isLiteral() ? target.text() : null;
                    if (standardInput) {
                        result = new Io(
                                new Input(Input.Source.TEXT, text),
                                fetched.contains(raw.target().span()));
                    }
                }
                case "<" -> {
                    launcher.sink(state, target.span()).read(target);
                    if (standardInput) {
                        result = new Io(
                                new Input(Input.Source.FILE, null),
                                fetched.contains(raw.target().span()));
                    }
                }
                case "<&" -> {
                    if (standardInput) {
                        result = Io.pipe(false);
                    }
                }
                case ">&" -> {
                    if (!isDescriptor(target)) {
                        launcher.sink(state, target.span()).write(target);
                    }
                }
                default -> launcher.sink(state, target.span()).write(target);
            }
        }
        return result;
    }

    private static boolean isDescriptor(Word target) {
        if (!target.isLiteral() || target.text().isEmpty()) {
            return target.form() == Word.Form.GLOB && target.text().equals("*");
        }
        String text = target.text().endsWith("-")
                ? target.text().substring(0, target.text().length() - 1)
                : target.text();
        return text.chars().allMatch(Cursor::isDigit);
    }

    /** Goes through a substitution and returns what its output may be. */
    Value substitute(Substitution substitution, State state, SourceSpan span) {
        Node body = substitution.body();
        State inside = state.fork();
        run(body, inside, Io.INHERITED);
        if (Downloads.in(body)) {
            fetched.add(span);
        }
        if (substitution.process()) {
            return Value.of("/dev/fd/63");
        }
        String text = Output.of(body, state, Io.INHERITED, this);
        if (text != null) {
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == '\n') {
                end--;
            }
            return Value.of(text.substring(0, end));
        }
        return KnownOutput.of(body, state, launcher.repositoryRoot());
    }

    void perhapsEmpty(SourceSpan span) {
        perhapsEmpty.add(span);
    }

    boolean mayBeEmpty(Word word) {
        return perhapsEmpty.contains(word.span());
    }

    /** Reports a variable that takes on a value with which programs do something else. */
    void checkVariable(String name, Word value, State state) {
        Environment.check(name, value, state.home(), findings);
    }

    boolean isFetched(Word word) {
        return fetched.contains(word.span());
    }

    /** Reports words that a shell may run although they stand where a number is expected. */
    void arithmetic(List<ShellWord> words, SourceSpan span) {
        for (ShellWord word : words) {
            for (Syntax.Part part : word.parts()) {
                if (part instanceof Syntax.Text text
                        && (text.text().contains("$(") || text.text().contains("`"))) {
                    findings.gap(Coverage.OPAQUE, "a text may be run when it is used as a number", span);
                }
            }
        }
    }

    void gapInExpansion(SourceSpan span) {
        findings.gap(Coverage.PARTIAL, "an expansion may run what is in a variable", span);
    }
}
