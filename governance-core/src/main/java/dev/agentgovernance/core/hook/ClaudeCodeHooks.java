/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretDetector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers the hooks of Claude Code.
 *
 * <p>Safe for use by several threads; holds no state. An answer takes what the guard and the detector take, and the reading of
 * at most three small files of the working tree. A message that cannot be read, or whose judging fails, is refused in the
 * form of its event.
 *
 * <p>A command whose output could bring a secret to light is rewritten so that its output streams through
 * {@link HookSettings#filterCommand()}: what a failing command prints reaches the model unchanged otherwise. The rewritten
 * text is judged as well, and goes ahead only if it is allowed too.
 */
public final class ClaudeCodeHooks implements HookAdapter {

    static final String RULES = "This session is governed. Each tool call is judged before it runs. What is refused"
            + " comes back with the reason and with what to do instead: follow it, and do not look for another way to the"
            + " same end. Secrets in outputs are replaced by placeholders such as [REDACTED:kind:fingerprint]: work with the"
            + " placeholders and do not try to recover what they stand for. The output of commands goes through a filter, so"
            + " a command may show up inside braces with a filter behind it. Hooks, settings, policy and records of this"
            + " governance must not be changed.";

    private final ToolCallJudge judge;
    private final WrittenSecrets secrets;
    private final HookSettings settings;
    private final ToolOutput output;
    private final ReasonText text;

    private ClaudeCodeHooks(Guard guard, SecretDetector detector, HookSettings settings) {
        this.judge = new ToolCallJudge(guard, settings.filterCommand());
        this.secrets = new WrittenSecrets(detector);
        this.settings = settings;
        this.output = new ToolOutput(detector);
        this.text = new ReasonText(Redactor.of(detector));
    }

    /**
     * Returns the hooks that ask a guard.
     *
     * @param guard judges tool calls; it knows the words of the filter command as a trusted program
     * @param detector finds secrets in prompts, results and reasons
     * @param settings what the answers look like
     */
    public static ClaudeCodeHooks of(Guard guard, SecretDetector detector, HookSettings settings) {
        return new ClaudeCodeHooks(
                Objects.requireNonNull(guard, "guard"), Objects.requireNonNull(detector, "detector"), settings);
    }

    /**
     * Returns what a message about a tool call asks, without answering it.
     *
     * @throws IllegalArgumentException if it is no message about a tool call; the text holds no part of the message
     */
    public static HookCall read(String message) {
        HookMessage parsed = HookMessage.parse(message);
        String tool = parsed.tool();
        return new HookCall(
                parsed.event(),
                tool,
                ToolTable.CLAUDE_CODE.actions(tool, parsed.input()),
                parsed.context(Host.CLAUDE_CODE));
    }

    @Override
    public Host host() {
        return Host.CLAUDE_CODE;
    }

    // INVARIANT: never throws; whatever fails is refused.
    @Override
    public String answer(String message) {
        HookEvent event = null;
        try {
            HookMessage parsed = HookMessage.parse(message);
            event = HookEvent.of(parsed.event());
            return StrictJson.write(answerTo(event, parsed));
        } catch (HookFormatException e) {
            HookEvent meant = event == null ? HookEvent.guess(message) : event;
            return StrictJson.write(
                    HookEvent.refuse(meant, "Refused, since it could not be judged. " + e.getMessage()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return StrictJson.write(HookEvent.refuse(event, "Refused, since judging it failed inside."));
        }
    }

    private Map<String, Object> answerTo(@Nullable HookEvent event, HookMessage message) {
        if (event == null) {
            return HookEvent.refuse(null, "Refused, since this event is not known.");
        }
        return switch (event) {
            case PRE_TOOL_USE -> beforeTool(message);
            case PERMISSION_REQUEST -> permission(message);
            case POST_TOOL_USE -> afterTool(message);
            case POST_TOOL_USE_FAILURE -> afterFailure(message);
            case USER_PROMPT_SUBMIT, USER_PROMPT_EXPANSION -> prompt(event, message);
            case SESSION_START, SUBAGENT_START -> event.specific(Map.of("additionalContext", RULES));
            case CONFIG_CHANGE -> configuration(event, message);
            default -> Map.of();
        };
    }

    private Map<String, Object> beforeTool(HookMessage message) {
        ToolCallJudge.Verdict verdict =
                judge.judge(ToolTable.CLAUDE_CODE, message.tool(), message.input(), message.context(Host.CLAUDE_CODE));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("permissionDecision", permissionOf(verdict.answer()));
        fields.put("permissionDecisionReason", text.of(leadOf(verdict.answer()), verdict.reasons()));
        if (verdict.input() != null) {
            fields.put("updatedInput", verdict.input());
        }
        return withNotices(HookEvent.PRE_TOOL_USE.specific(fields), verdict);
    }

    private String permissionOf(ToolCallJudge.Answer answer) {
        return switch (answer) {
            case ALLOW -> "allow";
            case DENY -> "deny";
            case ASK ->
                switch (settings.askAs()) {
                    case ASK -> "ask";
                    case DEFER -> "defer";
                    case DENY -> "deny";
                };
        };
    }

    private static String leadOf(ToolCallJudge.Answer answer) {
        return switch (answer) {
            case ALLOW -> "Allowed.";
            case ASK -> "This needs a human's yes.";
            case DENY -> "Denied.";
        };
    }

    private Map<String, Object> permission(HookMessage message) {
        ToolCallJudge.Verdict verdict =
                judge.judge(ToolTable.CLAUDE_CODE, message.tool(), message.input(), message.context(Host.CLAUDE_CODE));
        Map<String, Object> decision = new LinkedHashMap<>();
        if (verdict.answer() == ToolCallJudge.Answer.DENY) {
            decision.put("behavior", "deny");
            decision.put("message", text.of(leadOf(verdict.answer()), verdict.reasons()));
        } else if (verdict.answer() == ToolCallJudge.Answer.ALLOW && settings.approvesPrompts()) {
            decision.put("behavior", "allow");
            if (verdict.input() != null) {
                decision.put("updatedInput", verdict.input());
            }
        } else {
            // The client asks its user, which is what an ask means.
            return Map.of();
        }
        return withNotices(HookEvent.PERMISSION_REQUEST.specific(Map.of("decision", decision)), verdict);
    }

    private Map<String, Object> withNotices(Map<String, Object> answer, ToolCallJudge.Verdict verdict) {
        if (verdict.answer() != ToolCallJudge.Answer.DENY && !verdict.notices().isEmpty()) {
            answer.put("systemMessage", text.clean(String.join("\n", verdict.notices())));
        }
        return answer;
    }

    private Map<String, Object> afterTool(HookMessage message) {
        Object response = message.fields().get("tool_response");
        Object redacted = output.redacted(response);
        if (response == null || redacted == null || response.equals(redacted)) {
            return Map.of();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("updatedToolOutput", redacted);
        if (ToolTable.isMcp(message.tool())) {
            // Clients that know only the older field for these tools read this one.
            fields.put("updatedMCPToolOutput", redacted);
        }
        fields.put(
                "additionalContext",
                "Secrets in this output were replaced by placeholders. Do not try to recover what they stand for.");
        return HookEvent.POST_TOOL_USE.specific(fields);
    }

    /** Nothing that a failed tool printed can be changed any more; whoever reads it can be warned. */
    private Map<String, Object> afterFailure(HookMessage message) {
        String kinds = secrets.kindsIn(message.text("error"));
        if (kinds.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> answer = HookEvent.POST_TOOL_USE_FAILURE.specific(Map.of(
                "additionalContext",
                "The output of this failed call holds a secret (" + kinds
                        + "). Do not repeat it, use it, or write it anywhere."));
        answer.put(
                "systemMessage",
                "A failed tool call showed a secret to the model (" + kinds + "). Consider it leaked: replace it.");
        return answer;
    }

    private Map<String, Object> prompt(HookEvent event, HookMessage message) {
        String kinds = secrets.kindsIn(message.text("prompt"));
        if (kinds.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> answer = HookEvent.refuse(
                event,
                "The prompt holds a secret (" + kinds + ") and was not sent. Say where the secret is kept"
                        + " instead of what it is.");
        answer.put("suppressOriginalPrompt", true);
        return answer;
    }

    private Map<String, Object> configuration(HookEvent event, HookMessage message) {
        // The client does not let a hook hold up what an administrator distributes.
        if (settings.allowsConfigChanges() || message.text("source").equals("policy_settings")) {
            return Map.of();
        }
        return HookEvent.refuse(
                event,
                "The settings of this client do not change while it is governed. Whoever may change them does so between"
                        + " two sessions.");
    }
}
