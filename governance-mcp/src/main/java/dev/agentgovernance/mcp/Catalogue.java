/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tools that a server has shown in a session. Safe for use by several threads. */
final class Catalogue {

    private final Map<String, Tool> tools = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile boolean complete;

    Optional<Tool> find(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    void put(Tool tool) {
        tools.put(tool.name(), tool);
        seen.add(tool.name());
    }

    int size() {
        return tools.size();
    }

    Set<String> names() {
        return Set.copyOf(tools.keySet());
    }

    /** Tells whether the last list was read to its end, and nothing has changed since, as far as the server says. */
    boolean isComplete() {
        return complete;
    }

    /** Begins to read a list from its beginning. */
    void begin() {
        complete = false;
        seen.clear();
    }

    /** Ends a list: what did not stand in it is gone. */
    void end() {
        tools.keySet().retainAll(seen);
        complete = true;
    }

    /** The list is not known any more. */
    void changed() {
        complete = false;
    }
}
