/**
 * Carries messages between a client and a server and lets a session judge each of them, on the JDK alone:
 * {@link dev.agentgovernance.mcp.proxy.StdioProxy} for servers that are programs of this machine.
 */
@NullMarked
package dev.agentgovernance.mcp.proxy;

import org.jspecify.annotations.NullMarked;
