/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.action;

/** Where an effect takes hold, from the agent's own machine to what customers use. */
public enum Environment {
    /** The agent's own machine and working tree. */
    LOCAL,
    /** A shared environment for development. */
    DEVELOPMENT,
    /** An environment for tests. */
    TEST,
    /** The last stop before production. */
    STAGING,
    /** What customers use. */
    PRODUCTION,
    /** Not known. Whoever judges it treats it as {@link #PRODUCTION}. */
    UNKNOWN
}
