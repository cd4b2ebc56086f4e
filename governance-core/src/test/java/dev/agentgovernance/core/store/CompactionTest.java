/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.budget.BudgetStore.Draw;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.ClaimResult;
import dev.agentgovernance.api.integrity.ResourceKey;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.core.KilledProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is written anew says the same. */
class CompactionTest {

    private static final int KILLS = Integer.getInteger("governance.store.kills", 12);
    private static final Instant NOON = ChangingProcess.NOON;
    private static final TrustKey KEY = new TrustKey("agent", "acme/shop", ActionClass.DELIVER);
    private static final long LEAST = 2_000;

    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("stores");
    }

    static Evidence evidence(String id) {
        return new Evidence(
                id,
                KEY,
                Outcome.SUCCEEDED,
                ActionDigest.of(Action.shell(id), ActionContext.of("agent", "acme/shop")),
                NOON,
                "ci");
    }

    private static long claim(FileStores stores, String name, Duration lease) {
        ClaimResult result = stores.claimStore()
                .acquire(
                        new ResourceKey(ResourceKey.Kind.PATH, name),
                        Claim.Mode.EXCLUSIVE,
                        "h\u00e9lder\ud800",
                        lease,
                        "because\n",
                        NOON);
        return ((ClaimResult.Granted) result).claim().fencingToken();
    }

    private static boolean spend(FileStores stores, String counter, long amount) {
        return stores.budgetStore().reserve(List.of(new Draw(counter, amount, 1_000, NOON.plusSeconds(60))), NOON);
    }

    private long generation() throws IOException {
        String first = Files.readAllLines(file, StandardCharsets.US_ASCII).get(0);
        return first.contains("\"change\":\"generation\"")
                ? Long.parseLong(first.replaceAll(".*\"number\":\"|\"}$", ""))
                : 0;
    }

    @Test
    void claimsAndBudgetsAreAsBeforeAndEvidenceIsKept() throws IOException {
        long kept;
        try (FileStores stores = FileStores.open(file, LEAST)) {
            kept = claim(stores, "kept", Duration.ofDays(1));
            for (int i = 0; i < 200; i++) {
                stores.trustStore().append(evidence("e" + i));
                assertThat(stores.claimStore().release(claim(stores, "f" + i, Duration.ofHours(1))))
                        .isTrue();
                assertThat(spend(stores, "calls", 2)).isTrue();
            }
        }
        assertThat(generation()).isPositive();
        try (FileStores stores = FileStores.open(file, LEAST)) {
            assertThat(stores.trustStore().evidence(KEY)).hasSize(200);
            assertThat(stores.budgetStore().used("calls")).isEqualTo(400);
            assertThat(spend(stores, "calls", 601)).isFalse();
            assertThat(stores.claimStore().isCurrent(kept, NOON)).isTrue();
            assertThat(stores.claimStore()
                            .overlapping(new ResourceKey(ResourceKey.Kind.PATH, "kept"), NOON)
                            .get(0)
                            .reason())
                    .isEqualTo("because\n");
            // No token is given away twice.
            assertThat(claim(stores, "next", Duration.ofHours(1))).isEqualTo(202);
        }
    }

    @Test
    void whatOnlyCountsDoesNotMakeTheFileGrow() throws IOException {
        try (FileStores stores = FileStores.open(file, LEAST)) {
            for (int i = 0; i < 300; i++) {
                assertThat(spend(stores, "calls", 1)).isTrue();
                assertThat(Files.size(file)).isLessThan(4 * LEAST);
            }
        }
    }

    @Test
    void whoHasTheOldFileOpenGoesOnInTheNewOne() throws IOException {
        try (FileStores one = FileStores.open(file, LEAST);
                FileStores other = FileStores.open(file)) {
            long mine = claim(other, "mine", Duration.ofHours(1));
            for (int i = 0; i < 100; i++) {
                spend(i % 3 == 0 ? other : one, "calls", 1);
            }
            assertThat(generation()).isPositive();
            assertThat(other.budgetStore().used("calls")).isEqualTo(100);
            assertThat(one.claimStore().isCurrent(mine, NOON)).isTrue();
            assertThat(other.claimStore().release(mine)).isTrue();
            assertThat(one.claimStore().isCurrent(mine, NOON)).isFalse();
        }
    }

    @Test
    void aFileThatDoesNotFollowIsRefused() throws IOException {
        Path older = folder.resolve("older");
        try (FileStores stores = FileStores.open(file, LEAST)) {
            spend(stores, "calls", 1);
            Files.copy(file, older);
            spend(stores, "calls", 1);
            Files.move(older, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(() -> stores.budgetStore().used("calls")).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> spend(stores, "calls", 1)).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void whatADeathLeavesInTheMiddleIsInNobodysWay() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("stores.new"), "half a fi");
        try (FileStores stores = FileStores.open(file, LEAST)) {
            for (int i = 0; i < 100; i++) {
                spend(stores, "calls", 1);
            }
            assertThat(stores.budgetStore().used("calls")).isEqualTo(100);
        }
        assertThat(generation()).isPositive();
        assertThat(folder.resolve("stores.new")).doesNotExist();
    }

    @Test
    void endedBudgetsAreLeftOutADayLater() throws IOException {
        try (FileStores stores = FileStores.open(file, LEAST)) {
            for (int day = 0; day < 100; day++) {
                Instant now = NOON.plus(Duration.ofDays(day));
                stores.budgetStore().reserve(List.of(new Draw("day" + day, 1, 10, now.plus(Duration.ofHours(1)))), now);
            }
        }
        try (FileStores stores = FileStores.open(file, LEAST)) {
            assertThat(stores.budgetStore().used("day0")).isZero();
            assertThat(stores.budgetStore().used("day99")).isEqualTo(1);
        }
    }

    @Test
    void aKilledProcessLosesAndDoublesNothingItAcknowledged() throws Exception {
        List<String> acknowledged = new KilledProcesses(11, 40, 160, 3_000)
                .kill(KILLS, kill -> kill % 3 == 0 ? 2 : 1, prefix -> ChangingProcess.start(file, prefix));
        assertThat(generation()).isGreaterThan(1);
        assertThat(KilledProcesses.of("token ", acknowledged)).doesNotHaveDuplicates();
        try (FileStores stores = FileStores.open(file)) {
            long spent = acknowledged.stream().filter("spent"::equals).count();
            assertThat(stores.budgetStore().used("calls")).isBetween(spent, spent + 2L * KILLS);
            assertThat(stores.trustStore().evidence(KEY))
                    .extracting(Evidence::id)
                    .doesNotHaveDuplicates()
                    .containsAll(KilledProcesses.of("trust ", acknowledged));
            for (String token : KilledProcesses.of("released ", acknowledged)) {
                assertThat(stores.claimStore().isCurrent(Long.parseLong(token), NOON))
                        .as(token)
                        .isFalse();
            }
            long last = KilledProcesses.of("token ", acknowledged).stream()
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElseThrow();
            assertThat(claim(stores, "after", Duration.ofHours(1))).isGreaterThan(last);
        }
    }
}
