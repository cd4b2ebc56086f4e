/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.InvalidPolicyException;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.policy.PolicyCases;
import dev.agentgovernance.secrets.SecretScanner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code governance policy test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Runs tests of policies: given who asks where and an action, what is decided, and by which rule.",
            "Prints each test that fails as FILE:LINE:COLUMN: NAME, with what was expected and what came.",
            "Exits with 1 if one fails, with 2 if tests or policies cannot be read."
        })
final class PolicyTestCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy, or its layers from the uppermost on, in place of those that the tests name.")
    private List<Path> policies = List.of();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The tests, YAML or JSON.")
    private List<Path> files = List.of();

    private int passed;
    private int failed;

    PolicyTestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        boolean read = true;
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new InputException("There is nothing to read at " + file + ".");
            }
            try {
                PolicyCases cases = PolicyCases.load(file);
                Policy policy = PolicyCommand.layers(policies.isEmpty() ? cases.policies() : policies);
                cases.cases().forEach(test -> run(policy, test));
            } catch (InvalidPolicyException e) {
                e.problems().forEach(terminal.out()::println);
                read = false;
            }
        }
        terminal.out().println(passed + " passed, " + failed + " failed");
        terminal.out().flush();
        if (!read) {
            return GovernanceCommand.USAGE;
        }
        return failed == 0 ? GovernanceCommand.FINE : GovernanceCommand.FINDINGS;
    }

    private void run(Policy policy, PolicyCases.Case test) {
        Governance.Builder builder = Governance.builder(policy)
                .detector(SecretScanner.standard())
                .scopes(task -> test.scope())
                .clock(Clock.fixed(test.at(), ZoneOffset.UTC));
        test.trust().ifPresent(level -> builder.trust(key -> level));
        Decision decision = builder.build().judge(test.action(), test.context());
        List<String> differences = differences(test.expected(), decision);
        if (differences.isEmpty()) {
            passed++;
            return;
        }
        failed++;
        terminal.out().println(test.place() + ": " + test.name());
        differences.forEach(difference -> terminal.out().println("    " + difference));
        for (Reason reason : decision.reasons()) {
            terminal.out().println("    because [" + reason.rule() + "] " + reason.what() + " " + reason.why());
        }
    }

    private static List<String> differences(PolicyCases.Expected expected, Decision decision) {
        List<String> differences = new ArrayList<>();
        expected.decision()
                .filter(verdict -> !verdict.equals(decision.verdict()))
                .ifPresent(verdict -> differences.add(difference("decision", verdict, decision.verdict())));
        expected.oversight()
                .filter(oversight -> oversight != decision.assessment().oversight())
                .ifPresent(oversight -> differences.add(difference(
                        "oversight", name(oversight), name(decision.assessment().oversight()))));
        expected.impact()
                .filter(impact -> impact != decision.assessment().impact())
                .ifPresent(impact -> differences.add(difference(
                        "impact", name(impact), name(decision.assessment().impact()))));
        List<String> rules = decision.reasons().stream().map(Reason::rule).toList();
        expected.rule()
                .filter(rule -> !rules.contains(rule))
                .ifPresent(rule -> differences.add(
                        difference("rule", rule, rules.isEmpty() ? "no reason" : String.join(", ", rules))));
        return differences;
    }

    private static String difference(String what, String expected, String came) {
        return what + ": expected " + expected + ", came " + came;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
