/**
 * Governance as interceptors, after a draft of the protocol's (SEP-2624, as of 2026-07-17). What is here changes as the draft does.
 */
@NullMarked
package dev.agentgovernance.mcp.interceptor;

import org.jspecify.annotations.NullMarked;
