/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.core.classify.ClassifierSettings;
import java.util.List;

/** The classifiers that ship with the library, wired so that each can hand on what it finds inside an action. */
final class StandardClassifiers {

    private StandardClassifiers() {}

    /** Returns them all as one, with further ones of the host. */
    static ActionClassifier of(ClassifierSettings settings, ParseLimits limits, List<ActionClassifier> further) {
        CompositeClassifier all = new CompositeClassifier();
        further.forEach(all::add);
        return all;
    }
}
