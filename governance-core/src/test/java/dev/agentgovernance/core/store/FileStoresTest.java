/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.ClaimResult;
import dev.agentgovernance.api.integrity.ResourceKey;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contracts, and what concerns the file alone. */
class FileStoresTest extends StoreContracts {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.000000001Z");
    private static final TrustKey KEY = new TrustKey("agent\u202e-\ud800", "acme/\0shop\n", ActionClass.DELIVER);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final List<FileStores> OPEN = new ArrayList<>();

    @TempDir
    static Path folder = Path.of("");

    @AfterEach
    void closeAll() {
        OPEN.forEach(FileStores::close);
        OPEN.clear();
    }

    private static Path newFile() {
        return folder.resolve("stores" + NUMBER.incrementAndGet());
    }

    private static FileStores open(Path file) {
        FileStores stores = FileStores.open(file);
        OPEN.add(stores);
        return stores;
    }

    @Override
    Stores newStores() {
        return Stores.of(open(newFile()));
    }

    private static Evidence evidence(String id) {
        return new Evidence(
                id,
                KEY,
                Outcome.SUCCEEDED,
                ActionDigest.of(Action.shell(id), ActionContext.of("agent", "acme/shop")),
                NOON,
                "ci");
    }

    private static List<String> ids(FileStores stores) {
        return stores.trustStore().evidence(KEY).stream().map(Evidence::id).toList();
    }

    @Test
    void severalOpenOnOneFileAreOneStore() {
        Path file = newFile();
        FileStores here = open(file);
        FileStores there = open(file);

        assertThat(here.trustStore().append(evidence("a"))).isTrue();
        assertThat(there.trustStore().append(evidence("a"))).isFalse();
        assertThat(there.trustStore().append(evidence("b"))).isTrue();
        assertThat(ids(here)).containsExactly("a", "b");
        assertThat(here.trustStore().keys()).containsExactly(KEY);
    }

    @Test
    void whatWasClosedIsThereWhenItIsOpenedAgain() {
        Path file = newFile();
        FileStores first = open(file);
        first.trustStore().append(evidence("a"));
        ClaimResult granted = claim(first, "ann", NOON);
        first.close();

        FileStores again = open(file);
        assertThat(ids(again)).containsExactly("a");
        assertThat(claim(again, "ben", NOON)).isInstanceOf(ClaimResult.Refused.class);
        assertThat(((ClaimResult.Granted) granted).claim().fencingToken()).isEqualTo(1);
        assertThatThrownBy(() -> ids(first)).isInstanceOf(UncheckedIOException.class);
    }

    private static ClaimResult claim(FileStores stores, String holder, Instant now) {
        return stores.claimStore()
                .acquire(
                        new ResourceKey(ResourceKey.Kind.BRANCH, "main"),
                        Claim.Mode.EXCLUSIVE,
                        holder,
                        Duration.ofMinutes(1),
                        "work",
                        now);
    }

    @Test
    void anEndThatOneProcessHasSeenIsAnEndForAll() {
        Path file = newFile();
        FileStores here = open(file);
        FileStores there = open(file);
        claim(here, "ann", NOON);
        claim(here, "ben", NOON.plusSeconds(61));
        here.claimStore().release(2);

        // The clock of this one is behind.
        assertThat(there.claimStore().isCurrent(1, NOON)).isFalse();
        assertThat(claim(there, "cleo", NOON)).isInstanceOf(ClaimResult.Granted.class);
    }

    @Test
    void aLineThatACrashLeftIncompleteIsCutOff() throws IOException {
        for (String left : List.of("", "7", "{\"change", "\0\0\0\0")) {
            Path file = newFile();
            FileStores before = open(file);
            before.trustStore().append(evidence("a"));
            Files.writeString(file, left, StandardOpenOption.APPEND);

            FileStores after = open(file);
            assertThat(after.trustStore().append(evidence("b"))).isTrue();
            assertThat(ids(after)).containsExactly("a", "b");
            assertThat(ids(before)).containsExactly("a", "b");
        }
    }

    @Test
    void aLineByOneWhomTheLockDidNotHoldBackIsFollowedByNobody() throws IOException {
        Path file = newFile();
        FileStores stores = open(file);
        stores.trustStore().append(evidence("a"));
        String first = Files.readString(file, StandardCharsets.US_ASCII);
        // The very line again: it says that it stands at the beginning, where it does not stand.
        Files.writeString(file, first, StandardOpenOption.APPEND);

        assertThat(stores.trustStore().append(evidence("b"))).isTrue();
        assertThat(ids(open(file))).containsExactly("a", "b");
    }

    @Test
    void aFileThatIsDamagedIsRefused() throws IOException {
        Path file = newFile();
        FileStores stores = open(file);
        stores.trustStore().append(evidence("a"));
        stores.trustStore().append(evidence("b"));
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length; at += 7) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            Path copy = newFile();
            Files.write(copy, changed);
            if (changed[at] == '\n' || bytes[at] == '\n') {
                continue;
            }
            assertThatThrownBy(() -> FileStores.open(copy)).as("byte " + at).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void aFileThatIsReplacedOrCutOffWhileItIsInUseIsRefused() throws IOException {
        Path file = newFile();
        FileStores stores = open(file);
        stores.trustStore().append(evidence("a"));
        Path other = Files.copy(file, newFile());
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> ids(stores)).isInstanceOf(UncheckedIOException.class);

        FileStores again = open(file);
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> again.trustStore().append(evidence("b"))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void anInterruptIsKeptAndLosesNothing() {
        FileStores stores = open(newFile());
        Thread.currentThread().interrupt();

        assertThat(stores.trustStore().append(evidence("a"))).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ids(stores)).containsExactly("a");
    }
}
