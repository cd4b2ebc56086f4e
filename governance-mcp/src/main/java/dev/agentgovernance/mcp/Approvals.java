/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.mcp.CallJudge.Verdict;
import dev.agentgovernance.mcp.internal.text.HiddenText;
import dev.agentgovernance.mcp.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
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
        return governance.tokens.redeem(token, binding(tool, verdict), governance.clock.instant());
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
                + verdict.decision().explanation();
        return HiddenText.reveal(text);
    }

    /** Uses up the yes that people gave outside of the client. */
    boolean isApprovedElsewhere(Tool tool, Verdict verdict) {
        ApprovalStore store = governance.approvals;
        return store != null
                && store.redeem(
                        digest(tool, verdict), verdict.decision().assessment().policy(), governance.clock.instant());
    }

    /** Asks people outside of the client, and returns what the agent is told. */
    String askElsewhere(Tool tool, Verdict verdict, String prompt) {
        String why = verdict.decision().explanation();
        ApprovalStore store = governance.approvals;
        if (store == null) {
            return "This call needs a person's approval, and nobody can be asked here.\n" + why;
        }
        ActionDigest digest = digest(tool, verdict);
        Instant now = governance.clock.instant();
        int quorum = verdict.decision() instanceof Ask ask ? ask.quorum() : 1;
        boolean open =
                store.pending(now).stream().anyMatch(request -> request.action().equals(digest));
        if (!open) {
            ApprovalRequest request = new ApprovalRequest(
                    HexFormat.of().formatHex(nonce()),
                    digest,
                    verdict.decision().assessment().policy(),
                    conversation.context().agent(),
                    conversation.context().principal().orElse(""),
                    prompt,
                    quorum,
                    now,
                    now.plus(Duration.ofHours(1)));
            store.submit(request);
            governance.transport.show(request);
        }
        return "This call waits for the approval of " + (quorum == 1 ? "a person" : quorum + " people") + " (request "
                + digest.abbreviated() + "). Repeat it, unchanged, once it is approved.\n" + why;
    }

    private byte[] nonce() {
        byte[] nonce = new byte[16];
        governance.random.nextBytes(nonce);
        return nonce;
    }

    private static ActionDigest digest(Tool tool, Verdict verdict) {
        return new ActionDigest(HexFormat.of().formatHex(binding(tool, verdict)));
    }

    /** Returns the result that asks through the client in the revision without sessions. */
    static Map<String, @Nullable Object> inputRequired(Message call, String prompt, String token) {
        Map<String, @Nullable Object> result = new java.util.LinkedHashMap<>();
        result.put("resultType", "input_required");
        Map<String, @Nullable Object> question = Answers.question(prompt);
        question.put("mode", "form");
        result.put("inputRequests", Map.of("approve", Map.of("method", "elicitation/create", "params", question)));
        result.put("requestState", token);
        return Message.success(call.id(), result);
    }
}
