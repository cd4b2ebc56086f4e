/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import dev.agentgovernance.api.action.SqlAction.Dialect;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** One way in which a server cuts text into words. */
enum SqlMode {
    /** Nested comments, dollar quotes, {@code E''}. */
    POSTGRESQL,
    /** {@code #} comments, backslash escapes, backticks; version comments are read as code. */
    MYSQL,
    /** The same on a server that takes the version comments for comments. */
    MYSQL_OLDER,
    /** Names in brackets, nested comments, statements without a separator. */
    SQLSERVER,
    /** What the standard says; Oracle and SQLite. */
    STANDARD;

    /** Returns the ways in which a server of a dialect may cut a text: each of them has to be judged. */
    static List<SqlMode> of(Dialect dialect, String text) {
        EnumSet<SqlMode> modes = switch (dialect) {
            case POSTGRESQL -> EnumSet.of(POSTGRESQL);
            case MYSQL -> EnumSet.of(MYSQL, MYSQL_OLDER);
            case SQLSERVER -> EnumSet.of(SQLSERVER);
            case STANDARD -> EnumSet.of(STANDARD);
            case UNKNOWN -> EnumSet.allOf(SqlMode.class);
        };
        if (!text.contains("/*!") && !text.contains("/*M!")) {
            modes.remove(MYSQL_OLDER);
        }
        return new ArrayList<>(modes);
    }

    boolean isMysql() {
        return this == MYSQL || this == MYSQL_OLDER;
    }

    boolean nestsComments() {
        return this == POSTGRESQL || this == SQLSERVER;
    }
}
