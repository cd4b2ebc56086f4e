/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Keeps what a classifier reports, and gives it back in the words that the examples of the tables use. */
public final class RecordingSink implements EffectSink {

    private final ActionContext context;
    private final ClassifierSettings settings;
    private final List<Effect> effects = new ArrayList<>();
    private final List<Action> nested = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private Coverage coverage = Coverage.KNOWN;

    public RecordingSink(ActionContext context, ClassifierSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    public static RecordingSink plain() {
        return new RecordingSink(ActionContext.of("tester", "acme/shop"), ClassifierSettings.DEFAULT);
    }

    public List<Effect> effects() {
        return effects;
    }

    public List<Action> nested() {
        return nested;
    }

    public Coverage coverage() {
        return coverage;
    }

    /** Why something was not understood, in the order it was said. */
    public List<String> gaps() {
        return gaps;
    }

    public boolean isKnownRead() {
        return coverage == Coverage.KNOWN
                && nested.isEmpty()
                && effects.stream().allMatch(e -> e.kind().isRead());
    }

    /** The ids of the effects, {@code run:kind} for what was handed on, {@code ?} or {@code ??} for what was not understood. */
    public Set<String> summary() {
        Set<String> words = new TreeSet<>();
        effects.forEach(e -> words.add(e.kind().id()));
        nested.forEach(a -> words.add("run:" + a.kind()));
        if (coverage != Coverage.KNOWN) {
            words.add(coverage == Coverage.PARTIAL ? "?" : "??");
        }
        return words;
    }

    @Override
    public void effect(Effect effect) {
        effects.add(effect);
    }

    @Override
    public void gap(Coverage gap, String why, SourceSpan span) {
        gaps.add(why);
        coverage = Coverage.worst(coverage, gap);
    }

    @Override
    public void read(Word path) {
        effects.add(Effect.of(EffectKind.FS_READ, path.text(), path.span()));
    }

    @Override
    public void list(Word path) {
        effects.add(Effect.of(EffectKind.FS_LIST, path.text(), path.span()));
    }

    @Override
    public void write(Word path) {
        effects.add(Effect.of(EffectKind.FS_WRITE, path.text(), path.span()));
    }

    @Override
    public void delete(Word path, boolean recursive) {
        EffectKind kind = recursive ? EffectKind.FS_DELETE_RECURSIVE : EffectKind.FS_DELETE;
        effects.add(Effect.of(kind, path.text(), path.span()));
    }

    @Override
    public boolean run(Action action, SourceSpan span) {
        nested.add(action);
        return action instanceof ShellAction shell && shell.command().equals("ls");
    }

    @Override
    public ActionContext context() {
        return context;
    }

    @Override
    public ClassifierSettings settings() {
        return settings;
    }

    @Override
    public Optional<String> directory() {
        return context.workingDirectory();
    }
}
