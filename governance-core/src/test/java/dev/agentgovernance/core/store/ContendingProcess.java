/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.approval.Approval;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.approval.Capability;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** A process of its own whose threads all want the same approvals, answer the same request and record the same evidence. */
final class ContendingProcess {

    static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    static final TrustKey KEY = new TrustKey("agent", "acme/shop", ActionClass.DELIVER);

    private ContendingProcess() {}

    static Process start(String url, String name, int threads, int approvals) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(
                        java,
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ContendingProcess.class.getName(),
                        url,
                        name,
                        Integer.toString(threads),
                        Integer.toString(approvals)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static JdbcConnectionPool database(String url, int threads) {
        if (url.startsWith("jdbc:h2:")) {
            return JdbcConnectionPool.create(url, "sa", "");
        }
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setUrl(url);
        JdbcConnectionPool pool = JdbcConnectionPool.create(source);
        pool.setMaxConnections(threads);
        pool.setLoginTimeout(120);
        return pool;
    }

    static Capability capability(int number) {
        return new Capability(digest("deploy " + number).hex());
    }

    static ApprovalRequest request(String id, Capability capability, int quorum) {
        return new ApprovalRequest(
                id,
                capability,
                new ApprovalRequest.Asker("agent", "", "", "", "acme/shop"),
                quorum,
                Set.of(),
                new ApprovalRequest.Shown(digest(id), "p", "shell", id, Impact.HIGH, List.of(), List.of()),
                NOON,
                NOON.plusSeconds(100));
    }

    static ActionDigest digest(String command) {
        return ActionDigest.of(Action.shell(command), ActionContext.of("agent", "acme/shop"));
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
        String name = arguments[1];
        int threads = Integer.parseInt(arguments[2]);
        int approvals = Integer.parseInt(arguments[3]);
        JdbcStores stores = JdbcStores.open(database(arguments[0], threads), Clock.systemUTC());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        out.println("up");
        if (System.in.read() < 0) {
            return;
        }
        long start = System.nanoTime();
        List<Future<List<String>>> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            String person = name + "-" + thread;
            running.add(pool.submit(() -> contend(stores, person, approvals)));
        }
        try {
            for (Future<List<String>> each : running) {
                each.get().forEach(out::println);
            }
            out.println("nanos " + (System.nanoTime() - start));
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<String> contend(JdbcStores stores, String person, int approvals) {
        ApprovalStore store = stores.approvalStore();
        TrustStore trust = stores.trustStore();
        List<String> won = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < approvals; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(person.hashCode()));
        if (store.answer(new Approval("crowd", person, Approval.Answer.APPROVED, NOON))) {
            won.add("answered " + person);
        }
        for (int i : order) {
            if (store.redeem("r" + i, capability(i), NOON)) {
                won.add("used r" + i);
            }
            for (String id : List.of("shared-" + i, person + "-" + i)) {
                Evidence piece = new Evidence(id, KEY, Outcome.SUCCEEDED, digest(id), NOON, "ci");
                if (trust.append(piece)) {
                    won.add("stored " + id);
                }
            }
        }
        return won;
    }
}
