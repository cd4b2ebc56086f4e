/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.planted;

import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Everything the architecture forbids, so that its rules can be seen to fail. Its package is not null-marked either. */
public class PlantedViolations {

    /** Shows a type of a library. */
    public JsonNode shown(JsonNode node) {
        return node;
    }

    /** Uses a backtracking expression, a standard stream and the class that wires the rooms. */
    public void used(String text) {
        System.out.println(Pattern.compile(text).pattern()
                + Governance.builder(Policy.baseline()).build().classifier().hashCode());
    }
}
