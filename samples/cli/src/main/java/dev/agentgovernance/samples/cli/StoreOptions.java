/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.budget.BudgetStore;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.trust.TrustStore;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.store.FileStores;
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
                        + " GOVERNANCE_DB_PASSWORD. Default: a file in the state folder."
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

    /** Opens the stores. */
    OpenStores open(Terminal terminal) {
        if (url == null) {
            FileStores stores = FileStores.open(file(folder(terminal)));
            return new OpenStores(
                    stores.trustStore(), stores.approvalStore(), stores.budgetStore(), stores.claimStore());
        }
        JdbcStores stores = openDatabase(url, terminal);
        return new OpenStores(stores.trustStore(), stores.approvalStore(), stores.budgetStore(), stores.claimStore());
    }

    /**
     * The stores that were opened, for as long as this program runs.
     *
     * @param trustStore of evidence
     * @param approvalStore of requests and answers
     * @param budgetStore of what was used of budgets
     * @param claimStore of what tasks hold
     */
    record OpenStores(
            TrustStore trustStore, ApprovalStore approvalStore, BudgetStore budgetStore, ClaimStore claimStore) {}

    private static JdbcStores openDatabase(String url, Terminal terminal) {
        Map<String, String> environment = terminal.environment();
        String user = environment.getOrDefault("GOVERNANCE_DB_USER", "");
        String password = environment.getOrDefault("GOVERNANCE_DB_PASSWORD", "");
        if (url.startsWith(POSTGRES)) {
            PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
            source.setUrl(url);
            if (!user.isEmpty()) {
                source.setUser(user);
                source.setPassword(password);
            }
            return JdbcStores.open(JdbcConnectionPool.create(source), Clock.systemUTC());
        }
        if (!url.startsWith("jdbc:h2:")) {
            throw new InputException("A database is named jdbc:postgresql:… or jdbc:h2:….");
        }
        return JdbcStores.open(
                JdbcConnectionPool.create(url, user.isEmpty() ? "sa" : user, password), Clock.systemUTC());
    }

    /** Several processes can use the file at once. */
    private static Path file(StateFolder folder) {
        try {
            folder.create();
        } catch (IOException e) {
            throw new InputException("The folder " + folder.path() + " cannot be made.");
        }
        Path old = folder.path().resolve("governance.mv.db");
        if (Files.exists(old)) {
            // What agents did and people said stands in there: it is not passed over in silence.
            String name = folder.path().resolve("governance").toString();
            throw new InputException("Trust and approvals are kept in " + old + ". Go on with --db 'jdbc:h2:file:"
                    + name + ";AUTO_SERVER=TRUE', or move it away to begin anew.");
        }
        return folder.path().resolve("stores");
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
