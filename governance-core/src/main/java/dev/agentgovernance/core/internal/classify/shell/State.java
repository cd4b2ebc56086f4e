/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.SessionFiles;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a shell remembers between commands, as far as it is known: variables, functions, the current folder. Mutable. */
final class State {

    /** The folder is not known at all, while a relative path with no folder set counts as in the working tree. */
    static final String UNKNOWN_FOLDER = "";

    private static final int MAX_CHOICES = 32;
    private static final int MAX_LENGTH = 4_096;

    /**
     * What a variable may hold.
     *
     * @param choices the texts it may be; none means that it is not known
     * @param pattern whether the texts are patterns of names of files
     */
    record Value(List<String> choices, boolean pattern) {
        static final Value UNKNOWN = new Value(List.of(), false);

        static Value of(String text) {
            return text.length() > MAX_LENGTH ? UNKNOWN : new Value(List.of(text), false);
        }

        static Value ofPattern(String text) {
            return text.length() > MAX_LENGTH ? UNKNOWN : new Value(List.of(text), true);
        }

        /** Returns what a word that was expanded may be. */
        static Value of(Word word) {
            return switch (word.form()) {
                case LITERAL -> of(word.text());
                case GLOB -> ofPattern(word.text());
                case ONE_OF -> new Value(word.choices(), false);
                case DYNAMIC -> UNKNOWN;
            };
        }

        boolean known() {
            return !choices.isEmpty();
        }

        Value or(Value other) {
            if (!known() || !other.known()) {
                return UNKNOWN;
            }
            Set<String> all = new LinkedHashSet<>(choices);
            all.addAll(other.choices);
            return all.size() > MAX_CHOICES ? UNKNOWN : new Value(List.copyOf(all), pattern || other.pattern);
        }
    }

    private final Map<String, Value> variables;
    private final Set<String> exported;
    private final Set<String> assigned = new HashSet<>();

    /** Files stay written whatever shell wrote them, so all states of one action share them. */
    private final Map<String, ScriptFiles.Written> written;

    /** So does a branch that another shell checks out: all that were, in whatever order. */
    private final Set<String> elsewhere;

    final Map<String, Node> functions;

    /** The branches that may be checked out by now; empty where nothing was checked out. */
    private Set<String> branches = Set.of();
    /** Those that are if every command so far did what it should. */
    private Set<String> intended = Set.of();

    private boolean forked;

    /** The folders the shell may be in, most likely first; empty where nothing is known and nothing was changed. */
    List<String> folders;

    private int entered = 1;

    private @Nullable List<Word> positional;

    /** The home of the agent, whatever a line sets the variable to. */
    private String home = "~";

    /** Whether the shell ends at the first command that fails. */
    boolean endsOnFailure;

    /** Whether a file that was written here is being judged, by a program that would pick up others of them. */
    boolean judgesWritten;

    /** Variables that loops change: what they hold is not known anywhere. */
    private final Set<String> unsettled;

    private State(
            Map<String, Value> variables,
            Set<String> exported,
            Map<String, Node> functions,
            Set<String> unsettled,
            Map<String, ScriptFiles.Written> written,
            Set<String> elsewhere) {
        this.written = written;
        this.elsewhere = elsewhere;
        this.variables = variables;
        this.exported = exported;
        this.functions = functions;
        this.unsettled = unsettled;
        this.folders = List.of();
    }

    static State initial(@Nullable String folder, String home) {
        State state = new State(
                new HashMap<>(), new HashSet<>(), new HashMap<>(), new HashSet<>(), new HashMap<>(), new HashSet<>());
        state.folders = folder == null ? List.of() : List.of(folder);
        state.home = home.isEmpty() ? "~" : home;
        state.variables.put("HOME", Value.of(state.home));
        state.variables.put("TMPDIR", Value.of("/tmp"));
        // Whatever is in it has been there before the agent's line: a line that adds to it is judged by what it adds.
        state.variables.put("PATH", Value.of("/usr/local/bin:/usr/bin:/bin"));
        return state;
    }

