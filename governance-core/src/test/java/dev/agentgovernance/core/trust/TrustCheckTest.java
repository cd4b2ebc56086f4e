/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.api.trust.TrustSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrustCheckTest {

    private static final Map<String, TrustLevel> HELD = Map.of(
            "lead/EDIT", TrustLevel.OPERATE,
            "lead/DATABASE", TrustLevel.CONTRIBUTE,
            "lead/READ", TrustLevel.DELIVER,
            "helper/EDIT", TrustLevel.DELIVER,
            "helper/DATABASE", TrustLevel.OPERATE);
    private static final TrustSource SOURCE =
            key -> HELD.getOrDefault(key.agent() + "/" + key.actionClass(), TrustLevel.PROPOSE);
    private static final TrustCheck CHECK = new TrustCheck(SOURCE, TrustCheck.Ceiling.NONE);
    private static final ActionContext LEAD = ActionContext.of("lead", "acme/shop");

    @Test
    void theLeastLevelOfAllClassesCounts() {
        assertThat(CHECK.levelFor(known(EffectKind.FS_WRITE), LEAD)).isEqualTo(TrustLevel.OPERATE);
        assertThat(CHECK.levelFor(known(EffectKind.FS_WRITE, EffectKind.DB_WRITE), LEAD))
                .isEqualTo(TrustLevel.CONTRIBUTE);
    }

    @Test
    void readingOnTheWayDoesNotCountUnlessItIsASecretThatIsRead() {
        assertThat(CHECK.levelFor(known(EffectKind.FS_READ, EffectKind.FS_WRITE), LEAD))
                .isEqualTo(TrustLevel.OPERATE);
        assertThat(CHECK.levelFor(known(EffectKind.FS_READ), LEAD)).isEqualTo(TrustLevel.DELIVER);
        Effect secret = Effect.of(EffectKind.FS_READ, ".env", SourceSpan.NONE).withData(DataSensitivity.SECRET);
        assertThat(CHECK.levelFor(Classification.known(List.of(secret)), LEAD)).isEqualTo(TrustLevel.PROPOSE);
    }

    @Test
    void anAgentHasAtMostTheTrustOfTheOneThatStartedIt() {
        ActionContext helper =
                ActionContext.builder("helper").parentAgent("lead").build();
        assertThat(CHECK.levelFor(known(EffectKind.DB_WRITE), helper)).isEqualTo(TrustLevel.CONTRIBUTE);
        assertThat(CHECK.levelFor(known(EffectKind.FS_WRITE), helper)).isEqualTo(TrustLevel.DELIVER);
    }

    @Test
    void whatWasNotUnderstoodCountsForEveryClass() {
        assertThat(CHECK.levelFor(Classification.opaque("a loop", SourceSpan.NONE), LEAD))
                .isEqualTo(TrustLevel.PROPOSE);
    }

    @Test
    void aCeilingCountsByEnvironment() {
        TrustCheck check = new TrustCheck(
                SOURCE,
                (key, environment) -> key.actionClass() == ActionClass.EDIT && environment == Environment.LOCAL
                        ? TrustLevel.PROPOSE
                        : TrustLevel.OPERATE);
        assertThat(check.levelFor(known(EffectKind.FS_WRITE), LEAD)).isEqualTo(TrustLevel.PROPOSE);
        assertThat(check.levelFor(known(EffectKind.DB_WRITE), LEAD)).isEqualTo(TrustLevel.CONTRIBUTE);
    }

    @Test
    void aSourceThatFailsHasToldNothing() {
        TrustCheck check = new TrustCheck(
                key -> {
                    throw new IllegalStateException("no connection");
                },
                TrustCheck.Ceiling.NONE);
        assertThat(check.levelFor(known(EffectKind.FS_WRITE), LEAD)).isEqualTo(TrustLevel.OBSERVE);
    }

    private static Classification known(EffectKind... kinds) {
        return Classification.known(Arrays.stream(kinds)
                .map(kind -> Effect.of(kind, "", SourceSpan.NONE))
                .toList());
    }
}
