/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.policy.PolicyCases;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The packs that ship decide what their tests say. */
class PolicyPacksTest {

    static Stream<Arguments> cases() {
        return Stream.of("baseline", "strict", "regulated", "solo-developer").flatMap(pack -> {
            PolicyCases cases = PolicyCases.load(file(pack + ".yaml"));
            Policy policy = cases.policies().isEmpty()
                    ? Policy.baseline()
                    : Policy.load(cases.policies().get(0));
            return cases.cases().stream().map(test -> Arguments.of(pack + ": " + test.name(), policy, test));
        });
    }

    private static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(Policy.class.getResource("cases/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void decidesWhatIsExpected(String name, Policy policy, PolicyCases.Case test) {
        Governance.Builder builder =
                Governance.builder(policy).scopes(task -> test.scope()).clock(Clock.fixed(test.at(), ZoneOffset.UTC));
        test.trust().ifPresent(level -> builder.trust(key -> level));
        Decision decision = builder.build().judge(test.action(), test.context());
        PolicyCases.Expected expected = test.expected();
        String why = test.place() + " " + name + ": " + decision.reasons();
        expected.decision()
                .ifPresent(verdict -> assertThat(decision.verdict()).as(why).isEqualTo(verdict));
        expected.oversight()
                .ifPresent(oversight ->
                        assertThat(decision.assessment().oversight()).as(why).isEqualTo(oversight));
        expected.rule()
                .ifPresent(rule -> assertThat(decision.reasons())
                        .as(why)
                        .extracting(Reason::rule)
                        .contains(rule));
    }
}
