/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.SqlAction.Dialect;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.EffectKind;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SqlClassifierProperties {

    @Provide
    Arbitrary<String> soup() {
        return Arbitraries.of(
                        "SELECT",
                        "DELETE",
                        "FROM",
                        "WHERE",
                        "t",
                        "(",
                        ")",
                        "'",
                        "\"",
                        "`",
                        "[",
                        "]",
                        "--",
                        "\n",
                        "/*",
                        "*/",
                        "/*!50000",
                        "$$",
                        "$a$",
                        "E'",
                        "\\",
                        "1",
                        "=",
                        "OR",
                        "AND",
                        "NOT",
                        ";",
                        ",",
                        ".",
                        "#",
                        "GO",
                        "EXPLAIN",
                        "ANALYZE",
                        "WITH",
                        "AS",
                        "IF",
                        "BEGIN",
                        "END",
                        "UPDATE",
                        "SET",
                        "INTO",
                        "COPY",
                        "TO",
                        "MERGE",
                        "THEN",
                        "ALTER",
                        "{{",
                        "${",
                        ":x",
                        "@a",
                        "TOP",
                        "CREATE",
                        "PREPARE",
                        "FOR",
                        "GRANT",
                        "EXEC")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join(" ", parts));
    }

    @Provide
    Arbitrary<String> statements() {
        return Arbitraries.of(
                "SELECT 1",
                "DELETE FROM t WHERE id = 1 OR 1=1",
                "EXPLAIN DELETE FROM t",
                "WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d",
                "INSERT INTO t SELECT * FROM u",
                "IF 1=1 DROP TABLE t",
                "ALTER TABLE t DROP COLUMN c",
                "GRANT SELECT ON t TO u");
    }

    // INVARIANT: whatever stands in front, a statement behind a separator is seen, or a gap says that it may not be.
    @Property(tries = 3_000)
    void aDropBehindAnythingIsSeenOrAGapSaysSo(@ForAll("soup") String front, @ForAll Dialect dialect) {
        Classification c = SqlClassifierTest.classify(dialect, front + "\n; DROP TABLE t");
        boolean seen = c.effects().stream().anyMatch(e -> e.kind() == EffectKind.DB_SCHEMA_DESTROY);
        assertThat(seen || c.coverage() != Coverage.KNOWN).as(front).isTrue();
    }

    // INVARIANT: an unknown dialect is judged as the worst of the others.
    @Property(tries = 1_000)
    void anUnknownDialectHoldsAllThatAnyDialectHolds(@ForAll("soup") String sql, @ForAll Dialect dialect) {
        Classification all = SqlClassifierTest.classify(Dialect.UNKNOWN, sql);
        Classification one = SqlClassifierTest.classify(dialect, sql);
        assertThat(all.effects()).containsAll(one.effects());
        assertThat(all.coverage()).isGreaterThanOrEqualTo(one.coverage());
    }

    @Property(tries = 500)
    void caseBlanksAndCommentsChangeNothing(@ForAll("statements") String sql) {
        List<EffectKind> expected = kinds(sql);
        assertThat(kinds(sql.toLowerCase(Locale.ROOT))).isEqualTo(expected);
        assertThat(kinds(sql.replace(" ", "\n\t "))).isEqualTo(expected);
        assertThat(kinds("/* x */ " + sql.replace(" ", " /* y */ ") + " -- z")).isEqualTo(expected);
    }

    @Property(tries = 2_000)
    void neverThrows(@ForAll String any) {
        assertThat(SqlClassifierTest.classify(Dialect.UNKNOWN, any).effects()).isNotNull();
    }

    private static List<EffectKind> kinds(String sql) {
        return SqlClassifierTest.classify(Dialect.UNKNOWN, sql).effects().stream()
                .map(e -> e.kind())
                .distinct()
                .toList();
    }
}
