/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.core.audit.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governance audit}. */
@Command(
        name = "audit",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        description = "Looks at the journal of decisions.")
final class AuditCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new AuditCommand()).addSubcommand(new Verify(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Checks that no record was edited, deleted or moved, and says where one was. Exits with 1 then.",
                "The head it prints, kept where the agent cannot write, tells later whether the end was cut off."
            })
    static final class Verify implements Callable<Integer> {

        private final Terminal terminal;

        @Option(
                names = "--state",
                paramLabel = "DIR",
                description = "Where the journal is. Default: $XDG_STATE_HOME/agent-governance.")
        private @Nullable Path state;

        @Option(
                names = "--head",
                paramLabel = "HASH",
                description = "The head that an earlier check printed: that record has to be there still.")
        private @Nullable String head;

        @Parameters(
                arity = "0..1",
                paramLabel = "FILE",
                description = "The journal, in place of the one in the state folder.")
        private @Nullable Path file;

        Verify(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Path journal = file != null
                    ? file
                    : StateFolder.of(state, terminal.environment()).journal();
            if (!Files.isReadable(journal)) {
                throw new InputException("There is no journal to read at " + journal + ".");
            }
            Verification result = head == null ? AuditJournal.verify(journal) : AuditJournal.verify(journal, head);
            result.faults().forEach(fault -> terminal.out().println(journal + ": " + fault));
            terminal.out()
                    .println(journal + ": " + result.records() + " intact records, head " + result.head()
                            + (result.ok() ? ", nothing changed" : ""));
            return result.ok() ? GovernanceCommand.FINE : GovernanceCommand.FINDINGS;
        }
    }
}
