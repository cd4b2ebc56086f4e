/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.Capability;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.mcp.CallJudge.Verdict;
import dev.agentgovernance.mcp.internal.text.HiddenText;
import dev.agentgovernance.mcp.json.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A person's yes to one exact call: asked through the client, or outside of it.
 *
 * <p>What is asked is bound to everything that makes the call what it is: who asks for whom, the server, the tool, every byte of
 * its arguments, the reviewed definition, the policy.
 */
final class Approvals {

    /** Longest question: what a person cannot look through is not asked in band. */
    private static final int MAX_PROMPT = 6_000;

    private final McpGovernance governance;
    private final McpConversation conversation;
    private final Rate asks;

    Approvals(McpGovernance governance, McpConversation conversation) {
        this.governance = governance;
        this.conversation = conversation;
        this.asks = new Rate(governance.settings.limits().asksPerHour(), Duration.ofHours(1));
    }

    /** Returns the name of exactly this question. */
    static byte[] binding(Tool tool, Verdict verdict) {
        // The digest is over the action and its context: the server, the tool, its arguments, the agent and its
        // principal.
        return ApprovalTokens.binding(
                verdict.decision().digest().hex(),
                tool.pin(),
                verdict.decision().assessment().policy());
    }

    String token(Tool tool, Verdict verdict) {
        return governance.tokens.issue(
                binding(tool, verdict),
                governance.clock.instant().plus(governance.settings.limits().askTime()));
    }

    ApprovalTokens.Verdict redeem(String token, Tool tool, Verdict verdict) {
        Instant now = governance.clock.instant();
        return isOfPage(token)
                ? governance.tokens.redeem(ApprovalTokens.PAGE_PREFIX, token, pageBinding(tool, verdict), now)
                : governance.tokens.redeem(token, binding(tool, verdict), now);
    }

    /** Tells whether a token stands for a question that is answered on a page: then the client's answer approves nothing. */
    static boolean isOfPage(String token) {
        return token.startsWith(ApprovalTokens.PAGE_PREFIX);
    }

    private static byte[] pageBinding(Tool tool, Verdict verdict) {
        return ApprovalTokens.binding("page", HexFormat.of().formatHex(binding(tool, verdict)));
    }

    /**
     * A question that is answered on a page.
     *
     * @param params of the {@code elicitation/create} that sends the person there
     * @param token what stands for it
     * @param expiry until when the client's answer counts
     */
    record Page(Map<String, @Nullable Object> params, String token, Instant expiry) {}

    /** Returns the way to the page on which a request that waits is answered; nothing where there is none. */
    Optional<Page> page(Tool tool, Verdict verdict, ApprovalRequest request) {
        Function<ApprovalRequest, URI> pages = governance.approvalPage;
        Instant now = governance.clock.instant();
        if (pages == null || !asks.allows(now)) {
            return Optional.empty();
        }
        URI address = pages.apply(request);
        if (!address.isAbsolute()) {
            return Optional.empty();
        }
        Instant expiry = now.plus(governance.settings.limits().askTime());
        Map<String, @Nullable Object> params = new LinkedHashMap<>();
        params.put("mode", "url");
        params.put(
                "message",
                HiddenText.reveal("May " + conversation.context().agent() + " call "
                        + verdict.action().tool() + " of " + verdict.action().server()
                        + "? The page shows the whole call, and who may answer (request " + request.id() + ")."));
        params.put("url", address.toString());
        params.put("elicitationId", request.id());
        return Optional.of(new Page(
                params,
                governance.tokens.issue(ApprovalTokens.PAGE_PREFIX, pageBinding(tool, verdict), expiry),
                expiry));
    }

    /** Tells whether this may be asked through the client, and there is room for one more question. */
    boolean mayAskInBand(Verdict verdict, String prompt) {
        McpSettings.Content settings = governance.settings.content();
        boolean kept =
                verdict.decision().assessment().effects().stream().anyMatch(effect -> isKept(effect.kind(), settings));
        return settings.inBand()
                && !kept
                && verdict.decision() instanceof Ask ask
                && ask.quorum() == 1
                && prompt.length() <= MAX_PROMPT
                && asks.allows(governance.clock.instant());
    }