    /** Returns what a shell in this shell starts with. */
    State copy() {
        State copy = new State(
                new HashMap<>(variables),
                new HashSet<>(exported),
                new HashMap<>(functions),
                new HashSet<>(unsettled),
                written,
                elsewhere);
        copy.branches = branches;
        copy.intended = intended;
        copy.forked = forked;
        copy.assigned.addAll(assigned);
        copy.folders = folders;
        copy.entered = entered;
        copy.positional = positional;
        copy.endsOnFailure = endsOnFailure;
        copy.judgesWritten = judgesWritten;
        copy.home = home;
        return copy;
    }

    /** Returns what a shell beside this one starts with. */
    State fork() {
        State fork = copy();
        fork.forked = true;
        return fork;
    }

    /** Notes that a branch is checked out; an empty name is one that is not known. */
    void checkOut(String branch) {
        branches = Set.of(branch);
        intended = branches;
        if (forked) {
            elsewhere.add(branch);
        }
    }

    /** Goes on where all commands of a chain did what they should. */
    void succeed() {
        branches = intended;
    }

    /** Joins with the way on which the last command of a chain did not run. */
    void joinWithSkipped(State other) {
        Set<String> kept = intended;
        joinWith(other);
        intended = kept;
    }

    /** Returns the branches one of which may be checked out by now, beside the one that was before the command line. */
    Set<String> checkedOut() {
        Set<String> all = new LinkedHashSet<>(branches);
        all.addAll(elsewhere);
        return all;
    }

    /** Returns what another program starts with, if it is a shell: only what is exported. */
    State forChild(Map<String, Word> environment) {
        State child = new State(
                new HashMap<>(), new HashSet<>(), new HashMap<>(), new HashSet<>(unsettled), written, elsewhere);
        child.branches = branches;
        child.intended = intended;
        child.forked = true;
        child.judgesWritten = judgesWritten;
        child.home = home;
        child.assigned.addAll(assigned);
        child.folders = folders;
        for (String name : List.of("HOME", "TMPDIR", "PATH")) {
            child.variables.put(name, get(name));
        }
        for (String name : exported) {
            child.variables.put(name, get(name));
        }
        child.exported.addAll(exported);
        environment.forEach((name, word) -> {
            child.set(name, Value.of(word));
            child.exported.add(name);
        });
        return child;
    }

    String home() {
        return home;
    }

    Value get(String name) {
        if (unsettled.contains(name)) {
            return Value.UNKNOWN;
        }
        if (name.equals("PWD")) {
            return folder() == null ? Value.of(".") : folderValue();
        }
        return variables.getOrDefault(name, Value.UNKNOWN);
    }

    private Value folderValue() {
        return folders.size() == 1 && !folders.get(0).equals(UNKNOWN_FOLDER) ? Value.of(folders.get(0)) : Value.UNKNOWN;
    }

    void set(String name, Value value) {
        variables.put(name, value);
        assigned.add(name);
    }

    /** Remembers a file that the script writes. */
    void wrote(String path, ScriptFiles.Written content) {
        String key = ScriptFiles.key(path, this);
        if (key != null) {
            put(key, content);
        }
        // Where a change of folder may have failed, the file may be in the folder before.
        for (String other : folders.subList(Math.min(1, folders.size()), folders.size())) {
            String elsewhere = ScriptFiles.key(path, other);
            if (elsewhere != null && !elsewhere.equals(key)) {
                put(elsewhere, new ScriptFiles.Written(content.text(), content.whole(), content.fetched(), false));
            }
        }
    }

    private void put(String key, ScriptFiles.Written content) {
        ScriptFiles.Written before = written.get(key);
        if (before != null && !content.sure() && !before.equals(content)) {
            // Which of the two it holds is not known.
            written.put(key, new ScriptFiles.Written(null, false, before.fetched() || content.fetched(), false));
        } else {
            written.put(key, content);
        }
    }

    /** Returns the files of which it is not sure that they were written; changes with every write. */
    Map<String, ScriptFiles.Written> unsure() {
        Map<String, ScriptFiles.Written> unsure = new HashMap<>();
        written.forEach((key, file) -> {
            if (!file.sure()) {
                unsure.put(key, file);
            }
        });
        return unsure;
    }

    /** Takes files for surely written, or no longer. */
    void assure(Map<String, ScriptFiles.Written> files, boolean sure) {
        files.forEach((key, file) -> {
            ScriptFiles.Written now = written.get(key);
            if (now != null && Objects.equals(now.text(), file.text())) {
                written.put(key, new ScriptFiles.Written(now.text(), now.whole(), now.fetched(), sure));
            }
        });
    }

