/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.Overtaken;
import dev.agentgovernance.api.integrity.ResourceKey;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The table of claims that have ended. It is changed under the lock on the counter of claims alone. */
final class JdbcPastClaims {

    private static final String COLUMNS = "SELECT key_kind, key_name, claim_mode, holder, token, ends, reason";

    private JdbcPastClaims() {}

    static void add(Connection connection, Claim claim) throws SQLException {
        // Who comes after this one comes after the earlier ones of its holder too.
        Database.update(
                connection,
                "DELETE FROM governance_claim_past"
                        + " WHERE key_hash = ? AND holder_hash = ? AND claim_mode = ? AND by_token IS NULL",
                hash(claim.key()),
                Columns.hash(claim.holder()),
                claim.mode().name());
        Database.update(
                connection,
                "INSERT INTO governance_claim_past"
                        + " (token, key_hash, holder_hash, key_kind, key_name, claim_mode, holder, ends, reason)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                claim.fencingToken(),
                hash(claim.key()),
                Columns.hash(claim.holder()),
                claim.key().kind().name(),
                Columns.text(claim.key().name()),
                claim.mode().name(),
                Columns.text(claim.holder()),
                Columns.time(claim.until()),
                Columns.text(claim.reason()));
    }

    /** Notes which of them a claim stands against, and forgets those that ended long ago. */
    static void granted(Connection connection, Claim claim, Instant now) throws SQLException {
        Database.update(
                connection, "DELETE FROM governance_claim_past WHERE ends < ?", Columns.time(PastClaims.longAgo(now)));
        for (Claim past : candidates(connection, claim.key())) {
            if (PastClaims.isAgainst(claim, past)) {
                Database.update(
                        connection,
                        "UPDATE governance_claim_past SET by_token = ?, by_holder = ?, overtaken = ? WHERE token = ?",
                        claim.fencingToken(),
                        Columns.text(claim.holder()),
                        Columns.time(now),
                        past.fencingToken());
            }
        }
    }

    /** All that may overlap a key and were not overtaken yet: nothing but folders overlaps what is not named alike. */
    private static List<Claim> candidates(Connection connection, ResourceKey key) throws SQLException {
        String from = COLUMNS + " FROM governance_claim_past WHERE by_token IS NULL AND ";
        return key.kind() == ResourceKey.Kind.DIRECTORY
                ? Database.query(connection, JdbcClaimStore::claim, from + "key_kind IN ('PATH', 'DIRECTORY')")
                : Database.query(
                        connection,
                        JdbcClaimStore::claim,
                        from + "(key_hash = ? OR key_kind = 'DIRECTORY')",
                        hash(key));
    }

    static List<Overtaken> overtaken(Connection connection, String holder) throws SQLException {
        return Database.query(
                connection,
                row -> {
                    BigDecimal at = row.getBigDecimal(10);
                    return new Overtaken(
                            JdbcClaimStore.claim(row),
                            row.getLong(8),
                            Columns.original(row.getString(9)),
                            Columns.time(at));
                },
                COLUMNS + ", by_token, by_holder, overtaken FROM governance_claim_past"
                        + " WHERE holder_hash = ? AND by_token IS NOT NULL ORDER BY token",
                Columns.hash(holder));
    }

    static boolean remove(Connection connection, long token) throws SQLException {
        return Database.update(connection, "DELETE FROM governance_claim_past WHERE token = ?", token) == 1;
    }

    private static String hash(ResourceKey key) {
        return Columns.hash(key.kind().name(), key.name());
    }
}
