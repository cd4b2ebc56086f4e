/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.stories;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.InMemoryStores;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An agent applies a change to infrastructure. It takes people, for exactly this, once. */
final class InfrastructureWithoutApproval {

    private InfrastructureWithoutApproval() {}

    static List<Decision> tell(PrintStream out) {
        Story story = new Story(out, "A change to infrastructure without an approval");
        ApprovalDesk desk = ApprovalDesk.builder(
                        InMemoryStores.approvalStore(),
                        ApprovalRules.builder()
                                .person("ann")
                                .person("bob")
                                .person("eve")
                                .build())
                .build();
        TaskScope scope = TaskScope.builder("OPS-3")
                .purpose("Give the queue more room.")
                .effects("fs", "exec", "infra")
                .build();
        Governance guard = Governance.builder(Policy.baseline())
                .detector(SecretScanner.standard())
                .trust(key -> TrustLevel.CONTRIBUTE)
                .scopes(task -> Optional.of(scope))
                .approvals(desk)
                .build();
        ActionContext agent = ActionContext.builder("operator")
                .repository("acme/infra")
                .task("OPS-3")
                .principal("ann")
                .build();
        List<Decision> decisions = new ArrayList<>();

        decisions.add(story.show("terraform plan", guard.decide(Action.shell("terraform plan"), agent)));
        Action apply = Action.shell("terraform apply -auto-approve -var-file=prod.tfvars");
        decisions.add(story.show("terraform apply -auto-approve -var-file=prod.tfvars", guard.decide(apply, agent)));
        ApprovalCase waiting = desk.pending().get(desk.pending().size() - 1);
        String id = waiting.request().id();
        story.tell("operator: " + desk.approve(id, "operator", "").why());
        story.tell("ann, for whom it works: " + desk.approve(id, "ann", "").why());
        story.tell("bob: " + desk.approve(id, "bob", "the plan is fine").why());
        story.tell("eve: " + desk.approve(id, "eve", "for me too").why());
        decisions.add(story.show("the same again", guard.decide(apply, agent)));
        decisions.add(story.show("and again", guard.decide(apply, agent)));
        decisions.add(story.show(
                "terraform destroy -auto-approve",
                guard.decide(Action.shell("terraform destroy -auto-approve"), agent)));
        return decisions;
    }
}
