/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.core.audit.Durability;
import dev.agentgovernance.core.hook.HookAdapter;
import dev.agentgovernance.core.hook.Host;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code governance hook}. */
@Command(
        name = "hook",
        mixinStandardHelpOptions = true,
        description = {
            "Answers one hook message of an agent's host: reads it from the input, writes the answer to the output.",
            "Exits with 2, which blocks, if anything fails."
        })
final class HookCommand implements Callable<Integer> {

    /** Longest time from start to answer: a client that waits longer may go ahead without one. */
    private static final long MAX_MILLIS = 20_000;

    private final Terminal terminal;

    @Mixin
    private GuardOptions guard = new GuardOptions();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Who asks: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            completionCandidates = HostNames.class,
            converter = HostNames.Converter.class,
            defaultValue = "claude-code")
    private Host host = Host.CLAUDE_CODE;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where the journal is kept. Default: $XDG_STATE_HOME/agent-governance.")
    private @Nullable Path state;

    HookCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Thread watch = new Thread(HookCommand::endWhenLate, "watch");
        watch.setDaemon(true);
        watch.start();
        StateFolder folder = StateFolder.of(state, terminal.environment());
        try (AuditJournal journal = folder.openJournal(Durability.SYNC)) {
            SecretScanner scanner = SecretScanner.standard();
            Governance governance = guard.guard(scanner, journal, folder, terminal);
            HookAdapter hooks = HookAdapter.of(host, governance, scanner, guard.hookSettings());
            byte[] message = terminal.in().readNBytes(4 * Json.MAX_CHARS);
            String answer = hooks.answer(new String(message, StandardCharsets.UTF_8));
            terminal.out().println(answer);
            if (terminal.out().checkError()) {
                throw new IOException("the answer could not be written");
            }
            return GovernanceCommand.FINE;
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            String why = e instanceof Exception failure ? GovernanceCommand.explained(failure) : "out of memory.";
            terminal.err().println("Refused, since it could not be judged: " + why);
            return GovernanceCommand.USAGE;
        } finally {
            watch.interrupt();
        }
    }

    private static void endWhenLate() {
        try {
            Thread.sleep(MAX_MILLIS);
            Runtime.getRuntime().halt(GovernanceCommand.USAGE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
