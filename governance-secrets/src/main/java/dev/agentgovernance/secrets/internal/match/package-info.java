/**
 * Reads the text round a keyword: shapes made of literals and runs, assignments, checksums. No backtracking, no allocation.
 */
@NullMarked
package dev.agentgovernance.secrets.internal.match;

import org.jspecify.annotations.NullMarked;
