/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.approval.VisibleText;
import dev.agentgovernance.core.trust.Standing;
import dev.agentgovernance.core.trust.TrustLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governance trust}. */
@Command(
        name = "trust",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        description = "Shows which level of trust an agent holds and why, and lets a person change it.")
final class TrustCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine(Terminal terminal, HumanCheck human) {
        return new CommandLine(new TrustCommand())
                .addSubcommand(new Show(terminal))
                .addSubcommand(new Why(terminal))
                .addSubcommand(new RecordOutcome(terminal, human))
                .addSubcommand(new Promote(terminal, human))
                .addSubcommand(new Demote(terminal, human))
                .addSubcommand(new TrustSimulation(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the key as one line. */
    static String line(TrustKey key) {
        return VisibleText.of(key.agent()) + "  "
                + (key.repository().isEmpty() ? "-" : VisibleText.of(key.repository())) + "  "
                + key.actionClass().id();
    }

    /** Reads names as policies write them: {@code version-control}. */
    static final class ClassName implements ITypeConverter<ActionClass> {
        @Override
        public ActionClass convert(String value) {
            return ActionClass.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Reads names of outcomes: {@code approved-unchanged}. */
    static final class OutcomeName implements ITypeConverter<Outcome> {
        @Override
        public Outcome convert(String value) {
            return Outcome.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** The options that name a key. */
    static final class KeyOptions {

        @Option(names = "--agent", required = true, paramLabel = "NAME", description = "The agent.")
        private String agent = "";

        @Option(names = "--repo", paramLabel = "NAME", description = "The repository, for example acme/shop.")
        private String repository = "";

        @Option(
                names = "--class",
                required = true,
                paramLabel = "CLASS",
                converter = ClassName.class,
                description = "The class of action, as policies name it: edit, database, ….")
        private ActionClass actionClass = ActionClass.READ;

        TrustKey key() {
            return new TrustKey(agent, repository, actionClass);
        }
    }

    /** The ledger under the policy that is named. */
    static final class LedgerOptions {

        @Mixin
        private StoreOptions stores = new StoreOptions();

        @Option(
                names = "--policy",
                paramLabel = "FILE",
                description =
                        "The policy that gives the levels to begin with. Default: none, so that all begin at observe.")
        private java.nio.file.@Nullable Path policy;

        TrustLedger ledger(Terminal terminal) {
            TrustLedger.Builder builder =
                    TrustLedger.builder(stores.open(terminal).trustStore());
            if (policy != null) {
                builder.base(dev.agentgovernance.core.policy.Policy.load(policy).trust());
            }
            return builder.build();
        }
    }

    /** A command about one key, by a person or a pipeline. */
    abstract static class OfKey implements Callable<Integer> {

        final Terminal terminal;
        final HumanCheck human;

        @Mixin
        private LedgerOptions options = new LedgerOptions();

        @Mixin
        private KeyOptions key = new KeyOptions();

        OfKey(Terminal terminal, HumanCheck human) {
            this.terminal = terminal;
            this.human = human;
        }

        TrustLedger ledger() {
            return options.ledger(terminal);
        }

        TrustKey key() {
            return key.key();
        }
    }

    /** What a person says of a level, with a note. */
    static final class NoteOption {

        @Option(names = "--note", paramLabel = "TEXT", description = "Why, for the record.")
        private String note = "";

        String note() {
            return note;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Lists the levels that are held.")
    static final class Show implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private LedgerOptions options = new LedgerOptions();

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            for (Standing standing : options.ledger(terminal).standings()) {
                terminal.out()
                        .println(line(standing.key()) + "  " + name(standing.level())
                                + standing.proposal()
                                        .map(next -> "  (the evidence supports " + name(next) + ")")
                                        .orElse(""));
            }
            return GovernanceCommand.FINE;
        }
    }

    @Command(name = "why", mixinStandardHelpOptions = true, description = "Explains a level from its evidence.")
    static final class Why implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private LedgerOptions options = new LedgerOptions();

        @Mixin
        private KeyOptions key = new KeyOptions();

        Why(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            terminal.out()
                    .println(VisibleText.of(
                            options.ledger(terminal).standing(key.key()).explanation()));
            return GovernanceCommand.FINE;
        }
    }

    @Command(
            name = "record",
            mixinStandardHelpOptions = true,
            description = "Records what became of an action: from a pipeline, or by hand.")
    static final class RecordOutcome extends OfKey {

        @Option(
                names = "--outcome",
                required = true,
                paramLabel = "OUTCOME",
                converter = OutcomeName.class,
                description = "approved-unchanged, approved-with-change, rejected, succeeded, reverted, incident,"
                        + " human-override.")
        private Outcome outcome = Outcome.INCIDENT;

        @Option(names = "--id", paramLabel = "ID", description = "Names this one time; the same again counts once.")
        private @Nullable String id;

        @Option(names = "--action", paramLabel = "TEXT", description = "The action. Default: the id.")
        private @Nullable String action;

        RecordOutcome(Terminal terminal, HumanCheck human) {
            super(terminal, human);
        }

        @Override
        public Integer call() {
            if (outcome != Outcome.INCIDENT && outcome != Outcome.REVERTED) {
                // Anybody may say that something went wrong; no agent says of itself that it went well.
                human.require(terminal.environment());
            }
            String name = id == null ? UUID.randomUUID().toString() : id;
            ActionDigest digest = ActionDigest.of(
                    Action.shell(action == null ? name : action), ActionContext.of(key().agent(), key().repository()));
            TrustLedger ledger = ledger();
            boolean isNew =
                    ledger.record(new Evidence(name, key(), outcome, digest, Instant.now(), StoreOptions.person()));
            terminal.out()
                    .println((isNew ? "Recorded. " : "That was recorded before. ")
                            + name(ledger.standing(key()).level()));
            return GovernanceCommand.FINE;
        }
    }

    @Command(
            name = "promote",
            mixinStandardHelpOptions = true,
            description = "Signs a level that the evidence supports, as the user of this system.")
    static final class Promote extends OfKey {

        @Parameters(paramLabel = "LEVEL", description = "The level.")
        private TrustLevel level = TrustLevel.OBSERVE;

        @Option(
                names = "--days",
                paramLabel = "N",
                description = "For how long. Default: ${DEFAULT-VALUE}.",
                defaultValue = "30")
        private int days = 30;

        @Mixin
        private NoteOption note = new NoteOption();

        Promote(Terminal terminal, HumanCheck human) {
            super(terminal, human);
        }

        @Override
        public Integer call() {
            human.require(terminal.environment());
            try {
                Standing now =
                        ledger().promote(key(), level, StoreOptions.person(), note.note(), Duration.ofDays(days));
                terminal.out().println(VisibleText.of(now.explanation()));
                return GovernanceCommand.FINE;
            } catch (IllegalArgumentException e) {
                terminal.err().println("governance: " + e.getMessage() + ".");
                return GovernanceCommand.FINDINGS;
            }
        }
    }

    @Command(
            name = "demote",
            mixinStandardHelpOptions = true,
            description = "Takes trust away at once, as the user of this system.")
    static final class Demote extends OfKey {

        @Parameters(paramLabel = "LEVEL", description = "The most that is held from now on.")
        private TrustLevel level = TrustLevel.OBSERVE;

        @Mixin
        private NoteOption note = new NoteOption();

        Demote(Terminal terminal, HumanCheck human) {
            super(terminal, human);
        }

        @Override
        public Integer call() {
            human.require(terminal.environment());
            Standing now = ledger().demote(key(), level, StoreOptions.person(), note.note());
            terminal.out().println(VisibleText.of(now.explanation()));
            return GovernanceCommand.FINE;
        }
    }
}
