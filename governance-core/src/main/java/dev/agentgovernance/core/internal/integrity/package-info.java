/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Which parts of a codebase an action touches, in the keys by which tasks hold them.
 */
@NullMarked
package dev.agentgovernance.core.internal.integrity;

import org.jspecify.annotations.NullMarked;
