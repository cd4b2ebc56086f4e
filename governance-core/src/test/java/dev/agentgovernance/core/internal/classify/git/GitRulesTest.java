/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class GitRulesTest {

    @Test
    void everySettingHasExamplesThatHold() {
        List<RuleFile.Rule> rules = RuleFile.load(ExecutingSettings.class, ExecutingSettings.RESOURCE);
        assertThat(rules).isNotEmpty();
        for (RuleFile.Rule rule : rules) {
            assertThat(rule.positives()).as("line " + rule.line()).isNotEmpty();
            assertThat(rule.negatives()).as("line " + rule.line()).isNotEmpty();
            rule.positives().forEach(e -> assertThat(runs(e)).as(e).isTrue());
            rule.negatives().forEach(e -> assertThat(runs(e)).as(e).isFalse());
        }
    }

    private static boolean runs(String example) {
        int equals = example.indexOf('=');
        return ExecutingSettings.runs(example.substring(0, equals), example.substring(equals + 1), "*");
    }

    @Test
    void everyDeployingRemoteHasExamplesThatHold() {
        List<RuleFile.Rule> rules = RuleFile.load(DeployingRemotes.class, DeployingRemotes.RESOURCE);
        assertThat(rules).isNotEmpty();
        for (RuleFile.Rule rule : rules) {
            assertThat(rule.positives()).as("line " + rule.line()).isNotEmpty();
            assertThat(rule.negatives()).as("line " + rule.line()).isNotEmpty();
            rule.positives()
                    .forEach(e -> assertThat(DeployingRemotes.contains(e)).as(e).isTrue());
            rule.negatives()
                    .forEach(e -> assertThat(DeployingRemotes.contains(e)).as(e).isFalse());
        }
    }

    @Test
    void settingsAreReadTheWayGitWritesThem() {
        GitConfig config = new GitConfig();
        config.read("f", """
                # comment
                [core] bare = false ; no
                [Remote "Ori.gin"]
                \turl = "a # b" # c
                \tpush = one\\
                two
                \tmirror
                [alias]
                \tq = "!sh -c \\"echo x\\""
                """);
        assertThat(config.last("core.bare")).isEqualTo("false");
        assertThat(config.last("remote.Ori.gin.url")).isEqualTo("a # b");
        assertThat(config.last("remote.Ori.gin.push")).isEqualTo("onetwo");
        assertThat(config.isTrue("remote.Ori.gin.mirror")).isTrue();
        assertThat(config.last("alias.q")).isEqualTo("!sh -c \"echo x\"");
        assertThat(config.names("remote")).containsExactly("Ori.gin");
    }
}
