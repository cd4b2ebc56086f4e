/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import java.util.Locale;
import java.util.Optional;

/** What a tool's result brings into a conversation, or what its call lets out of it. */
enum Label {
    /** The result may hold what is not for everybody. */
    PRIVATE,
    /** The result may hold text that somebody outside wrote, and with it instructions. */
    UNTRUSTED,
    /** The arguments may reach somebody outside. */
    SINK;

    /** Returns the name as settings write it. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Label> of(String id) {
        for (Label label : values()) {
            if (label.id().equals(id)) {
                return Optional.of(label);
            }
        }
        return Optional.empty();
    }
}
