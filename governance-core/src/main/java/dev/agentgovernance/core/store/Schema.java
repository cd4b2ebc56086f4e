/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Brings the tables of a database to the version that this library knows: {@code schema-1.sql}, {@code schema-2.sql}, …, each
 * once, in order. Several processes may do so at once, and one may die on the way: every statement can run again.
 */
final class Schema {

    static final int VERSION = 4;

    private static final int MOST_ATTEMPTS = 100;

    /** What statements that make the same thing at the same time say of each other. */
    private static final Set<String> IN_THE_WAY =
            Set.of("23505", "42P07", "42710", "XX000", "42101", "42111", "HYT00", "HY000");

    private final Database database;
    private final Clock clock;

    Schema(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void migrate() {
        for (int attempt = 1; ; attempt++) {
            try {
                tryToMigrate();
                return;
            } catch (InTheWay e) {
                if (attempt >= MOST_ATTEMPTS) {
                    throw new UncheckedIOException(
                            new IOException("the tables cannot be made (SQLSTATE " + e.state + ")"));
                }
                Database.pause(attempt);
            }
        }
    }

    private static final class InTheWay extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String state;

        InTheWay(String state) {
            super(state, null, false, false);
            this.state = state;
        }
    }

    private void tryToMigrate() {
        int found = step(connection -> {
            run(
                    connection,
                    "CREATE TABLE IF NOT EXISTS governance_schema"
                            + " (schema_version INTEGER PRIMARY KEY, applied NUMERIC(29, 9) NOT NULL)");
            return Database.query(
                            connection,
                            row -> row.getInt(1),
                            "SELECT COALESCE(MAX(schema_version), 0) FROM governance_schema")
                    .get(0);
        });
        if (found > VERSION) {
            throw new IllegalStateException("the tables are of version " + found + ", and this library knows version "
                    + VERSION + ": use a newer library");
        }
        for (int version = found + 1; version <= VERSION; version++) {
            int next = version;
            step(connection -> {
                for (String statement : statements(next)) {
                    run(connection, statement);
                }
                return Database.update(
                        connection,
                        "INSERT INTO governance_schema (schema_version, applied) VALUES (?, ?)",
                        next,
                        Columns.time(clock.instant()));
            });
        }
    }

    private <T> T step(Database.Work<T> work) {
        return database.transact(connection -> {
            try {
                return work.in(connection);
            } catch (SQLException e) {
                if (IN_THE_WAY.contains(Database.state(e))) {
                    throw new InTheWay(Database.state(e));
                }
                throw e;
            }
        });
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> statements(int version) {
        String name = "schema-" + version + ".sql";
        try (InputStream in = Objects.requireNonNull(Schema.class.getResourceAsStream(name), name)) {
            List<String> statements = new ArrayList<>();
            StringBuilder statement = new StringBuilder();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("--"))
                    .toList()) {
                if (line.endsWith(";")) {
                    statements.add(statement.append(line, 0, line.length() - 1).toString());
                    statement.setLength(0);
                } else {
                    statement.append(line).append('\n');
                }
            }
            return statements;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
