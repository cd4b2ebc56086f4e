/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.trust.TrustStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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

    /** H2 writes half a second later again once its files were closed and are opened anew, and nobody opens the stores anew. */
    @Test
    void filesThatAreOpenedAnewAreWrittenAtOnceAsWell() throws Exception {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + folder.resolve("db" + NUMBER.incrementAndGet()));
        source.setUser("sa");
        TrustStore store = JdbcStores.open(source, Clock.systemUTC()).trustStore();
        try (Connection open = source.getConnection()) {
            assertThat(delays(open)).contains("500");
            store.keys();
            assertThat(delays(open)).containsOnly("0");
        }
    }

    private static Set<String> delays(Connection connection) throws SQLException {
        Set<String> delays = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT setting_value FROM information_schema.settings WHERE setting_name = 'WRITE_DELAY'")) {
            while (rows.next()) {
                delays.add(rows.getString(1));
            }
        }
        return delays;
    }
}
