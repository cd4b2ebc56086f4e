/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.mcp.CallJudge.Verdict;
import dev.agentgovernance.mcp.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls of tools: found, judged, asked for, and put together anew from what was judged. */
final class ToolCalls {

    private static final String ANSWER = "approve";
    private static final List<String> BESIDES = List.of("_meta", "task", "inputResponses", "requestState");

    private final SessionState state;

    ToolCalls(SessionState state) {
        this.state = state;
    }

    Outcome call(Message call) {
        if (!(call.params().get("name") instanceof String name) || name.isEmpty()) {
            return Outcome.toClient(Message.failure(call.id(), RpcException.INVALID_PARAMS, "The call names no tool."));
        }
        Object given = call.params().get("arguments");
        Map<String, @Nullable Object> arguments = given == null ? Map.of() : Json.object(given);
        if (arguments == null) {
            return Outcome.toClient(Message.failure(
                    call.id(), RpcException.INVALID_PARAMS, "The arguments of the call are no object."));
        }
        Message.checkCase(arguments, Set.of(), call.id());
        if (!state.catalogue.isComplete()) {
            return waitForList(call);
        }
        Tool tool = state.catalogue.find(name).orElse(null);
        return tool == null || tool.isHidden()
                ? Outcome.toClient(Answers.unknownTool(call))
                : judged(call, tool, arguments);
    }

    /** A tool is judged by its definition: a call that comes before the list waits for it. */
    private Outcome waitForList(Message call) {
        state.waiting.add(call);
        if (!state.ownList.isEmpty()) {
            return Outcome.NOTHING;
        }
        state.ownPages = 0;
        return Outcome.toServer(nextPage(call, null));
    }

    Map<String, @Nullable Object> nextPage(Message call, @Nullable String cursor) {
        Map<String, @Nullable Object> params = new LinkedHashMap<>();
        if (call.isModern()) {
            Map<String, @Nullable Object> meta = Json.object(call.params().get("_meta"));
            Map<String, @Nullable Object> copy = new LinkedHashMap<>(meta == null ? Map.of() : meta);
            copy.remove("progressToken");
            params.put("_meta", copy);
        }
        if (cursor != null) {
            params.put("cursor", cursor);
        }
        state.ownList = state.ownId();
        state.ownPages++;
        return Message.request(state.ownList, "tools/list", params);
    }

    private Outcome judged(Message call, Tool tool, Map<String, @Nullable Object> arguments) {
        ToolAction action = new ToolAction(state.server, tool.name(), arguments, tool.hints());
        Verdict verdict = state.judge.judge(tool, action);
        if (verdict.decision() instanceof Deny) {
            return Outcome.toClient(Answers.refused(call, Answers.denied(verdict.decision()), verdict.decision()));
        }
        boolean answered =
                call.params().get("requestState") instanceof String token && token.startsWith(ApprovalTokens.PREFIX);
        if (answered) {
            return retried(call, tool, verdict);
        }
        if (verdict.decision() instanceof Ask) {
            return ask(call, tool, verdict);
        }
        return send(call, tool, verdict);
    }

    private Outcome ask(Message call, Tool tool, Verdict verdict) {
        // What people have said elsewhere is not asked again here; an answer without its state uses none of it up.
        switch (isStray(call) ? Approvals.Before.NOTHING : state.approvals.before(tool, verdict)) {
            case YES -> {
                return approved(call, tool, verdict, "outside of the client");
            }
            case NO -> {
                return Outcome.toClient(Answers.refused(
                        call, "A person said no to exactly this call. Do not repeat it.", verdict.decision()));
            }
            case NOTHING -> {
                // It is asked.
            }
        }
        String prompt = state.approvals.prompt(verdict);
        boolean askable = call.isModern() ? canBeAsked(call) : state.clientCanBeAsked;
        if (!askable || !state.approvals.mayAskInBand(verdict, prompt)) {
            return elsewhere(call, tool, verdict);
        }
        String token = state.approvals.token(tool, verdict);
        if (call.isModern()) {
            return Outcome.toClient(Approvals.inputRequired(call, prompt, token));
        }
        Instant expiry = state.governance
                .clock
                .instant()
                .plus(state.governance.settings.limits().askTime());
        return park(call, tool, verdict, token, expiry, Answers.question(prompt));
    }

