/**
 * How bad an action could be: {@link dev.agentgovernance.core.impact.ImpactTable} works it out from whom the effects touch,
 * what it takes to undo them, which data they move and where they take hold. The table is {@code impact-table.yaml}.
 */
@NullMarked
package dev.agentgovernance.core.impact;

import org.jspecify.annotations.NullMarked;
