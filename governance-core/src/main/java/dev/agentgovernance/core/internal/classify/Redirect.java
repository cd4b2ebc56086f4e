/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import java.util.Objects;

/**
 * A redirection of a command.
 *
 * @param operator as it is written: {@code >}, {@code >>}, {@code <}, {@code <<}, {@code <<<}, {@code >&}, {@code &>}, …
 * @param target the file, descriptor or text
 */
public record Redirect(String operator, Word target) {
    /** Checks that nothing is null. */
    public Redirect {
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(target, "target");
    }
}
