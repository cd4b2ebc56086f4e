/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one message: the messages that go on to the server, and those that go to the client. A message that is let
 * through stands in the one, an answer in its place in the other; what is dropped stands in neither.
 *
 * @param toServer JSON-RPC messages for the server, in order
 * @param toClient JSON-RPC messages for the client, in order
 */
public record Outcome(List<Map<String, @Nullable Object>> toServer, List<Map<String, @Nullable Object>> toClient) {

    /** Nothing goes anywhere. */
    public static final Outcome NOTHING = new Outcome(List.of(), List.of());

    /** Copies the lists. */
    public Outcome {
        toServer = List.copyOf(toServer);
        toClient = List.copyOf(toClient);
    }

    static Outcome toServer(Map<String, @Nullable Object> message) {
        return new Outcome(List.of(message), List.of());
    }

    static Outcome toClient(Map<String, @Nullable Object> message) {
        return new Outcome(List.of(), List.of(message));
    }

    /** Returns this and then another. */
    Outcome and(Outcome other) {
        List<Map<String, @Nullable Object>> server = new ArrayList<>(toServer);
        server.addAll(other.toServer);
        List<Map<String, @Nullable Object>> client = new ArrayList<>(toClient);
        client.addAll(other.toClient);
        return new Outcome(server, client);
    }

    /** Tells how many messages go where; what they say may be secret. */
    @Override
    public String toString() {
        return "Outcome[" + toServer.size() + " to the server, " + toClient.size() + " to the client]";
    }
}
