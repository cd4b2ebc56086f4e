/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.ClaimResult;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.integrity.Overtaken;
import dev.agentgovernance.api.integrity.ResourceKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Claims in a table. They are granted one after another, under a lock on the counter of their tokens. */
final class JdbcClaimStore implements ClaimStore {

    private final Database database;

    JdbcClaimStore(Database database) {
        this.database = database;
    }

    @Override
    public ClaimResult acquire(
            ResourceKey key, Claim.Mode mode, String holder, Duration lease, String reason, Instant now) {
        if (lease.isZero() || lease.isNegative()) {
            throw new IllegalArgumentException("a lease is longer than nothing: " + lease);
        }
        Instant until = end(now, lease);
        return database.transact(connection -> {
            long last = locked(connection);
            // What has ended for one caller has ended for all, also for one whose clock is behind.
            List<Claim> held = new ArrayList<>();
            for (Claim claim : all(connection)) {
                if (now.isBefore(claim.until())) {
                    held.add(claim);
                } else {
                    end(connection, claim);
                }
            }
            List<Claim> inTheWay = held.stream()
                    .filter(claim -> claim.conflictsWith(key, mode, holder, now))
                    .toList();
            if (!inTheWay.isEmpty()) {
                return new ClaimResult.Refused(inTheWay);
            }
            for (Claim claim : held) {
                if (claim.key().equals(key)
                        && claim.mode() == mode
                        && claim.holder().equals(holder)) {
                    return renewed(connection, claim, until, reason);
                }
            }
            Claim claim = new Claim(key, mode, holder, last + 1, until, reason);
            JdbcPastClaims.granted(connection, claim, now);
            return granted(connection, claim);
        });
    }

    /** Waits until nobody else changes claims, and returns the last token. */
    private static long locked(Connection connection) throws SQLException {
        return Database.query(
                        connection,
                        row -> row.getLong(1),
                        "SELECT last_number FROM governance_counter WHERE counter_name = 'claims' FOR UPDATE")
                .get(0);
    }

    private static void end(Connection connection, Claim claim) throws SQLException {
        Database.update(connection, "DELETE FROM governance_claim WHERE token = ?", claim.fencingToken());
        JdbcPastClaims.add(connection, claim);
    }

    private static ClaimResult renewed(Connection connection, Claim held, Instant until, String reason)
            throws SQLException {
        Instant later = held.until().isAfter(until) ? held.until() : until;
        Database.update(
                connection,
                "UPDATE governance_claim SET ends = ?, reason = ? WHERE token = ?",
                Columns.time(later),
                Columns.text(reason),
                held.fencingToken());
        return new ClaimResult.Granted(
                new Claim(held.key(), held.mode(), held.holder(), held.fencingToken(), later, reason));
    }

    private static ClaimResult granted(Connection connection, Claim claim) throws SQLException {
        // INVARIANT: a token is greater than every token before it.
        Database.update(
                connection,
                "UPDATE governance_counter SET last_number = ? WHERE counter_name = 'claims'",
                claim.fencingToken());
        Database.update(
                connection,
                "INSERT INTO governance_claim (token, key_kind, key_name, claim_mode, holder, ends, reason)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                claim.fencingToken(),
                claim.key().kind().name(),
                Columns.text(claim.key().name()),
                claim.mode().name(),
                Columns.text(claim.holder()),
                Columns.time(claim.until()),
                Columns.text(claim.reason()));
        return new ClaimResult.Granted(claim);
    }

    @Override
    public boolean release(long fencingToken) {
        return database.transact(connection -> {
            locked(connection);
            for (Claim claim : all(connection)) {
                if (claim.fencingToken() == fencingToken) {
                    end(connection, claim);
                    return true;
                }
            }
            return false;
        });
    }

    @Override
    public List<Overtaken> overtaken(String holder) {
        return database.transact(connection -> JdbcPastClaims.overtaken(connection, holder));
    }

    @Override
    public boolean settle(long fencingToken) {
        return database.transact(connection -> {
            locked(connection);
            return JdbcPastClaims.remove(connection, fencingToken);
        });
    }

    @Override
    public boolean isCurrent(long fencingToken, Instant now) {
        return database.transact(connection -> !Database.query(
                        connection,
                        row -> row.getLong(1),
                        "SELECT token FROM governance_claim WHERE token = ? AND ends > ?",
                        fencingToken,
                        Columns.time(now))
                .isEmpty());
    }

    @Override
    public List<Claim> inForce(Instant now) {
        return database.transact(JdbcClaimStore::all).stream()
                .filter(claim -> now.isBefore(claim.until()))
                .toList();
    }

    @Override
    public List<Claim> overlapping(ResourceKey key, Instant now) {
        return inForce(now).stream().filter(claim -> claim.key().overlaps(key)).toList();
    }

    private static List<Claim> all(Connection connection) throws SQLException {
        return Database.query(
                connection,
                JdbcClaimStore::claim,
                "SELECT key_kind, key_name, claim_mode, holder, token, ends, reason FROM governance_claim"
                        + " ORDER BY token");
    }

    /** Reads kind and name of the key, mode, holder, token, end and reason. */
    static Claim claim(ResultSet row) throws SQLException {
        return new Claim(
                new ResourceKey(ResourceKey.Kind.valueOf(row.getString(1)), Columns.original(row.getString(2))),
                Claim.Mode.valueOf(row.getString(3)),
                Columns.original(row.getString(4)),
                row.getLong(5),
                Columns.time(row.getBigDecimal(6)),
                Columns.original(row.getString(7)));
    }

    private static Instant end(Instant now, Duration lease) {
        try {
            return now.plus(lease);
        } catch (DateTimeException | ArithmeticException e) {
            return Instant.MAX;
        }
    }
}
