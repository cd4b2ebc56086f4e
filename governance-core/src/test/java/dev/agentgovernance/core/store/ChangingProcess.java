/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.budget.BudgetStore.Draw;
import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.ClaimResult;
import dev.agentgovernance.api.integrity.ResourceKey;
import dev.agentgovernance.core.KilledProcesses;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A process of its own that claims, spends and proves, and prints each thing that was acknowledged. */
final class ChangingProcess {

    static final int LEAST_REPLACED = 4096;
    static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private ChangingProcess() {}

    static Process start(Path file, String prefix) throws IOException {
        return KilledProcesses.start(ChangingProcess.class, file.toString(), prefix);
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
        try (FileStores stores = FileStores.open(Path.of(arguments[0]), LEAST_REPLACED)) {
            for (int i = 0; ; i++) {
                String name = arguments[1] + "-" + i;
                ClaimResult result = stores.claimStore()
                        .acquire(
                                new ResourceKey(ResourceKey.Kind.PATH, name),
                                Claim.Mode.EXCLUSIVE,
                                arguments[1],
                                Duration.ofMinutes(5),
                                "why",
                                NOON.plusSeconds(i));
                long token = ((ClaimResult.Granted) result).claim().fencingToken();
                out.println("token " + token);
                stores.budgetStore().reserve(List.of(new Draw("calls", 1, 1_000_000, NOON.plusSeconds(9_999))), NOON);
                out.println("spent");
                if (i % 8 == 0) {
                    stores.trustStore().append(CompactionTest.evidence(name));
                    out.println("trust " + name);
                }
                stores.claimStore().release(token);
                out.println("released " + token);
            }
        }
    }
}
