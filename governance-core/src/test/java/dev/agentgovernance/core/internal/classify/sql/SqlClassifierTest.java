/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.action.SqlAction;
import dev.agentgovernance.api.action.SqlAction.Dialect;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlClassifierTest {

    private static final SqlClassifier CLASSIFIER = SqlClassifier.of(ClassifierSettings.DEFAULT, ParseLimits.DEFAULT);
    private static final ActionContext CONTEXT = ActionContext.of("a", "r");

    static Classification classify(Dialect dialect, String sql) {
        return CLASSIFIER.classify(new SqlAction(sql, dialect, ""), CONTEXT);
    }

    private static List<String> ids(Dialect dialect, String sql) {
        Classification c = classify(dialect, sql);
        List<String> ids = new ArrayList<>();
        c.effects().stream().map(e -> e.kind().id()).distinct().sorted().forEach(ids::add);
        if (c.coverage() != Coverage.KNOWN) {
            ids.add(c.coverage().name());
        }
        return ids;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT 1 | db.read",
                "(SELECT 1) UNION (SELECT 2) | db.read",
                "SELECT * FROM t WHERE a = 'DROP TABLE t; --' | db.read",
                "BEGIN; COMMIT | db.read",
                "DELETE FROM t | db.write.unbounded",
                "DELETE FROM t WHERE id = 4 | db.write",
                "DELETE FROM t WHERE 1=1 | db.write.unbounded",
                "DELETE FROM t WHERE true | db.write.unbounded",
                "DELETE FROM t WHERE id=id | db.write.unbounded",
                "DELETE FROM t WHERE ''='' | db.write.unbounded",
                "DELETE FROM t WHERE NOT false | db.write.unbounded",
                "DELETE FROM t WHERE id = 4 OR 1=1 | db.write.unbounded",
                "DELETE FROM t WHERE ((id = 4) OR (2 > 1)) | db.write.unbounded",
                "DELETE FROM t WHERE id IS NOT NULL | db.write.unbounded",
                "DELETE FROM t WHERE id = 4 AND 1=1 | db.write",
                "DELETE FROM t USING (SELECT 1 WHERE 1=2) u | db.write.unbounded",
                "UPDATE t SET a = (SELECT b FROM u WHERE u.id = 1) | db.write.unbounded",
                "UPDATE t SET a = 1 WHERE id IN (SELECT id FROM u) | db.write",
                "INSERT INTO t SELECT * FROM u | db.write",
                "INSERT INTO t VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2 | db.write",
                "WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d | db.read,db.write.unbounded",
                "SELECT * INTO newt FROM t | db.read,db.schema",
                "SELECT * FROM t INTO OUTFILE '/x' | db.read,fs.write",
                "EXPLAIN DELETE FROM t | db.read",
                "EXPLAIN ANALYZE DELETE FROM t | db.read,db.write.unbounded",
                "EXPLAIN (ANALYZE, BUFFERS) DELETE FROM t WHERE id = 1 | db.read,db.write",
                "COPY t TO '/x' | db.read,fs.write",
                "COPY t FROM '/x' | db.write,fs.read",
                "COPY t FROM PROGRAM 'curl x' | db.execute,db.write,PARTIAL",
                "SELECT * FROM t FOR UPDATE | db.read,db.write",
                "SELECT * FROM t FOR NO KEY UPDATE | db.read,db.write",
                "SELECT * FROM t LOCK IN SHARE MODE | db.read,db.write",
                "ALTER TABLE t ADD COLUMN a int | db.schema",
                "ALTER TABLE t DROP COLUMN a | db.schema.destroy",
                "ALTER TABLE t ALTER COLUMN a DROP NOT NULL | db.schema",
                "ALTER TABLE t OWNER TO u | db.permission,db.schema",
                "SELECT 1; DROP TABLE t | db.read,db.schema.destroy",
                "IF 1=1 DROP TABLE t | db.read,db.schema.destroy",
                "IF 1=1 SELECT 1 ELSE DELETE FROM t | db.read,db.write.unbounded",
                "SELECT 1 /*! INTO OUTFILE '/tmp/x' */ FROM t | db.read,fs.write",
                "SELECT 1 /* /* */ ; DROP TABLE t -- */ | db.read,db.schema.destroy",
                "/*!50000 DROP TABLE t */ | db.schema.destroy",
                "SELECT pg_catalog.pg_terminate_backend(5) | db.admin,db.read",
                "SELECT \"pg_terminate_backend\"(5) | db.admin,db.read",
                "SET x = 1, GLOBAL y = 2 | db.admin",
            })
    void tellsWhatAStatementDoes(String sql, String expected) {
        assertThat(ids(Dialect.UNKNOWN, sql)).containsExactly(expected.split(",", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'x",
                "SELECT 1 /* x",
                "SELECT $a$ x",
                "FROBNICATE t",
                "{{ statement }}",
                "${sql}",
                "SELECT 1 ${tail}",
                "SELECT\u00a01",
                "SELECT\u00001",
                ":cmd FROM t",
                "\\! ls",
                "\\copy t to 'f'",
                "SELECT 1 \\g | sh",
                "source x.sql",
                "system ls",
                ".shell ls",
            })
    void saysWhatItDoesNotUnderstand(String sql) {
        Classification c = classify(Dialect.UNKNOWN, sql);
        assertThat(c.coverage()).isNotEqualTo(Coverage.KNOWN);
        assertThat(c.effects()).extracting(Effect::kind).contains(EffectKind.DB_EXECUTE);
    }

    @Test
    void everyLineOfTheTableDoesWhatItsExampleShows() {
        assertThat(SqlClassifier.words().entries()).hasSizeGreaterThan(150).allSatisfy(entry -> {
            assertThat(entry.positive()).isNotBlank();
            assertThat(entry.negative()).isNotBlank();
            Dialect dialect = entry.section().equals("client") ? Dialect.POSTGRESQL : Dialect.UNKNOWN;
            Classification positive = classify(dialect, entry.positive());
            Classification negative = classify(Dialect.UNKNOWN, entry.negative());
            List<EffectKind> kinds =
                    positive.effects().stream().map(Effect::kind).toList();
            assertThat(kinds).as(entry.positive()).containsAll(entry.kinds());
            if (entry.has("gap")) {
                assertThat(positive.coverage()).as(entry.positive()).isNotEqualTo(Coverage.KNOWN);
            } else {
                assertThat(positive.coverage()).as(entry.positive()).isEqualTo(Coverage.KNOWN);
            }
            if (!entry.kinds().contains(EffectKind.DB_READ) && !entry.has("gap")) {
                List<EffectKind> others =
                        negative.effects().stream().map(Effect::kind).toList();
                assertThat(others).as(entry.negative()).doesNotContainAnyElementsOf(entry.kinds());
            }
        });
    }

    @Test
    void aFunctionOfAServerReadsAndOneOfSomebodysOwnIsNotKnown() {
        assertThat(SqlClassifier.words().onlyRead()).hasSizeGreaterThan(800).allSatisfy(name -> {
            assertThat(SqlClassifier.words().function(name)).as(name).isNull();
            if (SqlClassifier.words().verb(name.toUpperCase(Locale.ROOT)) == null) {
                assertThat(classify(Dialect.UNKNOWN, "SELECT 1, " + name + "(a)")
                                .isKnownRead())
                        .as(name)
                        .isTrue();
            }
            assertThat(ids(Dialect.UNKNOWN, "SELECT app." + name + "(a)"))
                    .as(name)
                    .contains("PARTIAL");
            assertThat(ids(Dialect.UNKNOWN, "SELECT my_" + name + "(a)"))
                    .as(name)
                    .contains("db.execute", "PARTIAL");
        });
    }

    @Test
    void namesTheTableAndMarksSecrets() {
        assertThat(classify(Dialect.POSTGRESQL, "DELETE FROM app.\"Orders\" WHERE id = 1")
                        .effects())
                .extracting(Effect::resource)
                .containsExactly("app.Orders");
        assertThat(classify(Dialect.UNKNOWN, "DROP TABLE a, b").effects())
                .extracting(Effect::resource)
                .containsExactly("a", "b");
        assertThat(classify(Dialect.UNKNOWN, "SELECT * FROM pg_shadow").effects())
                .filteredOn(e -> e.kind() == EffectKind.SECRET_READ)
                .extracting(Effect::data)
                .containsOnly(DataSensitivity.SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "shop-prod,PRODUCTION",
        "postgres://u:test@db.prod.acme/test,PRODUCTION",
        "postgres://u:test@db.acme/shop,UNKNOWN",
        "shop-test,DEVELOPMENT",
        "localhost,LOCAL",
        ":memory:,LOCAL",
        "data/app.sqlite,LOCAL",
        "shop,UNKNOWN"
    })
    void knowsTheEnvironmentByTheNameOfTheDatabase(String database, Environment expected) {
        assertThat(CLASSIFIER
                        .classify(new SqlAction("DROP TABLE t", Dialect.UNKNOWN, database), CONTEXT)
                        .effects())
                .extracting(Effect::environment)
                .containsOnly(expected);
    }

    @Test
    void judgesNothingElse() {
        assertThat(CLASSIFIER.classify(Action.shell("DROP TABLE t"), CONTEXT)).isSameAs(Classification.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "'",
                "\"",
                "\\",
                "$a$",
                "/*",
                "(DELETE ",
                "NOT (",
                "IF ",
                ";",
                ":x ",
                "$a",
                "a,",
                "OR 1=1 "
            })
    void takesStepsInProportionToTheText(String part) {
        String head = "DELETE FROM t WHERE ";
        long once = steps(head + part.repeat(32_000 / part.length()));
        long twice = steps(head + part.repeat(64_000 / part.length()));
        assertThat(twice).isLessThanOrEqualTo(3 * once + 1_000).isLessThan(64_000L * 100);
    }

    private static long steps(String sql) {
        return CLASSIFIER.read(new SqlAction(sql, Dialect.UNKNOWN, "")).steps();
    }

    @Test
    void givesUpOverTheLimits() {
        assertThat(classify(Dialect.UNKNOWN, "SELECT 1".repeat(10_000)).coverage())
                .isEqualTo(Coverage.OPAQUE);
        assertThat(classify(Dialect.UNKNOWN, "SELECT 1;".repeat(5_000)).coverage())
                .isEqualTo(Coverage.OPAQUE);
        assertThat(classify(Dialect.UNKNOWN, "SELECT " + "(".repeat(100)).coverage())
                .isEqualTo(Coverage.OPAQUE);
    }
}
