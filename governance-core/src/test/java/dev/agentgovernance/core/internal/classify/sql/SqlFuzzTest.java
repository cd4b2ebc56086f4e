/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.agentgovernance.api.action.SqlAction.Dialect;
import dev.agentgovernance.api.effect.Classification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts from statements of every kind that a PostgreSQL server was asked about, and from texts that end in the middle. */
class SqlFuzzTest {

    /** Whatever a text holds, there is an answer that points into it, and not knowing the dialect never makes it milder. */
    @FuzzTest(maxDuration = "30s")
    @MethodSource("texts")
    void alwaysAnswers(@Nullable String sql) {
        if (sql == null) {
            return; // the first call of a fuzz test
        }
        boolean readForAll = SqlClassifierTest.classify(Dialect.UNKNOWN, sql).isKnownRead();
        for (Dialect dialect : Dialect.values()) {
            Classification found = SqlClassifierTest.classify(dialect, sql);
            assertThat(found.effects()).allMatch(effect -> effect.span().end() <= sql.length());
            assertThat(found.gaps()).allMatch(gap -> gap.span().end() <= sql.length());
            assertThat(found.isKnownRead() || !readForAll).as("%s", dialect).isTrue();
        }
    }

    /** No text hides the statement behind it from every reading. */
    @FuzzTest(maxDuration = "30s")
    @MethodSource("texts")
    void seesWhatFollows(@Nullable String sql) {
        if (sql != null) {
            String both = sql + "\n;\nDROP TABLE t";
            assertThat(SqlClassifierTest.classify(Dialect.UNKNOWN, both).isKnownRead())
                    .isFalse();
        }
    }

    static Stream<String> texts() {
        Stream<String> ends = Stream.of(
                "SELECT '", "SELECT \"", "SELECT `", "SELECT [", "/*", "/*!", "--", "#", "$a$", "E'\\", "(((", "q'[");
        Map<String, String> byFirstWord = new LinkedHashMap<>();
        for (PostgresStatements.Statement statement : PostgresStatements.load()) {
            String sql = statement.sql();
            byFirstWord.putIfAbsent(statement.section() + sql.substring(0, (sql + " ").indexOf(' ')), sql);
        }
        return Stream.concat(ends, byFirstWord.values().stream());
    }
}
