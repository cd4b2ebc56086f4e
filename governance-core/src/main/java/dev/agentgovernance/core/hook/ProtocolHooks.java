/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretDetector;
import java.util.List;
import java.util.Map;

/**
 * Answers the hooks of a host by its protocol. Safe for use by several threads; holds no state.
 *
 * <p>What the host cannot be told is refused: where it does not ask, whatever needs a human; where it runs nothing rewritten,
 * a command whose output would have to be filtered is one that needs a human.
 */
final class ProtocolHooks implements HookAdapter {

    private final HostProtocol protocol;
    private final ToolTable tools;
    private final ToolCallJudge judge;
    private final WrittenSecrets secrets;
    private final HookSettings settings;
    private final ToolOutput output;
    private final ReasonText text;

    ProtocolHooks(HostProtocol protocol, Guard guard, SecretDetector detector, HookSettings settings) {
        this.protocol = protocol;
        this.tools = ToolTable.load(protocol.host());
        this.judge = new ToolCallJudge(guard, protocol.takesRewritten() ? settings.filterCommand() : List.of());
        this.secrets = new WrittenSecrets(detector);
        this.settings = settings;
        this.output = new ToolOutput(detector);
        this.text = new ReasonText(Redactor.of(detector));
    }

    @Override
    public Host host() {
        return protocol.host();
    }

    // INVARIANT: never throws; whatever fails is refused.
    @Override
    public String answer(String message) {
        try {
            return StrictJson.write(answerTo(protocol.read(StrictJson.object(message))));
        } catch (HookFormatException e) {
            return refused(message, "Refused, since it could not be judged. " + e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return refused(message, "Refused, since judging it failed inside.");
        }
    }

    private String refused(String message, String reason) {
        return StrictJson.write(protocol.refuse(message, reason));
    }

    private Map<String, Object> answerTo(HostEvent event) {
        return switch (event.phase()) {
            case BEFORE_TOOL -> beforeTool(event);
            case PERMISSION -> permission(event);
            case AFTER_TOOL -> afterTool(event);
            case PROMPT -> prompt(event);
            case START -> protocol.tell(event, ClaudeCodeHooks.RULES);
            case PASSING -> Map.of();
        };
    }

    private Map<String, Object> beforeTool(HostEvent event) {
        String shown = event.content() instanceof String content ? content : "";
        String kinds = secrets.kindsIn(shown);
        if (!kinds.isEmpty()) {
            // On record as what is refused: that a secret gets to the agent, not that a file is read.
            judge.judgeShown(event.input(), shown, event.context());
            return protocol.permit(
                    event,
                    ToolCallJudge.Answer.DENY,
                    "Denied. There is a secret in it (" + kinds + "), and what is read is shown as it is.",
                    null);
        }
        ToolCallJudge.Verdict verdict = verdict(event);
        boolean refuses = !protocol.canAsk() || settings.askAs() != HookSettings.AskAs.ASK;
        boolean isRefused = verdict.answer() == ToolCallJudge.Answer.DENY
                || (verdict.answer() == ToolCallJudge.Answer.ASK && refuses);
        String lead = switch (verdict.answer()) {
            case ALLOW -> "Allowed.";
            case ASK -> refuses ? "Not without a human's yes." : "This needs a human's yes.";
            case DENY -> "Denied.";
        };
        Map<String, Object> answer = protocol.permit(
                event,
                isRefused ? ToolCallJudge.Answer.DENY : verdict.answer(),
                text.of(lead, verdict.reasons()),
                verdict.answer() == ToolCallJudge.Answer.ALLOW ? verdict.input() : null);
        return isRefused || verdict.notices().isEmpty()
                ? answer
                : protocol.withNotice(answer, text.clean(String.join("\n", verdict.notices())));
    }

    /** The host asks its user next, which is what an ask means; only what must not happen is answered. */
    private Map<String, Object> permission(HostEvent event) {
        ToolCallJudge.Verdict verdict = verdict(event);
        return protocol.permit(event, verdict.answer(), text.of("Denied.", verdict.reasons()), null);
    }

    private ToolCallJudge.Verdict verdict(HostEvent event) {
        return judge.judge(protocol.tools(event, tools), event.tool(), event.input(), event.context());
    }

    private Map<String, Object> afterTool(HostEvent event) {
        Object content = event.content();
        Object redacted = output.redacted(content);
        return content == null || redacted == null || content.equals(redacted)
                ? Map.of()
                : protocol.replace(event, redacted);
    }

    private Map<String, Object> prompt(HostEvent event) {
        String kinds = secrets.kindsIn(event.content() instanceof String prompt ? prompt : "");
        return kinds.isEmpty()
                ? Map.of()
                : protocol.refusePrompt("The prompt holds a secret (" + kinds
                        + "). Say where the secret is kept instead of what it is.");
    }
}
