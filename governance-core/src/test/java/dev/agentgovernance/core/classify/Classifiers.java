/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.classify;

import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.core.classify.command.CommandTable;
import dev.agentgovernance.core.classify.git.GitCommands;
import dev.agentgovernance.core.classify.shell.ShellClassifier;
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
