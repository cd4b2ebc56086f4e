/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.stories;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.PublishAction;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** An agent pastes what it saw into the text of a pull request. */
final class SecretInPullRequest {

    // Of the right form, and made of parts, so that no scanner takes this file for a leak.
    static final String KEY = "AKIA" + "Z7QF3XW2" + "LMPD5RT6";

    private SecretInPullRequest() {}

    /** What came of it, for whoever wants to check. */
    record Ending(List<Decision> decisions, List<AuditRecord> records) {}

    static Ending tell(PrintStream out) {
        Story story = new Story(out, "A secret in the text of a pull request");
        List<AuditRecord> records = new ArrayList<>();
        Governance guard = Governance.builder(Policy.baseline())
                .detector(SecretScanner.standard())
                .trust(key -> TrustLevel.OPERATE)
                .audit(records::add)
                .build();
        ActionContext agent = ActionContext.of("helper", "acme/shop");
        List<Decision> decisions = new ArrayList<>();
        String body = "The upload works again.\n\n    aws_access_key_id = " + KEY + "\n";
        decisions.add(story.show(
                "opens a pull request with what it saw in a log",
                guard.decide(new PublishAction("pull-request", body), agent)));
        decisions.add(story.show(
                "the same by a command line",
                guard.decide(
                        Action.shell("gh pr create --title Upload --body 'aws_access_key_id = " + KEY + "'"), agent)));
        story.tell("What is on record: " + records.get(0).summary().replace('\n', ' '));
        decisions.add(story.show(
                "opens it without the value",
                guard.decide(Action.shell("gh pr create --title Upload --body 'The upload works again.'"), agent)));
        return new Ending(decisions, records);
    }
}
