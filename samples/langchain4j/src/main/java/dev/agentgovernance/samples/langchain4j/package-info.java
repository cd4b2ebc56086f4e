/**
 * LangChain4j's tools of MCP servers, governed: {@link dev.agentgovernance.samples.langchain4j.GovernedTools} is the filter and the
 * wrapper of a {@code McpToolProvider}.
 */
@NullMarked
package dev.agentgovernance.samples.langchain4j;

import org.jspecify.annotations.NullMarked;
