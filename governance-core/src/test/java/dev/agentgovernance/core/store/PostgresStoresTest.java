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
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** The contracts, and what concerns databases alone, on a PostgreSQL server. */
class PostgresStoresTest implements DatabaseTests {

    private static @Nullable TestPostgres server;

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final List<JdbcConnectionPool> POOLS = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        server = TestPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

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
        TestPostgres running = server;
        if (running == null) {
            throw new IllegalStateException("no server");
        }
        String schema = "s" + NUMBER.incrementAndGet();
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setUrl(running.url(schema));
        JdbcConnectionPool pool = JdbcConnectionPool.create(source);
        POOLS.add(pool);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
