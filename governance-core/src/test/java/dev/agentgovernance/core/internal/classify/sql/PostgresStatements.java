/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The statements that a PostgreSQL server and the classifier are both asked about, and what the server said. */
final class PostgresStatements {

    /** What a server says to a write in a read-only transaction. */
    static final String REFUSED = "25006";

    static final String ACCEPTED = "00000";

    /** A statement under the first word of the heading it stands below. */
    record Statement(String section, String sql) {}

    /** What the server said, as an SQLSTATE. */
    record Verdict(String state, Statement statement) {
        boolean refused() {
            return state.equals(REFUSED);
        }
    }

    private PostgresStatements() {}

    static List<Statement> load() {
        List<Statement> statements = new ArrayList<>();
        String section = "";
        for (String line : resource("postgres-statements.txt").lines().toList()) {
            if (line.startsWith("== ")) {
                section = line.substring(3, line.indexOf(':'));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                statements.add(new Statement(section, line));
            }
        }
        return statements;
    }

    static List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        for (String line : resource("postgres-verdicts.txt").lines().toList()) {
            if (!line.startsWith("#")) {
                String[] cells = line.split(" \\| ", 3);
                verdicts.add(new Verdict(cells[0], new Statement(cells[1], cells[2])));
            }
        }
        return verdicts;
    }

    static String text(List<Verdict> verdicts) {
        StringBuilder text = new StringBuilder(
                "# What PostgreSQL says to each statement in a read-only transaction. Written by PostgresOracle.\n");
        for (Verdict verdict : verdicts) {
            text.append(verdict.state())
                    .append(" | ")
                    .append(verdict.statement().section())
                    .append(" | ")
                    .append(verdict.statement().sql())
                    .append('\n');
        }
        return text.toString();
    }

    static String resource(String name) {
        try (InputStream in = PostgresStatements.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
