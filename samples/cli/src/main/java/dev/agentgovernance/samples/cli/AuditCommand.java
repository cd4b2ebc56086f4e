/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.audit.AuditSink;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.core.PolicyReplay;
import dev.agentgovernance.core.SessionReport;
import dev.agentgovernance.core.approval.VisibleText;
import dev.agentgovernance.core.audit.AuditExport;
import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.core.audit.Checkpoint;
import dev.agentgovernance.core.audit.Durability;
import dev.agentgovernance.core.audit.StoredRecord;
import dev.agentgovernance.core.audit.Verification;
import dev.agentgovernance.core.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code governance audit}. */
@Command(
        name = "audit",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        description = "Looks at the journal of decisions.")
final class AuditCommand implements Runnable {

    private static final int IN_ONE_REQUEST = 1000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new AuditCommand())
                .addSubcommand(new Verify(terminal))
                .addSubcommand(new Keys(terminal))
                .addSubcommand(new Sign(terminal))
                .addSubcommand(new Export(terminal))
                .addSubcommand(new Report(terminal))
                .addSubcommand(new Replay(terminal));
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
                "The head it prints, or checkpoints, kept where the agent cannot write, tell later whether the end was cut off."
            })
    static final class Verify implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private JournalOptions journal = new JournalOptions();

        @Option(
                names = "--head",
                paramLabel = "HASH",
                description = "The head that an earlier check printed: that record has to be there still.")
        private @Nullable String head;

        @Option(
                names = "--checkpoints",
                paramLabel = "FILE",
                description = "Checkpoints, one a line: each has to be signed and its record to be there. Needs --key.")
        private @Nullable Path checkpoints;

        @Option(names = "--key", paramLabel = "FILE", description = "The public key of the checkpoints (PEM).")
        private @Nullable Path key;

        Verify(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            Path file = journal.journal(terminal);
            List<Verification> results = new ArrayList<>();
            results.add(head == null ? AuditJournal.verify(file) : AuditJournal.verify(file, head));
            if (checkpoints != null) {
                if (key == null) {
                    throw new InputException("Checkpoints are checked against a key: give --key as well.");
                }
                results.set(
                        0,
                        bothOf(results.get(0), AuditJournal.verify(file, read(checkpoints), AuditKeys.publicKey(key))));
            }
            Verification result = results.get(0);
            result.faults().forEach(fault -> terminal.out().println(file + ": " + fault));
            terminal.out()
                    .println(file + ": " + result.records() + " intact records, head " + result.head()
                            + (result.ok() ? ", nothing changed" : ""));
            return result.ok() ? GovernanceCommand.FINE : GovernanceCommand.FINDINGS;
        }

        private static Verification bothOf(Verification first, Verification second) {
            List<Verification.Fault> faults = new ArrayList<>(second.faults());
            first.faults().stream().filter(fault -> !faults.contains(fault)).forEach(faults::add);
            return new Verification(second.records(), second.head(), faults);
        }

        private static List<Checkpoint> read(Path file) throws IOException {
            List<Checkpoint> checkpoints = new ArrayList<>();
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                try {
                    checkpoints.add(Checkpoint.parse(line));
                } catch (IllegalArgumentException e) {
                    throw new InputException(file + ":" + number + ": " + e.getMessage() + ".");
                }
            }
            return checkpoints;
        }
    }

    @Command(
            name = "keys",
            mixinStandardHelpOptions = true,
            description =
                    "Makes a pair of Ed25519 keys for checkpoints. Keep the private one where no agent can read it.")
    static final class Keys implements Callable<Integer> {

        private final Terminal terminal;

        @Option(names = "--private", paramLabel = "FILE", required = true, description = "Where the private key goes.")
        private Path privateKey = Path.of("");

        @Option(names = "--public", paramLabel = "FILE", required = true, description = "Where the public key goes.")
        private Path publicKey = Path.of("");

        Keys(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            AuditKeys.make(privateKey, publicKey);
            terminal.out().println("The keys are in " + privateKey + " and " + publicKey + ".");
            return GovernanceCommand.FINE;
        }
    }

    @Command(
            name = "checkpoint",
            mixinStandardHelpOptions = true,
            description =
                    "Signs how far the journal goes. Run it often, and keep what it writes where no agent can delete it.")
    static final class Sign implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private JournalOptions journal = new JournalOptions();

        @Option(names = "--key", paramLabel = "FILE", required = true, description = "The private key (PEM).")
        private Path key = Path.of("");

        @Option(
                names = "--to",
                paramLabel = "FILE",
                description = "The file to which the checkpoint is added as a line; without it, it is printed.")
        private @Nullable Path to;

        Sign(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            Path file = journal.journal(terminal);
            Verification found = AuditJournal.verify(file);
            if (!found.ok()) {
                found.faults().forEach(fault -> terminal.err().println(file + ": " + fault));
                terminal.err().println("A journal that is not intact is not signed.");
                return GovernanceCommand.FINDINGS;
            }
            try (AuditJournal open = AuditJournal.open(file, Durability.OS)) {
                String line = open.checkpoint(AuditKeys.privateKey(key), Clock.systemUTC())
                        .line();
                if (to == null) {
                    terminal.out().println(line);
                } else {
                    Files.writeString(to, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            }
            return GovernanceCommand.FINE;
        }
    }

    /** What a log platform reads. */
    enum Format {
        JSON,
        OCSF,
        OTEL
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = {
                "Prints records in the form of a log platform: the journal's own lines, OCSF 1.3 API Activity events, one a line,",
                "or OpenTelemetry log requests (OTLP/JSON), one for each thousand records, one a line."
            })
    static final class Export implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private JournalOptions journal = new JournalOptions();

        @Mixin
        private JournalOptions.Selection selection = new JournalOptions.Selection();

        @Option(names = "--format", paramLabel = "F", description = "json, ocsf or otel. Default: ${DEFAULT-VALUE}.")
        private Format format = Format.JSON;

        Export(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            List<StoredRecord> records = selection.of(journal.journal(terminal));
            if (format == Format.OTEL) {
                for (int from = 0; from < records.size(); from += IN_ONE_REQUEST) {
                    int to = Math.min(records.size(), from + IN_ONE_REQUEST);
                    terminal.out().println(AuditExport.openTelemetry(records.subList(from, to)));
                }
                return GovernanceCommand.FINE;
            }
            for (StoredRecord stored : records) {
                terminal.out().println(format == Format.OCSF ? AuditExport.ocsf(stored) : AuditExport.json(stored));
            }
            return GovernanceCommand.FINE;
        }
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = {
                "Reads every recorded action again, decides under its policy, and compares the record byte for byte; shows where",
                "it is not the same. Where the action's text was redacted or cut, says so and decides from the recorded effects.",
                "Exits with 1 if there is a difference. Files of the working tree count as they are now."
            })
    static final class Replay implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private JournalOptions journal = new JournalOptions();

        @Mixin
        private JournalOptions.Selection selection = new JournalOptions.Selection();

        @Option(
                names = "--policy",
                paramLabel = "FILE",
                description = "The policy, YAML or JSON. Default: the one that ships with the library.")
        private @Nullable Path policy;

        Replay(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (policy != null && !Files.isReadable(policy)) {
                throw new InputException("There is no policy to read at " + policy + ".");
            }
            Policy read = policy == null ? Policy.baseline() : Policy.load(policy);
            PolicyReplay replay = PolicyReplay.of(read);
            ActionClassifier classifier = GuardOptions.guard(read, text -> List.of(), AuditSink.NONE, null, List.of())
                    .classifier();
            Map<PolicyReplay.Repeated, Integer> counts = new EnumMap<>(PolicyReplay.Repeated.class);
            int effectsOnly = 0;
            for (StoredRecord stored : selection.of(journal.journal(terminal))) {
                PolicyReplay.Replayed whole = replay.repeat(stored.record(), classifier);
                PolicyReplay.Repeated result = whole.result();
                if (result == PolicyReplay.Repeated.NO_ACTION) {
                    effectsOnly++;
                    result = replay.repeat(stored.record());
                    terminal.out()
                            .println("record " + stored.sequence()
                                    + ": its text is redacted, cut or not all of it; decided again from its effects");
                }
                if (result == PolicyReplay.Repeated.OTHER_FILES) {
                    effectsOnly++;
                    result = replay.repeat(stored.record());
                    terminal.out()
                            .println("record " + stored.sequence() + ": " + VisibleText.of(whole.detail())
                                    + "; decided again from its effects");
                }
                counts.merge(result, 1, Integer::sum);
                if (result == PolicyReplay.Repeated.DIFFERENT) {
                    String detail = difference(replay, stored.record())
                            + (whole.detail().isEmpty() ? "" : "; " + whole.detail());
                    terminal.out().println("record " + stored.sequence() + ": " + VisibleText.of(detail));
                }
            }
            terminal.out()
                    .println(count(counts, PolicyReplay.Repeated.SAME) + " decisions are the same, "
                            + count(counts, PolicyReplay.Repeated.DIFFERENT) + " are not; "
                            + count(counts, PolicyReplay.Repeated.OTHER_POLICY) + " were made under another policy, "
                            + count(counts, PolicyReplay.Repeated.NO_RULING) + " under none; "
                            + effectsOnly + " could be repeated from their effects alone");
            return count(counts, PolicyReplay.Repeated.DIFFERENT) == 0
                    ? GovernanceCommand.FINE
                    : GovernanceCommand.FINDINGS;
        }

        private static int count(Map<PolicyReplay.Repeated, Integer> counts, PolicyReplay.Repeated result) {
            return counts.getOrDefault(result, 0);
        }

        private static String difference(PolicyReplay replay, AuditRecord record) {
            return replay.replay(record)
                    .filter(PolicyReplay.Outcome::differs)
                    .map(outcome -> outcome.before() + " is now " + outcome.after() + " by " + outcome.rule())
                    .orElse("it is not the same to the last word");
        }
    }

    @Command(
            name = "report",
            mixinStandardHelpOptions = true,
            description = "Writes what an agent did, asked and was refused as a page of HTML that needs nothing else.")
    static final class Report implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private JournalOptions journal = new JournalOptions();

        @Mixin
        private JournalOptions.Selection selection = new JournalOptions.Selection();

        @Option(names = "--to", paramLabel = "HTML", required = true, description = "The file of the page.")
        private Path to = Path.of("");

        Report(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            List<AuditRecord> records = selection.of(journal.journal(terminal)).stream()
                    .map(StoredRecord::record)
                    .toList();
            String session = selection.session();
            Files.writeString(to, SessionReport.html(session == null ? "Decisions" : "Session " + session, records));
            terminal.out().println(records.size() + " decisions are in " + to + ".");
            return GovernanceCommand.FINE;
        }
    }
}
