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
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contracts, and what concerns databases alone, on files of H2. */
class H2FileStoresTest implements DatabaseTests {

    @TempDir
    static Path folder = Path.of("");

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final List<JdbcConnectionPool> POOLS = new ArrayList<>();

    @AfterEach
    void closePools() {
        POOLS.forEach(JdbcConnectionPool::dispose);
        POOLS.clear();
    }

    @Override
    public DataSource newDatabase() {
        return fresh();
    }

    private static DataSource fresh() {
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("db" + NUMBER.incrementAndGet()), "sa", "");
        POOLS.add(pool);
        return pool;
    }

    @Nested
    class Trust implements TrustStoreContract {
        @Override
        public TrustStore newTrustStore() {
            return JdbcStores.open(fresh(), Clock.systemUTC()).trustStore();
        }
    }

    @Nested
    class Approvals implements ApprovalStoreContract {
        @Override
        public ApprovalStore newApprovalStore() {
            return JdbcStores.open(fresh(), Clock.systemUTC()).approvalStore();
        }
    }

    @Nested
    class Budgets implements BudgetStoreContract {
        @Override
        public BudgetStore newBudgetStore() {
            return JdbcStores.open(fresh(), Clock.systemUTC()).budgetStore();
        }
    }

    @Nested
    class Claims implements ClaimStoreContract {
        @Override
        public ClaimStore newClaimStore() {
            return JdbcStores.open(fresh(), Clock.systemUTC()).claimStore();
        }
    }
}
