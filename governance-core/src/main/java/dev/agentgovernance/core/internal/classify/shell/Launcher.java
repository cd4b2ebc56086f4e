/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.CommandClassifier;
import dev.agentgovernance.core.internal.classify.SessionFiles;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.WorkingTree;
import dev.agentgovernance.core.internal.classify.shell.Invocation.Io;
import dev.agentgovernance.core.internal.classify.shell.State.Value;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out who knows a command, in the order in which a shell looks, and hands it over. */
final class Launcher {

    private static final Set<String> SYSTEM_FOLDERS = Set.of(
            "/bin",
            "/sbin",
            "/usr/bin",
            "/usr/sbin",
            "/usr/local/bin",
            "/usr/local/sbin",
            "/opt/homebrew/bin",
            "/snap/bin");

    /** What a question to a table costs, in characters of parsing. */
    private static final int TABLE_COST = 240;

    private final Walker walker;
    private final Findings findings;
    private final ShellClassifier.Surroundings surroundings;
    private final Builtins builtins;
    private final Wrappers wrappers;
    private final Shells shells;
    private final Finders finders;
    private @Nullable String listed;

    /** What the line is for a shell of Windows, where it may be for one. */
    private @Nullable WindowsLine windows;

    Launcher(Walker walker, Findings findings, ShellClassifier.Surroundings surroundings) {
        this.walker = walker;
        this.findings = findings;
        this.surroundings = surroundings;
        this.builtins = new Builtins(this, findings);
        this.shells = new Shells(this, walker, findings);
        this.wrappers = new Wrappers(this, findings);
        this.finders = new Finders(this, findings);
    }

    void windows(@Nullable WindowsLine line) {
        windows = line;
    }

    @Nullable WindowsLine windows() {
        return windows;
    }

    /** Judges a command. */
    void start(Invocation command, State state) {
        if (command.words().isEmpty()) {
            return;
        }
        Word program = command.program();
        switch (program.form()) {
            case LITERAL -> named(program.text(), command, state);
            case ONE_OF -> {
                for (String choice : program.choices()) {
                    walker.budget().command();
                    List<Word> words = new ArrayList<>(command.words());
                    words.set(0, Word.literal(choice, program.span()));
                    start(command.withWords(words), state);
                }
            }
            default -> {
                if (windows != null && windows.isAbsent(program)) {
                    return;
                }
                boolean fetched = walker.isFetched(program);
                if (fetched) {
                    findings.effect(EffectKind.EXEC_DOWNLOADED, "", command.span());
                }
                findings.opaque("which program runs is only known when it runs", program.span());
            }
        }
    }

    private void named(String name, Invocation command, State state) {
        if (!command.environment().isEmpty()) {
            CommandSink sink = sink(command, state);
            command.environment().forEach((variable, value) -> {
                Environment.check(variable, value, state.home(), findings);
                ForeignValues.check(variable, value, sink);
            });
        }
        if (name.isEmpty()) {
            findings.opaque("the name of the program is empty", command.span());
            return;
        }
        if (name.length() > 1 && name.charAt(0) == '=') {
            // In zsh it stands for the place of the program.
            named(name.substring(1), command, state);
            return;
        }
        Node function = state.functions.get(name);
        if (function != null) {
            call(function, command, state);
            return;
        }
        if (isTrusted(command)) {
            return;
        }
        if (name.indexOf('/') >= 0
                && isFile(name)
                && !isTool(name, state)
                && script(name, command.arguments(), command, state)) {
            return;
        }
        boolean escaped = name.indexOf('/') >= 0 || name.indexOf('\\') >= 0;
        String program = escaped ? located(name, command, state) : name;
        program = withoutExtension(program);
        if (!escaped && builtins.run(program, command, state)) {
            return;
        }
        walker.budget().unwrap();
        boolean known = shells.run(program, command, state)
                || wrappers.run(program, command, state)
                || finders.run(program, command, state)
                || table(program, command, state)
                || shells.interpreter(program, command, state)
                || (escaped && builtins.run(program, command, state))
                || (!escaped && ofWindows(program, command, state));
        walker.budget().unwrapped();
        boolean absent = !escaped
                && windows != null
                && (windows.isAbsent(name)
                        || windows.isText(command.program())
                        || (command.words().size() > 1
                                && windows.isKey(command.words().get(1))));
        if (!known && !absent && !(escaped && OwnPrograms.isOwn(name))) {
            findings.effect(EffectKind.EXEC_OPAQUE, program, command.span());
            findings.gap(Coverage.PARTIAL, "the program " + printable(program) + " is not known", command.span());
        }
    }

