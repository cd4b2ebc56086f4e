/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * All classifiers together. What one of them says of an action is added to what the others say, so that adding a classifier
 * never makes a judgement milder; one that fails counts as "nothing was understood".
 */
final class CompositeClassifier implements ActionClassifier {

    private final List<ActionClassifier> classifiers = new ArrayList<>();

    /** Adds a classifier. Only while the guard is being built: some classifiers hand nested actions back to this one. */
    void add(ActionClassifier classifier) {
        classifiers.add(classifier);
    }

    @Override
    public Classification classify(Action action, ActionContext context) {
        Classification all = Classification.NOTHING;
        for (ActionClassifier classifier : classifiers) {
            all = all.and(classifyOrGiveUp(classifier, action, context));
        }
        return all;
    }

    private static Classification classifyOrGiveUp(ActionClassifier classifier, Action action, ActionContext context) {
        try {
            return classifier.classify(action, context);
        } catch (RuntimeException | StackOverflowError e) {
            // The message may quote the action, and with it a secret: the kind of failure is all that is said.
            return Classification.opaque("a classifier failed (" + e.getClass().getSimpleName() + ")", SourceSpan.NONE);
        }
    }
}
