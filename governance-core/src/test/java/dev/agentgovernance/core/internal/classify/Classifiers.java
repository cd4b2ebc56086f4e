/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.core.internal.classify.command.CommandTable;
import dev.agentgovernance.core.internal.classify.git.GitCommands;
import dev.agentgovernance.core.internal.classify.shell.ShellClassifier;
import java.util.List;

/** The classifier of command lines, for tests of rooms that are handed one. */
public final class Classifiers {

    private Classifiers() {}

    /** Returns a classifier of command lines; what they hand on counts as nothing. */
    public static ActionClassifier commands(ClassifierSettings settings, ParseLimits limits) {
        return ShellClassifier.of(
                List.of(CommandTable.standard(), new GitCommands()),
                (action, context) -> Classification.NOTHING,
                settings,
                limits);
    }
}
