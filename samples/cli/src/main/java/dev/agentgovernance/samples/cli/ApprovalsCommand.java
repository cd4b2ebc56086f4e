/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.approval.Approval;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalState;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalDesk.Receipt;
import dev.agentgovernance.core.approval.VisibleText;
import dev.agentgovernance.core.store.JdbcStores;
import dev.agentgovernance.core.trust.TrustLedger;
import dev.agentgovernance.samples.cli.Terminal.Style;
import dev.agentgovernance.samples.cli.desk.DeskAnswers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governance approvals}. */
@Command(
        name = "approvals",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        description = "Shows what waits for a yes, and takes a person's answer.")
final class ApprovalsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine(Terminal terminal, HumanCheck human) {
        CommandLine line = new CommandLine(new ApprovalsCommand())
                .addSubcommand(new ListCases(terminal))
                .addSubcommand(new Show(terminal));
        for (Verb verb : Verb.values()) {
            CommandLine say = new CommandLine(new Say(terminal, human, verb));
            say.getCommandSpec().usageMessage().description(verb.description);
            line.addSubcommand(verb.word, say);
        }
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    private enum Verb {
        APPROVE(DeskAnswers.Verb.APPROVE, "approve", "Says yes to a request, as the user of this system."),
        DENY(DeskAnswers.Verb.DENY, "deny", "Says no to a request."),
        REVOKE(DeskAnswers.Verb.REVOKE, "revoke", "Takes back what waits or was granted, before it is used."),
        BREAK_GLASS(
                DeskAnswers.Verb.BREAK_GLASS,
                "break-glass",
                "Says yes alone, in an emergency. Takes a --note, and is reviewed by another later."),
        REVIEW(DeskAnswers.Verb.REVIEW, "review", "Says, in a --note, what came of looking at an emergency.");

        private final DeskAnswers.Verb says;
        private final String word;
        private final String description;

        Verb(DeskAnswers.Verb says, String word, String description) {
            this.says = says;
            this.word = word;
            this.description = description;
        }
    }

    private static ApprovalDesk desk(StoreOptions options, JdbcStores stores) {
        return ApprovalDesk.builder(stores.approvalStore(), options.rules()).build();
    }

    /** Returns the one request whose name begins so. */
    private static ApprovalCase found(ApprovalDesk desk, String id) {
        return desk.find(id).orElseGet(() -> {
            List<ApprovalCase> matching = desk.recent(1000).stream()
                    .filter(c -> id.length() >= 4 && c.request().id().startsWith(id))
                    .toList();
            if (matching.size() != 1) {
                throw new InputException(
                        matching.isEmpty() ? "There is no request " + id + "." : "Several requests begin so.");
            }
            return matching.get(0);
        });
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists what waits for an answer, equal requests together, and emergencies without a review.")
    static final class ListCases implements Callable<Integer> {

        private static final int WIDTH = 60;

        private final Terminal terminal;

        @Mixin
        private StoreOptions options = new StoreOptions();

        @Option(names = "--all", description = "List the latest 100, in whatever state.")
        private boolean all;

        ListCases(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            ApprovalDesk desk = desk(options, options.open(terminal));
            Map<String, Integer> rows = new LinkedHashMap<>();
            List<ApprovalCase> cases = all ? desk.recent(100) : desk.pending();
            for (ApprovalCase each : cases) {
                boolean first =
                        all || desk.equalTo(each.request()).get(0).request().equals(each.request());
                if (first) {
                    rows.put(row(each), all ? 1 : desk.equalTo(each.request()).size());
                }
            }
            rows.forEach((row, count) -> terminal.out().println(row + (count > 1 ? "  (" + count + " equal)" : "")));
            for (ApprovalCase each : desk.waitingForReview()) {
                terminal.out().println(row(each) + "  EMERGENCY, WAITS FOR A REVIEW");
            }
            if (rows.isEmpty()) {
                terminal.err().println("Nothing waits.");
            }
            return GovernanceCommand.FINE;
        }

        private static String row(ApprovalCase each) {
            ApprovalRequest request = each.request();
            String text = VisibleText.of(request.shown().text()).replace('\n', '\u23ce');
            String cut = text.codePointCount(0, text.length()) <= WIDTH
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, WIDTH)) + "… (show it to see the rest)";
            return request.id() + "  " + lower(each.state()) + "  "
                    + lower(request.shown().impact()) + "  "
                    + each.approvers().size() + "/" + request.quorum() + "  "
                    + VisibleText.of(request.asker().agent()) + "  " + cut;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one request, whole: hidden characters stand between angle brackets.")
    static final class Show implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private StoreOptions options = new StoreOptions();

        @Parameters(paramLabel = "ID", description = "The request, or the beginning of its name.")
        private String id = "";

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            ApprovalCase found = found(desk(options, options.open(terminal)), id);
            ApprovalRequest request = found.request();
            ApprovalRequest.Shown shown = request.shown();
            line("Request", request.id() + ", " + lower(found.state()) + ", until " + request.expiresAt());
            line("Asked by", asker(request.asker()));
            line(
                    "Needs",
                    request.quorum()
                            + (request.quorum() == 1 ? " person" : " people")
                            + (request.roles().isEmpty() ? "" : ", among them " + String.join(", ", request.roles())));
            line("Impact", lower(shown.impact()));
            for (Effect effect : shown.effects()) {
                line(
                        "Effect",
                        effect.kind().id() + " " + VisibleText.of(effect.resource()) + " ("
                                + lower(effect.environment()) + ", reaches " + lower(effect.reach()) + ", "
                                + lower(effect.reversibility()) + ")");
            }
            for (Reason reason : shown.reasons()) {
                line("Reason", VisibleText.of(reason.text()) + " [" + VisibleText.of(reason.rule()) + "]");
            }
            for (Approval answer : found.answers()) {
                line(
                        "Answer",
                        VisibleText.of(answer.approver()) + ": " + lower(answer.answer()) + " at " + answer.at()
                                + (answer.note().isEmpty() ? "" : ", " + VisibleText.of(answer.note())));
            }
            line("Text", shown.kind() + ", " + VisibleText.summary(shown.text()));
            int[] number = {0};
            VisibleText.of(shown.text())
                    .lines()
                    .forEach(text -> terminal.out()
                            .println(terminal.styled(Style.FAINT, String.format(Locale.ROOT, "%6d | ", ++number[0]))
                                    + text));
            return GovernanceCommand.FINE;
        }

