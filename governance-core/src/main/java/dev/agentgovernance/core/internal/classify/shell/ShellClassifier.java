/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.CommandClassifier;
import dev.agentgovernance.core.internal.classify.PathJudge;
import dev.agentgovernance.core.internal.classify.SessionFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Works out what a command line of the Bourne family would do: parses it, follows variables and folders, looks into
 * substitutions, wrappers and shells inside shells, and asks the tables about the programs that are left.
 *
 * <p>Immutable and safe for use by several threads. Work is linear in the length of the text and bounded by
 * {@link ParseLimits}; what is over a limit, or not understood, is said in the coverage. Never throws for an input.
 */
public final class ShellClassifier implements ActionClassifier {

    /** What is the same for all commands of one action. */
    record Surroundings(
            Map<String, CommandClassifier> programs,
            ActionClassifier nested,
            ClassifierSettings settings,
            PathJudge paths,
            SessionFiles files,
            ActionContext context) {}

    private final Map<String, CommandClassifier> programs;
    private final ActionClassifier nested;
    private final ClassifierSettings settings;
    private final ParseLimits limits;
    private final PathJudge paths;
    private final SessionFiles files;

    private ShellClassifier(
            Map<String, CommandClassifier> programs,
            ActionClassifier nested,
            ClassifierSettings settings,
            ParseLimits limits,
            SessionFiles files) {
        this.files = files;
        this.programs = programs;
        this.nested = nested;
        this.settings = settings;
        this.limits = limits;
        this.paths = PathJudge.of(settings);
    }

    /**
     * Returns a classifier.
     *
     * @param programs the tables of programs; where two know the same program, both are asked
     * @param nested is asked about actions of other kinds inside a command line: statements, requests
     */
    public static ShellClassifier of(
            List<CommandClassifier> programs,
            ActionClassifier nested,
            ClassifierSettings settings,
            ParseLimits limits) {
        return of(programs, nested, settings, limits, SessionFiles.NONE);
    }

    /**
     * Returns a classifier that knows what was written earlier.
     *
     * @param files is only asked; {@link #writes} says what there is to remember of a command line
     */
    public static ShellClassifier of(
            List<CommandClassifier> programs,
            ActionClassifier nested,
            ClassifierSettings settings,
            ParseLimits limits,
            SessionFiles files) {
        Map<String, CommandClassifier> byName = new HashMap<>();
        for (CommandClassifier classifier : programs) {
            for (String program : classifier.programs()) {
                byName.merge(program, classifier, Both::new);
            }
        }
        return new ShellClassifier(
                Map.copyOf(byName),
                Objects.requireNonNull(nested, "nested"),
                Objects.requireNonNull(settings, "settings"),
                Objects.requireNonNull(limits, "limits"),
                Objects.requireNonNull(files, "files"));
    }

    private record Both(CommandClassifier one, CommandClassifier other) implements CommandClassifier {
        @Override
        public java.util.Set<String> programs() {
            return one.programs();
        }

        @Override
        public void classify(
                dev.agentgovernance.core.internal.classify.Command command,
                dev.agentgovernance.core.internal.classify.EffectSink sink) {
            one.classify(command, sink);
            other.classify(command, sink);
        }
    }

    @Override
    public Classification classify(Action action, ActionContext context) {
        if (!(action instanceof ShellAction shell)) {
            return Classification.NOTHING;
        }
        return classify(shell, context, new Budget(limits));
    }

    /**
     * Returns the files that a command line would write, with what they hold then, by their normalised paths. The text is
     * null where it is not known, and not the whole where the command line may end without writing it.
     */
    public Map<String, SessionFiles.Written> writes(ShellAction shell, ActionContext context) {
        if (!Writes.mayBeIn(shell.command()) || shell.shell() != ShellAction.Shell.BASH || unread(shell) != null) {
            return Map.of();
        }
        State state = State.initial(context.workingDirectory().orElse(null), settings.homeDirectory());
        try {
            Surroundings surroundings =
                    new Surroundings(programs, nested, settings, paths.forOneAction(), files, context);
            Walker walker = new Walker(new Budget(limits), new Findings(), surroundings);
            return Writes.of(shell.command(), state, walker);
        } catch (Budget.Exceeded e) {
            return Map.of();
        }
    }

    /** Classifies with a budget that the caller can look at afterwards. */
    Classification classify(ShellAction shell, ActionContext context, Budget budget) {
        String text = shell.command();
        SourceSpan whole = new SourceSpan(0, text.length());
        @Nullable String unread = unread(shell);
        if (unread != null) {
            return Classification.opaque(unread, whole);
        }
        Findings findings = new Findings();
        try {
            Surroundings surroundings =
                    new Surroundings(programs, nested, settings, paths.forOneAction(), files, context);
            State state = State.initial(context.workingDirectory().orElse(null), settings.homeDirectory());
            Walker walker = new Walker(budget, findings, surroundings);
            switch (shell.shell()) {
                case BASH -> walker.line(text, state, Invocation.Io.INHERITED);
                case POWERSHELL -> translated(PowerShell.translate(text), whole, walker, state, findings);
                case CMD -> translated(CommandPrompt.translate(text), whole, walker, state, findings);
                case UNKNOWN -> {
                    // Whichever shell it is, what it would do is among this.
                    walker.script(text, null, state.copy(), Invocation.Io.INHERITED);
                    translated(PowerShell.translate(text), whole, walker, state.copy(), findings);
                    translated(CommandPrompt.translate(text), whole, walker, state, findings);
                }
            }
        } catch (Budget.Exceeded e) {
            findings.opaque("the command line is not looked at in full: " + e.getMessage(), whole);
        }
        return findings.done();
    }

    /** Goes through a command line that was written anew for a shell of the Bourne family. */
    private static void translated(
            @Nullable String script, SourceSpan whole, Walker walker, State state, Findings findings) {
        if (script == null) {
            findings.opaque("a command line for Windows is not understood", whole);
        } else {
            walker.script(script, whole, state, Invocation.Io.INHERITED);
        }
    }

    private @Nullable String unread(ShellAction shell) {
        if (shell.command().length() > limits.maxChars()) {
            return "the command line is longer than is looked at";
        }
        return null;
    }
}
