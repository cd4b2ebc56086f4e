/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustKey;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What the stores of any database must do besides the contracts. */
interface DatabaseTests {

    TrustKey KEY = new TrustKey("agent", "acme/shop", ActionClass.EDIT);

    DataSource newDatabase();

    private static Evidence evidence(String id) {
        ActionDigest digest = ActionDigest.of(Action.shell(id), ActionContext.of("agent", "acme/shop"));
        return new Evidence(id, KEY, Outcome.SUCCEEDED, digest, Instant.EPOCH, "ci");
    }

    private static void run(DataSource source, String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    default void whatWasStoredIsThereWhenItIsOpenedAgain() {
        DataSource source = newDatabase();
        JdbcStores.open(source, Clock.systemUTC()).trustStore().append(evidence("one"));
        assertThat(JdbcStores.open(source, Clock.systemUTC()).trustStore().evidence(KEY))
                .containsExactly(evidence("one"));
    }

    @Test
    default void severalMakeTheTablesAtOnce() throws InterruptedException, ExecutionException {
        DataSource source = newDatabase();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<Boolean>> opened = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String id = "e" + i;
                opened.add(threads.submit(() ->
                        JdbcStores.open(source, Clock.systemUTC()).trustStore().append(evidence(id))));
            }
            for (Future<Boolean> each : opened) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(JdbcStores.open(source, Clock.systemUTC()).trustStore().evidence(KEY))
                .hasSize(6);
    }

    @Test
    default void tablesOfAnOlderVersionAreBroughtUpAndKeepWhatTheyHold() throws SQLException {
        DataSource source = newDatabase();
        JdbcStores.open(source, Clock.systemUTC()).trustStore().append(evidence("one"));
        // Claims came with version 2; the run that brought them died before its end.
        run(source, "DROP TABLE governance_claim", "DELETE FROM governance_schema WHERE schema_version >= 2");
        JdbcStores again = JdbcStores.open(source, Clock.systemUTC());
        assertThat(again.trustStore().evidence(KEY)).containsExactly(evidence("one"));
        assertThat(again.claimStore().isCurrent(1, Instant.EPOCH)).isFalse();
    }

    @Test
    default void tablesOfANewerVersionAreLeftAlone() throws SQLException {
        DataSource source = newDatabase();
        JdbcStores.open(source, Clock.systemUTC());
        run(source, "INSERT INTO governance_schema (schema_version, applied) VALUES (99, 0)");
        assertThatThrownBy(() -> JdbcStores.open(source, Clock.systemUTC()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 99");
    }

    @Test
    default void whatTheDatabaseRefusesIsToldWithoutQuotingIt() throws SQLException {
        DataSource source = newDatabase();
        JdbcStores stores = JdbcStores.open(source, Clock.systemUTC());
        run(source, "DROP TABLE governance_evidence");
        assertThatThrownBy(() -> stores.trustStore().append(evidence("a-secret-name")))
                .isInstanceOf(UncheckedIOException.class)
                .satisfies(failure -> assertThat(org.assertj.core.util.Throwables.getStackTrace(failure))
                        .doesNotContain("a-secret-name"));
    }
}
