/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import dev.agentgovernance.api.action.ActionContext;

/** Tells places that belong to the working tree from those elsewhere, by their names alone. */
public final class WorkingTree {

    private WorkingTree() {}

    /** Tells whether a word, as far as it is known, names a place outside of the working tree. */
    public static boolean isOutside(Word place, EffectSink sink) {
        String text = place.text();
        if (text.isEmpty() || text.contains("://")) {
            return false;
        }
        PathText path =
                PathText.of(text, sink.directory().orElse(null), sink.settings().homeDirectory());
        return path.isAbsolute() ? !isWithin(path, sink.context()) : text.startsWith("~") || path.climbs();
    }

    /** Tells whether a command may run in a folder to which the command line went and that is not in the working tree. */
    public static boolean isLeft(EffectSink sink) {
        return sink.directories().stream().anyMatch(folder -> isLeft(folder, sink));
    }

    private static boolean isLeft(String folder, EffectSink sink) {
        if (sink.context().workingDirectory().orElse("").equals(folder)) {
            return false;
        }
        PathText path = PathText.of(folder, null, sink.settings().homeDirectory());
        return path.isAbsolute() ? !isWithin(path, sink.context()) : folder.startsWith("~") || path.climbs();
    }

    /** Where the place of the tree is not known, any absolute path is elsewhere. */
    private static boolean isWithin(PathText path, ActionContext context) {
        return context.repositoryRoot()
                .or(context::workingDirectory)
                .filter(tree -> path.isWithin(PathText.of(tree, null, "")))
                .isPresent();
    }
}
