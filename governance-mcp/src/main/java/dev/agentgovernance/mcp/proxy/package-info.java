/**
 * Carries messages between a client and a server and lets a session judge each of them, on the JDK alone:
 * {@link dev.agentgovernance.mcp.proxy.StdioProxy} for servers that are programs of this machine,
 * {@link dev.agentgovernance.mcp.proxy.HttpProxy} for servers at an address. Of the latter, {@code HttpListener} takes the
 * connections, {@code Door} looks who calls, {@code Talk} brings each message to where it belongs, and a {@code Carrier} speaks to
 * the server: {@code StreamableCarrier}, or {@code TwoAddressCarrier} where the server speaks as 2024-11-05 has it.
 */
@NullMarked
package dev.agentgovernance.mcp.proxy;

import org.jspecify.annotations.NullMarked;
