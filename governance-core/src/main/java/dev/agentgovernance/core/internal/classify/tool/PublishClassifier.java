/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.tool;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.PublishAction;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.SourceSpan;
import java.util.List;

/**
 * Judges texts that leave: a log stays on the machine, any other channel is shared. What the text holds is judged by others.
 * Stateless.
 */
public final class PublishClassifier implements ActionClassifier {

    private PublishClassifier() {}

    /** Returns the classifier. */
    public static PublishClassifier create() {
        return new PublishClassifier();
    }

    @Override
    public Classification classify(Action action, ActionContext context) {
        if (!(action instanceof PublishAction publish)) {
            return Classification.NOTHING;
        }
        Effect effect = Effect.of(
                EffectKind.PUBLISH_TEXT,
                publish.channel(),
                new SourceSpan(0, publish.text().length()));
        return Classification.known(
                List.of(publish.channel().equals("log") ? effect.withReach(Reach.MACHINE) : effect));
    }
}
