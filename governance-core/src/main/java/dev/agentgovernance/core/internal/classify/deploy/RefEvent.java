/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.api.deploy.RepositoryEvent.Kind;

/**
 * An event as systems see it that only know branches, tags, pull requests and starts by hand.
 *
 * @param source what happened
 * @param ref the branch or tag; empty where it is not known
 */
record RefEvent(Source source, String ref) {

    enum Source {
        BRANCH,
        TAG,
        REQUEST,
        HAND,
        NONE
    }

    static RefEvent of(RepositoryEvent event) {
        String name = event.name().indexOf('*') >= 0 ? "" : event.name();
        Kind kind = event.kind();
        return switch (kind) {
            case PUSH, MERGE -> new RefEvent(Source.BRANCH, name);
            case TAG, RELEASE -> new RefEvent(Source.TAG, name);
            case PULL_REQUEST -> new RefEvent(Source.REQUEST, name);
            case DISPATCH -> new RefEvent(Source.HAND, "");
            default -> new RefEvent(Source.NONE, "");
        };
    }

    boolean is(Source expected) {
        return source == expected;
    }
}