    /** Has people asked outside of the client; one that can show pages is sent to theirs. */
    private Outcome elsewhere(Message call, Tool tool, Verdict verdict) {
        if (isStray(call)) {
            return Outcome.toClient(Answers.refused(
                    call,
                    "The answer to a question came without its state: it counts for nothing. Repeat the call without it.",
                    verdict.decision()));
        }
        Approvals.Elsewhere elsewhere = state.approvals.elsewhere(tool, verdict);
        if (elsewhere.isGranted()) {
            return approved(call, tool, verdict, "outside of the client");
        }
        boolean shows = call.isModern() ? showsPages(call) : state.clientShowsPages;
        Optional<Approvals.Page> way = shows
                ? elsewhere.waiting().flatMap(request -> state.approvals.page(tool, verdict, request))
                : Optional.empty();
        if (way.isEmpty()) {
            return Outcome.toClient(Answers.refused(call, elsewhere.told(), verdict.decision()));
        }
        Approvals.Page page = way.get();
        return call.isModern()
                ? Outcome.toClient(Approvals.inputRequired(call, page.params(), page.token()))
                : park(call, tool, verdict, page.token(), page.expiry(), page.params());
    }

    /** Whether a call that names no state of ours has an answer to a question of ours. */
    private static boolean isStray(Message call) {
        Map<String, @Nullable Object> answers = Json.object(call.params().get("inputResponses"));
        return answers != null && answers.containsKey(ANSWER);
    }

    private Outcome park(
            Message call,
            Tool tool,
            Verdict verdict,
            String token,
            Instant expiry,
            Map<String, @Nullable Object> question) {
        String id = state.ownId();
        state.parked.put(id, new Pending.Parked(call, tool, verdict, token, expiry));
        return Outcome.toClient(Message.request(id, "elicitation/create", question));
    }

    private static boolean showsPages(Message call) {
        Map<String, @Nullable Object> meta = Json.object(call.params().get("_meta"));
        return meta != null && ClientMessages.showsPages(meta.get("io.modelcontextprotocol/clientCapabilities"));
    }

    private static boolean canBeAsked(Message call) {
        Map<String, @Nullable Object> meta = Json.object(call.params().get("_meta"));
        return meta != null && ClientMessages.canBeAsked(meta.get("io.modelcontextprotocol/clientCapabilities"));
    }

    /** The answer of a person comes with the call repeated, in the revision without sessions. */
    private Outcome retried(Message call, Tool tool, Verdict verdict) {
        Map<String, @Nullable Object> answers = Json.object(call.params().get("inputResponses"));
        String token = String.valueOf(call.params().get("requestState"));
        if (answers == null || !agrees(token, answers.get(ANSWER))) {
            return Outcome.toClient(
                    Answers.refused(call, "The person did not approve; the call was not made.", verdict.decision()));
        }
        return redeemed(call, tool, verdict, token);
    }

    /** The answer of a person to the question that was sent to the client, in the revisions with sessions. */
    Outcome answered(String id, Message response) {
        Pending.Parked parked = state.parked.remove(id);
        if (parked == null) {
            return Outcome.NOTHING;
        }
        if (response.error() != null || !agrees(parked.token(), response.result())) {
            return Outcome.toClient(Answers.refused(
                    parked.call(),
                    "The person did not approve; the call was not made.",
                    parked.verdict().decision()));
        }
        Tool now = state.catalogue.find(parked.tool().name()).orElse(null);
        if (now == null || now.isHidden()) {
            return Outcome.toClient(Answers.unknownTool(parked.call()));
        }
        // What came in since the question was asked counts: the call is judged again, and the answer is for that
        // judgement.
        Verdict again = state.judge.judge(now, parked.verdict().action());
        if (again.decision() instanceof Deny) {
            return Outcome.toClient(Answers.refused(parked.call(), Answers.denied(again.decision()), again.decision()));
        }
        return redeemed(parked.call(), now, again, parked.token());
    }

