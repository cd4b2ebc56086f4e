/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.scope;

import java.util.Optional;

/**
 * Knows the scope that a task was given. Safe for use by several threads. A guard takes an exception as "the policy's
 * default scope".
 */
@FunctionalInterface
public interface ScopeSource {

    /** Returns the scope of a task; empty where none was declared, which means the policy's default. */
    Optional<TaskScope> scopeOf(String task);
}
