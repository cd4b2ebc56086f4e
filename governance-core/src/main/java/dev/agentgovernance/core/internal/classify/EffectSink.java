/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.SourceSpan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes what a classifier finds. Paths go in as words and are judged here, in one place: against the current folder, the
 * working tree, links, and the lists of paths that need care.
 */
public interface EffectSink {

    /** Reports an effect. */
    void effect(Effect effect);

    /** Reports something that was not understood: {@link Coverage#PARTIAL} or {@link Coverage#OPAQUE}. */
    void gap(Coverage coverage, String why, SourceSpan span);

    /** Reports that the content of a file is read. */
    void read(Word path);

    /** Reports that a word may name a file whose content is shown: it counts only where such a file needs care. */
    default void glimpse(Word perhapsPath) {}

    /** Reports that names below a folder are listed or searched. */
    void list(Word path);

    /** Reports that a file is created or changed. */
    void write(Word path);

    /** Reports that a file loses all that it holds, unless there is none of that name yet. */
    default void empty(Word path) {
        delete(path, true);
    }

    /** Reports that a file, or a folder with all it holds, is deleted. */
    void delete(Word path, boolean recursive);

    /**
     * Has another action judged as a part of this one: a command line inside a command line, a statement handed to a
     * database client, a request sent by a program.
     *
     * @param span the part of this action's text that holds it; its effects are reported for that part
     * @return whether all of it was understood and only reads
     */
    boolean run(Action nested, SourceSpan span);

    /**
     * Has a task of the project judged, which is one or more command lines: what it does within the working tree is not
     * reported.
     */
    default void task(String commandLines, SourceSpan span) {
        gap(Coverage.PARTIAL, "a task of the project was not looked into", span);
    }

    /** Has code judged in the same way that was written in the command line itself; it does not look for more such code. */
    default void writtenCode(String commandLine, SourceSpan span) {
        task(commandLine, span);
    }

    /** Tells whether command lines would do something beyond the working tree, as far as they are understood. */
    default boolean reachesOut(String commandLines, SourceSpan where) {
        return true;
    }

    /**
     * Has the command line of a container judged: it counts what it does beyond this machine, and the files it deletes in
     * folders that were handed to it.
     *
     * @param handed tells which places are in such a folder
     */
    default void contained(String commandLine, Predicate<String> handed, SourceSpan span) {}

    /** Returns the text of a file of the working tree, by its path from the folder; empty where it is not at hand. */
    default Optional<String> content(String path) {
        return Optional.empty();
    }

    /** Returns the text of a file that the same action has written before; empty where it has not, or it is not known. */
    default Optional<String> written(String path) {
        return Optional.empty();
    }

    /** Returns what the same action is known to have put into a file, be it all that is in there or not; empty where it has not. */
    default Optional<String> added(String path) {
        return Optional.empty();
    }

    /** Returns the paths of the files that the same action has written before, with a text that is known. */
    default List<String> writtenFiles() {
        return List.of();
    }

    /** Tells whether the same action puts something else into the place of a file before. */
    default boolean replaces(String path) {
        return false;
    }

    /** Reports that another branch is checked out from here on; a word that is not literal is one that is not known. */
    default void checkOut(Word branch) {}

    /**
     * Returns the branches that the same action may have checked out before, beside the one that was; an empty name is one that
     * is not known.
     */
    default Set<String> checkedOut() {
        return Set.of();
    }

    /** Returns the context in which the question was asked. */
    ActionContext context();

    /** Returns what the policy says about names and paths. */
    ClassifierSettings settings();

    /** Returns the folder in which the command would run; empty where that is not known. */
    Optional<String> directory();

    /** Returns the folders in one of which the command would run, as far as they are known. */
    default List<String> directories() {
        return directory().stream().toList();
    }
}
