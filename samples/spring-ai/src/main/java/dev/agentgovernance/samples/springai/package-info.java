/**
 * Spring AI's MCP servers and clients, governed by one configuration:
 * {@link dev.agentgovernance.samples.springai.GovernanceConfiguration}.
 */
@NullMarked
package dev.agentgovernance.samples.springai;

import org.jspecify.annotations.NullMarked;
