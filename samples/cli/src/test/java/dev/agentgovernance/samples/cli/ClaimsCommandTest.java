/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsCommandTest {

    @TempDir
    Path home;

    private Run write(String session) {
        return Run.of(home, """
                {"hook_event_name":"PreToolUse","tool_name":"Write","tool_use_id":"t","session_id":"%s","cwd":"%s",
                "tool_input":{"file_path":"%s/Shop.java","content":"class Shop {}"}}
                """.formatted(session, home, home), "hook", "--claims", "--trust", "contribute");
    }

    private Run push(String session) {
        return Run.of(home, """
                {"hook_event_name":"PreToolUse","tool_name":"Bash","tool_use_id":"t","session_id":"%s","cwd":"%s",
                "tool_input":{"command":"git push origin bot"}}
                """.formatted(session, home), "hook", "--claims", "--trust", "contribute");
    }

    private Run claims(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "claims";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Run.of(home, "", all);
    }

    /** The working tree of a repository of that name. */
    @BeforeEach
    void repository() throws IOException {
        Path git = Files.createDirectories(home.resolve(".git"));
        Files.writeString(git.resolve("HEAD"), "ref: refs/heads/bot\n");
        Files.writeString(git.resolve("config"), "[remote \"origin\"]\n\turl = git@example.org:acme/shop.git\n");
    }

    @Test
    void hooksInProcessesOfTheirOwnHoldWhatTheyChangeUntilItIsGivenFree() {
        assertThat(claims("list").out()).isEqualTo("Nothing is held.\n");
        assertThat(write("one").out()).contains("\"allow\"");
        Run second = write("two");
        assertThat(second.out()).contains("\"ask\"").contains("session one");
        Run list = claims("list");
        assertThat(list.lines()).hasSize(2);
        assertThat(list.lines().get(0)).contains("session one").endsWith("Shop.java");
        String token = list.lines().get(0).substring(0, list.lines().get(0).indexOf(' '));

        assertThat(claims("release", token).out()).contains("is free");
        assertThat(claims("release", token).status()).isEqualTo(GovernanceCommand.FINDINGS);
        assertThat(write("two").out()).contains("\"allow\"");
    }

    @Test
    void whatAnotherSessionTookMeanwhileIsNotPushedUntilAPersonHasLooked() {
        write("one");
        assertThat(push("one").out()).contains("\"allow\"");
        String held = claims("list").lines().get(0);
        String token = held.substring(0, held.indexOf(' '));
        claims("release", token);
        write("two");

        assertThat(push("one").out())
                .contains("\"ask\"")
                .contains("claims settle " + token)
                .contains("session two");
        assertThat(claims("settle", token).out()).contains("is settled");
        assertThat(claims("settle", token).status()).isEqualTo(GovernanceCommand.FINDINGS);
        assertThat(push("one").out()).doesNotContain("settle");
    }
}
