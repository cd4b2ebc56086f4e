/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.springai;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.mcp.McpConversation;
import dev.agentgovernance.mcp.McpGovernance;
import dev.agentgovernance.mcp.McpSettings;
import dev.agentgovernance.mcp.sdk.ServerGovernance;
import dev.agentgovernance.secrets.SecretScanner;
import org.springframework.ai.mcp.customizer.McpSyncServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** All that an application of Spring AI adds. */
@Configuration(proxyBeanMethods = false)
class GovernanceConfiguration {

    private static final McpSettings SETTINGS = McpSettings.parse("""
            {"version":1,"servers":{"notes":{"trusted":true,"tools":{
              "read_note":{"effects":["tool.read"],"labels":[]},
              "secret_note":{"hidden":true}}}}}""");
    private static final ActionContext AGENT = ActionContext.of("assistant", "acme/shop");

    private static McpGovernance governance() {
        SecretScanner scanner = SecretScanner.standard();
        Governance guard = Governance.builder(Policy.baseline())
                .detector(scanner)
                .trust(key -> TrustLevel.PROPOSE)
                .declaredTools(SETTINGS::effectsOf)
                .build();
        return McpGovernance.builder(guard, scanner).settings(SETTINGS).build();
    }

    @Bean
    static McpConversation conversation() {
        return governance().conversation(AGENT);
    }

    @Bean
    static ServerGovernance server() {
        return ServerGovernance.of(governance(), "notes", AGENT);
    }

    @Bean
    static GovernedBeans governedBeans(ServerGovernance server, McpConversation conversation) {
        return new GovernedBeans(server, conversation);
    }

    @Bean
    McpSyncServerCustomizer visibility(ServerGovernance server) {
        return builder -> builder.addToolFilter(server.visibility());
    }
}
