/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.deploy;

import dev.agentgovernance.api.action.ActionContext;
import java.util.List;
import java.util.Optional;

/**
 * Knows what follows from an event on a repository. A platform that has the settings of its forge and its pipelines at hand
 * implements this to say what no file of the repository can: protections, reviewers, connections to hosting services.
 *
 * <p>Asked while a decision is made: it answers from memory, does not throw, and is safe for use by several threads.
 */
@FunctionalInterface
public interface DeployKnowledge {

    /** Knows nothing. */
    DeployKnowledge NONE = (event, context) -> Optional.empty();

    /**
     * Returns everything that follows from an event, or nothing where that is not known. An empty list is the firm statement
     * that nothing is deployed or published.
     */
    Optional<List<Deployment>> deploymentsOn(RepositoryEvent event, ActionContext context);
}
