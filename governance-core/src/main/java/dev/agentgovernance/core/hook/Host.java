/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

/** The programs that run coding agents and whose hooks can be answered. */
public enum Host {
    /** Claude Code; checked against the clients 2.1.197 and 2.1.330. */
    CLAUDE_CODE("claude-code"),
    /** Codex; checked against the client 0.169.0. */
    CODEX("codex"),
    /** Cursor; checked against what is known of its messages of August 2026, not against a client. */
    CURSOR("cursor"),
    /** Gemini CLI; checked against the client 0.61.0. */
    GEMINI_CLI("gemini-cli"),
    /** GitHub Copilot; its CLI checked against the client 1.0.102, its cloud agent against its reference of November 2026. */
    COPILOT("copilot");

    private final String id;

    Host(String id) {
        this.id = id;
    }

    /** Returns the name of the host in records and addresses, which is also the name of its agent in a context. */
    public String id() {
        return id;
    }
}