    /** Judges a program of Windows, which any shell there can start. */
    private boolean ofWindows(String program, Invocation command, State state) {
        if (!PromptPrograms.isProgram(program)
                || command.words().stream().anyMatch(word -> !word.isLiteral() && word.form() != Word.Form.GLOB)) {
            return false;
        }
        List<String> words =
                new ArrayList<>(command.words().stream().map(Word::text).toList());
        words.set(0, program);
        String script = PromptPrograms.started(words);
        if (script == null) {
            return false;
        }
        walker.script(script, command.span(), state.copy(), command.io());
        return true;
    }

    /** Tells whether a program is named by a path outside of the system's folders. */
    private static boolean isFile(String name) {
        return !SYSTEM_FOLDERS.contains(name.substring(0, name.lastIndexOf('/')));
    }

    private static String printable(String program) {
        return program.length() <= 32 && program.chars().allMatch(c -> Cursor.isName(c) || "-.+".indexOf(c) >= 0)
                ? program
                : "of that name";
    }

    private String withoutExtension(String program) {
        String lower = program.toLowerCase(Locale.ROOT);
        boolean script = lower.endsWith(".cmd") || lower.endsWith(".bat");
        boolean tool = script && surroundings.programs().containsKey(lower.substring(0, lower.length() - 4));
        return lower.endsWith(".exe") || tool ? lower.substring(0, lower.length() - 4) : program;
    }

    /**
     * Looks into a script that the command line has written itself, or that is at hand in the working tree; false where it
     * is neither, or no script of a shell.
     */
    boolean script(String path, List<Word> arguments, Invocation command, State state) {
        ScriptFiles.Written written = state.written(path);
        String own = written == null ? null : written.all();
        if (written != null && (own == null || !ScriptFiles.isShellScript(own))) {
            if (written.fetched()) {
                findings.effect(EffectKind.EXEC_DOWNLOADED, path, command.span());
            }
            findings.opaque("what the command line has written is run, and that is not known", command.span());
            return true;
        }
        if (written != null && !written.sure()) {
            findings.gap(Coverage.PARTIAL, "a file is run that may not have been written", command.span());
        }
        boolean stale = written == null && walker.hasChanged(path, state);
        String text = written != null ? own : stale ? null : ScriptFiles.read(path, state, surroundings.context());
        if (text == null && !stale) {
            SessionFiles.Written earlier = ScriptFiles.earlier(path, state, surroundings);
            text = earlier == null ? null : earlier.text();
            if (earlier != null && earlier.fetched()) {
                findings.effect(EffectKind.EXEC_DOWNLOADED, path, command.span());
            }
            if (text != null && earlier != null && !earlier.whole()) {
                findings.gap(Coverage.PARTIAL, "a script runs of which only a part is known", command.span());
            }
        }
        if (text == null || !ScriptFiles.isShellScript(text)) {
            return false;
        }
        findings.effect(EffectKind.EXEC_SCRIPT, path, command.span());
        State child = state.forChild(command.environment());
        child.positional(List.copyOf(arguments));
        walker.script(text, command.span(), child, command.io());
        return true;
    }

