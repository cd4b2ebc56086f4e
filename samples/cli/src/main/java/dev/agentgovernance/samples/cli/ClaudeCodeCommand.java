/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code governance claude-code}. */
@Command(
        name = "claude-code",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        description = "Puts Claude Code under governance.")
final class ClaudeCodeCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new ClaudeCodeCommand()).addSubcommand(new Settings(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    @Command(
            name = "settings",
            mixinStandardHelpOptions = true,
            description = {
                "Prints the settings that make Claude Code ask the server that 'governance serve' runs.",
                "Use them as: claude --settings FILE. They hold the token of the server: keep them to yourself.",
                "Clients before 2.1.295 go ahead when the server is down: for those, use --command."
            })
    static final class Settings implements Callable<Integer> {

        private static final List<String> WITH_MATCHER =
                List.of("PreToolUse", "PostToolUse", "PostToolUseFailure", "PermissionRequest");
        private static final List<String> WITHOUT_MATCHER =
                List.of("UserPromptSubmit", "SessionStart", "ConfigChange", "Stop");
        private static final int HTTP_SECONDS = 30;
        private static final int COMMAND_SECONDS = 60;

        private final Terminal terminal;

        @Mixin
        private GuardOptions guard = new GuardOptions();

        @Option(
                names = "--port",
                paramLabel = "N",
                description = "The port of the server. Default: ${DEFAULT-VALUE}.",
                defaultValue = "8787")
        private int port = ServeCommand.DEFAULT_PORT;

        @Option(
                names = "--command",
                description =
                        "Run 'governance hook' for each message instead of asking a server. Fails closed in every client.")
        private boolean asCommand;

        @Option(
                names = "--state",
                paramLabel = "DIR",
                description = "Where journal and token are kept. Default: $XDG_STATE_HOME/agent-governance.")
        private @Nullable Path state;

        Settings(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            StateFolder folder = StateFolder.of(state, terminal.environment());
            Map<String, Object> command = commandHook(folder);
            Map<String, Object> usual = asCommand ? command : httpHook(folder);
            Map<String, Object> hooks = new LinkedHashMap<>();
            for (String event : WITH_MATCHER) {
                hooks.put(event, List.of(ordered("matcher", "*", "hooks", List.of(usual))));
            }
            for (String event : WITHOUT_MATCHER) {
                // The client runs only commands at the start of a session.
                Map<String, Object> hook = event.equals("SessionStart") ? command : usual;
                hooks.put(event, List.of(Map.of("hooks", List.of(hook))));
            }
            terminal.out().println(Json.pretty(Map.of("hooks", hooks)));
            return GovernanceCommand.FINE;
        }

        private Map<String, Object> httpHook(StateFolder folder) throws IOException {
            Map<String, Object> hook = new LinkedHashMap<>();
            hook.put("type", "http");
            hook.put("url", "http://127.0.0.1:" + port + HookServer.PATH);
            hook.put("headers", Map.of("Authorization", "Bearer " + folder.token()));
            hook.put("timeout", HTTP_SECONDS);
            hook.put("onFailure", "block");
            return hook;
        }

        private Map<String, Object> commandHook(StateFolder folder) {
            List<String> arguments = new ArrayList<>(List.of("hook"));
            arguments.addAll(guard.words());
            arguments.addAll(List.of("--state", folder.path().toString()));
            Map<String, Object> hook = new LinkedHashMap<>();
            hook.put("type", "command");
            // Every exit status but 2 lets the client go ahead, also that of a program which is not there.
            hook.put(
                    "command",
                    OwnProgram.commandLine(OwnProgram.words(arguments.toArray(String[]::new))) + " || exit 2");
            hook.put("timeout", COMMAND_SECONDS);
            hook.put("onFailure", "block");
            return hook;
        }

        private static Map<String, Object> ordered(String key, Object value, String key2, Object value2) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put(key, value);
            map.put(key2, value2);
            return map;
        }
    }
}
