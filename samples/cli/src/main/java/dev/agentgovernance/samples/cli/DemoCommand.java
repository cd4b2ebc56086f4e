/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.core.audit.Durability;
import dev.agentgovernance.core.audit.Verification;
import dev.agentgovernance.core.hook.ClaudeCodeHooks;
import dev.agentgovernance.core.hook.HookSettings;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code governance demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Plays a recorded session of a coding agent and shows how it is governed. Nothing of it is run.")
final class DemoCommand implements Callable<Integer> {

    private static final TrustLevel LEVEL = TrustLevel.CONTRIBUTE;

    private final Terminal terminal;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("governance-demo");
        try {
            play(folder.toRealPath());
            return GovernanceCommand.FINE;
        } finally {
            delete(folder);
        }
    }

    private void play(Path folder) throws IOException {
        DemoSession session = DemoSession.in(folder);
        Policy policy = Policy.baseline();
        SecretScanner scanner = SecretScanner.standard();
        StateFolder state = new StateFolder(folder.resolve("state"));
        DemoScreen screen = new DemoScreen(terminal);
        screen.title(session, LEVEL, policy);
        try (AuditJournal journal = state.openJournal(Durability.OS)) {
            ClaudeCodeHooks hooks = ClaudeCodeHooks.of(
                    GuardOptions.guard(policy, scanner, journal, LEVEL, List.of()),
                    scanner,
                    HookSettings.DEFAULT.withFilterCommand(OwnProgram.filter()));
            for (DemoSession.Step step : session.steps()) {
                screen.step(step, hooks, scanner);
            }
        }
        Verification record = AuditJournal.verify(state.journal());
        screen.summary(record, countOf(session.secret(), state.journal()));
    }

    private static int countOf(String secret, Path journal) throws IOException {
        return Files.readString(journal).contains(secret) ? 1 : 0;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
