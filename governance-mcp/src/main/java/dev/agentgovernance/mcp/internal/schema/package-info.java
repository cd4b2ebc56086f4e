/** As much of JSON Schema as redaction needs. Not part of the interface of this library. */
@NullMarked
package dev.agentgovernance.mcp.internal.schema;

import org.jspecify.annotations.NullMarked;
