/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.core.policy.InvalidPolicyException;
import dev.agentgovernance.core.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governance policy}. */
@Command(
        name = "policy",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        description = "Checks policies, and says what a policy may hold.")
final class PolicyCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new PolicyCommand())
                .addSubcommand(new Check(terminal))
                .addSubcommand(new Schema(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description =
                    "Reads policies and prints every problem as FILE:LINE:COLUMN: MESSAGE. Exits with 1 if there is one.")
    static final class Check implements Callable<Integer> {

        private final Terminal terminal;

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "The policies, YAML or JSON.")
        private List<Path> files = List.of();

        Check(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            int status = GovernanceCommand.FINE;
            for (Path file : files) {
                if (!Files.isReadable(file)) {
                    terminal.err().println("governance: There is nothing to read at " + file + ".");
                    status = GovernanceCommand.USAGE;
                    continue;
                }
                try {
                    Policy policy = Policy.load(file);
                    terminal.out().println(file + ": fine, digest " + policy.digest());
                } catch (InvalidPolicyException e) {
                    e.problems().forEach(terminal.out()::println);
                    status = Math.max(status, GovernanceCommand.FINDINGS);
                }
            }
            return status;
        }
    }

    @Command(
            name = "schema",
            mixinStandardHelpOptions = true,
            description = "Prints the JSON Schema of a policy, for editors.")
    static final class Schema implements Callable<Integer> {

        private final Terminal terminal;

        Schema(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            try (InputStream in = Policy.class.getResourceAsStream("policy.schema.json")) {
                if (in == null) {
                    throw new IllegalStateException("the schema is part of the library");
                }
                terminal.out().print(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                terminal.out().flush();
                return GovernanceCommand.FINE;
            }
        }
    }
}
