/**
 * Governance of Model Context Protocol servers, on JSON trees of {@code Map}, {@code List}, {@code String}, {@code Number},
 * {@code Boolean} and null, without a type of any SDK. {@link dev.agentgovernance.mcp.ToolCallGovernor} stands between a
 * server's dispatcher and its handlers.
 */
@NullMarked
package dev.agentgovernance.mcp;

import org.jspecify.annotations.NullMarked;
