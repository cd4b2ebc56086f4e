/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import dev.agentgovernance.core.internal.classify.sql.PostgresStatements.Statement;
import dev.agentgovernance.core.internal.classify.sql.PostgresStatements.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Asks a real server which statements write: it refuses those in a read-only transaction. Writes its verdicts to
 * {@code postgres-verdicts.txt}, which {@link SqlAgainstPostgresTest} holds against the classifier. Needs a PostgreSQL
 * server under {@code /usr/lib/postgresql}, so it is not part of the default run:
 *
 * <pre>mvn -pl governance-core -am test -Dtest='PostgresOracle,SqlAgainstPostgresTest' -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class PostgresOracle {

    private static final Path VERDICTS =
            Path.of("src/test/resources/dev/agentgovernance/core/internal/classify/sql/postgres-verdicts.txt");

    @Test
    void nothingTheServerCallsAWriteIsAKnownRead() throws IOException {
        List<Verdict> verdicts = new ArrayList<>();
        try (PostgresServer server = PostgresServer.start()) {
            server.script(PostgresStatements.resource("postgres-schema.sql"));
            for (Statement statement : PostgresStatements.load()) {
                verdicts.add(new Verdict(server.stateInReadOnlyTransaction(statement.sql()), statement));
            }
        }
        Files.writeString(VERDICTS, PostgresStatements.text(verdicts));
        SqlAgainstPostgresTest.assertThatWritesAreNoReads(verdicts);
    }
}
