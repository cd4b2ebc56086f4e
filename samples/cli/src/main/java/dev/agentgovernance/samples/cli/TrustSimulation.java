/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.core.store.InMemoryStores;
import dev.agentgovernance.core.trust.Standing;
import dev.agentgovernance.core.trust.TrustLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code governance trust simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Shows who would hold which level when, from recorded outcomes. Stores nothing.",
            "One JSON object a line: {\"agent\", \"repo\"?, \"class\", \"outcome\", \"at\", \"id\"?, \"action\"?,"
                    + " \"witness\"?}"
        })
final class TrustSimulation implements Callable<Integer> {

    private static final Duration SIGNED_FOR = Duration.ofDays(90);

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The outcomes, - for the input.")
    private String file = "-";

    @Option(names = "--policy", paramLabel = "FILE", description = "The policy that gives the levels to begin with.")
    private @Nullable Path policy;

    @Option(names = "--sign", description = "As if a person signed each proposal at once, for 90 days.")
    private boolean sign;

    TrustSimulation(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        List<Evidence> all = new ArrayList<>();
        int number = 0;
        List<String> lines = file.equals("-")
                ? new String(terminal.in().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                : Files.readAllLines(Path.of(file));
        for (String line : lines) {
            number++;
            if (!line.isBlank()) {
                all.add(evidence(line, number));
            }
        }
        all.sort(Comparator.comparing(Evidence::at));
        Instant end = all.isEmpty() ? Instant.EPOCH : all.get(all.size() - 1).at();
        TrustLedger ledger = replayed(all, end);
        for (Standing standing : ledger.standings()) {
            terminal.out().println(TrustCommand.line(standing.key()) + "  " + TrustCommand.name(standing.level()));
            for (Standing.Step step : standing.steps()) {
                terminal.out()
                        .println("  " + step.at() + "  " + TrustCommand.name(step.cause()) + "  "
                                + TrustCommand.name(step.from()) + " -> " + TrustCommand.name(step.to()) + "  "
                                + step.why());
            }
        }
        return GovernanceCommand.FINE;
    }

    private TrustLedger replayed(List<Evidence> all, Instant end) {
        SimulatedClock clock = new SimulatedClock();
        TrustLedger.Builder builder =
                TrustLedger.builder(InMemoryStores.trustStore()).clock(clock).freshFor(Duration.ZERO);
        if (policy != null) {
            builder.base(dev.agentgovernance.core.policy.Policy.load(policy).trust());
        }
        TrustLedger ledger = builder.build();
        for (Evidence piece : all) {
            clock.now = piece.at();
            ledger.record(piece);
            if (sign) {
                Standing standing = ledger.standing(piece.key());
                standing.proposal()
                        .ifPresent(level -> ledger.promote(piece.key(), level, "(simulated)", "", SIGNED_FOR));
            }
        }
        clock.now = end;
        return ledger;
    }

    private static final class SimulatedClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }

    private static Evidence evidence(String line, int number) {
        try {
            Map<String, @Nullable Object> fields = Json.object(line);
            String agent = text(fields, "agent", null);
            String repository = text(fields, "repo", "");
            String id = text(fields, "id", "line-" + number);
            TrustKey key =
                    new TrustKey(agent, repository, new TrustCommand.ClassName().convert(text(fields, "class", null)));
            ActionDigest action =
                    ActionDigest.of(Action.shell(text(fields, "action", id)), ActionContext.of(agent, repository));
            return new Evidence(
                    id,
                    key,
                    new TrustCommand.OutcomeName().convert(text(fields, "outcome", null)),
                    action,
                    Instant.parse(text(fields, "at", null)),
                    text(fields, "witness", "recorded"));
        } catch (InputException | IllegalArgumentException | DateTimeException e) {
            throw new InputException("Line " + number + " is no outcome: it has agent, class, outcome and at.");
        }
    }

    private static String text(Map<String, @Nullable Object> fields, String name, @Nullable String otherwise) {
        Object value = fields.getOrDefault(name, otherwise);
        if (value instanceof String text) {
            return text;
        }
        throw new InputException("A text is missing.");
    }
}
