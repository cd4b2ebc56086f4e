/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.audit.AuditSink;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.core.audit.Durability;
import dev.agentgovernance.mcp.McpGovernance;
import dev.agentgovernance.mcp.McpSettings;
import dev.agentgovernance.mcp.ToolLock;
import dev.agentgovernance.mcp.proxy.StdioProxy;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governance mcp}. */
@Command(
        name = "mcp",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        description = "Stands between a client and a server of the Model Context Protocol.")
final class McpCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new McpCommand())
                .addSubcommand(new Proxy(terminal))
                .addSubcommand(new Lock(terminal))
                .addSubcommand(new Diff(terminal))
                .addSubcommand(new Verify(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    @Command(
            name = "proxy",
            mixinStandardHelpOptions = true,
            description = {
                "Starts a server and carries every message between it and the client on its input and output; each is judged.",
                "In the settings of a client, put this command in the place of that of the server.",
                "With --listen and --url the server is at an address, and so is this."
            })
    static final class Proxy implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private GuardOptions guard = new GuardOptions();

        @Mixin
        private McpServerWords server = new McpServerWords();

        @Mixin
        private McpHttpOptions http = new McpHttpOptions();

        @Option(
                names = "--settings",
                paramLabel = "FILE",
                description = "The owner's word on servers and tools, JSON. Default: nothing is said.")
        private @Nullable Path settings;

        @Option(
                names = "--agent",
                paramLabel = "NAME",
                description = "The name of the agent. Default: ${DEFAULT-VALUE}.",
                defaultValue = "mcp-client")
        private String agent = "mcp-client";

        @Option(
                names = "--principal",
                paramLabel = "NAME",
                description = "The person for whom the agent works.",
                defaultValue = "")
        private String principal = "";

        @Option(
                names = "--repo",
                paramLabel = "NAME",
                description = "The repository, as its owners name it.",
                defaultValue = "")
        private String repository = "";

        @Option(
                names = "--state",
                paramLabel = "DIR",
                description = "Where the journal is kept. Default: $XDG_STATE_HOME/agent-governance.")
        private @Nullable Path state;

        Proxy(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            boolean isElsewhere = http.isUsed();
            server.check(isElsewhere);
            ToolLock lock = server.lock();
            Map<String, Object> command =
                    isElsewhere ? ToolLock.command(http.words(), List.of()) : server.command(terminal.environment());
            if (!lock.allowsCommand(server.server(), command)) {
                throw new InputException(
                        "The server is not started as it was reviewed, or its program changed; see: governance mcp"
                                + " diff.");
            }
            McpSettings word = settings();
            StateFolder folder = StateFolder.of(state, terminal.environment());
            try (AuditJournal journal = folder.openJournal(Durability.SYNC)) {
                McpGovernance governance = governance(word, lock, journal, folder);
                if (isElsewhere) {
                    http.run(governance, server.server(), context(), terminal);
                    return GovernanceCommand.FINE;
                }
                return StdioProxy.of(
                                governance.conversation(context()).server(server.server()),
                                server.words(),
                                terminal.environment(),
                                server.variables(),
                                Redactor.of(SecretScanner.standard()),
                                log("[" + server.server() + "] "))
                        .run(terminal.in(), terminal.out());
            }
        }

        private McpSettings settings() {
            if (settings == null) {
                return McpSettings.defaults();
            }
            if (!Files.isReadable(settings)) {
                throw new InputException("There are no settings to read at " + settings + ".");
            }
            try {
                return McpSettings.load(settings);
            } catch (IllegalArgumentException e) {
                throw new InputException(settings + ": " + e.getMessage());
            }
        }

        private McpGovernance governance(McpSettings word, ToolLock lock, AuditSink audit, StateFolder folder) {
            SecretScanner scanner = SecretScanner.standard();
            Governance judges = guard.guard(scanner, audit, folder, terminal, word::effectsOf);
            return McpGovernance.builder(judges, scanner)
                    .preview(guard.guard(scanner, AuditSink.NONE, folder, terminal, word::effectsOf))
                    .settings(word)
                    .lock(lock)
                    .audit(audit)
                    .notices(log("governance: "))
                    .build();
        }

        private Consumer<String> log(String prefix) {
            return line -> terminal.err().println(prefix + line);
        }

        private ActionContext context() {
            String here = Path.of("").toAbsolutePath().toString();
            return ActionContext.builder(agent)
                    .principal(principal)
                    .repository(repository)
                    .workingDirectory(here)
                    .repositoryRoot(here)
                    .build();
        }
    }

    @Command(
            name = "lock",
            mixinStandardHelpOptions = true,
            description = {
                "Starts a server, or asks one at an address, reads the definitions of its tools and writes them to the"
                        + " lock, as reviewed.",
                "Read the difference in version control before you commit it."
            })
    static final class Lock implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private McpServerOptions server = new McpServerOptions();

        Lock(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            server.check();
            List<Map<String, Object>> definitions = server.definitions(terminal);
            ToolLock lock = server.lock().with(server.server(), server.command(terminal), definitions);
            Path file = server.lockFile().toAbsolutePath();
            Path parent = java.util.Objects.requireNonNull(file.getParent(), "a file is in a folder");
            Path whole = Files.createTempFile(parent, "mcp", ".new");
            Files.writeString(whole, lock.text());
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
            terminal.out().println(file + ": " + definitions.size() + " tools of " + server.server());
            return GovernanceCommand.FINE;
        }
    }

    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            description =
                    "Shows how a server differs from what was reviewed. Exits with 1 if somebody has to review it again.")
    static final class Diff implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private McpServerOptions server = new McpServerOptions();

        Diff(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            server.check();
            List<ToolLock.Difference> differences =
                    server.lock().diff(server.server(), server.command(terminal), server.definitions(terminal));
            boolean harmless = true;
            for (ToolLock.Difference difference : differences) {
                harmless &= difference.change().isHarmless();
                String name = difference.tool().isEmpty() ? "(the server)" : difference.tool();
                terminal.out()
                        .println(difference
                                        .change()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ') + "\t" + name + "\t" + difference.what());
            }
            return harmless ? GovernanceCommand.FINE : GovernanceCommand.FINDINGS;
        }
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Checks a lock: every definition has the hash that stands beside it. Exits with 1 if not.")
    static final class Verify implements Callable<Integer> {

        private final Terminal terminal;

        @Parameters(
                arity = "0..1",
                paramLabel = "FILE",
                description = "The lock. Default: ${DEFAULT-VALUE}.",
                defaultValue = "mcp.lock")
        private Path file = Path.of("mcp.lock");

        Verify(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (!Files.isReadable(file)) {
                throw new InputException("There is no lock to read at " + file + ".");
            }
            try {
                ToolLock.load(file);
            } catch (IllegalArgumentException e) {
                terminal.out().println(file + ": " + e.getMessage());
                return GovernanceCommand.FINDINGS;
            }
            terminal.out().println(file + ": every definition has its hash");
            return GovernanceCommand.FINE;
        }
    }
}
