/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestRulesTest {

    static Stream<RuleFile.Rule> requests() {
        return RuleFile.load(RequestRules.class, RequestRules.RESOURCE).stream();
    }

    static Stream<RuleFile.Rule> mutations() {
        return RuleFile.load(RequestRules.class, RequestRules.MUTATIONS).stream();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void everyRequestRuleDoesWhatItsExamplesSay(RuleFile.Rule rule) {
        assertThat(rule.positives()).isNotEmpty();
        assertThat(rule.negatives()).isNotEmpty();
        assertThat(rule.positives()).allSatisfy(e -> assertThat(lineFor(e)).isEqualTo(rule.line()));
        assertThat(rule.negatives()).allSatisfy(e -> assertThat(lineFor(e)).isNotEqualTo(rule.line()));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void noRuleCallsAWriteARead(RuleFile.Rule rule) {
        RequestRules.Rule read = RequestRules.Rule.of(rule);
        assertThat(read.kind().isRead())
                .isEqualTo(read.methods().equals(List.of("GET")) && read.kind().isRead());
        assertThat(read.methods())
                .allMatch(m -> List.of("GET", "POST", "PUT", "PATCH", "DELETE").contains(m));
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void everyMutationRuleDoesWhatItsExamplesSay(RuleFile.Rule rule) {
        EffectKind kind = EffectKind.of(rule.words().get(1)).orElseThrow();
        assertThat(kind.isRead()).isFalse();
        assertThat(rule.positives()).isNotEmpty();
        assertThat(rule.negatives()).isNotEmpty();
        assertThat(rule.positives()).allSatisfy(e -> {
            assertThat(firstMutationLine(e)).isEqualTo(rule.line());
            assertThat(RequestRules.mutation(e)).isEqualTo(kind);
        });
        assertThat(rule.negatives())
                .allSatisfy(e -> assertThat(firstMutationLine(e)).isNotEqualTo(rule.line()));
    }

    @Test
    void aMutationThatNoRuleKnowsIsAWrite() {
        assertThat(RequestRules.mutation("cloneTemplateProject")).isEqualTo(EffectKind.FORGE_WRITE);
    }

    private static int firstMutationLine(String name) {
        return mutations()
                .filter(r -> Globs.matches(r.words().get(0), name))
                .findFirst()
                .map(RuleFile.Rule::line)
                .orElse(-1);
    }

    private static int lineFor(String example) {
        int blank = example.indexOf(' ');
        Endpoint endpoint = Endpoint.of(Url.parse(example.substring(blank + 1)));
        RequestRules.Rule rule = RequestRules.find(endpoint, example.substring(0, blank));
        return rule == null ? -1 : rule.line();
    }
}
