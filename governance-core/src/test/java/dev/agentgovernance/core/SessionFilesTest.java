/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.hook.ClaudeCodeHooks;
import dev.agentgovernance.core.hook.HookSettings;
import dev.agentgovernance.core.policy.Policy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What an agent wrote in one call is known when it is run in another. */
class SessionFilesTest {

    private static final String FORCE = "git push origin +main";

    private final Guard guard = guard(8);

    private static Guard guard(int rememberedFiles) {
        return Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.CONTRIBUTE)
                .homeDirectory("/home/agent")
                .rememberedFiles(rememberedFiles)
                .build();
    }

    private static ActionContext context(String session) {
        return ActionContext.builder("agent-7")
                .repository("acme/shop")
                .session(session)
                .branch("feature/cart")
                .workingDirectory("/home/agent/shop")
                .repositoryRoot("/home/agent/shop")
                .build();
    }

    private Decision run(String command) {
        return guard.decide(Action.shell(command), context("s1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cat > /tmp/x.sh <<'EOF'\\n" + FORCE + "\\nEOF | bash /tmp/x.sh",
                "echo '" + FORCE + "' > x.sh | sh ./x.sh",
                "cd sub && echo '" + FORCE + "' > x.sh | . sub/x.sh",
                "tee /tmp/a/../x.sh <<< '" + FORCE + "' | bash -e /tmp/x.sh",
                "true; echo " + FORCE + " > /tmp/x.sh; ls | /tmp/x.sh"
            })
    void aScriptThatWasWrittenEarlierIsJudgedByItsText(String written, String run) {
        assertThat(run(run)).isNotInstanceOf(Deny.class);
        run(written.replace("\\n", "\n"));
        assertThat(run(run)).isInstanceOf(Deny.class);
    }

    @Test
    void whatTheHostsOwnToolWroteCountsToo() {
        guard.decide(Action.write("/tmp/x.sh", "#!/bin/sh\n" + FORCE), context("s1"));
        assertThat(run("/tmp/x.sh")).isInstanceOf(Deny.class);
    }

    @Test
    void aHarmlessScriptRunsWithoutAQuestion() {
        assertThat(run("bash /tmp/x.sh")).isNotInstanceOf(Allow.class);
        run("echo 'ls -la' > /tmp/x.sh");
        assertThat(run("bash /tmp/x.sh")).isInstanceOf(Allow.class);
    }

    @ParameterizedTest
    @CsvSource({
        "false && echo ls > /tmp/x.sh",
        "if x; then echo ls > /tmp/x.sh; fi",
        "exit 0; echo ls > /tmp/x.sh",
        "echo ls >> /tmp/x.sh",
        "curl https://example.org -o /tmp/x.sh",
        "echo ls > /tmp/x.sh; sudo rm -rf /srv"
    })
    void whatMayNotHaveBeenWrittenIsNoReasonToAllow(String command) {
        run(command);
        assertThat(run("bash /tmp/x.sh")).isNotInstanceOf(Allow.class);
    }

    @ParameterizedTest
    @CsvSource({
        "false && echo ls > x.sh",
        "true || echo ls > x.sh",
        "if false; then echo ls > x.sh; fi",
        "for f in; do echo ls > x.sh; done",
        "case a in b) echo ls > x.sh;; esac",
        "false && { echo ls > x.sh; }",
        "false && mkdir a && echo ls > x.sh",
        "f() { echo ls > x.sh; }",
        "cd nowhere && echo ls > x.sh",
        "echo ls > x.sh &"
    })
    void whatWasNeverWrittenHidesNothing(String command) {
        run("echo '" + FORCE + "' > x.sh");
        run(command);
        assertThat(run("bash x.sh")).as(command).isNotInstanceOf(Allow.class);
        assertThat(run("echo '" + FORCE + "' > y.sh; " + command.replace("x.sh", "y.sh") + "\nbash y.sh"))
                .as(command)
                .isNotInstanceOf(Allow.class);
    }

    @ParameterizedTest
    @CsvSource({
        "mkdir -p a && echo ls > a/x.sh && bash a/x.sh",
        "mkdir -p a && echo ls > a/x.sh && chmod +x a/x.sh && a/x.sh",
        "echo ls > x.sh; bash x.sh",
        "cd src && echo ls > x.sh && bash x.sh",
        "cd src; echo ls > x.sh; bash x.sh"
    })
    void whatEveryWayHasWrittenIsKnown(String command) {
        assertThat(run(command)).isInstanceOf(Allow.class);
    }

    @ParameterizedTest
    @CsvSource({
        "cd nowhere; echo 'git push origin +main' > x.sh",
        "cd nowhere && ls; echo 'git push origin +main' > x.sh",
        "cd $X; echo 'git push origin +main' > x.sh"
    })
    void aFolderThatMayNotBeThereHidesNoFile(String command) {
        run("echo ls > x.sh");
        run(command);
        assertThat(run("bash x.sh")).as(command).isNotInstanceOf(Allow.class);
    }

    @Test
    void theCodeOfOtherLanguagesIsKnownAsWell() {
        run("cat > /tmp/x.py <<'EOF'\nimport os\nos.system('git push origin +main')\nEOF");
        assertThat(run("python3 /tmp/x.py")).isInstanceOf(Deny.class);
    }

    @Test
    void withoutASessionEveryQuestionStandsAlone() {
        ActionContext nobody = context("").toBuilder().session("").build();
        guard.decide(Action.shell("echo '" + FORCE + "' > /tmp/x.sh"), nobody);
        assertThat(guard.decide(Action.shell("bash /tmp/x.sh"), nobody)).isInstanceOf(Ask.class);
    }

    @Test
    void anEditTellsOnlyAPart() {
        run("echo ls > /tmp/x.sh");
        guard.decide(Action.write("/tmp/x.sh", "pwd"), context("s1"));
        assertThat(run("bash /tmp/x.sh")).isNotInstanceOf(Allow.class);
    }

    @Test
    void otherSessionsAndJudgingAloneTellNothing() {
        guard.decide(Action.shell("echo ls > /tmp/x.sh"), context("s2"));
        assertThat(run("bash /tmp/x.sh")).isNotInstanceOf(Allow.class);
        guard.judge(Action.shell("echo ls > /tmp/x.sh"), context("s1"));
        assertThat(run("bash /tmp/x.sh")).isNotInstanceOf(Allow.class);
    }

    @Test
    void theMemoryIsBounded() {
        run("echo ls > /tmp/first.sh");
        for (int i = 0; i < 8; i++) {
            run("echo ls > /tmp/" + i + ".sh");
        }
        assertThat(run("bash /tmp/7.sh")).isInstanceOf(Allow.class);
        assertThat(run("bash /tmp/first.sh")).isNotInstanceOf(Allow.class);
    }

    @Test
    void aHookKnowsWhatAnEarlierCallWrote() {
        ClaudeCodeHooks hooks = ClaudeCodeHooks.of(guard, text -> List.of(), HookSettings.DEFAULT);
        String write = call("Write", Map.of("file_path", "/tmp/x.sh", "content", FORCE));
        String run = call("Bash", Map.of("command", "bash /tmp/x.sh"));
        assertThat(answer(hooks, run)).doesNotContain("\"deny\"");
        answer(hooks, write);
        assertThat(answer(hooks, run)).contains("\"deny\"");
    }

    private static String call(String tool, Map<String, String> input) {
        return JsonMapper.builder()
                .build()
                .writeValueAsString(Map.of(
                        "session_id",
                        "s1",
                        "hook_event_name",
                        "PreToolUse",
                        "cwd",
                        "/home/agent/shop",
                        "tool_name",
                        tool,
                        "tool_input",
                        input));
    }

    private static String answer(ClaudeCodeHooks hooks, String message) {
        return hooks.answer(message);
    }
}
