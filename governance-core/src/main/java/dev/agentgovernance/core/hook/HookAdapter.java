/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.secret.SecretDetector;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/**
 * Answers the hook messages of one host.
 *
 * <p>Safe for use by several threads. {@link #answer} does not throw: what cannot be read or judged is refused in the form
 * of its event.
 */
public sealed interface HookAdapter permits ClaudeCodeHooks, ProtocolHooks {

    /**
     * Returns the hooks of a host that ask a guard.
     *
     * @param host whose messages are answered
     * @param guard judges tool calls; it knows the words of the filter command as a trusted program
     * @param detector finds secrets in prompts, results and reasons
     * @param settings what the answers look like; where a host cannot ask, an ask is a refusal whatever they say
     */
    static HookAdapter of(Host host, Guard guard, SecretDetector detector, HookSettings settings) {
        Objects.requireNonNull(guard, "guard");
        Objects.requireNonNull(detector, "detector");
        Objects.requireNonNull(settings, "settings");
        return switch (host) {
            case CLAUDE_CODE -> ClaudeCodeHooks.of(guard, detector, settings);
            case CODEX -> new ProtocolHooks(new CodexProtocol(), guard, detector, settings);
            case CURSOR -> new ProtocolHooks(new CursorProtocol(), guard, detector, settings);
            case GEMINI_CLI -> new ProtocolHooks(new GeminiProtocol(), guard, detector, settings);
            case COPILOT -> new ProtocolHooks(new CopilotProtocol(), guard, detector, settings);
        };
    }

    /**
     * Returns what one of the hosts' own tools does, where its host is known to change nothing with it, whatever its name says
     * ({@code write_todos}); nothing for any other tool. For
     * {@link dev.agentgovernance.core.Governance.Builder#declaredTools}.
     */
    static Set<EffectKind> declaredEffects(ToolAction tool) {
        boolean isOwn = Arrays.stream(Host.values()).anyMatch(host -> host.id().equals(tool.server()));
        return isOwn
                        && tool.hints().trusted()
                        && Boolean.TRUE.equals(tool.hints().readOnly())
                ? Set.of(EffectKind.TOOL_READ)
                : Set.of();
    }

    /** Returns the host that is answered. */
    Host host();

    /**
     * Returns the answer to a message.
     *
     * @param message the JSON text that the host sent
     * @return the JSON text that the host accepts, without secrets
     */
    String answer(String message);
}
