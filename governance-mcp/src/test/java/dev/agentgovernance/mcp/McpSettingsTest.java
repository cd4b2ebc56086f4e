/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import static dev.agentgovernance.mcp.Scene.call;
import static dev.agentgovernance.mcp.Scene.forwarded;
import static dev.agentgovernance.mcp.Scene.isRefused;
import static dev.agentgovernance.mcp.Scene.isUnknown;
import static dev.agentgovernance.mcp.Scene.tool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.trust.TrustLevel;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpSettingsTest {

    private static String tools(String words) {
        return "{\"version\":1,\"servers\":{\"notes\":{\"tools\":" + words + "}}}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"version\":2}",
                "{\"version\":1,\"server\":{}}",
                "{\"version\":1,\"servers\":[]}",
                "{\"version\":1,\"servers\":{\"x\":{\"trust\":true}}}",
                "{\"version\":1,\"servers\":{\"x\":{\"trusted\":\"yes\"}}}",
                "{\"version\":1,\"servers\":{\"x\":{\"requests\":[\"everything\"]}}}",
                "{\"version\":1,\"servers\":{\"x\":{\"tools\":{\"y\":{\"effects\":[\"tool.reads\"]}}}}}",
                "{\"version\":1,\"servers\":{\"x\":{\"tools\":{\"y\":{\"labels\":[\"secret\"]}}}}}",
                "{\"version\":1,\"servers\":{\"x\":{\"tools\":{\"y\":{\"arguments\":{\"p\":{\"allow\":[]}}}}}}}",
                "{\"version\":1,\"limits\":{\"pending\":0}}",
                "{\"version\":1,\"limits\":{\"pending\":1.5}}",
                "{\"version\":1,\"sinks\":\"maybe\"}",
                "{\"version\":1,\"approvals\":{\"notInBand\":[\"no.such\"]}}",
                "{\"version\":1,\"version\":1}",
            })
    void whatIsNotKnownIsRefused(String text) {
        assertThatThrownBy(() -> McpSettings.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFirstServerThatIsNamedCounts() {
        McpSettings settings =
                McpSettings.parse("{\"version\":1,\"servers\":{\"notes\":{\"trusted\":true},\"*\":{\"pinned\":true}}}");
        assertThat(settings.server("notes").trusted()).isTrue();
        assertThat(settings.server("notes").pinned()).isFalse();
        assertThat(settings.server("other").pinned()).isTrue();
        assertThat(McpSettings.defaults().server("other").trusted()).isFalse();
    }

    @Test
    void theOwnersWordOnAToolGoesBeforeItsName() {
        String word = tools("{\"drop_in\":{\"effects\":[\"tool.read\"]},\"read_*\":{\"effects\":[\"tool.destroy\"]}}");
        assertThat(McpSettings.parse(word).effectsOf(Action.tool("notes", "drop_in", Map.of())))
                .hasSize(1);
        assertThat(McpSettings.parse(word).effectsOf(Action.tool("memos", "drop_in", Map.of())))
                .isEmpty();
        McpSession session = Scene.of(TrustLevel.PROPOSE, word).session("notes", tool("drop_in"), tool("read_note"));
        forwarded(session.fromClient(call(1, "drop_in", "{}")));
        assertThat(isRefused(session.fromClient(call(2, "read_note", "{}")))).isTrue();
        // What an argument holds is judged all the same.
        assertThat(isRefused(session.fromClient(call(3, "drop_in", "{\"command\":\"git push --force origin main\"}"))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | true",
                "{\"path\":\"/data/a.txt\"} | true",
                "{\"path\":[\"/data/a.txt\",\"/data/b/c.txt\"]} | true",
                "{\"path\":\"/data/x.key\"} | false",
                "{\"path\":\"/etc/passwd\"} | false",
                "{\"path\":\"/data/../etc/passwd\"} | false",
                "{\"path\":\"/data/..\"} | false",
                "{\"path\":[\"/data/a.txt\",\"/etc/passwd\"]} | false",
                "{\"path\":{\"at\":\"/data/a.txt\"}} | false",
                "{\"path\":7} | false",
            })
    void anArgumentIsBoundByTheOwnersGlobs(String arguments, boolean passes) {
        McpSession session = Scene.of(
                        TrustLevel.CONTRIBUTE,
                        tools(
                                "{\"read_note\":{\"effects\":[\"tool.read\"],\"arguments\":{\"path\":{\"only\":[\"/data/**\"],"
                                        + "\"never\":[\"**/*.key\"]}}}}"))
                .session("notes", tool("read_note"));
        Outcome outcome = session.fromClient(call(1, "read_note", arguments));
        assertThat(isRefused(outcome)).isEqualTo(!passes);
        assertThat(outcome.toServer()).hasSize(passes ? 1 : 0);
    }

    @Test
    void aToolForOtherPrincipalsIsHidden() {
        String words = tools("{\"read_note\":{\"principals\":[\"bob\"]},\"read_memo\":{\"principals\":[\"al*\"]}}");
        McpSession session =
                Scene.of(TrustLevel.CONTRIBUTE, words).session("notes", tool("read_note"), tool("read_memo"));
        assertThat(isUnknown(session.fromClient(call(1, "read_note", "{}")))).isTrue();
        forwarded(session.fromClient(call(2, "read_memo", "{}")));
    }

    @Test
    void callsHaveTheirRate() {
        Scene scene = Scene.of(TrustLevel.CONTRIBUTE, tools("{\"read_note\":{\"callsPerMinute\":2}}"));
        McpSession session = scene.session("notes", tool("read_note"), tool("read_memo"));
        forwarded(session.fromClient(call(1, "read_note", "{}")));
        forwarded(session.fromClient(call(2, "read_note", "{}")));
        assertThat(isRefused(session.fromClient(call(3, "read_note", "{}")))).isTrue();
        forwarded(session.fromClient(call(4, "read_memo", "{}")));
        scene.passes(Duration.ofMinutes(1));
        forwarded(session.fromClient(call(5, "read_note", "{}")));
    }
}