    private static boolean isKept(EffectKind kind, McpSettings.Content settings) {
        return settings.notInBand().stream().anyMatch(kind::isWithin);
    }

    /** Returns the question as a person reads it: complete, without secrets and without anything hidden. */
    String prompt(Verdict verdict) {
        Object arguments =
                Redactor.of(governance.detector).redactTree(verdict.action().arguments());
        String text = "Allow " + conversation.context().agent() + " to call "
                + verdict.action().tool() + " of "
                + verdict.action().server() + "?\n\nArguments:\n" + Json.pretty(arguments) + "\n\n"
                + conversation.describedHandles(verdict.action().arguments())
                + verdict.decision().explanation();
        return HiddenText.reveal(text);
    }

    /**
     * What came of asking people outside of the client.
     *
     * @param told what the agent is told; empty where they have said yes before: that yes is used up
     * @param waiting the request that waits, if one does
     */
    record Elsewhere(String told, Optional<ApprovalRequest> waiting) {
        boolean isGranted() {
            return told.isEmpty();
        }
    }

    /** Asks people outside of the client. */
    Elsewhere elsewhere(Tool tool, Verdict verdict) {
        Decision decision = verdict.decision();
        ApprovalDesk desk = governance.approvals;
        if (desk == null) {
            return new Elsewhere(
                    "This call needs a person's approval, and nobody can be asked here.\n" + decision.explanation(),
                    Optional.empty());
        }
        ActionContext context = conversation.context();
        String text = Json.write(
                Redactor.of(governance.detector).redactTree(verdict.action().arguments()));
        ApprovalDesk.Outcome outcome = desk.ask(
                new Capability(HexFormat.of().formatHex(binding(tool, verdict))),
                new ApprovalRequest.Asker(
                        context.agent(),
                        context.parentAgent().orElse(""),
                        context.principal().orElse(""),
                        context.session().orElse(""),
                        context.repository().orElse("")),
                decision instanceof Ask ask ? ask.quorum() : 1,
                new ApprovalRequest.Shown(
                        decision.digest(),
                        decision.assessment().policy(),
                        verdict.action().kind(),
                        verdict.action().server() + "/" + verdict.action().tool() + " " + text,
                        decision.assessment().impact(),
                        decision.assessment().effects(),
                        decision.reasons()));
        Optional<ApprovalRequest> waiting = outcome instanceof ApprovalDesk.Outcome.Waiting open
                ? Optional.of(open.request().request())
                : Optional.empty();
        return new Elsewhere(
                told(outcome)
                        .map(first -> first + "\n" + decision.explanation())
                        .orElse(""),
                waiting);
    }

    private static Optional<String> told(ApprovalDesk.Outcome outcome) {
        if (outcome instanceof ApprovalDesk.Outcome.Granted) {
            return Optional.empty();
        }
        if (outcome instanceof ApprovalDesk.Outcome.Waiting waiting) {
            ApprovalRequest request = waiting.request().request();
            return Optional.of("This call waits for the approval of "
                    + (request.quorum() == 1 ? "a person" : request.quorum() + " people") + " (request " + request.id()
                    + "). Repeat it, unchanged, once it is approved.");
        }
        if (outcome instanceof ApprovalDesk.Outcome.NotAsked notAsked) {
            return Optional.of(notAsked.why());
        }
        return Optional.of("A person said no to exactly this call. Do not repeat it.");
    }

    /** Returns the result that asks through the client in the revision without sessions. */
    static Map<String, @Nullable Object> inputRequired(Message call, String prompt, String token) {
        Map<String, @Nullable Object> question = Answers.question(prompt);
        question.put("mode", "form");
        return inputRequired(call, question, token);
    }

    static Map<String, @Nullable Object> inputRequired(
            Message call, Map<String, @Nullable Object> question, String token) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("resultType", "input_required");
        result.put("inputRequests", Map.of("approve", Map.of("method", "elicitation/create", "params", question)));
        result.put("requestState", token);
        return Message.success(call.id(), result);
    }
}
