/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.effect;

/** The classes of action in which an agent earns trust: whoever merges well may still be new to databases. */
public enum ActionClass {
    /** Looks at files, repositories, systems. */
    READ,
    /** Changes files. */
    EDIT,
    /** Runs programs: builds, tests, scripts. */
    EXECUTE,
    /** Changes the local repository: commits, branches, stashes. */
    VERSION_CONTROL,
    /** Shares work: pushes branches, opens and comments on pull requests and issues. */
    COLLABORATE,
    /** Merges and pushes to governed branches, triggers pipelines, deploys. */
    DELIVER,
    /** Publishes packages, images, releases. */
    PUBLISH,
    /** Adds, changes and removes dependencies and installed software. */
    DEPENDENCY,
    /** Changes infrastructure. */
    INFRASTRUCTURE,
    /** Changes databases. */
    DATABASE,
    /** Talks to the network. */
    NETWORK,
    /** Handles keys, passwords, tokens and personal data. */
    SECRETS,
    /** Changes permissions, protections, the machine's own set-up, or the rules that govern the agent. */
    ADMINISTRATION;

    /** Returns the name as policies write it: {@code version-control}. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
