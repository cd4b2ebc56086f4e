/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.audit.AuditSink;
import dev.agentgovernance.api.deploy.Deployment;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.Governance.Pipeline;
import dev.agentgovernance.core.policy.Policy;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code governance reach}. */
@Command(
        name = "reach",
        mixinStandardHelpOptions = true,
        description = {
            "Lists what the pipelines of a repository deploy or publish, and what starts them.",
            "",
            "It reads the files of the working tree and runs nothing. What is set up outside of them (protections,",
            "connections to hosting services, pipelines of other repositories) it cannot see: the list is a lower bound."
        })
final class ReachCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The top folder of the repository.")
    private Path folder = Path.of(".");

    ReachCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            throw new InputException("There is no folder " + folder + ".");
        }
        Governance guard = GuardOptions.guard(Policy.baseline(), text -> List.of(), AuditSink.NONE, null, List.of());
        List<Pipeline> all = guard.pipelinesOf(folder.toAbsolutePath());
        PrintStream out = terminal.out();
        for (Pipeline one : all) {
            out.println(line(one.deployment()));
            out.println("    when: " + one.when());
        }
        out.println(
                all.isEmpty()
                        ? "No file here deploys or publishes. What is set up elsewhere cannot be seen."
                        : all.size() + " found in the files. What is set up elsewhere cannot be seen.");
        return GovernanceCommand.FINE;
    }

    private static String line(Deployment deployment) {
        String environment = deployment.environment().name().toLowerCase(Locale.ROOT);
        String target = deployment.target().isEmpty() ? "" : " " + deployment.target();
        return deployment.kind().id() + target + " (" + environment + ") " + deployment.evidence();
    }
}
