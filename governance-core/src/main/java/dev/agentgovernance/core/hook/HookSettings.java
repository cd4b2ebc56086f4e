/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import java.util.List;
import java.util.Objects;

/**
 * What whoever sets up the hooks decides about the answers.
 *
 * @param filterCommand the words of a program that copies its input to its output without the secrets, which the guard
 *     knows as a trusted program; empty where there is none: commands whose output needs it are then asked
 * @param askAs what an {@link dev.agentgovernance.api.Ask} becomes
 * @param approvesPrompts whether what the guard allows is also approved where the client itself asks its user; false leaves
 *     that question to the user, whose own rules may have raised it
 * @param allowsConfigChanges whether the settings of the client may change while it runs
 */
public record HookSettings(
        List<String> filterCommand, AskAs askAs, boolean approvesPrompts, boolean allowsConfigChanges) {

    /** What becomes of an action that waits for a human. */
    public enum AskAs {
        /** The client asks its user; without a user, it refuses. */
        ASK,
        /** The client ends and can be resumed once somebody has said yes; only for a client without a terminal. */
        DEFER,
        /** It is refused: for a client that cannot ask. */
        DENY
    }

    /** No filter, asks, leaves the user's own questions to the user, keeps the settings as they are. */
    public static final HookSettings DEFAULT = new HookSettings(List.of(), AskAs.ASK, false, false);

    /** Checks and copies. */
    public HookSettings {
        filterCommand = List.copyOf(filterCommand);
        Objects.requireNonNull(askAs, "askAs");
    }

    /** Returns these settings with a filter. */
    public HookSettings withFilterCommand(List<String> words) {
        return new HookSettings(words, askAs, approvesPrompts, allowsConfigChanges);
    }

    /** Returns these settings with another form of asking. */
    public HookSettings withAskAs(AskAs form) {
        return new HookSettings(filterCommand, form, approvesPrompts, allowsConfigChanges);
    }
}
