/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.core.PolicyReplay;
import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.core.audit.StoredRecord;
import dev.agentgovernance.core.impact.ImpactTable;
import dev.agentgovernance.core.policy.InvalidPolicyException;
import dev.agentgovernance.core.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
                .addSubcommand(new Lint(terminal))
                .addSubcommand(new Unattended(terminal))
                .addSubcommand(new Diff(terminal))
                .addSubcommand(new PolicyTestCommand(terminal))
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

    /** Reads policies that stand one under the other, the uppermost first. */
    static Policy layers(List<Path> files) {
        Policy policy = null;
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new InputException("There is nothing to read at " + file + ".");
            }
            policy = policy == null ? Policy.load(file) : policy.layer(file);
        }
        return policy == null ? Policy.baseline() : policy;
    }

    @Command(
            name = "lint",
            mixinStandardHelpOptions = true,
            description = {
                "Prints rules that can never change a ruling, and rules that contradict each other.",
                "Several policies are read as layers, the uppermost first. Exits with 1 if there is something to say."
            })
    static final class Lint implements Callable<Integer> {

        private final Terminal terminal;

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "The policy, or its layers.")
        private List<Path> files = List.of();

        Lint(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            List<Policy.Remark> remarks = layers(files).lint();
            remarks.forEach(terminal.out()::println);
            terminal.out().flush();
            return remarks.isEmpty() ? GovernanceCommand.FINE : GovernanceCommand.FINDINGS;
        }
    }

    @Command(
            name = "unattended",
            mixinStandardHelpOptions = true,
            description = {
                "Answers what can happen without a human's yes, by every way there is.",
                "A way marked 'perhaps' depends on a rule about names, times or texts. Exits with 1 if there is a way."
            })
    static final class Unattended implements Callable<Integer> {

        private final Terminal terminal;

        @Option(
                names = "--environment",
                paramLabel = "NAME",
                defaultValue = "PRODUCTION",
                description = "Where it takes hold; ${DEFAULT-VALUE} where this is left out.")
        private Environment environment = Environment.PRODUCTION;

        @Option(
                names = "--effect",
                paramLabel = "EFFECT",
                description = "An effect with all below it; all but reading where this is left out.")
        private @Nullable String effect;

        @Parameters(arity = "0..*", paramLabel = "FILE", description = "The policy, or its layers.")
        private List<Path> files = List.of();

        Unattended(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Policy policy = layers(files);
            int asked = 0;
            int ways = 0;
            for (EffectKind kind : EffectKind.values()) {
                if (effect == null ? kind.isRead() : !kind.isWithin(effect)) {
                    continue;
                }
                asked++;
                Effect example = Effect.of(kind, "", SourceSpan.NONE).withEnvironment(environment);
                Impact impact = ImpactTable.standard()
                        .assess(new Classification(List.of(example), Coverage.KNOWN, List.of()))
                        .impact();
                for (Policy.Unattended way : policy.unattended(kind, environment, Set.of(impact))) {
                    ways++;
                    terminal.out()
                            .printf(
                                    "%s %-28s impact %-9s trust %-11s %s%n",
                                    way.certain() ? "yes    " : "perhaps",
                                    kind.id(),
                                    name(way.impact()),
                                    name(way.trust()),
                                    way.because());
                }
            }
            if (asked == 0) {
                throw new InputException("There is no effect '" + effect + "'; POLICY.md lists them.");
            }
            terminal.out()
                    .println(
                            ways == 0
                                    ? "None of " + asked + " effects in " + name(environment)
                                            + " goes ahead without a human, at any level of trust."
                                    : ways + " ways without a human in " + name(environment) + ", of " + asked
                                            + " effects.");
            terminal.out().flush();
            return ways == 0 ? GovernanceCommand.FINE : GovernanceCommand.FINDINGS;
        }

        private static String name(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }

    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            description = {
                "Prints which recorded decisions another policy would change, in groups with examples.",
                "Exits with 1 if there is one. With one policy, says whether it would still decide as recorded."
            })
    static final class Diff implements Callable<Integer> {

        private static final int MOST_EXAMPLES = 3;

        private final Terminal terminal;

        @Option(names = "--replay", required = true, paramLabel = "JOURNAL", description = "The recorded decisions.")
        private Path journal = Path.of("");

        @Parameters(
                arity = "1..2",
                paramLabel = "POLICY",
                description = "The new policy, or the old one and the new one.")
        private List<Path> files = List.of();

        Diff(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (!Files.isReadable(journal)) {
                throw new InputException("There is no journal to read at " + journal + ".");
            }
            PolicyReplay before = PolicyReplay.of(layers(files.subList(0, 1)));
            PolicyReplay after = PolicyReplay.of(layers(files.subList(files.size() - 1, files.size())));
            Map<String, List<String>> flips = new TreeMap<>();
            long[] count = new long[1];
            try (Stream<StoredRecord> records = AuditJournal.read(journal)) {
                records.map(StoredRecord::record).forEach(record -> {
                    Optional<PolicyReplay.Outcome> now = after.replay(record);
                    if (now.isEmpty()) {
                        return;
                    }
                    count[0]++;
                    Oversight old = files.size() == 1
                            ? now.get().before()
                            : before.replay(record).orElseThrow().after();
                    if (old != now.get().after()) {
                        flips.computeIfAbsent(
                                        Unattended.name(old) + " -> "
                                                + Unattended.name(now.get().after()) + "  "
                                                + now.get().rule(),
                                        key -> new ArrayList<>())
                                .add(record.at() + "  " + record.summary());
                    }
                });
            }
            flips.forEach((group, records) -> {
                terminal.out().println(group + "  (" + records.size() + ")");
                records.stream()
                        .limit(MOST_EXAMPLES)
                        .forEach(line -> terminal.out().println("    " + line.replace("\n", "\\n")));
            });
            int changed = flips.values().stream().mapToInt(List::size).sum();
            terminal.out().println(changed + " of " + count[0] + " recorded decisions would be others.");
            terminal.out().flush();
            return changed == 0 ? GovernanceCommand.FINE : GovernanceCommand.FINDINGS;
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
