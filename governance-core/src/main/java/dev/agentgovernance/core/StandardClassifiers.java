/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.deploy.DeployKnowledge;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.SessionFiles;
import dev.agentgovernance.core.internal.classify.command.CommandTable;
import dev.agentgovernance.core.internal.classify.deploy.DeployReach;
import dev.agentgovernance.core.internal.classify.deploy.ReachClassifier;
import dev.agentgovernance.core.internal.classify.file.FileClassifier;
import dev.agentgovernance.core.internal.classify.git.GitCommands;
import dev.agentgovernance.core.internal.classify.http.HttpClassifier;
import dev.agentgovernance.core.internal.classify.infra.PlanClassifier;
import dev.agentgovernance.core.internal.classify.shell.ShellClassifier;
import dev.agentgovernance.core.internal.classify.sql.SqlClassifier;
import dev.agentgovernance.core.internal.classify.tool.PublishClassifier;
import dev.agentgovernance.core.internal.classify.tool.ToolClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The classifiers that ship with the library, wired so that each can hand on what it finds inside an action. */
final class StandardClassifiers {

    private StandardClassifiers() {}

    /**
     * The classifiers of one guard.
     *
     * @param classifier all of them as one
     * @param shell the one for command lines, which also knows what they write
     * @param reach what reads the pipelines of repositories
     */
    record Wired(ActionClassifier classifier, ShellClassifier shell, DeployReach reach) {}

    /** Returns them all as one, with further ones of the host, where the owner says nothing of tools. */
    static Wired of(ClassifierSettings settings, ParseLimits limits, List<ActionClassifier> further) {
        return of(settings, limits, further, tool -> Set.of(), List.of(), SessionFiles.NONE);
    }

    /** Returns them all as one, with further ones of the host, what the owner says of tools, and platforms. */
    static Wired of(
            ClassifierSettings settings,
            ParseLimits limits,
            List<ActionClassifier> further,
            Function<ToolAction, Set<EffectKind>> declaredTools,
            List<DeployKnowledge> platforms,
            SessionFiles files) {
        CompositeClassifier all = new CompositeClassifier();
        ShellClassifier shell =
                ShellClassifier.of(List.of(CommandTable.standard(), new GitCommands()), all, settings, limits, files);
        all.add(shell);
        all.add(FileClassifier.of(settings));
        all.add(SqlClassifier.of(settings, limits));
        all.add(HttpClassifier.of(settings, limits));
        all.add(PlanClassifier.of(settings, all));
        all.add(ToolClassifier.of(settings, all, declaredTools));
        all.add(PublishClassifier.create());
        further.forEach(all::add);
        // What a host's own classifier finds may start a pipeline too, so reach comes last and around them all.
        List<DeployKnowledge> knowledge = new ArrayList<>(platforms);
        DeployReach reach = DeployReach.of(settings, all);
        knowledge.add(reach);
        return new Wired(ReachClassifier.of(all, knowledge, settings, ActionText::of), shell, reach);
    }
}
