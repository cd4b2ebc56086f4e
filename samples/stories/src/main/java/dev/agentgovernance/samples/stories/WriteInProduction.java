/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.stories;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A tool that says it only reads is handed a statement that writes, in production. */
final class WriteInProduction {

    private static final String POLICY = """
            version: 1
            trust:
              default: deliver
              ceilings:
                - {environments: [production], classes: [database], level: propose}
            budgets:
              - {id: rows, measure: effects, effects: [db.write], per: session, limit: 1, over: ask, why: More is a migration.}
            rules:
              - id: no-direct-writes
                decision: deny
                when: {effects: [db.write, db.schema, db.execute], environments: [production]}
                why: Production data changes by migrations that were reviewed.
                instead: Add a migration under db/migration and open a pull request.
                examples:
                  match: [{effect: db.write, environment: production}, {effect: db.schema.destroy, environment: unknown}]
                  other: [{effect: db.write, environment: staging}, {effect: db.read, environment: production}]
            """;

    private WriteInProduction() {}

    static List<Decision> tell(PrintStream out) {
        Story story = new Story(out, "A database write by a tool in production");
        Governance guard = Governance.builder(Policy.parse(POLICY, "policy.yaml"))
                .detector(SecretScanner.standard())
                .build();
        ActionContext production = ActionContext.builder("analyst")
                .repository("acme/shop")
                .session("monday")
                .environment(Environment.PRODUCTION)
                .build();
        ActionContext staging =
                production.toBuilder().environment(Environment.STAGING).build();
        List<Decision> decisions = new ArrayList<>();
        decisions.add(story.show(
                "postgres.query: SELECT … (production)",
                guard.decide(query("SELECT count(*) FROM orders WHERE paid"), production)));
        Action update = query("WITH gone AS (DELETE FROM orders WHERE id = 7 RETURNING *) SELECT count(*) FROM gone");
        decisions.add(story.show("postgres.query: WITH … DELETE … (production)", guard.decide(update, production)));
        decisions.add(story.show("the same (staging)", guard.decide(update, staging)));
        decisions.add(story.show("the same again (staging)", guard.decide(update, staging)));
        return decisions;
    }

    /** The server claims of its tool that it only reads. */
    private static Action query(String sql) {
        return new ToolAction(
                "postgres", "query", Map.of("sql", sql), new ToolAction.Hints(true, false, true, false, false));
    }
}
