/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.springai;

import dev.agentgovernance.mcp.McpConversation;
import dev.agentgovernance.mcp.sdk.GovernedTransport;
import dev.agentgovernance.mcp.sdk.ServerGovernance;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpSyncServer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.ai.mcp.client.common.autoconfigure.NamedClientMcpTransport;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts governance around the beans of Spring AI as they come: lists of specifications, whoever made them, and the transports of
 * clients. A server with anything in it that did not pass here fails the start of the context.
 */
final class GovernedBeans implements BeanPostProcessor {

    private final ServerGovernance server;
    private final McpConversation conversation;

    GovernedBeans(ServerGovernance server, McpConversation conversation) {
        this.server = server;
        this.conversation = conversation;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof List<?> list) {
            List<Object> governed = new ArrayList<>(list.size());
            list.forEach(element -> governed.add(governed(element)));
            return governed;
        }
        if (bean instanceof McpSyncServer built) {
            server.assertCovers(built);
        }
        return governed(bean);
    }

    private Object governed(Object bean) {
        if (bean instanceof NamedClientMcpTransport named) {
            return new NamedClientMcpTransport(
                    named.name(), GovernedTransport.of(conversation.server(named.name()), named.transport()));
        }
        boolean specification = bean instanceof McpServerFeatures.SyncToolSpecification
                || bean instanceof McpServerFeatures.SyncResourceSpecification
                || bean instanceof McpServerFeatures.SyncResourceTemplateSpecification
                || bean instanceof McpServerFeatures.SyncPromptSpecification;
        return specification ? server.guard(bean) : bean;
    }
}
