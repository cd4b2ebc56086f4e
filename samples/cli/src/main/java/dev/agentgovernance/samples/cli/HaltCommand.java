/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.core.approval.VisibleText;
import dev.agentgovernance.samples.cli.desk.HaltSwitch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code governance halt}. */
@Command(
        name = "halt",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        description = "Halts all agents whose guards keep their state in one folder, and lets them go on.")
final class HaltCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine(Terminal terminal, HumanCheck human) {
        CommandLine line = new CommandLine(new HaltCommand()).addSubcommand(new Status(terminal));
        line.addSubcommand(described(
                new Set(terminal, human, true), "on", "Denies every action from the next decision on; anybody can."));
        line.addSubcommand(described(new Set(terminal, human, false), "off", "Lets the agents go on; a person can."));
        return line;
    }

    private static CommandLine described(Set command, String name, String description) {
        CommandLine line = new CommandLine(command).setCommandName(name);
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    private static final String STATE = "The folder of the state. Default: $XDG_STATE_HOME/agent-governance.";

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Says whether the agents are halted, and who used the switch. Exits with 1 if they are.")
    static final class Status implements Callable<Integer> {

        private final Terminal terminal;

        @Option(names = "--state", paramLabel = "DIR", description = STATE)
        private @Nullable Path state;

        Status(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            HaltSwitch halt = StateFolder.of(state, terminal.environment()).haltSwitch();
            String sentence = halt.sentence();
            terminal.out().println(sentence.isEmpty() ? "The agents are not halted." : VisibleText.of(sentence));
            halt.changes()
                    .forEach(change -> terminal.out()
                            .println(change.at() + "  " + (change.on() ? "on " : "off") + "  "
                                    + VisibleText.of(change.by()) + "  " + VisibleText.of(change.why())));
            return sentence.isEmpty() ? GovernanceCommand.FINE : GovernanceCommand.FINDINGS;
        }
    }

    @Command(mixinStandardHelpOptions = true)
    static final class Set implements Callable<Integer> {

        private final Terminal terminal;
        private final HumanCheck human;
        private final boolean on;

        @Option(names = "--state", paramLabel = "DIR", description = STATE)
        private @Nullable Path state;

        @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Why; the agents are told.")
        private String why = "";

        Set(Terminal terminal, HumanCheck human, boolean on) {
            this.terminal = terminal;
            this.human = human;
            this.on = on;
        }

        @Override
        public Integer call() throws IOException {
            if (!on) {
                human.require(terminal.environment());
            }
            StateFolder folder = StateFolder.of(state, terminal.environment());
            folder.create();
            try {
                folder.haltSwitch().set(new HaltSwitch.Change(Instant.now(), StoreOptions.person(), on, why));
            } catch (IllegalArgumentException e) {
                throw new InputException(String.valueOf(e.getMessage()));
            }
            terminal.out().println(on ? "All agents are halted." : "The agents go on.");
            return GovernanceCommand.FINE;
        }
    }
}
