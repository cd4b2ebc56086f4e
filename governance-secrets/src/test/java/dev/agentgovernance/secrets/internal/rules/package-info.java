/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.agentgovernance.secrets.internal.rules;

import org.jspecify.annotations.NullMarked;