    boolean hasWritten() {
        return !written.isEmpty();
    }

    /** Returns a file that the script has written; null where it has not. */
    ScriptFiles.@Nullable Written written(String path) {
        String key = ScriptFiles.key(path, this);
        return key == null ? null : written.get(key);
    }

    /** Returns all files that the script has written. */
    Map<String, SessionFiles.Written> allWritten() {
        Map<String, SessionFiles.Written> all = new HashMap<>();
        written.forEach((path, file) ->
                all.put(path, new SessionFiles.Written(file.all(), file.all() != null && file.sure(), file.fetched())));
        return all;
    }

    /** Tells whether the script itself has given a variable its value. */
    boolean isAssigned(String name) {
        return assigned.contains(name);
    }

    void export(String name) {
        exported.add(name);
    }

    /** Returns the arguments of the function or script that runs; null where they are not known. */
    @Nullable List<Word> positional() {
        return unsettled.contains(Assigned.POSITIONAL) ? null : positional;
    }

    void positional(@Nullable List<Word> arguments) {
        positional = arguments;
    }

    /** Drops the first arguments. */
    void shift(@Nullable Word count) {
        String number = count == null ? "1" : count.isLiteral() ? count.text() : "";
        boolean counts =
                !number.isEmpty() && number.length() < 6 && number.chars().allMatch(Cursor::isDigit);
        if (!counts) {
            positional = null;
        } else if (positional != null && Integer.parseInt(number) <= positional.size()) {
            positional = positional.subList(Integer.parseInt(number), positional.size());
        }
    }

    void unsettle(Set<String> names) {
        unsettled.addAll(names);
    }

    /** Returns the folder that is most likely; null where none is known. */
    @Nullable String folder() {
        return folders.isEmpty() ? null : folders.get(0);
    }

    /** Goes to another folder, one of some; since that may fail, the old one stays possible. */
    void enter(List<String> targets) {
        Set<String> possible = new LinkedHashSet<>(targets);
        entered = possible.size();
        if (!endsOnFailure) {
            possible.addAll(folders.isEmpty() ? List.of(".") : folders);
        }
        folders = possible.size() > 6 ? List.of(UNKNOWN_FOLDER) : List.copyOf(possible);
    }

    /** Takes for granted that the last change of folder worked. */
    void settleFolder() {
        if (entered < folders.size()) {
            folders = List.copyOf(folders.subList(0, entered));
        }
    }

    /** Takes over what holds after either this or another way through the script. */
    void joinWith(State other) {
        Set<String> names = new HashSet<>(variables.keySet());
        names.addAll(other.variables.keySet());
        for (String name : names) {
            Value mine = variables.getOrDefault(name, Value.UNKNOWN);
            Value theirs = other.variables.getOrDefault(name, Value.UNKNOWN);
            if (!mine.equals(theirs)) {
                variables.put(name, mine.or(theirs));
            }
        }
        exported.addAll(other.exported);
        positional = Objects.equals(positional, other.positional) ? positional : null;
        other.functions.forEach((name, body) -> {
            if (functions.get(name) != body) {
                functions.put(name, both(functions.get(name), body));
            }
        });
        if (!branches.equals(other.branches)) {
            branches = new LinkedHashSet<>(branches);
            branches.addAll(other.branches);
        }
        if (!intended.equals(other.intended)) {
            intended = new LinkedHashSet<>(intended);
            intended.addAll(other.intended);
        }
        if (!folders.equals(other.folders)) {
            Set<String> all = new LinkedHashSet<>(folders);
            all.addAll(other.folders);
            folders = all.size() > 4 ? List.of(UNKNOWN_FOLDER) : List.copyOf(all);
        }
    }

    /** Forgets this way and goes on with what another way knows. */
    void replaceWith(State other) {
        branches = other.branches;
        intended = other.intended;
        variables.clear();
        variables.putAll(other.variables);
        exported.clear();
        exported.addAll(other.exported);
        functions.clear();
        functions.putAll(other.functions);
        folders = other.folders;
        entered = other.entered;
        positional = other.positional;
        endsOnFailure = other.endsOnFailure;
    }

    private static Node both(@Nullable Node one, Node other) {
        return one == null ? other : new Syntax.Sequence(List.of(one, other));
    }
}
