/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.trust.TrustLevel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an agent may do in place of what it was refused.
 *
 * @param effect the effect that was refused
 * @param level the least trust at which the advice can be followed without asking anybody
 * @param sentence what to do, as a sentence
 * @param command a command line that does it, empty where there is none
 */
public record Advice(EffectKind effect, TrustLevel level, String sentence, Optional<String> command) {

    /** Checks that nothing is null. */
    public Advice {
        Objects.requireNonNull(effect, "effect");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(command, "command");
    }

    /** Returns all advice that ships with the library, by effect. */
    public static List<Advice> standard() {
        return Phrases.STANDARD.advice();
    }

    /** Returns sentence and command as one text. */
    public String text() {
        return command.map(c -> sentence + " For example: " + c).orElse(sentence);
    }
}
