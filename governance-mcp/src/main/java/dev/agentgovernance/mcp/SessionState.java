/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.secret.Redactor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one session remembers. Guarded by itself. */
final class SessionState {

    final McpGovernance governance;
    final McpConversation conversation;
    final String server;
    final McpSettings.ServerWord word;
    final Catalogue catalogue = new Catalogue();
    final ToolExaminer examiner;
    final CallJudge judge;
    final Approvals approvals;
    final ServerRequests requests;

    /** Requests of the client that the server has not answered, by their ids. */
    final Map<Object, Pending> fromClient = new HashMap<>();
    /** Requests of the server that the client has not answered, by their ids. */
    final Map<Object, Message> fromServer = new HashMap<>();
    /** Calls that wait for a person's answer, by the ids of the questions. */
    final Map<String, Pending.Parked> parked = new LinkedHashMap<>();
    /** Calls that wait for the list of tools, in their order. */
    final List<Message> waiting = new ArrayList<>();
    /** Tasks that the server has made of calls, by their ids. */
    final Map<String, Pending> tasks = new LinkedHashMap<>();
    /** The id of the list that was asked for here; empty where none is on its way. */
    String ownList = "";

    int ownPages;
    boolean clientCanBeAsked;
    boolean clientShowsPages;
    /** The server said that it makes tasks. */
    boolean serverHasTasks;

    private final String ownIds;
    private long ownCount;

    SessionState(McpGovernance governance, McpConversation conversation, String server) {
        this.governance = governance;
        this.conversation = conversation;
        this.server = server;
        this.word = governance.settings.server(server);
        this.examiner = new ToolExaminer(governance, conversation, server);
        this.judge = new CallJudge(governance, conversation);
        this.approvals = new Approvals(governance, conversation);
        this.requests = new ServerRequests(governance, word);
        byte[] random = new byte[8];
        governance.random.nextBytes(random);
        this.ownIds = "gov-" + HexFormat.of().formatHex(random) + "-";
    }

    /** Returns a new id for a request of our own, which nobody can guess. */
    String ownId() {
        return ownIds + ++ownCount;
    }

    /** Tells the owner; what a server wrote into a name or a method may hold a secret. */
    void notice(String text) {
        String clean = Redactor.of(governance.detector).redact(text);
        governance.notices.accept(String.valueOf(conversation.withoutExchanged(clean)));
    }

    boolean isPendingFromClient(@Nullable Object id) {
        return fromClient.containsKey(id)
                || parked.values().stream()
                        .anyMatch(call ->
                                call.call().id() != null && call.call().id().equals(id))
                || waiting.stream()
                        .anyMatch(call -> call.id() != null && call.id().equals(id));
    }

    int pendingFromClient() {
        return fromClient.size() + parked.size() + waiting.size();
    }
}
