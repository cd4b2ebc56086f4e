/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalState;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.approval.Capability;
import dev.agentgovernance.api.contract.ApprovalStoreContract;
import dev.agentgovernance.api.effect.Impact;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InMemoryApprovalStoreContractTest implements ApprovalStoreContract {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Override
    public ApprovalStore newApprovalStore() {
        return InMemoryStores.approvalStore();
    }

    @Test
    void aFullStoreRefusesUntilTimeRunsOut() {
        ApprovalStore store = InMemoryStores.approvalStore(2);
        store.submit(request("a", 0));
        store.submit(request("b", 5));
        assertThatThrownBy(() -> store.submit(request("c", 9))).isInstanceOf(UncheckedIOException.class);
        assertThat(store.submit(request("c", 10))).isTrue();
        assertThat(store.state("a", NOON.plusSeconds(9))).isEqualTo(ApprovalState.UNKNOWN);
        assertThat(store.state("b", NOON.plusSeconds(10))).isEqualTo(ApprovalState.PENDING);
    }

    @Test
    void aStoreHoldsSomething() {
        assertThatThrownBy(() -> InMemoryStores.approvalStore(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> InMemoryStores.claimStore(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ApprovalRequest request(String id, long created) {
        ActionDigest digest = ActionDigest.of(Action.shell(id), ActionContext.of("agent", "acme/shop"));
        Instant at = NOON.plusSeconds(created);
        return new ApprovalRequest(
                id,
                new Capability(digest.hex()),
                new ApprovalRequest.Asker("agent", "", "", "", "acme/shop"),
                1,
                Set.of(),
                new ApprovalRequest.Shown(digest, "p", "shell", id, Impact.HIGH, List.of(), List.of()),
                at,
                at.plusSeconds(10));
    }
}
