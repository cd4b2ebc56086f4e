/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Whether two changes of one codebase go together: {@link dev.agentgovernance.core.integrity.ConflictCheck} names what one of
 * them breaks of the other, as far as it can be told from the changed lines; {@link
 * dev.agentgovernance.core.integrity.ModuleGraph} which modules use which, as build files say; {@link
 * dev.agentgovernance.core.integrity.MergeQueue} which branches still pass when they are merged.
 */
@NullMarked
package dev.agentgovernance.core.integrity;

import org.jspecify.annotations.NullMarked;
