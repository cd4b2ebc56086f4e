/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.PathJudge.Access;
import dev.agentgovernance.core.internal.classify.SessionFiles;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes what is found about one command, with the state of the shell that would run it. */
final class CommandSink implements EffectSink {

    private final Walker walker;
    private final Findings findings;
    private final ShellClassifier.Surroundings surroundings;
    private final State state;
    private final SourceSpan span;
    private final Map<String, Word> environment;
    private final @Nullable Word program;

    /** Endings of files that a tool leaves behind and nobody misses. */
    private static final Set<String> LEFTOVERS = Set.of(
            "log",
            "tmp",
            "temp",
            "bak",
            "swp",
            "swo",
            "orig",
            "rej",
            "pid",
            "pyc",
            "pyo",
            "class",
            "o",
            "obj",
            "gcda",
            "gcno",
            "prof",
            "tsbuildinfo");

    CommandSink(
            Walker walker,
            Findings findings,
            ShellClassifier.Surroundings surroundings,
            State state,
            SourceSpan span,
            Map<String, Word> environment,
            @Nullable Word program) {
        this.walker = walker;
        this.findings = findings;
        this.surroundings = surroundings;
        this.state = state;
        this.span = span;
        this.environment = environment;
        this.program = program;
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
    public void glimpse(Word perhapsPath) {
        walker.budget().spend(64);
        if (!perhapsPath.isLiteral() || !walker.budget().path()) {
            return;
        }
        Classification found = surroundings.paths().judge(Access.READ, perhapsPath, state.folders, context());
        found.effects().stream()
                .filter(effect -> effect.kind() == EffectKind.SECRET_READ)
                .forEach(findings::effect);
    }

    @Override
    public void list(Word path) {
        judge(Access.LIST, path);
    }

    @Override
    public void write(Word path) {
        if (program != null && path.isLiteral()) {
            walker.changes(path.text(), program, state);
        }
        judge(Access.WRITE, path);
    }

    @Override
    public void delete(Word path, boolean recursive) {
        judge(recursive ? Access.DELETE_RECURSIVE : Access.DELETE, path);
    }

    @Override
    public void empty(Word path) {
        boolean device = path.isLiteral() && path.text().startsWith("/dev/");
        if (device || Emptied.isNew(path, state, context())) {
            write(path);
        } else {
            judge(Access.DELETE_RECURSIVE, path);
        }
    }

    private void judge(Access asked, Word named) {
        walker.budget().spend(64);
        // The variable in front may be empty, and then the path is another.
        Access access = asked == Access.DELETE && isSweep(named) ? Access.DELETE_RECURSIVE : asked;
        boolean unsure = access == Access.DELETE_RECURSIVE && (walker.mayBeEmpty(named) || hangsOnFolder(named));
        Word path = unsure ? Word.dynamic("", named.span()) : named;
        if (!walker.budget().path()) {
            findings.gap(Coverage.PARTIAL, "it names more paths than are looked at", path.span());
            return;
        }
        Classification found = surroundings.paths().judge(access, path, state.folders, context());
        boolean made = access == Access.DELETE_RECURSIVE && BuildFolders.holds(path, state, context());
        findings.add(made ? new Classification(rebuilt(found.effects()), found.coverage(), found.gaps()) : found);
    }

    /** What a build makes, the next build makes again. */
    private static List<Effect> rebuilt(List<Effect> effects) {
        return effects.stream()
                .map(effect -> effect.kind() == EffectKind.FS_DELETE_RECURSIVE
                        ? effect.withReversibility(Reversibility.REVERSIBLE)
                        : effect)
                .toList();
    }

    /** A pattern that takes everything in a folder, all files of one kind, or files at any depth: more than is named. */
    private static boolean isSweep(Word path) {
        String text = path.text();
        return path.form() == Word.Form.GLOB
                && (text.contains("**/")
                        || text.equals("**")
                        || text.endsWith("/**")
                        || text.equals("*")
                        || text.endsWith("/*")
                        || text.endsWith("*.*")
                        || isKind(text.substring(text.lastIndexOf('/') + 1)));
    }

    /** All files with one ending, unless it is that of what is left lying about. */
    private static boolean isKind(String name) {
        return name.startsWith("*.") && !LEFTOVERS.contains(name.substring(2));
    }

    /** A relative path behind a step out of the working tree: one slip earlier in the line and it names another folder. */
    private boolean hangsOnFolder(Word path) {
        String folder = state.folder();
        Optional<String> tree = context().repositoryRoot().or(context()::workingDirectory);
        return folder != null
                && folder.startsWith("/")
                && !path.text().startsWith("/")
                && !path.text().startsWith("~")
                && tree.isPresent()
                && !(folder + "/").startsWith(tree.get() + "/");
    }

    @Override
    public void checkOut(Word branch) {
        state.checkOut(branch.isLiteral() ? branch.text() : "");
    }

    @Override
    public Set<String> checkedOut() {
        return state.checkedOut();
    }

    @Override
    public boolean run(Action nested, SourceSpan where) {
        boolean before = findings.watch();
        if (nested instanceof ShellAction shell && shell.shell() == ShellAction.Shell.BASH) {
            walker.script(shell.command(), where, state.forChild(environment), Invocation.Io.INHERITED);
        } else {
            other(nested, where);
        }
        return findings.watched(before);
    }

    private void other(Action nested, SourceSpan where) {
        Classification found = surroundings.nested().classify(nested, surroundings.context());
        for (Effect effect : found.effects()) {
            findings.effect(effect.withSpan(where));
        }
        found.gaps().forEach(gap -> findings.gap(found.coverage(), gap.why(), where));
    }

    @Override
    public void task(String commandLines, SourceSpan where) {
        beyondTree(commandLines, where, state.forChild(environment)).forEach(findings::effect);
    }

    @Override
    public void writtenCode(String commandLine, SourceSpan where) {
        State child = state.forChild(environment);
        child.judgesWritten = true;
        beyondTree(commandLine, where, child).forEach(findings::effect);
    }

    @Override
    public boolean reachesOut(String commandLines, SourceSpan where) {
        return !beyondTree(commandLines, where, state.forChild(environment)).isEmpty();
    }

    private List<Effect> beyondTree(String commandLines, SourceSpan where, State child) {
        Findings inside = new Findings();
        new Walker(walker.budget(), inside, surroundings).script(commandLines, where, child, Invocation.Io.INHERITED);
        return inside.done().effects().stream()
                .filter(effect -> effect.reach().compareTo(Reach.MACHINE) >= 0)
                .filter(effect -> effect.kind() != EffectKind.EXEC_OPAQUE)
                .toList();
    }

    @Override
    public void contained(String commandLine, Predicate<String> handed, SourceSpan where) {
        Findings inside = new Findings();
        new Walker(walker.budget(), inside, surroundings)
                .script(commandLine, where, state.forChild(environment), Invocation.Io.INHERITED);
        for (Effect effect : inside.done().effects()) {
            boolean loses = effect.kind().isWithin("fs.delete") || effect.kind() == EffectKind.VCS_DISCARD;
            boolean here = effect.reach().compareTo(Reach.WORKSPACE) <= 0 || handed.test(effect.resource());
            if ((loses && here)
                    || (effect.reach().compareTo(Reach.SHARED) >= 0
                            && !effect.kind().isRead())) {
                findings.effect(effect.withSpan(where));
            }
        }
    }

    @Override
    public Optional<String> content(String path) {
        return Optional.ofNullable(ScriptFiles.read(path, state, context()));
    }

    @Override
    public Optional<String> written(String path) {
        ScriptFiles.Written here = state.written(path);
        if (here != null) {
            if (!here.sure()) {
                findings.gap(Coverage.PARTIAL, "a file is run that may not have been written", span);
            }
            return Optional.ofNullable(here.all());
        }
        SessionFiles.Written earlier = ScriptFiles.earlier(path, state, surroundings);
        if (earlier == null || earlier.text() == null) {
            return Optional.empty();
        }
        if (!earlier.whole()) {
            findings.gap(Coverage.PARTIAL, "a program runs of which only a part is known", span);
        }
        return Optional.of(earlier.text());
    }

    @Override
    public Optional<String> added(String path) {
        ScriptFiles.Written here = state.written(path);
        return Optional.ofNullable(here == null ? null : here.text());
    }

    @Override
    public List<String> writtenFiles() {
        return state.hasWritten() && !state.judgesWritten
                ? state.allWritten().keySet().stream().sorted().toList()
                : List.of();
    }

    @Override
    public boolean replaces(String path) {
        return walker.hasReplaced(path, state);
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

    @Override
    public List<String> directories() {
        return state.folders.stream()
                .filter(folder -> !folder.equals(State.UNKNOWN_FOLDER))
                .toList();
    }

    SourceSpan span() {
        return span;
    }
}
