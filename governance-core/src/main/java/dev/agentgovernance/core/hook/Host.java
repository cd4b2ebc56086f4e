/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

/** The programs that run coding agents and whose hooks can be answered. */
public enum Host {
    /** Claude Code; checked against the clients 2.1.197 and 2.1.330. */
    CLAUDE_CODE("claude-code");

    private final String id;

    Host(String id) {
        this.id = id;
    }

    /** Returns the name of the host in records and addresses, which is also the name of its agent in a context. */
    public String id() {
        return id;
    }
}
