/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.SqlAction.Dialect;
import dev.agentgovernance.core.internal.classify.sql.PostgresStatements.Statement;
import dev.agentgovernance.core.internal.classify.sql.PostgresStatements.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the classifier against what a PostgreSQL server said, as {@link PostgresOracle} wrote it down. */
class SqlAgainstPostgresTest {

    private static final List<Verdict> VERDICTS = PostgresStatements.verdicts();

    @Test
    void theServerWasAskedAboutEveryStatement() {
        assertThat(VERDICTS)
                .extracting(Verdict::statement)
                .isEqualTo(PostgresStatements.load())
                .hasSizeGreaterThan(300);
    }

    @Test
    void everyStatementStandsWhereTheServerSaysItBelongs() {
        assertThat(VERDICTS).allSatisfy(verdict -> {
            switch (verdict.statement().section()) {
                case "reads", "unsure" -> assertThat(verdict.state()).isEqualTo(PostgresStatements.ACCEPTED);
                case "writes", "hidden" -> assertThat(verdict.state()).isEqualTo(PostgresStatements.REFUSED);
                default -> assertThat(verdict.statement().section()).isEqualTo("others");
            }
        });
    }

    @Test
    void nothingTheServerCallsAWriteIsAKnownRead() {
        assertThatWritesAreNoReads(VERDICTS);
    }

    @Test
    void whatAReadOnlyTransactionDoesNotStopIsNoKnownReadEither() {
        assertThat(statements("others"))
                .isNotEmpty()
                .noneMatch(sql -> isKnownRead(Dialect.POSTGRESQL, sql) || isKnownRead(Dialect.UNKNOWN, sql));
    }

    @Test
    void whatTheTextShowsToBeAReadIsOne() {
        assertThat(statements("reads")).isNotEmpty().allMatch(sql -> isKnownRead(Dialect.POSTGRESQL, sql));
    }

    @Test
    void onlyWhatTheDatabaseHidesIsTakenForARead() {
        assertThat(statements("hidden")).isNotEmpty().allMatch(sql -> isKnownRead(Dialect.POSTGRESQL, sql));
    }

    /** A view, an operator, a search path: what the database makes of them is not in the text. */
    static void assertThatWritesAreNoReads(List<Verdict> verdicts) {
        List<String> refused = verdicts.stream()
                .filter(verdict ->
                        verdict.refused() && !verdict.statement().section().equals("hidden"))
                .map(verdict -> verdict.statement().sql())
                .toList();
        assertThat(refused)
                .hasSizeGreaterThan(200)
                .noneMatch(sql -> isKnownRead(Dialect.POSTGRESQL, sql) || isKnownRead(Dialect.UNKNOWN, sql));
    }

    private static List<String> statements(String section) {
        return VERDICTS.stream()
                .map(Verdict::statement)
                .filter(statement -> statement.section().equals(section))
                .map(Statement::sql)
                .toList();
    }

    private static boolean isKnownRead(Dialect dialect, String sql) {
        return SqlClassifierTest.classify(dialect, sql).isKnownRead();
    }
}
