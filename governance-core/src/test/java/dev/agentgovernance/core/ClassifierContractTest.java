/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.contract.ActionClassifierContract;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.command.CommandTable;
import dev.agentgovernance.core.internal.classify.file.FileClassifier;
import dev.agentgovernance.core.internal.classify.git.GitCommands;
import dev.agentgovernance.core.internal.classify.http.HttpClassifier;
import dev.agentgovernance.core.internal.classify.infra.PlanClassifier;
import dev.agentgovernance.core.internal.classify.shell.ShellClassifier;
import dev.agentgovernance.core.internal.classify.sql.SqlClassifier;
import dev.agentgovernance.core.internal.classify.tool.PublishClassifier;
import dev.agentgovernance.core.internal.classify.tool.ToolClassifier;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Every door to a classifier keeps the contract, alone and with the others behind it. */
class ClassifierContractTest {

    private static final ClassifierSettings SETTINGS = ClassifierSettings.DEFAULT;
    private static final ActionClassifier ALL =
            StandardClassifiers.of(SETTINGS, ParseLimits.DEFAULT, List.of()).classifier();

    @Nested
    class Shell implements ActionClassifierContract {
        @Override
        public ActionClassifier classifier() {
            return ShellClassifier.of(
                    List.of(CommandTable.standard(), new GitCommands()), ALL, SETTINGS, ParseLimits.DEFAULT);
        }
    }

    @Nested
    class File implements ActionClassifierContract {
        @Override
        public ActionClassifier classifier() {
            return FileClassifier.of(SETTINGS);
        }
    }

    @Nested
    class Sql implements ActionClassifierContract {
        @Override
        public ActionClassifier classifier() {
            return SqlClassifier.of(SETTINGS, ParseLimits.DEFAULT);
        }
    }

    @Nested
    class Http implements ActionClassifierContract {
        @Override
        public ActionClassifier classifier() {
            return HttpClassifier.of(SETTINGS, ParseLimits.DEFAULT);
        }
    }

    @Nested
    class Plan implements ActionClassifierContract {
        @Override
        public ActionClassifier classifier() {
            return PlanClassifier.of(SETTINGS, ALL);
        }
    }

    @Nested
    class Tool implements ActionClassifierContract {
        @Override
        public ActionClassifier classifier() {
            return ToolClassifier.of(SETTINGS, ALL);
        }
    }

    @Nested
    class Publish implements ActionClassifierContract {
        @Override
        public ActionClassifier classifier() {
            return PublishClassifier.create();
        }
    }

    @Nested
    class AllTogether implements ActionClassifierContract {
        @Override
        public ActionClassifier classifier() {
            return ALL;
        }
    }
}
