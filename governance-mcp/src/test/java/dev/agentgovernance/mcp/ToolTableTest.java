/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What tools are taken for by their names alone, without a word of their owners and without hints: a table that people read. A row
 * is {@code server/tool | what it does | what it is taken for}, the last part only where it differs.
 */
class ToolTableTest {

    /** Kinds that change something that can be changed back, or that others can still look at; whatever is no read is worse. */
    private static final Set<EffectKind> MILD = Set.of(
            EffectKind.TOOL_WRITE,
            EffectKind.FORGE_COMMENT,
            EffectKind.FORGE_PULL_REQUEST,
            EffectKind.VCS_PUSH,
            EffectKind.INFRA_PLAN);

    private static final Governance GUARD = Scene.guard(TrustLevel.OBSERVE, McpSettings.defaults());

    private static List<String> rows() throws IOException {
        return new String(
                        Objects.requireNonNull(ToolTableTest.class.getResourceAsStream("tools.txt"))
                                .readAllBytes(),
                        StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static Set<String> judged(String name) {
        int slash = name.indexOf('/');
        ToolAction action =
                new ToolAction(name.substring(0, slash), name.substring(slash + 1), Map.of(), ToolAction.Hints.NONE);
        Decision decision = GUARD.decide(action, ActionContext.of("agent-7", "acme/shop"));
        Set<String> kinds = new TreeSet<>();
        decision.assessment()
                .effects()
                .forEach(effect -> kinds.add(effect.kind().id()));
        return kinds;
    }

    private static int rank(String id) {
        EffectKind kind = EffectKind.of(id).orElseThrow();
        return kind.isRead() ? 0 : MILD.contains(kind) ? 1 : 2;
    }

    @Test
    void everyToolIsTakenForWhatTheTableSaysAndNoneForLessThanItDoes() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> milder = new ArrayList<>();
        int exact = 0;
        List<String> rows = rows();
        for (String row : rows) {
            String[] parts = row.split(" \\| ", -1);
            Set<String> judged = judged(parts[0]);
            String said = String.join(" ", judged);
            boolean differs = parts.length == 3;
            if (!said.equals(differs ? parts[2] : parts[1])) {
                wrong.add(parts[0] + " | " + parts[1] + (said.equals(parts[1]) ? "" : " | " + said));
            }
            if (judged.stream().mapToInt(ToolTableTest::rank).max().orElse(2) < rank(parts[1])) {
                milder.add(row);
            }
            int worst = judged.stream().mapToInt(ToolTableTest::rank).max().orElse(2);
            exact += judged.contains(parts[1]) && worst == rank(parts[1]) ? 1 : 0;
        }
        assertThat(milder).isEmpty();
        assertThat(wrong).isEmpty();
        assertThat(rows).hasSizeGreaterThan(500).doesNotHaveDuplicates();
        assertThat(exact).isGreaterThan(rows.size() * 9 / 10);
    }
}
