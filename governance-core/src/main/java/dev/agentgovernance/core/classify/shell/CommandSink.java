/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.classify.shell;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.classify.ClassifierSettings;
import dev.agentgovernance.core.classify.EffectSink;
import dev.agentgovernance.core.classify.PathJudge.Access;
import dev.agentgovernance.core.classify.Word;
import java.util.Map;
import java.util.Optional;

/** Takes what is found about one command, with the state of the shell that would run it. */
final class CommandSink implements EffectSink {

    private final Walker walker;
    private final Findings findings;
    private final ShellClassifier.Surroundings surroundings;
    private final State state;
    private final SourceSpan span;
    private final Map<String, Word> environment;

    CommandSink(
            Walker walker,
            Findings findings,
            ShellClassifier.Surroundings surroundings,
            State state,
            SourceSpan span,
            Map<String, Word> environment) {
        this.walker = walker;
        this.findings = findings;
        this.surroundings = surroundings;
        this.state = state;
        this.span = span;
        this.environment = environment;
    }

    @Override
    public void effect(Effect effect) {
        findings.effect(effect);
    }

    @Override
    public void gap(Coverage coverage, String why, SourceSpan where) {
        findings.gap(coverage, why, where);
    }

    @Override
    public void read(Word path) {
        judge(Access.READ, path);
    }

    @Override
    public void list(Word path) {
        judge(Access.LIST, path);
    }

    @Override
    public void write(Word path) {
        judge(Access.WRITE, path);
    }

    @Override
    public void delete(Word path, boolean recursive) {
        judge(recursive ? Access.DELETE_RECURSIVE : Access.DELETE, path);
    }

    private void judge(Access access, Word path) {
        walker.budget().spend(64);
        if (!walker.budget().path()) {
            findings.gap(Coverage.PARTIAL, "it names more paths than are looked at", path.span());
            return;
        }
        findings.add(surroundings.paths().judge(access, path, state.folders, surroundings.context()));
    }

    @Override
    public void run(Action nested, SourceSpan where) {
        if (nested instanceof ShellAction shell && shell.shell() == ShellAction.Shell.BASH) {
            walker.script(shell.command(), where, state.forChild(environment), Invocation.Io.INHERITED);
            return;
        }
        Classification found = surroundings.nested().classify(nested, surroundings.context());
        for (Effect effect : found.effects()) {
            findings.effect(effect.withSpan(where));
        }
        found.gaps().forEach(gap -> findings.gap(found.coverage(), gap.why(), where));
    }

    @Override
    public ActionContext context() {
        return surroundings.context();
    }

    @Override
    public ClassifierSettings settings() {
        return surroundings.settings();
    }

    @Override
    public Optional<String> directory() {
        String folder = state.folder();
        return folder != null && state.folders.size() == 1 && !folder.equals(State.UNKNOWN_FOLDER)
                ? Optional.of(folder)
                : Optional.empty();
    }

    SourceSpan span() {
        return span;
    }
}
