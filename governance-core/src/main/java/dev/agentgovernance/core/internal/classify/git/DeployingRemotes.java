/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.List;
import java.util.Locale;

/** The remotes that deploy what is pushed to them. */
final class DeployingRemotes {

    static final String RESOURCE = "deploying-remotes.rules";
    private static final List<String> GLOBS = RuleFile.load(DeployingRemotes.class, RESOURCE).stream()
            .map(rule -> rule.words().get(0))
            .toList();

    private DeployingRemotes() {}

    /** Tells whether an address, or the name of a remote, is one of them. */
    static boolean contains(String address) {
        return Globs.matchesAny(GLOBS, address.toLowerCase(Locale.ROOT));
    }
}
