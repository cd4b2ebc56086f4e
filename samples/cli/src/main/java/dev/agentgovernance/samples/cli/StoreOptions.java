/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.store.JdbcStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGConnectionPoolDataSource;
import picocli.CommandLine.Option;

/** The options that say where trust and approvals are kept. */
final class StoreOptions {

    private static final String POSTGRES = "jdbc:postgresql:";

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The folder of journal, token and database. Default: $XDG_STATE_HOME/agent-governance.")
    private @Nullable Path state;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = {
                "The database, jdbc:postgresql:… or jdbc:h2:…; user and password from GOVERNANCE_DB_USER and"
                        + " GOVERNANCE_DB_PASSWORD. Default: files of H2 in the state folder."
            })
    private @Nullable String url;

    @Option(
            names = "--approvers",
            paramLabel = "FILE",
            description = "Who may approve, as JSON. Default: the user of this system alone.")
    private @Nullable Path approvers;

    /** Returns options that were given otherwise. */
    static StoreOptions of(Path state, @Nullable String url, @Nullable Path approvers) {
        StoreOptions options = new StoreOptions();
        options.state = state;
        options.url = url;
        options.approvers = approvers;
        return options;
    }

    StateFolder folder(Terminal terminal) {
        return StateFolder.of(state, terminal.environment());
    }

    /** Opens the stores, for as long as this program runs. */
    JdbcStores open(Terminal terminal) {
        Map<String, String> environment = terminal.environment();
        String user = environment.getOrDefault("GOVERNANCE_DB_USER", "");
        String password = environment.getOrDefault("GOVERNANCE_DB_PASSWORD", "");
        if (url != null && url.startsWith(POSTGRES)) {
            PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
            source.setUrl(url);
            if (!user.isEmpty()) {
                source.setUser(user);
                source.setPassword(password);
            }
            return JdbcStores.open(JdbcConnectionPool.create(source), Clock.systemUTC());
        }
        if (url != null && !url.startsWith("jdbc:h2:")) {
            throw new InputException("A database is named jdbc:postgresql:… or jdbc:h2:….");
        }
        return JdbcStores.open(
                JdbcConnectionPool.create(
                        url != null ? url : fileUrl(folder(terminal)), user.isEmpty() ? "sa" : user, password),
                Clock.systemUTC());
    }

    /** Several processes can use the files at once: the first serves the others. */
    private static String fileUrl(StateFolder folder) {
        try {
            folder.create();
        } catch (IOException e) {
            throw new InputException("The folder " + folder.path() + " cannot be made.");
        }
        return "jdbc:h2:file:" + folder.path().resolve("governance") + ";AUTO_SERVER=TRUE";
    }

    /** Returns who may approve. */
    ApprovalRules rules() {
        if (approvers == null) {
            return ApprovalRules.builder()
                    .person(person(), ApprovalRules.BREAK_GLASS)
                    .build();
        }
        try {
            return ApprovalRules.parse(Files.readString(approvers));
        } catch (IOException e) {
            throw new InputException("There are no rules to read at " + approvers + ".");
        } catch (IllegalArgumentException e) {
            throw new InputException(approvers + ": " + e.getMessage());
        }
    }

    /** Returns the person at this terminal: the user of the system. */
    static String person() {
        return System.getProperty("user.name");
    }
}
