/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.api.trust.TrustStore;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.FileStores;
import dev.agentgovernance.core.store.JdbcStores;
import dev.agentgovernance.core.trust.TrustLedger;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.h2.jdbcx.JdbcConnectionPool;

/** A process of its own that decides, asks, approves and records, and prints each thing that was acknowledged. */
final class RecordingProcess {

    private RecordingProcess() {}

    /** Where it keeps approvals and trust. */
    enum Kept {
        IN_A_FILE,
        IN_H2,
        /** One file that several processes use at once: the first of them serves the others. */
        IN_SHARED_H2
    }

    static Process start(Path folder, String prefix, Kept kept) throws IOException {
        return KilledProcesses.start(RecordingProcess.class, folder.toString(), prefix, kept.name());
    }

    /** What is kept, and what closes it. */
    record Stores(ApprovalStore approvals, TrustStore trust, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    static Stores open(Path folder, Kept kept) {
        if (kept == Kept.IN_A_FILE) {
            FileStores stores = FileStores.open(folder.resolve("stores"));
            return new Stores(stores.approvalStore(), stores.trustStore(), stores::close);
        }
        JdbcConnectionPool pool = JdbcConnectionPool.create(
                "jdbc:h2:file:" + folder.resolve("governance")
                        + (kept == Kept.IN_H2 ? ";DB_CLOSE_ON_EXIT=FALSE" : ";AUTO_SERVER=TRUE"),
                "sa",
                "");
        JdbcStores stores = JdbcStores.open(pool, Clock.systemUTC());
        return new Stores(stores.approvalStore(), stores.trustStore(), pool::dispose);
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
        Path folder = Path.of(arguments[0]);
        String prefix = arguments[1];
        Stores stores = open(folder, Kept.valueOf(arguments[2]));
        TrustLedger ledger = TrustLedger.builder(stores.trust()).build();
        String[] current = {""};
        ApprovalDesk desk = ApprovalDesk.builder(
                        stores.approvals(),
                        ApprovalRules.builder()
                                .person("ann")
                                .mostOpen(1000)
                                .mostInAnHour(1000)
                                .build())
                .ids(() -> current[0])
                .build();
        try (AuditJournal journal = AuditJournal.builder(folder.resolve("audit.jsonl"))
                .rotateAt(64 << 10)
                .open()) {
            int[] number = {0};
            Governance guard = Governance.builder(Policy.baseline())
                    .trust(key -> TrustLevel.CONTRIBUTE)
                    .audit(journal)
                    .approvals(desk)
                    .recordIds(() -> prefix + "-" + number[0]++)
                    .build();
            for (int i = 0; i < 1_000; i++) {
                try {
                    Action action = Action.shell("gh pr merge " + prefix + i);
                    current[0] = prefix + "-r" + i;
                    // An agent of its own for each process: one may ask a bounded number of times an hour.
                    ActionContext context = ActionContext.of("agent-" + prefix, "acme/shop");
                    Decision asked = guard.decide(action, context);
                    out.println("audit " + prefix + "-" + (number[0] - 1));
                    if (asked.reasons().get(0).rule().equals("approval.waiting")) {
                        out.println("asked " + current[0]);
                    }
                    if (desk.approve(current[0], "ann", "").counts()) {
                        out.println("granted " + current[0]);
                    }
                    if (guard.decide(action, context).verdict().equals("allow")) {
                        out.println("used " + current[0]);
                        out.println("audit " + prefix + "-" + (number[0] - 1));
                    }
                    ledger.record(asked, TestActions.context(), Outcome.SUCCEEDED, current[0], "ci");
                    out.println("trust " + current[0]);
                } catch (UncheckedIOException e) {
                    // Whether the store took it is not known: nothing is acknowledged.
                    out.println("unknown " + current[0]);
                }
            }
        }
    }
}
