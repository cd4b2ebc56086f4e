/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.action.ToolAction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ToolTableTest {

    @TestFactory
    Stream<DynamicTest> everyRowDoesWhatItsExamplesSay() {
        return Stream.of(Host.values())
                .flatMap(host -> ToolTable.rows(host).stream()
                        .map(row -> DynamicTest.dynamicTest(
                                host.id() + " " + row.get("tool"), () -> checkRow(host, ToolTable.load(host), row))));
    }

    private static void checkRow(Host host, ToolTable table, Map<String, ?> row) {
        String tool = String.valueOf(row.get("tool"));
        List<?> examples = listOf(row, "examples");
        assertThat(examples).as("examples").isNotEmpty();
        for (Object each : examples) {
            Map<?, ?> example = (Map<?, ?>) each;
            Map<String, ?> input = StrictJson.copy((Map<?, ?>) Objects.requireNonNull(example.get("input")));
            assertThat(table.actions(tool, StrictJson.copy(input)))
                    .extracting(ToolTableTest::described)
                    .isEqualTo(example.get("actions"));
        }
        List<?> strict = listOf(row, "strict");
        if (!"tool".equals(row.get("as"))) {
            assertThat(strict).as("inputs that are judged strictly").isNotEmpty();
        }
        for (Object input : strict) {
            assertThat(table.actions(tool, StrictJson.copy((Map<?, ?>) input)))
                    .as("%s", input)
                    .anySatisfy(action ->
                            assertThat(described(action)).isEqualTo("tool " + host.id() + "/" + tool + " unknown"));
        }
    }

    @Test
    void aToolThatIsNotInTheTableIsOneOfWhichNothingIsKnown() {
        assertThat(ToolTable.CLAUDE_CODE.actions("TimeMachine", Map.of("year", 1985)))
                .containsExactly(Action.tool("claude-code", "TimeMachine", Map.of("year", 1985)));
    }

    @Test
    void aToolOfAServerIsThatOfTheServer() {
        assertThat(ToolTable.CLAUDE_CODE.actions("mcp__github__create_issue", Map.of("title", "x")))
                .containsExactly(Action.tool("github", "create_issue", Map.of("title", "x")));
    }

    @Test
    void aNameThatCanBeReadInTwoWaysIsJudgedInBoth() {
        assertThat(ToolTable.CLAUDE_CODE.actions("mcp__a__b__c", Map.of()))
                .containsExactly(Action.tool("a", "b__c", Map.of()), Action.tool("a__b", "c", Map.of()));
    }

    @Test
    void aNameWithoutAServerIsStrange() {
        assertThat(ToolTable.CLAUDE_CODE.actions("mcp__", Map.of()))
                .containsExactly(Action.tool("claude-code", "mcp__", Map.of()));
        assertThat(ToolTable.CLAUDE_CODE.actions("mcp____x", Map.of()))
                .containsExactly(Action.tool("claude-code", "mcp____x", Map.of()));
    }

    private static List<?> listOf(Map<String, ?> row, String member) {
        return row.get(member) instanceof List<?> list ? list : List.of();
    }

    private static String described(Action action) {
        if (action instanceof ShellAction shell) {
            return "shell " + shell.shell() + " " + shell.command();
        }
        if (action instanceof FileAction file) {
            return "file " + file.operation() + " " + file.path()
                    + (file.content() == null ? "" : " " + file.content());
        }
        if (action instanceof HttpAction http) {
            return http.kind() + " " + http.method() + " " + http.url();
        }
        ToolAction tool = (ToolAction) action;
        String hints = !tool.hints().trusted()
                ? "unknown"
                : Boolean.TRUE.equals(tool.hints().readOnly())
                        ? "reads"
                        : Boolean.TRUE.equals(tool.hints().destructive()) ? "destroys" : "writes";
        return "tool " + tool.server() + "/" + tool.tool() + " " + hints;
    }
}
