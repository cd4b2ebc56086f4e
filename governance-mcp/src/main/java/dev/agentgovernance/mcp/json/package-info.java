/**
 * Strict JSON on trees of {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} and null:
 * {@link dev.agentgovernance.mcp.json.Json} reads, writes and canonicalises. What two readers could understand differently is
 * understood by none here, so that what was judged is what the other side reads.
 */
@NullMarked
package dev.agentgovernance.mcp.json;

import org.jspecify.annotations.NullMarked;
