/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Runs work in transactions, and again where another transaction was in the way. Isolation is READ COMMITTED: whatever
 * has to be seen and changed as one carries a version or holds a row.
 */
final class Database {

    private static final int MOST_ATTEMPTS = 300;
    private static final int LONGEST_PAUSE_MILLIS = 20;

    /**
     * Lock time-outs and concurrent updates of H2; its files while they go from a process that has ended to another; connections
     * that were lost before anything was committed.
     */
    private static final Set<String> AGAIN =
            Set.of("HYT00", "90131", "90067", "90098", "90121", "90020", "57P01", "57P03", "53300");

    private final DataSource source;

    Database(DataSource source) {
        this.source = source;
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Work<T> {
        /** Returns a result, or throws {@link Conflict} to be run again. */
        T in(Connection connection) throws SQLException;
    }

    /** Somebody else changed what was read. */
    static final class Conflict extends SQLException {
        private static final long serialVersionUID = 1L;

        Conflict() {
            super("changed meanwhile", "40001");
        }
    }

    /** Reads the row of a result. */
    @FunctionalInterface
    interface Row<T> {
        /** Returns what the row holds. */
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Runs work and commits it.
     *
     * @throws UncheckedIOException if the database refuses it or cannot be reached, or nobody knows whether it was committed
     */
    <T> T transact(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (SQLException e) {
                if (attempt >= MOST_ATTEMPTS || !isWorthAnotherTry(e)) {
                    throw failure(e);
                }
            }
            pause(attempt);
        }
    }

    private <T> T once(Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            writeAtOnce(connection);
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            boolean done = false;
            try {
                T result = work.in(connection);
                commit(connection);
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollBack(connection);
                }
                restore(connection, before);
            }
        }
    }

    /**
     * Has H2 write what is committed at once, not within half a second. It forgets this whenever its files are closed, and opens
     * them anew with whatever connection comes next, in this process or in another that takes over.
     */
    // INVARIANT: what was acknowledged survives a process that is killed.
    private static void writeAtOnce(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET WRITE_DELAY 0");
            }
        }
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            // It may have been committed: doing it again could do it twice.
            throw failure(e);
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and its transaction with it; what went wrong before is what is told.
        }
    }

    private static void restore(Connection connection, boolean autoCommit) {
        try {
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            // A connection that is gone has nothing to restore.
        }
    }

    private static boolean isWorthAnotherTry(SQLException e) {
        String state = state(e);
        return state.startsWith("40") || state.startsWith("08") || AGAIN.contains(state);
    }

    static boolean isDuplicate(SQLException e) {
        return state(e).equals("23505");
    }

    static String state(SQLException e) {
        String state = e.getSQLState();
        return state == null ? "" : state;
    }

    static void pause(int attempt) {
        try {
            Thread.sleep(Math.min(attempt, LONGEST_PAUSE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while the store was busy"));
        }
    }

    /** The message of a driver may quote what was stored: it is not repeated. */
    static UncheckedIOException failure(SQLException e) {
        return new UncheckedIOException(
                new IOException("the store failed (" + e.getClass().getSimpleName() + ", SQLSTATE " + state(e) + ")"));
    }

    /** Runs a statement and returns how many rows it changed. */
    static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** Runs a query and returns what its rows hold. */
    static <T> List<T> query(Connection connection, Row<T> row, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values);
                ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row.read(result));
            }
            return rows;
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** Runs an INSERT and returns whether it was new: false where a unique column held the same already. */
    boolean insert(String sql, Object... values) {
        return transact(connection -> {
            try {
                return update(connection, sql, values) == 1;
            } catch (SQLException e) {
                if (isDuplicate(e)) {
                    // The transaction holds nothing else; a server that calls it failed may roll it back.
                    connection.rollback();
                    return false;
                }
                throw e;
            }
        });
    }
}
