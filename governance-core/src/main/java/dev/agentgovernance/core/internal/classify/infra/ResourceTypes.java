/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.infra;

import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.List;

/** Which types of resources hold data, and which grant permissions. */
final class ResourceTypes {

    static final String RESOURCE = "types.rules";
    private static final List<RuleFile.Rule> RULES = RuleFile.load(ResourceTypes.class, RESOURCE);

    private ResourceTypes() {}

    static boolean holdsData(String type) {
        return is(type, "data");
    }

    static boolean grantsPermissions(String type) {
        return is(type, "infra.permission");
    }

    private static boolean is(String type, String what) {
        return RULES.stream()
                .anyMatch(rule -> rule.words().get(1).equals(what)
                        && Globs.matches(rule.words().get(0), type));
    }
}
