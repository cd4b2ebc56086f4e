/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** The contracts, and what concerns databases alone, on a PostgreSQL server. */
class PostgresStoresTest extends StoreContracts implements DatabaseTests {

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

    @Override
    Stores newStores() {
        return Stores.of(newDatabase());
    }
}