        private static String asker(ApprovalRequest.Asker asker) {
            StringBuilder text = new StringBuilder(VisibleText.of(asker.agent()));
            add(text, ", started by ", asker.parentAgent());
            add(text, ", for ", asker.principal());
            add(text, ", in ", asker.repository());
            add(text, ", session ", asker.session());
            return text.toString();
        }

        private static void add(StringBuilder text, String lead, String part) {
            text.append(part.isEmpty() ? "" : lead + VisibleText.of(part));
        }

        private void line(String name, String value) {
            terminal.out().println(terminal.styled(Style.BOLD, String.format(Locale.ROOT, "%-9s", name)) + " " + value);
        }
    }

    @Command(mixinStandardHelpOptions = true)
    static final class Say implements Callable<Integer> {

        private final Terminal terminal;
        private final HumanCheck human;
        private final Verb verb;

        @Mixin
        private StoreOptions options = new StoreOptions();

        @Parameters(arity = "1..*", paramLabel = "ID", description = "The requests, or the beginnings of their names.")
        private List<String> ids = List.of();

        @Option(names = "--note", paramLabel = "TEXT", description = "Why, for the record.")
        private String note = "";

        @Option(names = "--equal", description = "Answer all that wait and ask the very same, too.")
        private boolean equal;

        Say(Terminal terminal, HumanCheck human, Verb verb) {
            this.terminal = terminal;
            this.human = human;
            this.verb = verb;
        }

        @Override
        public Integer call() {
            human.require(terminal.environment());
            JdbcStores stores = options.open(terminal);
            ApprovalDesk desk = desk(options, stores);
            DeskAnswers answers = new DeskAnswers(
                    desk, TrustLedger.builder(stores.trustStore()).build());
            int status = GovernanceCommand.FINE;
            for (String id : ids) {
                ApprovalCase found = found(desk, id);
                List<ApprovalCase> cases = equal && found.state() == ApprovalState.PENDING
                        ? desk.equalTo(found.request())
                        : List.of(found);
                for (ApprovalCase each : cases) {
                    status = Math.max(status, answer(answers, each.request()));
                }
            }
            return status;
        }

        private int answer(DeskAnswers answers, ApprovalRequest request) {
            Receipt receipt = answers.say(verb.says, request, StoreOptions.person(), note);
            terminal.out().println(request.id() + ": " + receipt.why());
            return receipt.counts() ? GovernanceCommand.FINE : GovernanceCommand.FINDINGS;
        }
    }
}
