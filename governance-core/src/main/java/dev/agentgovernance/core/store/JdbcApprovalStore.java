/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.approval.Approval;
import dev.agentgovernance.api.approval.Approval.Answer;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalState;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.approval.Capability;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Requests and answers in tables.
 *
 * <p>A request has a version. Whoever answers or redeems reads it, works out what follows, and writes under the condition
 * that the version is still the same; of several at once one succeeds, and the others look again.
 */
final class JdbcApprovalStore implements ApprovalStore {

    private static final String SELECT =
            "SELECT r.seq_no, r.body, r.used, r.row_version, a.approver, a.answer, a.happened, a.note"
                    + " FROM governance_request r LEFT JOIN governance_answer a ON a.request_hash = r.id_hash ";
    private static final String ORDER = " ORDER BY r.created, r.seq_no, a.seq_no";

    private final Database database;

    JdbcApprovalStore(Database database) {
        this.database = database;
    }

    /** A request as it stands in the tables. */
    private record Stored(ApprovalRequest request, boolean used, int version, List<Approval> answers) {
        ApprovalCase at(Instant now) {
            return new ApprovalCase(request, CaseRules.state(request, answers, used, now), answers);
        }
    }

    @Override
    public boolean submit(ApprovalRequest request) {
        return database.insert(
                "INSERT INTO governance_request (id_hash, capability, agent_hash, created, expires, used, closed,"
                        + " unreviewed, row_version, body) VALUES (?, ?, ?, ?, ?, FALSE, FALSE, FALSE, 0, ?)",
                Columns.hash(request.id()),
                request.capability().hex(),
                Columns.hash(request.asker().agent()),
                Columns.time(request.createdAt()),
                Columns.time(request.expiresAt()),
                Columns.text(RequestJson.write(request)));
    }

    @Override
    public boolean answer(Approval approval) {
        return database.transact(connection -> {
            Stored stored = stored(connection, approval.requestId());
            if (stored == null
                    || !CaseRules.counts(
                            stored.request(),
                            stored.answers(),
                            stored.used(),
                            approval,
                            isAgent(connection, approval.approver()))) {
                return false;
            }
            boolean closes = approval.answer() == Answer.REJECTED || approval.answer() == Answer.REVOKED;
            change(
                    connection,
                    stored,
                    "closed = closed OR ?, unreviewed = (unreviewed OR ?) AND NOT ?",
                    closes,
                    approval.answer() == Answer.BREAK_GLASS,
                    approval.answer() == Answer.REVIEWED);
            Database.update(
                    connection,
                    "INSERT INTO governance_answer (request_hash, approver, answer, happened, note)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    Columns.hash(approval.requestId()),
                    Columns.text(approval.approver()),
                    approval.answer().name(),
                    Columns.time(approval.at()),
                    Columns.text(approval.note()));
            return true;
        });
    }

    // INVARIANT: each grant is given away at most once, and only for the capability it was made for.
    @Override
    public boolean redeem(String requestId, Capability capability, Instant now) {
        return database.transact(connection -> {
            Stored stored = stored(connection, requestId);
            if (stored == null
                    || !stored.request().capability().equals(capability)
                    || stored.at(now).state() != ApprovalState.GRANTED) {
                return false;
            }
            change(connection, stored, "used = TRUE, closed = TRUE");
            return true;
        });
    }

    private static void change(Connection connection, Stored stored, String assignments, Object... values)
            throws SQLException {
        List<Object> all = new ArrayList<>(List.of(values));
        all.add(Columns.hash(stored.request().id()));
        all.add(stored.version());
        int changed = Database.update(
                connection,
                "UPDATE governance_request SET row_version = row_version + 1, " + assignments
                        + " WHERE id_hash = ? AND row_version = ?",
                all.toArray());
        if (changed != 1) {
            throw new Database.Conflict();
        }
    }

    @Override
    public Optional<ApprovalCase> find(String requestId, Instant now) {
        return database.transact(
                connection -> Optional.ofNullable(stored(connection, requestId)).map(stored -> stored.at(now)));
    }

    @Override
    public List<ApprovalCase> findAll(Capability capability, Instant now) {
        return cases(now, found -> true, "WHERE r.capability = ?" + ORDER, capability.hex());
    }

    @Override
    public List<ApprovalCase> pending(Instant now) {
        return cases(
                now,
                found -> found.state() == ApprovalState.PENDING,
                "WHERE r.closed = FALSE AND r.expires > ?" + ORDER,
                Columns.time(now));
    }

    @Override
    public List<ApprovalCase> recent(int limit, Instant now) {
        return cases(
                now,
                found -> true,
                "WHERE r.seq_no IN (SELECT s.seq_no FROM governance_request s"
                        + " ORDER BY s.created DESC, s.seq_no DESC LIMIT ?)"
                        + " ORDER BY r.created DESC, r.seq_no DESC, a.seq_no",
                limit);
    }

    @Override
    public List<ApprovalCase> waitingForReview(Instant now) {
        return cases(now, ApprovalCase::waitsForReview, "WHERE r.unreviewed = TRUE" + ORDER);
    }

    private List<ApprovalCase> cases(Instant now, Predicate<ApprovalCase> wanted, String where, Object... values) {
        return database.transact(connection -> load(connection, where, values)).stream()
                .map(stored -> stored.at(now))
                .filter(wanted)
                .toList();
    }

    private static @Nullable Stored stored(Connection connection, String requestId) throws SQLException {
        List<Stored> found = load(connection, "WHERE r.id_hash = ?" + ORDER, Columns.hash(requestId));
        return found.isEmpty() ? null : found.get(0);
    }

    private static boolean isAgent(Connection connection, String name) throws SQLException {
        return !Database.query(
                        connection,
                        row -> row.getInt(1),
                        "SELECT 1 FROM governance_request WHERE agent_hash = ? LIMIT 1",
                        Columns.hash(name))
                .isEmpty();
    }

    private static List<Stored> load(Connection connection, String where, Object... values) throws SQLException {
        Map<Long, Stored> found = new LinkedHashMap<>();
        Database.query(
                connection,
                row -> {
                    long number = row.getLong(1);
                    Stored stored = found.get(number);
                    if (stored == null) {
                        ApprovalRequest request = RequestJson.read(Columns.original(row.getString(2)));
                        stored = new Stored(request, row.getBoolean(3), row.getInt(4), new ArrayList<>());
                        found.put(number, stored);
                    }
                    if (row.getString(5) != null) {
                        stored.answers().add(approval(stored.request().id(), row));
                    }
                    return number;
                },
                SELECT + where,
                values);
        return List.copyOf(found.values());
    }

    private static Approval approval(String requestId, ResultSet row) throws SQLException {
        return new Approval(
                requestId,
                Columns.original(row.getString(5)),
                Answer.valueOf(row.getString(6)),
                Columns.time(row.getBigDecimal(7)),
                Columns.original(row.getString(8)));
    }
}
