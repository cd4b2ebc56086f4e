/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.budget.BudgetStore;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.trust.TrustStore;
import java.time.Clock;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Stores in a database: for state that outlives a process and is shared by several. Made for PostgreSQL 12 or newer and for
 * H2 2.2 or newer; the driver is up to the host.
 *
 * <p>All are safe for use by several threads and several processes on the same tables at once. Each operation is one
 * transaction, or several where others were in the way; what it acknowledged is committed, and as durable as the database
 * makes a commit. Connections come from the data source and go back to it after each operation: give a pool where there are
 * many. Whatever the database refuses is an {@link java.io.UncheckedIOException} whose text quotes nothing that was stored.
 */
public final class JdbcStores {

    private final Database database;

    private JdbcStores(Database database) {
        this.database = database;
    }

    /**
     * Opens the stores, making or changing the tables where that is needed. Their names begin with {@code governance_}.
     *
     * @param clock the time at which a change of the tables is noted
     * @throws java.io.UncheckedIOException if the database cannot be reached or refuses the tables
     * @throws IllegalStateException if the tables were made by a newer version of this library
     */
    public static JdbcStores open(DataSource source, Clock clock) {
        Database database = new Database(Objects.requireNonNull(source, "source"));
        new Schema(database, clock).migrate();
        return new JdbcStores(database);
    }

    /** Returns the store of evidence. */
    public TrustStore trustStore() {
        return new JdbcTrustStore(database);
    }

    /** Returns the store of approvals. */
    public ApprovalStore approvalStore() {
        return new JdbcApprovalStore(database);
    }

    /** Returns the store of budgets. */
    public BudgetStore budgetStore() {
        return new JdbcBudgetStore(database);
    }

    /** Returns the store of claims. Claims are granted one after another. */
    public ClaimStore claimStore() {
        return new JdbcClaimStore(database);
    }
}
