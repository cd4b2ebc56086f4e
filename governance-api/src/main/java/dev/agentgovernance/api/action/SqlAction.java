/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.action;

import java.util.Objects;

/**
 * SQL text that would be sent to a database.
 *
 * @param statement one statement or several
 * @param dialect the dialect of the server that would read it
 * @param database the name of the database or data source, empty where it is not known
 */
public record SqlAction(String statement, Dialect dialect, String database) implements Action {

    /** The dialects that read the same text differently. */
    public enum Dialect {
        /** PostgreSQL and its relatives. */
        POSTGRESQL,
        /** MySQL and MariaDB. */
        MYSQL,
        /** Microsoft SQL Server. */
        SQLSERVER,
        /** Standard SQL, Oracle, SQLite. */
        STANDARD,
        /** Not known: to be judged as the worst of the others. */
        UNKNOWN
    }

    /** Checks that nothing is null. */
    public SqlAction {
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(database, "database");
    }

    @Override
    public String kind() {
        return "sql";
    }

    @Override
    public String toString() {
        return "SqlAction[" + dialect + ", " + statement.length() + " chars]";
    }
}
