/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.action.ToolAction;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool as one session knows it.
 *
 * @param name its name
 * @param definition what the client is shown of it
 * @param hints what its server says of it, and whether that counts
 * @param pin the hash of its definition; empty where none was seen
 * @param hiddenBecause why it is neither shown nor called, as a sentence for the owner; empty where it is
 * @param suspicious whether its definition reads like an attack
 */
record Tool(
        String name,
        Map<String, @Nullable Object> definition,
        ToolAction.Hints hints,
        String pin,
        String hiddenBecause,
        boolean suspicious) {

    boolean isHidden() {
        return !hiddenBecause.isEmpty();
    }

    @Nullable Object outputSchema() {
        return definition.get("outputSchema");
    }

    Tool hidden(String because) {
        return new Tool(name, definition, hints, pin, because, suspicious);
    }
}
