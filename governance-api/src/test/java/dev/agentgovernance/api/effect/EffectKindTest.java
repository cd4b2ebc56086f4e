/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectKindTest {

    @Test
    void idsAreUniqueAndFindTheirKind() {
        assertThat(Arrays.stream(EffectKind.values()).map(EffectKind::id)).doesNotHaveDuplicates();
        for (EffectKind kind : EffectKind.values()) {
            assertThat(EffectKind.of(kind.id())).contains(kind);
            assertThat(kind.id()).matches("[a-z]+(-[a-z]+)*(\\.[a-z]+(-[a-z]+)*)*");
        }
        assertThat(EffectKind.of("vcs")).isEmpty();
        assertThat(EffectKind.of("")).isEmpty();
    }

    @Test
    void aKindIsWithinItselfAndWhatIsAboveIt() {
        assertThat(EffectKind.VCS_PUSH_FORCE.isWithin("vcs.push.force")).isTrue();
        assertThat(EffectKind.VCS_PUSH_FORCE.isWithin("vcs.push")).isTrue();
        assertThat(EffectKind.VCS_PUSH_FORCE.isWithin("vcs")).isTrue();
        for (String other : List.of(
                "", "v", "vcs.", "vcs.pus", "vcs.push.force.governed", "vcs.push.", "forge", "vcs.push.forced")) {
            assertThat(EffectKind.VCS_PUSH_FORCE.isWithin(other)).as(other).isFalse();
        }
    }

    @Test
    void readingTouchesNobodyAndNeedsNoUndoing() {
        for (EffectKind kind : EffectKind.values()) {
            assertThat(kind.isRead()).isEqualTo(kind.actionClass() == ActionClass.READ);
            if (kind.isRead()) {
                assertThat(kind.reach()).as(kind.id()).isEqualTo(Reach.NONE);
                assertThat(kind.reversibility()).as(kind.id()).isEqualTo(Reversibility.REVERSIBLE);
            }
        }
    }

    @Test
    void whatLiesBelowAKindIsNoMilder() {
        for (EffectKind above : EffectKind.values()) {
            for (EffectKind below : EffectKind.values()) {
                if (below.isWithin(above.id())) {
                    assertThat(below.reversibility())
                            .as("%s below %s", below, above)
                            .isGreaterThanOrEqualTo(above.reversibility());
                    assertThat(below.reach()).as("%s below %s", below, above).isGreaterThanOrEqualTo(above.reach());
                }
            }
        }
    }

    @Test
    void everyClassOfActionHasAnEffectAndAnId() {
        for (ActionClass actionClass : ActionClass.values()) {
            assertThat(Arrays.stream(EffectKind.values()).map(EffectKind::actionClass))
                    .contains(actionClass);
            assertThat(actionClass.id()).matches("[a-z]+(-[a-z]+)*");
        }
        assertThat(ActionClass.VERSION_CONTROL.id()).isEqualTo("version-control");
    }
}
