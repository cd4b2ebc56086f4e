/** What a text hides, and what it looks like. Not part of the interface of this library. */
@NullMarked
package dev.agentgovernance.mcp.internal.text;

import org.jspecify.annotations.NullMarked;
