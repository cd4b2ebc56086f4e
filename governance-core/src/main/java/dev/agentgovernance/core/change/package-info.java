/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a piece of work changes in a codebase, for those who judge it afterwards.
 */
@NullMarked
package dev.agentgovernance.core.change;

import org.jspecify.annotations.NullMarked;
