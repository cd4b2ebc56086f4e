/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.quarkus;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.mcp.McpGovernance;
import dev.agentgovernance.mcp.McpSettings;
import dev.agentgovernance.secrets.SecretScanner;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The policy and the owner's word of this application. */
final class GovernanceBeans {

    private static final McpSettings SETTINGS = McpSettings.parse("""
            {"version":1,"servers":{"notes":{"trusted":true,"tools":{
              "read_note":{"effects":["tool.read"],"labels":[]},
              "find_note":{"effects":["tool.read"],"labels":[]},
              "secret_note":{"hidden":true}}}}}""");

    private GovernanceBeans() {}

    @Produces
    @Singleton
    static McpGovernance governance(@ConfigProperty(name = "governance.policy") Optional<Path> file) {
        SecretScanner scanner = SecretScanner.standard();
        Governance guard = Governance.builder(file.map(Policy::load).orElseGet(Policy::baseline))
                .detector(scanner)
                .trust(key -> TrustLevel.PROPOSE)
                .declaredTools(SETTINGS::effectsOf)
                .build();
        return McpGovernance.builder(guard, scanner).settings(SETTINGS).build();
    }

    @Produces
    @Singleton
    static ActionContext caller() {
        return ActionContext.of("assistant", "acme/shop");
    }
}
