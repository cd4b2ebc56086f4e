/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.core.policy.InvalidPolicyException;
import dev.agentgovernance.samples.cli.gitleaks.InvalidConfigException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a sub-command. */
@Command(
        name = "governance",
        description = "Decides what coding agents may do, and keeps the evidence.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = GovernanceCommand.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:there are findings, or it was refused",
            "2:wrong usage or bad input; for hook: blocked"
        },
        footer = {"", "Begin with: governance demo", "Or ask: governance explain 'git push origin HEAD:main'"})
final class GovernanceCommand implements Runnable {

    static final int FINE = 0;
    static final int FINDINGS = 1;
    static final int USAGE = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The version, from the manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"governance " + (version == null ? "(development)" : version)};
        }
    }

    /** Runs a command line and returns the exit code. */
    static int run(Terminal terminal, String... arguments) {
        return run(terminal, HumanCheck.ofThisProcess(), arguments);
    }

    static int run(Terminal terminal, HumanCheck human, String... arguments) {
        return commandLine(terminal, human, arguments).execute(arguments);
    }

    private static Map<String, Supplier<Object>> commands(Terminal terminal, HumanCheck human) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("demo", () -> new DemoCommand(terminal));
        commands.put("serve", () -> new ServeCommand(terminal, human));
        commands.put("hook", () -> new HookCommand(terminal));
        commands.put("settings", () -> new SettingsCommand(terminal));
        commands.put("explain", () -> new ExplainCommand(terminal));
        commands.put("decide", () -> new DecideCommand(terminal));
        commands.put("reach", () -> new ReachCommand(terminal));
        commands.put("scan", () -> new ScanCommand(terminal));
        commands.put("redact", () -> new RedactCommand(terminal));
        commands.put("policy", () -> PolicyCommand.commandLine(terminal));
        commands.put("scope", () -> ScopeCommand.commandLine(terminal));
        commands.put("audit", () -> AuditCommand.commandLine(terminal));
        commands.put("mcp", () -> McpCommand.commandLine(terminal));
        commands.put("trust", () -> TrustCommand.commandLine(terminal, human));
        commands.put("approvals", () -> ApprovalsCommand.commandLine(terminal, human));
        commands.put("conflicts", () -> new ConflictsCommand(terminal));
        commands.put("claims", () -> ClaimsCommand.commandLine(terminal, human));
        commands.put("halt", () -> HaltCommand.commandLine(terminal, human));
        commands.put("claude-code", () -> ClaudeCodeCommand.commandLine(terminal));
        return commands;
    }

    private static CommandLine commandLine(Terminal terminal, HumanCheck human, String... arguments) {
        CommandLine line = new CommandLine(new GovernanceCommand());
        Map<String, Supplier<Object>> commands = commands(terminal, human);
        String named = arguments.length == 0 ? "" : arguments[0];
        // Making all of them takes longer than most of them run.
        commands.forEach((name, command) -> {
            if (name.equals(named) || !commands.containsKey(named)) {
                line.addSubcommand(command.get());
            }
        });
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new PrintWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), true));
        line.setErr(new PrintWriter(new OutputStreamWriter(terminal.err(), StandardCharsets.UTF_8), true));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            terminal.err().println("governance: " + explained(failure));
            return USAGE;
        });
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** Returns what went wrong, for a user. The text of an unforeseen failure may quote anything, so it is not shown. */
    static String explained(Exception failure) {
        if (failure instanceof InputException
                || failure instanceof InvalidPolicyException
                || failure instanceof InvalidConfigException) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof java.io.IOException || failure instanceof UncheckedIOException) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            return "a file cannot be read or written (" + cause.getClass().getSimpleName() + "): " + cause.getMessage();
        }
        return "it failed inside (" + failure.getClass().getSimpleName() + ").";
    }
}
