/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.action;

import java.util.Objects;

/**
 * A text that would leave the agent's reach: a log line, a commit message, the description of a pull request, a comment.
 *
 * @param channel where it would go, for example {@code log}, {@code commit-message}, {@code pull-request}, {@code comment}
 * @param text the text
 */
public record PublishAction(String channel, String text) implements Action {

    /** Checks that nothing is null. */
    public PublishAction {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String kind() {
        return "publish";
    }

    @Override
    public String toString() {
        return "PublishAction[" + text.length() + " chars]";
    }
}
