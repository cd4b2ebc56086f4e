/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DeployRulesTest {

    @Test
    void everyStepRuleMatchesItsExamplesAndNothingElse() {
        List<RuleFile.Rule> rules = RuleFile.load(Steps.class, "steps.rules");
        assertThat(rules).hasSizeGreaterThan(100);
        for (RuleFile.Rule rule : rules) {
            String glob = rule.words().get(1).toLowerCase(Locale.ROOT);
            assertThat(rule.positives()).as("line " + rule.line()).isNotEmpty();
            assertThat(rule.negatives()).as("line " + rule.line()).isNotEmpty();
            rule.positives()
                    .forEach(e -> assertThat(Globs.matches(glob, e))
                            .as(glob + " " + e)
                            .isTrue());
            rule.negatives()
                    .forEach(e -> assertThat(Globs.matches(glob, e))
                            .as(glob + " " + e)
                            .isFalse());
        }
    }

    @Test
    void everyCommentCommandIsFoundInItsExamplesAndInNothingElse() {
        for (RuleFile.Rule rule : RuleFile.load(CommentCommands.class, CommentCommands.RESOURCE)) {
            String words = String.join(" ", rule.words().subList(1, rule.words().size()));
            assertThat(rule.positives()).as("line " + rule.line()).isNotEmpty();
            assertThat(rule.negatives()).as("line " + rule.line()).isNotEmpty();
            rule.positives().forEach(e -> assertThat(finds(words, e)).as(e).isTrue());
            rule.negatives().forEach(e -> assertThat(finds(words, e)).as(e).isFalse());
        }
    }

    private static boolean finds(String words, String comment) {
        return CommentCommands.in(comment).stream()
                .anyMatch(found -> found.words().equals(words));
    }
}
