/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.budget.BudgetStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Counters in a table. The rows are changed in the order of their names, so that no two callers wait for each other. */
final class JdbcBudgetStore implements BudgetStore {

    private final Database database;

    JdbcBudgetStore(Database database) {
        this.database = database;
    }

    /** Ends a transaction that must not add anything. */
    private static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Over() {
            super("over", null, false, false);
        }
    }

    // INVARIANT: no counter comes to more than the limit under which it was added to, and all are added to or none.
    @Override
    public boolean reserve(List<Draw> draws, Instant now) {
        List<Draw> inOrder = draws.stream()
                .sorted(Comparator.comparing(draw -> Columns.hash(draw.counter())))
                .toList();
        for (Draw draw : inOrder) {
            create(draw, now);
        }
        try {
            return database.transact(connection -> {
                for (Draw draw : inOrder) {
                    if (!add(connection, draw)) {
                        throw new Over();
                    }
                }
                return true;
            });
        } catch (Over e) {
            return false;
        }
    }

    /** Makes the row of a counter where there is none; then also forgets those that have ended. */
    private void create(Draw draw, Instant now) {
        String hash = Columns.hash(draw.counter());
        boolean there = database.transact(connection -> !Database.query(
                        connection,
                        row -> row.getLong(1),
                        "SELECT used FROM governance_budget WHERE counter_hash = ?",
                        hash)
                .isEmpty());
        if (!there) {
            database.transact(connection ->
                    Database.update(connection, "DELETE FROM governance_budget WHERE ends <= ?", Columns.time(now)));
            database.insert(
                    "INSERT INTO governance_budget (counter_hash, used, ends) VALUES (?, 0, ?)",
                    hash,
                    Columns.time(draw.ends()));
        }
    }

    private static boolean add(Connection connection, Draw draw) throws SQLException {
        return Database.update(
                        connection,
                        "UPDATE governance_budget SET used = used + ? WHERE counter_hash = ? AND used + ? <= ?",
                        draw.amount(),
                        Columns.hash(draw.counter()),
                        draw.amount(),
                        draw.limit())
                == 1;
    }

    @Override
    public long used(String counter) {
        return database
                .transact(connection -> Database.query(
                        connection,
                        row -> row.getLong(1),
                        "SELECT used FROM governance_budget WHERE counter_hash = ?",
                        Columns.hash(counter)))
                .stream()
                .findFirst()
                .orElse(0L);
    }
}
