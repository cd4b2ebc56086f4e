/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.budget.BudgetStore;
import dev.agentgovernance.api.contract.ApprovalStoreContract;
import dev.agentgovernance.api.contract.BudgetStoreContract;
import dev.agentgovernance.api.contract.ClaimStoreContract;
import dev.agentgovernance.api.contract.TrustStoreContract;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.trust.TrustStore;
import java.time.Clock;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;

/** The contracts of all stores, for a place that keeps all of them. */
abstract class StoreContracts {

    /** The stores of one place. */
    record Stores(TrustStore trust, ApprovalStore approvals, BudgetStore budgets, ClaimStore claims) {

        static Stores of(FileStores stores) {
            return new Stores(stores.trustStore(), stores.approvalStore(), stores.budgetStore(), stores.claimStore());
        }

        static Stores of(DataSource database) {
            JdbcStores stores = JdbcStores.open(database, Clock.systemUTC());
            return new Stores(stores.trustStore(), stores.approvalStore(), stores.budgetStore(), stores.claimStore());
        }
    }

    /** Returns empty stores in a place of their own. */
    abstract Stores newStores();

    @Nested
    class Trust implements TrustStoreContract {
        @Override
        public TrustStore newTrustStore() {
            return newStores().trust();
        }
    }

    @Nested
    class Approvals implements ApprovalStoreContract {
        @Override
        public ApprovalStore newApprovalStore() {
            return newStores().approvals();
        }
    }

    @Nested
    class Budgets implements BudgetStoreContract {
        @Override
        public BudgetStore newBudgetStore() {
            return newStores().budgets();
        }
    }

    @Nested
    class Claims implements ClaimStoreContract {
        @Override
        public ClaimStore newClaimStore() {
            return newStores().claims();
        }
    }
}
