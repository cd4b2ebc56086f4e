/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.trust;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.api.trust.TrustSource;
import java.util.Objects;

/**
 * Works out the level of trust that counts for an action: the least that the agent, and the agent that started it, hold for
 * any class of effect in it. Safe for use by several threads if its source is.
 */
public final class TrustCheck {

    /** Knows the most trust that may count, whatever was earned. Safe for use by several threads. */
    @FunctionalInterface
    public interface Ceiling {

        /** Leaves every level as it is. */
        Ceiling NONE = (key, environment) -> TrustLevel.OPERATE;

        /** Returns the most that may count for a key in an environment. */
        TrustLevel ceiling(TrustKey key, Environment environment);
    }

    private final TrustSource source;
    private final Ceiling ceiling;

    /** Makes a check on what a source knows, under a ceiling. */
    public TrustCheck(TrustSource source, Ceiling ceiling) {
        this.source = Objects.requireNonNull(source, "source");
        this.ceiling = Objects.requireNonNull(ceiling, "ceiling");
    }

    /** Returns the level that counts; {@link TrustLevel#OBSERVE} where the source fails. */
    // INVARIANT: more effects never give more trust, and an agent never has more than the one that started it.
    public TrustLevel levelFor(Classification classification, ActionContext context) {
        TrustLevel least = TrustLevel.OPERATE;
        boolean any = false;
        for (Effect effect : classification.effects()) {
            if (!isPlainRead(effect)) {
                any = true;
                least = TrustLevel.lower(least, level(classOf(effect), effect.environment(), context));
            }
        }
        if (classification.coverage() != Coverage.KNOWN) {
            // What was not understood may be of any class.
            for (ActionClass each : ActionClass.values()) {
                least = TrustLevel.lower(least, level(each, Environment.UNKNOWN, context));
            }
            return least;
        }
        return any ? least : level(ActionClass.READ, Environment.LOCAL, context);
    }

    private TrustLevel level(ActionClass actionClass, Environment environment, ActionContext context) {
        TrustLevel own = level(context.agent(), actionClass, environment, context);
        return context.parentAgent()
                .map(parent -> TrustLevel.lower(own, level(parent, actionClass, environment, context)))
                .orElse(own);
    }

    private TrustLevel level(String agent, ActionClass actionClass, Environment environment, ActionContext context) {
        TrustKey key = new TrustKey(agent, context.repository().orElse(""), actionClass);
        try {
            return TrustLevel.lower(source.levelOf(key), ceiling.ceiling(key, environment));
        } catch (RuntimeException e) {
            // A source that fails has told nothing, and nothing is what was earned then.
            return TrustLevel.OBSERVE;
        }
    }

    static boolean isPlainRead(Effect effect) {
        return effect.kind().isRead() && effect.data() == DataSensitivity.ORDINARY;
    }

    static ActionClass classOf(Effect effect) {
        return effect.kind().isRead() ? ActionClass.SECRETS : effect.kind().actionClass();
    }
}