    /** A yes in band is a clear one; on the way to a page the person only says that they go there. */
    private static boolean agrees(String token, @Nullable Object answer) {
        return Approvals.isOfPage(token) ? Answers.isConsent(answer) : Answers.isYes(answer);
    }

    private Outcome redeemed(Message call, Tool tool, Verdict verdict, String token) {
        String problem = switch (state.approvals.redeem(token, tool, verdict)) {
            case GOOD -> "";
            case FORGED -> "The state of the request is not one that was given out here.";
            case OTHER_CALL -> "The approval is for another call: every byte of a call counts.";
            case EXPIRED -> "The approval came too late.";
            case USED -> "The approval was used before; each is good for one call.";
        };
        if (!problem.isEmpty()) {
            return Outcome.toClient(Answers.refused(call, problem + " The call was not made.", verdict.decision()));
        }
        if (!Approvals.isOfPage(token)) {
            return approved(call, tool, verdict, "through the client");
        }
        // The client has shown the page: what counts is what people answered there.
        Approvals.Elsewhere answer = state.approvals.elsewhere(tool, verdict);
        return answer.isGranted()
                ? approved(call, tool, verdict, "on the page for approvals")
                : Outcome.toClient(Answers.refused(call, answer.told(), verdict.decision()));
    }

    private Outcome approved(Message call, Tool tool, Verdict verdict, String how) {
        Verdict allowed = new Verdict(state.judge.approved(verdict, how), verdict.action(), verdict.labels());
        return allowed.decision() instanceof Allow
                ? send(call, tool, allowed)
                : Outcome.toClient(Answers.refused(call, Answers.denied(allowed.decision()), allowed.decision()));
    }

    // INVARIANT: what is sent holds exactly the name and the arguments that were judged, apart from handles that the
    // owner
    // lets this argument of this tool have the secret of: it stands in the place of its handle, and nothing else
    // differs.
    private Outcome send(Message call, Tool tool, Verdict verdict) {
        Map<String, @Nullable Object> params = new LinkedHashMap<>();
        params.put("name", verdict.action().tool());
        if (call.params().get("arguments") != null) {
            Map<String, ?> arguments = verdict.action().arguments();
            if (SecretHandles.holds(arguments)) {
                Optional<Map<String, @Nullable Object>> exchanged =
                        state.conversation.exchange(state.server, tool.name(), arguments);
                if (exchanged.isEmpty()) {
                    return Outcome.toClient(Answers.refused(
                            call, "The handle of a secret in this call is not good any more.", verdict.decision()));
                }
                Optional<Decision> unrecorded = state.judge.exchanging(verdict);
                if (unrecorded.isPresent()) {
                    return Outcome.toClient(Answers.refused(call, Answers.denied(unrecorded.get()), unrecorded.get()));
                }
                params.put("arguments", exchanged.get());
            } else {
                params.put("arguments", arguments);
            }
        }
        for (String key : BESIDES) {
            if (call.params().get(key) != null) {
                params.put(key, call.params().get(key));
            }
        }
        if (params.get("requestState") instanceof String token && token.startsWith(ApprovalTokens.PREFIX)) {
            params.remove("requestState");
            params.remove("inputResponses");
        }
        if (state.conversation.leak(params.get("inputResponses")).isPresent()) {
            return Outcome.toClient(Answers.refused(call, "An answer in this call holds a secret.", null));
        }
        return forward(call, params, tool, verdict);
    }

    Outcome forward(
            Message request, Map<String, @Nullable Object> params, @Nullable Tool tool, @Nullable Verdict verdict) {
        Object id = request.id();
        if (id != null) {
            state.fromClient.put(id, new Pending(request, tool, verdict));
        }
        return Outcome.toServer(request.withParams(params));
    }
}
