/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.core.audit.Durability;
import dev.agentgovernance.core.hook.ClaudeCodeHooks;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code governance serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Answers the hooks of Claude Code over HTTP on this machine until it is interrupted.",
            "The settings for the client are printed by: governance claude-code settings"
        })
final class ServeCommand implements Callable<Integer> {

    static final int DEFAULT_PORT = 8787;

    private final Terminal terminal;
    private final HumanCheck human;

    @Mixin
    private GuardOptions guard = new GuardOptions();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port, 0 for any that is free. Default: ${DEFAULT-VALUE}.",
            defaultValue = "8787")
    private int port = DEFAULT_PORT;

    @Option(
            names = "--repo",
            paramLabel = "DIR",
            description = "Serve sessions in this working tree only; without it, in any.")
    private @Nullable Path repository;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where journal and token are kept. Default: $XDG_STATE_HOME/agent-governance.")
    private @Nullable Path state;

    @Mixin
    private DeskOptions desk = new DeskOptions();

    ServeCommand(Terminal terminal, HumanCheck human) {
        this.terminal = terminal;
        this.human = human;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new InputException("A port is a number from 0 to 65535.");
        }
        if (repository != null && !Files.isDirectory(repository)) {
            throw new InputException("There is no folder " + repository + ".");
        }
        StateFolder folder = StateFolder.of(state, terminal.environment());
        desk.prepare(guard);
        String token = folder.token();
        try (AuditJournal journal = folder.openJournal(Durability.SYNC)) {
            SecretScanner scanner = SecretScanner.standard();
            Governance governance = guard.guard(scanner, journal, folder, terminal);
            ClaudeCodeHooks hooks = ClaudeCodeHooks.of(governance, scanner, guard.hookSettings());
            journal.setAside()
                    .forEach(file -> terminal.err()
                            .println("A record that a crash had left incomplete was set aside in " + file + "."));
            try (DeskOptions.Running running = desk.start(guard, folder, terminal, human)) {
                serve(
                        new HookServer(hooks, token, repository == null ? null : repository.toRealPath()),
                        folder,
                        running);
            }
        }
        return GovernanceCommand.FINE;
    }

    private void serve(HookServer server, StateFolder folder, DeskOptions.Running running)
            throws IOException, InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread stop = new Thread(
                () -> {
                    asked.countDown();
                    try {
                        ended.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try (server) {
            int bound = server.start(port);
            terminal.out().println("Listening on http://127.0.0.1:" + bound + HookServer.PATH);
            terminal.out().println("Journal: " + folder.journal());
            terminal.out()
                    .println("Settings for the client: governance claude-code settings"
                            + (bound == DEFAULT_PORT ? "" : " --port " + bound));
            running.lines().forEach(terminal.out()::println);
            terminal.out().flush();
            asked.await();
            terminal.err().println("Stopping; without an answer, the client refuses.");
        } finally {
            ended.countDown();
        }
    }
}
