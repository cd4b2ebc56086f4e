/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.effect;

/** Whom an effect touches. From near to far; the order is part of the contract. */
public enum Reach {
    /** Nobody: something is looked at. */
    NONE,
    /** The agent's own working tree and temporary files. */
    WORKSPACE,
    /** The rest of the machine on which the agent runs. */
    MACHINE,
    /** What a team shares: a remote repository, a forge, a build server, an environment that is not production. */
    SHARED,
    /** What customers use, and what the whole world can see. */
    WORLD;

    /** Returns the farther of two. */
    public static Reach worst(Reach a, Reach b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
