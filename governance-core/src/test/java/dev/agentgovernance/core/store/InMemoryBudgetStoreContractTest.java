/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.budget.BudgetStore;
import dev.agentgovernance.api.budget.BudgetStore.Draw;
import dev.agentgovernance.api.contract.BudgetStoreContract;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryBudgetStoreContractTest implements BudgetStoreContract {

    @Override
    public BudgetStore newBudgetStore() {
        return InMemoryStores.budgetStore();
    }

    @Test
    void whatHasEndedMakesRoomAndWhatCountsIsNeverForgotten() {
        BudgetStore store = new MemoryBudgetStore(2);
        store.reserve(List.of(new Draw("a", 1, 1, BUDGET_NOW), new Draw("b", 1, 1, BUDGET_END)), BUDGET_NOW);
        assertThat(store.reserve(List.of(new Draw("c", 1, 1, BUDGET_END)), BUDGET_NOW))
                .isTrue();
        assertThat(store.used("b")).isEqualTo(1);
        assertThatThrownBy(() -> store.reserve(List.of(new Draw("d", 1, 1, BUDGET_END)), BUDGET_NOW))
                .isInstanceOf(UncheckedIOException.class);
    }
}
