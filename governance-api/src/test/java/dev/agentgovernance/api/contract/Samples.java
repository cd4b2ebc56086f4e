/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.contract;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.action.PlanAction;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.action.SqlAction;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Values that the contracts ask about. */
final class Samples {

    static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    static final ActionContext CONTEXT = ActionContext.builder("agent-1")
            .repository("acme/shop")
            .branch("feature/x")
            .environment(Environment.LOCAL)
            .workingDirectory("/home/dev/shop")
            .build();

    private static final int LONGEST = 65_536;

    private Samples() {}

    /** Returns actions of every kind: plain ones, empty ones, malformed ones, long ones, deep ones. */
    static List<Action> actions() {
        return List.of(
                Action.shell("ls -la"),
                Action.shell(""),
                Action.shell("\0"),
                Action.shell("\ud800 '"),
                Action.shell("rm -rf / && git push --force origin main"),
                Action.shell("a ".repeat(LONGEST / 2)),
                Action.shell("$(".repeat(LONGEST / 2)),
                Action.shell("\"".repeat(LONGEST)),
                Action.shell("((((" + "{".repeat(5000)),
                new ShellAction("Remove-Item -Recurse C:\\", ShellAction.Shell.POWERSHELL),
                new ShellAction("del /s /q C:\\", ShellAction.Shell.CMD),
                Action.read("src/Shop.java"),
                Action.read("../../\0"),
                Action.write("a".repeat(LONGEST), "text"),
                Action.delete("/"),
                new FileAction(FileAction.Operation.LIST, "", null),
                Action.sql("select 1"),
                Action.sql("delete from t; drop table t"),
                Action.sql("'" + "(".repeat(LONGEST - 1)),
                new SqlAction("$$", SqlAction.Dialect.POSTGRESQL, "orders"),
                Action.http("GET", "https://example.com/"),
                new HttpAction("", "not an address", Map.of("x", List.of("y")), "body"),
                Action.tool("server", "tool", Map.of("a", List.of(Map.of("b", 1)))),
                Action.tool("", "", Map.of()),
                new PlanAction(PlanAction.Format.TERRAFORM, Map.of("resource_changes", "no list")),
                new PlanAction(PlanAction.Format.UNKNOWN, Map.of()),
                Action.publish("log", "a text"),
                Action.publish("", "\udc00".repeat(LONGEST)));
    }

    static ActionDigest digest(String command) {
        return ActionDigest.of(Action.shell(command), CONTEXT);
    }

    static AuditRecord record(String id) {
        Assessment assessment = new Assessment(
                List.of(Effect.of(EffectKind.FS_LIST, "src", new SourceSpan(0, 2))),
                Coverage.KNOWN,
                List.of(),
                Impact.NONE,
                TrustLevel.PROPOSE,
                Oversight.NONE,
                true,
                List.of(),
                "policy-1");
        List<Reason> reasons = List.of(Reason.of("oversight.matrix", "It lists files.", ""));
        return new AuditRecord(
                id, NOON, CONTEXT, "shell", "ls src", new Allow(reasons, List.of(), digest(id), assessment));
    }
}
