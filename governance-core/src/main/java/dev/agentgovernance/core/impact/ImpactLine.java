/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.impact;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.Reach;
import java.util.List;
import java.util.Set;

/**
 * A line of the table about some kinds of effects.
 *
 * @param id its name
 * @param kinds the kinds
 * @param reach the reach from which on it holds; {@link Reach#NONE} for always
 * @param production whether it holds in production only, and where the environment is not known
 * @param ceiling whether it bounds what the dimensions say from above, or raises it
 * @param impact the bound
 * @param why why that matters, as a sentence
 * @param examples effects for which it holds
 * @param others effects for which it does not
 */
record ImpactLine(
        String id,
        Set<EffectKind> kinds,
        Reach reach,
        boolean production,
        boolean ceiling,
        Impact impact,
        String why,
        List<Effect> examples,
        List<Effect> others) {

    ImpactLine {
        kinds = Set.copyOf(kinds);
        examples = List.copyOf(examples);
        others = List.copyOf(others);
        if (ceiling && (production || reach != Reach.NONE)) {
            throw new IllegalArgumentException("a ceiling that ends somewhere would make a step down: " + id);
        }
    }

    boolean holds(Effect effect) {
        return kinds.contains(effect.kind())
                && effect.reach().compareTo(reach) >= 0
                && (!production || isProduction(effect.environment()));
    }

    private static boolean isProduction(Environment environment) {
        return environment == Environment.PRODUCTION || environment == Environment.UNKNOWN;
    }
}