    /** Returns the name without folders; says so where the program does not come from the system's folders. */
    private String located(String name, Invocation command, State state) {
        int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
        String folder = name.substring(0, slash);
        String program = name.substring(slash + 1);
        if (SYSTEM_FOLDERS.contains(folder)) {
            return program;
        }
        if (OwnPrograms.isOwn(name) && isTool(name, state)) {
            findings.effect(EffectKind.EXEC_BUILD, name, command.span());
        } else if (OwnPrograms.isOwn(name)) {
            findings.effect(EffectKind.EXEC_SCRIPT, name, command.span());
            boolean product = OwnPrograms.isProduct(name, command.arguments())
                    && state.written(name) == null
                    && !walker.hasChanged(name, state)
                    && !WorkingTree.isLeft(sink(command, state));
            if (!product) {
                findings.gap(
                        Coverage.PARTIAL,
                        "a program of the working tree runs, and it was not looked into",
                        command.span());
            }
        } else {
            findings.effect(EffectKind.EXEC_OPAQUE, name, command.span());
            findings.gap(Coverage.PARTIAL, "a program runs from a folder that is not the system's", command.span());
        }
        return program.isEmpty() ? name : program;
    }

    /** A tool that the project keeps, unless the command line has put something else in its place. */
    private boolean isTool(String name, State state) {
        return OwnPrograms.isTool(name) && state.written(name) == null && !walker.hasReplaced(name, state);
    }

    private boolean isTrusted(Invocation command) {
        List<List<String>> trusted = surroundings.settings().trustedPrograms();
        if (trusted.isEmpty() || !command.environment().isEmpty()) {
            return false;
        }
        if (command.words().stream().anyMatch(word -> !word.isLiteral())) {
            return false;
        }
        return trusted.contains(command.words().stream().map(Word::text).toList());
    }

    private void call(Node body, Invocation command, State state) {
        walker.budget().unwrap();
        List<Word> before = state.positional();
        state.positional(command.arguments());
        command.environment().forEach((name, value) -> state.set(name, Value.of(value)));
        walker.run(body, state, command.io());
        state.positional(before);
        walker.budget().unwrapped();
    }

    /** Asks the tables; false where none knows the program. */
    boolean table(String program, Invocation command, State state) {
        CommandClassifier classifier = surroundings.programs().get(program);
        if (classifier == null) {
            return false;
        }
        walker.budget().spend(TABLE_COST + 16 * command.words().size());
        classifier.classify(
                new Command(
                        program,
                        command.arguments(),
                        command.environment(),
                        command.redirects(),
                        command.io().input(),
                        command.span()),
                sink(command, state));
        return true;
    }

    CommandSink sink(Invocation command, State state) {
        return new CommandSink(
                walker, findings, surroundings, state, command.span(), command.environment(), command.program());
    }

    CommandSink sink(State state, SourceSpan span) {
        return new CommandSink(walker, findings, surroundings, state, span, Map.of(), null);
    }

    /** Sets a variable of the shell. */
    void assign(String name, Word value, State state, boolean export) {
        Environment.check(name, value, state.home(), findings);
        state.set(name, Value.of(value));
        if (export) {
            state.export(name);
        }
    }

    /** Runs a text in this shell, as {@code eval} does. */
    void evaluate(String text, SourceSpan span, State state, Io io) {
        walker.script(text, span, state, io);
    }

    boolean isFetched(Word word) {
        return walker.isFetched(word);
    }

    /** Remembers what kind of names a stage of a pipeline prints. */
    void upstream(Node stage) {
        listed = KnownOutput.names(stage, listed);
    }

    /** Returns what kind of names comes through the pipe; null where that is not known. */
    @Nullable String listed() {
        return listed;
    }

    /** Sets what kind of names comes through the pipe. */
    void listed(@Nullable String names) {
        listed = names;
    }

    Optional<String> repositoryRoot() {
        return surroundings.context().repositoryRoot();
    }

    /** Returns a word for the names that come through a pipe: names below the folder where that is known. */
    Word pipedNames(SourceSpan span) {
        return listed != null ? new Word(Word.Form.GLOB, listed, List.of(), span) : Word.dynamic("", span);
    }
}
