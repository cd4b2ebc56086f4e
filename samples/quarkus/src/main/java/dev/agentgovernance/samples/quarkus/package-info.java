/**
 * An MCP server of Quarkus whose tools are governed: a filter says which of them there are, two guardrails judge each call and its
 * result, and the start fails by name where a tool has not got them.
 */
@NullMarked
package dev.agentgovernance.samples.quarkus;

import org.jspecify.annotations.NullMarked;
