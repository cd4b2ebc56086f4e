/**
 * The Java SDK of the Model Context Protocol, 2.x: {@link dev.agentgovernance.mcp.sdk.ServerGovernance} stands around the
 * specifications and the stateless transport of a server, {@link dev.agentgovernance.mcp.sdk.GovernedTransport} around the
 * transport of a client, and {@link dev.agentgovernance.mcp.sdk.DenyAllProbe} shows that nothing was forgotten. Everything here
 * turns objects of the SDK into trees and trees into objects; what may happen is decided by the session behind it. The SDK is an
 * optional dependency: the rest of this module does not know it.
 */
@NullMarked
package dev.agentgovernance.mcp.sdk;

import org.jspecify.annotations.NullMarked;
