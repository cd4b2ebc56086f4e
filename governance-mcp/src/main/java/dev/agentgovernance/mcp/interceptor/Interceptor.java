/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.interceptor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An interceptor, as it is listed.
 *
 * @param name its name
 * @param type whether it says of a payload that it may go on, or gives back another
 * @param description what it does
 * @param phase whether its payloads are requests or results
 * @param events the methods of its payloads
 * @param priority where it stands among others, in which phase; empty for the default
 */
record Interceptor(
        String name, String type, String description, String phase, List<String> events, Map<String, Long> priority) {

    /** Says of a request whether it may go on. */
    static final Interceptor POLICY = new Interceptor(
            "agent-governance/policy",
            "validation",
            "Judges a request by the policy of its owner.",
            "request",
            List.of(
                    "tools/call",
                    "resources/read",
                    "resources/subscribe",
                    "prompts/get",
                    "sampling/createMessage",
                    "elicitation/create",
                    "roots/list"),
            Map.of());

    /** Shows of a result what the agent may see; among what removes credentials, which comes before what shapes texts. */
    static final Interceptor RESULTS = new Interceptor(
            "agent-governance/results",
            "mutation",
            "Takes secrets and hidden text out of a result, and tools that cannot be called out of a list.",
            "response",
            List.of("tools/list", "tools/call", "resources/list", "resources/read", "prompts/list", "prompts/get"),
            Map.of("response", -500_000L));

    static final List<Interceptor> ALL = List.of(POLICY, RESULTS);

    static Optional<Interceptor> named(@Nullable Object name) {
        return ALL.stream().filter(each -> each.name.equals(name)).findFirst();
    }

    boolean isHookedOn(@Nullable Object event) {
        return event instanceof String name && events.contains(name);
    }

    boolean isIn(@Nullable Object which) {
        return phase.equals(which);
    }

    static List<String> allEvents() {
        List<String> all = new ArrayList<>(POLICY.events);
        RESULTS.events.stream().filter(event -> !all.contains(event)).forEach(all::add);
        return all;
    }

    List<Map<String, Object>> hooks() {
        Map<String, Object> hook = new LinkedHashMap<>();
        hook.put("events", events);
        hook.put("phase", phase);
        return List.of(hook);
    }

    /** Defaults are left out, as the draft's own lists have it: it is active, and where it fails nothing goes on. */
    Map<String, Object> descriptor() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", name);
        tree.put("description", description);
        tree.put("type", type);
        tree.put("hooks", hooks());
        if (!priority.isEmpty()) {
            tree.put("priorityHint", priority);
        }
        tree.put("compat", Map.of("minProtocol", "2024-11-05"));
        return tree;
    }
}
