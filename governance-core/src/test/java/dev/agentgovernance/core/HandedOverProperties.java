/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.integrity.Overtaken;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.FileStores;
import dev.agentgovernance.core.store.InMemoryStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/** No order of work, time, hand-backs and pushes lets a task hand over unasked what another has taken over. */
class HandedOverProperties {

    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final List<String> TASKS = List.of("a", "b", "c");
    private static final List<String> FILES = List.of("src/Shop.java", "src/Cart.java", "docs/shop.md");
    private static final List<String> PUSHES =
            List.of("git push origin bot/x", "cd src && git push -q origin HEAD:bot/y", "gh pr merge 7");

    private static int pushes;
    private static int behind;
    private static int folders;

    @AfterContainer
    static void bothHappened() {
        assertThat(behind).isGreaterThan(pushes / 10).isLessThan(pushes * 9 / 10);
        assertThat(folders).isPositive();
    }

    /** What a task has changed, in the order in which it was allowed to. */
    private record Change(String task, String file) {
        boolean meets(Change other) {
            String folder = file.endsWith("/") ? file : file + "/";
            String otherFolder = other.file.endsWith("/") ? other.file : other.file + "/";
            return folder.startsWith(otherFolder) || otherFolder.startsWith(folder);
        }
    }

    /** The oracle knows nothing of claims: a task is behind if another changed a part after it. */
    private static boolean isBehind(String task, List<Change> changes) {
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).task().equals(task)) {
                for (Change later : changes.subList(i, changes.size())) {
                    if (!later.task().equals(task) && later.meets(changes.get(i))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static ActionContext context(String task) {
        return ActionContext.builder("agent")
                .repository("acme/shop")
                .repositoryRoot("/w")
                .workingDirectory("/w")
                .branch("bot/x")
                .task(task)
                .build();
    }

    private void run(List<Integer> steps, ClaimStore store) {
        Instant[] now = {START};
        InstantSource source = () -> now[0];
        Clock clock = source.withZone(ZoneOffset.UTC);
        Governance guard = Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.OPERATE)
                .claims(store)
                .clock(clock)
                .build();
        Governance without = Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.OPERATE)
                .clock(clock)
                .build();
        List<Change> changes = new ArrayList<>();
        for (int step : steps) {
            String task = TASKS.get(step % TASKS.size());
            int what = step / TASKS.size();
            String file = FILES.get(what % FILES.size());
            switch (step % 7) {
                case 0, 1 -> {
                    Action write = Action.write(file, "text\n");
                    if (guard.decide(write, context(task)) instanceof Allow) {
                        changes.add(new Change(task, file));
                    }
                }
                case 2 -> {
                    if (guard.decide(Action.shell("rm -r src"), context(task)) instanceof Allow) {
                        changes.add(new Change(task, "src/"));
                    }
                }
                case 3 -> now[0] = now[0].plus(Duration.ofMinutes(1 + what % 20));
                case 4 -> {
                    List<Claim> held = store.inForce(now[0]);
                    if (!held.isEmpty()) {
                        store.release(held.get(what % held.size()).fencingToken());
                    }
                }
                default -> {
                    Action push = Action.shell(PUSHES.get(what % PUSHES.size()));
                    Decision decision = guard.decide(push, context(task));
                    boolean said = decision.reasons().stream()
                            .anyMatch(reason -> reason.rule().equals("claim.overtaken"));
                    assertThat(said).as("%s %s", task, changes).isEqualTo(isBehind(task, changes));
                    pushes++;
                    behind += said ? 1 : 0;
                    folders += changes.stream().anyMatch(change -> change.file().equals("src/")) ? 1 : 0;
                    assertThat(said && decision instanceof Allow).isFalse();
                    assertThat(without.decide(push, context(task)) instanceof Allow || !(decision instanceof Allow))
                            .isTrue();
                }
            }
        }
        // What is settled is forgotten, and nothing else.
        for (String task : TASKS) {
            for (Overtaken one : store.overtaken("task " + task)) {
                assertThat(store.settle(one.claim().fencingToken())).isTrue();
            }
            assertThat(store.overtaken("task " + task)).isEmpty();
        }
    }

    @Property(tries = 1_500)
    void nobodyHandsOverUnaskedWhatAnotherHasTaken(
            @ForAll @Size(min = 4, max = 40) List<@IntRange(max = 4_199) Integer> steps) {
        run(steps, InMemoryStores.claimStore());
    }

    @Property(tries = 30)
    void noProcessOfAMachineDoes(@ForAll @Size(min = 4, max = 25) List<@IntRange(max = 4_199) Integer> steps)
            throws IOException {
        Path file = Files.createTempFile("claims", ".store");
        Files.delete(file);
        try (FileStores here = FileStores.open(file);
                FileStores there = FileStores.open(file)) {
            run(steps, new EitherStore(here.claimStore(), there.claimStore()));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".lock"));
        }
    }
}
