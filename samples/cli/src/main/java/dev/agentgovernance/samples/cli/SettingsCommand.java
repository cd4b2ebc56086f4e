/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.core.hook.Host;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code governance settings}. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the settings that make the host of an agent run 'governance hook' for each message.",
            "  codex: ~/.codex/hooks.json; cursor: .cursor/hooks.json; gemini-cli: ~/.gemini/settings.json;",
            "  copilot: ~/.copilot/hooks/governance.json. For Claude Code: governance claude-code settings.",
            "Codex runs no hook that its user has not trusted, and says nothing of it: open codex once and trust them.",
            "Gemini CLI and Copilot leave out the settings and hooks of a repository that is not trusted: hence the home.",
            "Codex and Gemini CLI cannot be told to ask: there, what needs a yes is refused, and can be answered with",
            "--approvals and: governance approvals."
        })
final class SettingsCommand implements Callable<Integer> {

    private static final int SECONDS = 60;

    // Every exit status but 2 lets some of the hosts go ahead, also that of a program which is not there; one of them
    // only where something was written to say why.
    private static final String OR_EXIT = " || { echo 'Refused: the guard did not answer.' >&2; exit 2; }";

    // No exit status holds up a prompt in Copilot.
    private static final String OR_BLOCK =
            " || echo '{\"decision\":\"block\",\"reason\":\"Refused: the guard did not answer.\"}'";

    private final Terminal terminal;

    @Mixin
    private GuardOptions guard = new GuardOptions();

    @Parameters(
            paramLabel = "HOST",
            description = "${COMPLETION-CANDIDATES}.",
            completionCandidates = HostNames.class,
            converter = HostNames.Converter.class)
    private Host host = Host.CLAUDE_CODE;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where the journal is kept. Default: $XDG_STATE_HOME/agent-governance.")
    private @Nullable Path state;

    SettingsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String own = command(StateFolder.of(state, terminal.environment()));
        String command = own + OR_EXIT;
        Map<String, Object> settings = switch (host) {
            case CLAUDE_CODE -> throw new InputException("For Claude Code: governance claude-code settings.");
            case CODEX ->
                grouped(
                        command,
                        SECONDS,
                        "PreToolUse",
                        "PermissionRequest",
                        "PostToolUse",
                        "UserPromptSubmit",
                        "SessionStart");
            case GEMINI_CLI ->
                grouped(command, SECONDS * 1000, "BeforeTool", "AfterTool", "BeforeAgent", "SessionStart");
            case CURSOR ->
                versioned(
                        Map.of("command", command, "failClosed", true),
                        "preToolUse",
                        "beforeShellExecution",
                        "beforeMCPExecution",
                        "beforeReadFile",
                        "beforeSubmitPrompt");
            case COPILOT ->
                versioned(ordered(
                        "preToolUse",
                        List.of(copilot(own + OR_EXIT)),
                        "postToolUse",
                        List.of(copilot(own + OR_EXIT)),
                        "userPromptSubmitted",
                        List.of(copilot(own + OR_BLOCK))));
        };
        terminal.out().println(Json.pretty(settings));
        return GovernanceCommand.FINE;
    }

    private String command(StateFolder folder) {
        List<String> arguments = new ArrayList<>(List.of("hook", "--host", host.id()));
        arguments.addAll(guard.words());
        arguments.addAll(List.of("--state", folder.path().toString()));
        return OwnProgram.commandLine(OwnProgram.words(arguments.toArray(String[]::new)));
    }

    private static Map<String, Object> grouped(String command, int timeout, String... events) {
        Map<String, Object> hook = ordered("type", "command", "command", command, "timeout", timeout);
        Map<String, Object> hooks = new LinkedHashMap<>();
        for (String event : events) {
            hooks.put(event, List.of(Map.of("hooks", List.of(hook))));
        }
        return Map.of("hooks", hooks);
    }

    private static Map<String, Object> copilot(String command) {
        return ordered("type", "command", "bash", command, "timeoutSec", SECONDS);
    }

    private static Map<String, Object> versioned(Map<String, Object> hook, String... events) {
        Map<String, Object> hooks = new LinkedHashMap<>();
        for (String event : events) {
            hooks.put(event, List.of(hook));
        }
        return versioned(hooks);
    }

    private static Map<String, Object> versioned(Map<String, ?> hooks) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("version", 1);
        settings.put("hooks", hooks);
        return settings;
    }

    private static Map<String, Object> ordered(
            String key, Object value, String key2, Object value2, String key3, Object value3) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(key2, value2);
        map.put(key3, value3);
        return map;
    }
}
