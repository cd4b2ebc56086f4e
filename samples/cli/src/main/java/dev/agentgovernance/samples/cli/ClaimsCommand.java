/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.core.approval.VisibleText;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governance claims}. */
@Command(
        name = "claims",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        description = "Shows which parts of a codebase tasks hold, and gives parts free.")
final class ClaimsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine(Terminal terminal, HumanCheck human) {
        return new CommandLine(new ClaimsCommand())
                .addSubcommand(new InForce(terminal))
                .addSubcommand(new Release(terminal, human))
                .addSubcommand(new Settle(terminal, human));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists what is held: the token, until when, by whom, and which part.")
    static final class InForce implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private StoreOptions stores = new StoreOptions();

        InForce(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            List<Claim> held = stores.open(terminal).claimStore().inForce(Instant.now());
            for (Claim claim : held) {
                terminal.out()
                        .println(claim.fencingToken() + "  " + claim.until() + "  " + VisibleText.of(claim.holder())
                                + "  " + VisibleText.of(claim.key().toString()));
            }
            terminal.out().println(held.isEmpty() ? "Nothing is held." : held.size() + " held.");
            return GovernanceCommand.FINE;
        }
    }

    /** What a person does to claims that are named by their tokens. */
    abstract static class ByToken implements Callable<Integer> {

        private final Terminal terminal;
        private final HumanCheck human;

        @Mixin
        private StoreOptions stores = new StoreOptions();

        @Parameters(arity = "1..*", paramLabel = "TOKEN", description = "The tokens.")
        private List<Long> tokens = List.of();

        ByToken(Terminal terminal, HumanCheck human) {
            this.terminal = terminal;
            this.human = human;
        }

        /** Does it, and returns whether there was such a claim. */
        abstract boolean act(ClaimStore store, long token);

        abstract String done();

        abstract String notThere();

        @Override
        public Integer call() {
            human.require(terminal.environment());
            ClaimStore store = stores.open(terminal).claimStore();
            int result = GovernanceCommand.FINE;
            for (long token : tokens) {
                boolean found = act(store, token);
                terminal.out().println(token + "  " + (found ? done() : notThere()));
                result = found ? result : GovernanceCommand.FINDINGS;
            }
            return result;
        }
    }

    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description =
                    "Gives parts free before their time is over; a person can. Exits with 1 if a token is not held.")
    static final class Release extends ByToken {

        Release(Terminal terminal, HumanCheck human) {
            super(terminal, human);
        }

        @Override
        boolean act(ClaimStore store, long token) {
            return store.release(token);
        }

        @Override
        String done() {
            return "is free.";
        }

        @Override
        String notThere() {
            return "is not held.";
        }
    }

    @Command(
            name = "settle",
            mixinStandardHelpOptions = true,
            description = {
                "Says that somebody has looked at what another task did to a part that a task held before, so that the",
                "task may push again; a person can. Exits with 1 if a token is of no claim that has ended."
            })
    static final class Settle extends ByToken {

        Settle(Terminal terminal, HumanCheck human) {
            super(terminal, human);
        }

        @Override
        boolean act(ClaimStore store, long token) {
            return store.settle(token);
        }

        @Override
        String done() {
            return "is settled.";
        }

        @Override
        String notThere() {
            return "is of no claim that has ended.";
        }
    }
}
