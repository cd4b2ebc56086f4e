/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustGrant;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.api.trust.TrustStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Evidence and words of humans in tables to which rows are only added. */
final class JdbcTrustStore implements TrustStore {

    private final Database database;

    JdbcTrustStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean append(Evidence evidence) {
        return database.insert(
                "INSERT INTO governance_evidence (id_hash, key_hash, id_text, agent, repository, action_class, outcome,"
                        + " action_digest, happened, witness) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                Columns.hash(evidence.id()),
                hash(evidence.key()),
                Columns.text(evidence.id()),
                Columns.text(evidence.key().agent()),
                Columns.text(evidence.key().repository()),
                evidence.key().actionClass().name(),
                evidence.outcome().name(),
                evidence.action().hex(),
                Columns.time(evidence.at()),
                Columns.text(evidence.witness()));
    }

    @Override
    public List<Evidence> evidence(TrustKey key) {
        return database.transact(connection -> Database.query(
                connection,
                row -> new Evidence(
                        Columns.original(row.getString(1)),
                        key,
                        Outcome.valueOf(row.getString(2)),
                        new ActionDigest(row.getString(3)),
                        Columns.time(row.getBigDecimal(4)),
                        Columns.original(row.getString(5))),
                "SELECT id_text, outcome, action_digest, happened, witness FROM governance_evidence"
                        + " WHERE key_hash = ? ORDER BY happened, seq_no",
                hash(key)));
    }

    @Override
    public boolean grant(TrustGrant grant) {
        return database.insert(
                "INSERT INTO governance_grant (id_hash, key_hash, id_text, agent, repository, action_class, grant_kind,"
                        + " trust_level, signer, reason, happened, ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                Columns.hash(grant.id()),
                hash(grant.key()),
                Columns.text(grant.id()),
                Columns.text(grant.key().agent()),
                Columns.text(grant.key().repository()),
                grant.key().actionClass().name(),
                grant.kind().name(),
                grant.level().name(),
                Columns.text(grant.signer()),
                Columns.text(grant.reason()),
                Columns.time(grant.at()),
                Columns.time(grant.until()));
    }

    @Override
    public List<TrustGrant> grants(TrustKey key) {
        return database.transact(connection -> Database.query(
                connection,
                row -> new TrustGrant(
                        Columns.original(row.getString(1)),
                        key,
                        TrustGrant.Kind.valueOf(row.getString(2)),
                        TrustLevel.valueOf(row.getString(3)),
                        Columns.original(row.getString(4)),
                        Columns.original(row.getString(5)),
                        Columns.time(row.getBigDecimal(6)),
                        Columns.time(row.getBigDecimal(7))),
                "SELECT id_text, grant_kind, trust_level, signer, reason, happened, ends FROM governance_grant"
                        + " WHERE key_hash = ? ORDER BY happened, seq_no",
                hash(key)));
    }

    @Override
    public Set<TrustKey> keys() {
        return database.transact(connection -> Set.copyOf(Database.query(
                connection,
                JdbcTrustStore::key,
                "SELECT agent, repository, action_class FROM governance_evidence"
                        + " UNION SELECT agent, repository, action_class FROM governance_grant")));
    }

    private static TrustKey key(ResultSet row) throws SQLException {
        return new TrustKey(
                Columns.original(row.getString(1)),
                Columns.original(row.getString(2)),
                ActionClass.valueOf(row.getString(3)));
    }

    private static String hash(TrustKey key) {
        return Columns.hash(key.agent(), key.repository(), key.actionClass().name());
    }
}
