/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.ClaimResult;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.integrity.Overtaken;
import dev.agentgovernance.api.integrity.ResourceKey;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.InMemoryStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks at work on one codebase, seen from the guard. */
class ClaimsTest {

    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final ResourceKey ALL = new ResourceKey(ResourceKey.Kind.DIRECTORY, "acme/shop");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource time = now::get;
    private final ClaimStore store = InMemoryStores.claimStore();
    private final Governance guard = guard(store).build();

    private Governance.Builder guard(ClaimStore claims) {
        return Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.DELIVER)
                .claims(claims)
                .clock(clock());
    }

    private Clock clock() {
        return time.withZone(ZoneOffset.UTC);
    }

    private static ActionContext task(String task) {
        return ActionContext.builder("agent of " + task)
                .repository("acme/shop")
                .repositoryRoot("/w/" + task)
                .workingDirectory("/w/" + task)
                .branch("bot/" + task)
                .task(task)
                .build();
    }

    private Decision write(String task, String path) {
        return guard.decide(Action.write(path, "text\n"), task(task));
    }

    private static List<String> rules(Decision decision) {
        return decision.reasons().stream().map(Reason::rule).toList();
    }

    @Test
    void aFileIsChangedByOneTaskAtATime() {
        assertThat(write("a", "src/Shop.java")).isInstanceOf(Allow.class);
        Decision second = write("b", "src/Shop.java");
        assertThat(second).isInstanceOf(Ask.class);
        assertThat(second.explanation())
                .contains("src/Shop.java")
                .contains("task a")
                .contains("2026-11-01T12:15:00Z");
        assertThat(write("b", "src/Cart.java")).isInstanceOf(Allow.class);
        assertThat(write("a", "/w/a/src/Shop.java")).isInstanceOf(Allow.class);
    }

    @Test
    void aLeaseEndsAndIsRenewedByWork() {
        write("a", "src/Shop.java");
        now.set(START.plus(Duration.ofMinutes(10)));
        write("a", "src/Shop.java");
        now.set(START.plus(Duration.ofMinutes(20)));
        assertThat(write("b", "src/Shop.java")).isInstanceOf(Ask.class);
        now.set(START.plus(Duration.ofMinutes(25)));
        assertThat(write("b", "src/Shop.java")).isInstanceOf(Allow.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sed -i s/a/b/ src/Shop.java | echo x >> src/Shop.java",
                "echo x > src/Shop.java | git checkout -- .",
                "echo x > src/Shop.java | git reset --hard",
                "echo x > src/Shop.java | rm -r src",
                "echo x > db/migration/V7__a.sql | echo x > db/migration/V7__b.sql",
                "npm install left-pad | npm uninstall right-pad",
                "git push origin bot/x | git push origin bot/x",
            })
    void whatOneTaskChangesStandsInTheWayOfTheOther(String first, String second) {
        guard.decide(Action.shell(first), task("a"));
        Decision alone = Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.DELIVER)
                .clock(clock())
                .build()
                .decide(Action.shell(second), task("b"));
        assertThat(rules(alone)).doesNotContain("claim.held");
        assertThat(rules(guard.decide(Action.shell(second), task("b")))).contains("claim.held");
        assertThat(rules(guard.decide(Action.shell(second), task("a")))).doesNotContain("claim.held");
    }

    @ParameterizedTest
    @CsvSource({
        "cat src/Shop.java",
        "git status",
        "mvn test",
        "git commit -m shop",
        "echo x > /tmp/shop.txt",
        "git push origin bot/b"
    })
    void whatTouchesNothingOfTheOthersGoesOn(String command) {
        guard.decide(Action.shell("echo x > src/Shop.java && git push origin bot/a"), task("a"));
        assertThat(rules(guard.decide(Action.shell(command), task("b")))).doesNotContain("claim.held");
    }

    @Test
    void agentsOfOneTaskWorkTogether() {
        write("a", "src/Shop.java");
        ActionContext child = task("a").toBuilder().parentAgent("agent of a").build();
        assertThat(guard.decide(Action.write("src/Shop.java", "text\n"), child)).isInstanceOf(Allow.class);
    }

    @Test
    void whatIsOnlyJudgedOrRefusedHoldsNothing() {
        guard.judge(Action.write("src/Shop.java", "text\n"), task("a"));
        guard.decide(Action.shell("echo x > src/Shop.java; git push -f origin main"), task("a"));
        assertThat(store.overlapping(ALL, START)).isEmpty();
    }

    @Test
    void ofSeveralPartsAllAreHeldOrNone() {
        write("a", "src/Shop.java");
        Decision both = guard.decide(Action.shell("echo x > src/Cart.java; echo x > src/Shop.java"), task("b"));
        assertThat(both).isInstanceOf(Ask.class);
        assertThat(store.overlapping(ALL, START)).extracting(Claim::holder).containsOnly("task a");
    }

    @Test
    void aHumanLetsTheOtherTaskGoFirst() {
        ApprovalDesk desk = ApprovalDesk.builder(
                        InMemoryStores.approvalStore(),
                        ApprovalRules.builder().person("ann").build())
                .clock(clock())
                .build();
        Governance asking = guard(store).approvals(desk).build();
        write("a", "src/Shop.java");
        Action action = Action.write("src/Shop.java", "text\n");
        assertThat(asking.decide(action, task("b"))).isInstanceOf(Ask.class);
        desk.approve(desk.pending().get(0).request().id(), "ann", "b goes first");
        assertThat(asking.decide(action, task("b"))).isInstanceOf(Allow.class);
    }

    @ParameterizedTest
    @CsvSource({"git push origin bot/a", "gh pr merge 7", "git push --force origin bot/a"})
    void whatAnotherHasTakenMeanwhileIsNotHandedOverUnasked(String push) {
        write("a", "src/Shop.java");
        now.set(START.plus(Duration.ofMinutes(15)));
        assertThat(rules(guard.decide(Action.shell(push), task("a")))).doesNotContain("claim.overtaken");
        write("b", "src/Shop.java");
        Decision decision = guard.decide(Action.shell(push), task("a"));
        assertThat(decision).isInstanceOf(Ask.class);
        assertThat(decision.explanation())
                .contains("path:acme/shop/src/Shop.java")
                .contains("taken by task b at 2026-11-01T12:15:00Z")
                .contains("governance claims settle 1");
        assertThat(rules(guard.decide(Action.shell(push), task("b")))).doesNotContain("claim.overtaken");
        ActionContext elsewhere = task("a").toBuilder().repository("acme/till").build();
        assertThat(rules(guard.decide(Action.shell(push), elsewhere))).doesNotContain("claim.overtaken");
        assertThat(rules(guard.decide(Action.shell("mvn test"), task("a")))).isEmpty();

        store.settle(1);
        assertThat(rules(guard.decide(Action.shell(push), task("a")))).doesNotContain("claim.overtaken");
    }

    @Test
    void aBranchThatAnotherHasPushedToIsNotForcedUnasked() {
        guard.decide(Action.shell("git push origin bot/x"), task("a"));
        now.set(START.plus(Duration.ofMinutes(5)));
        guard.decide(Action.shell("git push origin bot/x"), task("b"));
        now.set(START.plus(Duration.ofMinutes(10)));
        assertThat(rules(guard.decide(Action.shell("git push origin bot/x"), task("a"))))
                .doesNotContain("claim.overtaken");
        now.set(START.plus(Duration.ofMinutes(15)));
        assertThat(rules(guard.decide(Action.shell("git push -f origin bot/x"), task("a"))))
                .contains("claim.overtaken");
    }

    @Test
    void aStoreThatFailsIsAskedAbout() {
        ClaimStore broken = new ClaimStore() {
            @Override
            public ClaimResult acquire(
                    ResourceKey key, Claim.Mode mode, String holder, Duration lease, String reason, Instant at) {
                throw new UncheckedIOException(new IOException("gone"));
            }

            @Override
            public boolean release(long fencingToken) {
                return false;
            }

            @Override
            public List<Overtaken> overtaken(String holder) {
                return List.of();
            }

            @Override
            public boolean settle(long fencingToken) {
                return false;
            }

            @Override
            public boolean isCurrent(long fencingToken, Instant at) {
                return false;
            }

            @Override
            public List<Claim> inForce(Instant at) {
                return List.of();
            }

            @Override
            public List<Claim> overlapping(ResourceKey key, Instant at) {
                throw new UncheckedIOException(new IOException("gone"));
            }
        };
        Governance unsure = guard(broken).build();
        assertThat(rules(unsure.decide(Action.write("src/Shop.java", "text\n"), task("a"))))
                .contains("claim.unknown");
        assertThat(unsure.decide(Action.shell("git status"), task("a"))).isInstanceOf(Allow.class);
    }
}
