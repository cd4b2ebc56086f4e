/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contracts, and what concerns databases alone, on files of H2. */
class H2FileStoresTest extends StoreContracts implements DatabaseTests {

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
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("db" + NUMBER.incrementAndGet()), "sa", "");
        POOLS.add(pool);
        return pool;
    }

    @Override
    Stores newStores() {
        return Stores.of(newDatabase());
    }
}
