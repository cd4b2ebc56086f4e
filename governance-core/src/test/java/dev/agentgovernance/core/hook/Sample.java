/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.Obligation;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretDetector;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the tests of this room share: a detector that knows one kind of key, and a guard that goes by words. */
final class Sample {

    static final String KEY = "AKIA" + "QWERTYUIOPASDFGH";
    static final List<String> FILTER = List.of("/usr/bin/sed", "-u", "s/" + "AKIA" + "[A-Z]*/[REDACTED]/g");

    private static final SecretKind KIND = new SecretKind("aws-access-key-id", "aws", SecretKind.Category.SECRET);

    static final SecretDetector DETECTOR = text -> {
        List<SecretFinding> findings = new ArrayList<>();
        for (int at = text.toString().indexOf(KEY);
                at >= 0;
                at = text.toString().indexOf(KEY, at + 1)) {
            findings.add(new SecretFinding(
                    KIND, at, at + KEY.length(), Confidence.CONFIRMED, "0123456789abcdef", "by its form"));
        }
        return findings;
    };

    /** Denies what says "deny", asks about what says "ask" and about tools, and wants the output of what says "cat". */
    static final Guard GUARD = Sample::decide;

    private Sample() {}

    static ClaudeCodeHooks hooks() {
        return ClaudeCodeHooks.of(GUARD, DETECTOR, HookSettings.DEFAULT.withFilterCommand(FILTER));
    }

    /** Returns a message about a call of a tool. */
    static String toolCall(String event, String tool, Map<String, ?> input) {
        return StrictJson.write(Map.of(
                "session_id",
                "s1",
                "hook_event_name",
                event,
                "tool_name",
                tool,
                "tool_input",
                input,
                "cwd",
                "/nowhere"));
    }

    /** Returns a message about the result of a tool. */
    static String result(String tool, Object response) {
        return StrictJson.write(Map.of(
                "hook_event_name",
                "PostToolUse",
                "tool_name",
                tool,
                "tool_input",
                Map.of(),
                "tool_response",
                response));
    }

    private static Decision decide(Action action, ActionContext context) {
        String text = text(action);
        ActionDigest digest = ActionDigest.of(action, context);
        Assessment assessment = Assessment.unknown("test");
        Reason reason = new Reason(
                "test.rule",
                "It says " + text + ".",
                "",
                "Say it nicely.",
                dev.agentgovernance.api.effect.SourceSpan.NONE);
        if (text.contains("deny")) {
            return new Deny(List.of(reason), List.of(), digest, assessment);
        }
        List<Obligation> obligations = new ArrayList<>();
        if (action instanceof ShellAction && text.contains("cat")) {
            obligations.add(new Obligation.RedactOutput("it may print a secret"));
        }
        if (text.contains("notify")) {
            obligations.add(new Obligation.Notify("It happened."));
        }
        boolean isAsked = text.contains("ask")
                || (action instanceof ToolAction tool && !tool.hints().trusted());
        return isAsked
                ? new Ask(List.of(reason), obligations, digest, assessment)
                : new Allow(List.of(reason), obligations, digest, assessment);
    }

    static String text(Action action) {
        if (action instanceof ShellAction shell) {
            return shell.command();
        }
        if (action instanceof FileAction file) {
            return file.path() + " " + file.content();
        }
        if (action instanceof HttpAction http) {
            return http.url();
        }
        return action instanceof ToolAction tool ? tool.server() + "/" + tool.tool() : "";
    }
}
