/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contracts, and what concerns databases alone, on an H2 server. */
class H2ServerStoresTest extends StoreContracts implements DatabaseTests {

    @TempDir
    static Path folder = Path.of("");

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final List<JdbcConnectionPool> POOLS = new ArrayList<>();

    private static @Nullable Server server;

    @BeforeAll
    static void start() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                .start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.stop();
        }
    }

    @AfterEach
    void closePools() {
        POOLS.forEach(JdbcConnectionPool::dispose);
        POOLS.clear();
    }

    @Override
    public DataSource newDatabase() {
        Server running = server;
        if (running == null) {
            throw new IllegalStateException("no server");
        }
        JdbcConnectionPool pool = JdbcConnectionPool.create(
                "jdbc:h2:tcp://localhost:" + running.getPort() + "/./db" + NUMBER.incrementAndGet(), "sa", "");
        POOLS.add(pool);
        return pool;
    }

    @Override
    Stores newStores() {
        return Stores.of(newDatabase());
    }
}
