/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.action.PublishAction;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import java.util.ArrayList;
import java.util.List;

/** What it means that the text of an action holds secrets or personal data: they leave, or they are written down. */
final class SecretEffects {

    private SecretEffects() {}

    /** Returns the effects that follow from findings in the text of an action that does what a classification says. */
    static Classification of(Action action, Classification classification, List<SecretFinding> findings) {
        List<Effect> effects = new ArrayList<>();
        boolean leaves = leaves(action, classification);
        for (SecretFinding finding : findings) {
            if (finding.confidence() == Confidence.PLACEHOLDER) {
                continue;
            }
            boolean personal = finding.kind().category() == SecretKind.Category.PERSONAL;
            if (!leaves && personal) {
                continue;
            }
            EffectKind kind = !leaves
                    ? EffectKind.SECRET_WRITE
                    : personal ? EffectKind.PERSONAL_DATA_SEND : EffectKind.SECRET_SEND;
            effects.add(Effect.of(kind, destination(action), span(action, finding))
                    .withData(personal ? DataSensitivity.PERSONAL : DataSensitivity.SECRET));
        }
        return Classification.known(effects);
    }

    /** Whether the text goes where others can see it: what is not understood may send it anywhere. */
    private static boolean leaves(Action action, Classification classification) {
        if (action instanceof FileAction) {
            return false;
        }
        if (action instanceof PublishAction || action instanceof ToolAction || action instanceof HttpAction) {
            return true;
        }
        return classification.effects().stream()
                .anyMatch(effect -> effect.reach().compareTo(Reach.SHARED) >= 0
                        || effect.kind().isWithin("net.fetch")
                        || effect.kind() == EffectKind.EXEC_OPAQUE);
    }

    /** Where the text would go, as far as the action says so in one place. */
    private static String destination(Action action) {
        if (action instanceof FileAction file) {
            return file.path();
        }
        if (action instanceof ToolAction tool) {
            return tool.server() + "/" + tool.tool();
        }
        if (action instanceof PublishAction publish) {
            return publish.channel();
        }
        return action instanceof HttpAction http ? http.url() : "";
    }

    private static SourceSpan span(Action action, SecretFinding finding) {
        return ActionText.isVerbatim(action)
                ? new SourceSpan(Math.toIntExact(finding.start()), Math.toIntExact(finding.end()))
                : SourceSpan.NONE;
    }
}
