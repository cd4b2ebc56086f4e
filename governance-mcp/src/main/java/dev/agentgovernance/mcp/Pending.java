/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.mcp.CallJudge.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that has gone on and was not answered yet.
 *
 * @param message the request as it came
 * @param tool the tool it calls; null for any other request
 * @param verdict what was made of it; null where nothing had to be
 */
record Pending(
        Message message, @Nullable Tool tool, @Nullable Verdict verdict) {

    String method() {
        return message.method();
    }

    /**
     * A call that waits for a person's answer.
     *
     * @param call the request as it came
     * @param tool the tool it calls
     * @param verdict what was made of it
     * @param token what stands for the question
     * @param expiry until when an answer counts
     */
    record Parked(Message call, Tool tool, Verdict verdict, String token, Instant expiry) {}
}
