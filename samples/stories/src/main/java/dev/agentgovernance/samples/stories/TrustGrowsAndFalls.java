/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.stories;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.api.trust.TrustStore;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.InMemoryStores;
import dev.agentgovernance.core.trust.TrustLedger;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Trust is earned by weeks of work that holds, and gone with one incident. */
final class TrustGrowsAndFalls {

    private static final Instant MONDAY = Instant.parse("2026-09-07T09:00:00Z");
    private static final TrustKey PUSHES = new TrustKey("newcomer", "acme/shop", ActionClass.COLLABORATE);
    private static final ActionContext AGENT = ActionContext.of("newcomer", "acme/shop");
    private static final Action PUSH = Action.shell("git push origin bot/rename");

    private TrustGrowsAndFalls() {}

    /** What came of it, for whoever wants to check. */
    record Ending(List<TrustLevel> levels, List<Decision> decisions) {}

    static Ending tell(PrintStream out) {
        Story story = new Story(out, "Trust that grows over weeks and falls in a second");
        TrustStore store = InMemoryStores.trustStore();
        List<TrustLevel> levels = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        decisions.add(story.show("first day: git push origin bot/rename", decide(store, MONDAY)));
        int piece = 0;
        for (int week = 0; week < 8; week++) {
            for (int push = 0; push < 5; push++) {
                Instant day = MONDAY.plus(Duration.ofDays(7L * week + push));
                ActionDigest action = ActionDigest.of(Action.shell("git push origin bot/" + piece), AGENT);
                store.append(
                        new Evidence("build-" + piece++, PUSHES, Outcome.SUCCEEDED, action, day.plusSeconds(60), "ci"));
            }
            Instant friday = MONDAY.plus(Duration.ofDays(7L * week + 5));
            levels.add(level(store, friday));
            story.tell("week " + (week + 1) + ": " + piece + " pushes that held, trust " + level(store, friday));
        }
        Instant later = MONDAY.plus(Duration.ofDays(60));
        decisions.add(story.show("after eight weeks: the same push", decide(store, later)));
        ActionDigest bad = ActionDigest.of(PUSH, AGENT);
        store.append(new Evidence("incident-1", PUSHES, Outcome.INCIDENT, bad, later.plusSeconds(1), "ann"));
        levels.add(level(store, later.plusSeconds(2)));
        story.tell("ann reports an incident; a second later: trust " + level(store, later.plusSeconds(2)));
        decisions.add(story.show("the same push", decide(store, later.plusSeconds(2))));
        story.tell(ledger(store, later.plusSeconds(2))
                .standing(PUSHES)
                .explanation()
                .replace("\n", "\n  "));
        return new Ending(levels, decisions);
    }

    private static TrustLedger ledger(TrustStore store, Instant now) {
        return TrustLedger.builder(store)
                .base(key -> TrustLevel.OBSERVE)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .build();
    }

    private static TrustLevel level(TrustStore store, Instant now) {
        return ledger(store, now).standing(PUSHES).level();
    }

    private static Decision decide(TrustStore store, Instant now) {
        return Governance.builder(Policy.baseline())
                .detector(SecretScanner.standard())
                .trust(ledger(store, now))
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .build()
                .decide(PUSH, AGENT);
    }
}
