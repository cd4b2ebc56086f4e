/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.quarkus;

import io.quarkiverse.mcp.server.FilterContext;
import io.quarkiverse.mcp.server.PromptFilter;
import io.quarkiverse.mcp.server.PromptManager;
import io.quarkiverse.mcp.server.ResourceFilter;
import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ResourceTemplateFilter;
import io.quarkiverse.mcp.server.ResourceTemplateManager;
import io.quarkiverse.mcp.server.ToolFilter;
import io.quarkiverse.mcp.server.ToolManager;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Says which tools there are, in the list and for calls alike: those that are governed whole, and of which some call could be
 * allowed. What is added after the start past the guardrails is not there.
 */
@Singleton
final class GovernedFilter implements ToolFilter, ResourceFilter, ResourceTemplateFilter, PromptFilter {

    private static final Logger LOG = Logger.getLogger(GovernedFilter.class);

    private final GovernedCalls calls;

    GovernedFilter(GovernedCalls calls) {
        this.calls = calls;
    }

    // INVARIANT: it never throws: Quarkus shows and calls a tool whose filter does.
    @Override
    public boolean test(ToolManager.ToolInfo tool, FilterContext context) {
        try {
            return Coverage.gap(tool).isEmpty() && calls.isVisible(tool, context.connection());
        } catch (Throwable e) {
            LOG.errorf(
                    "the tool %s could not be judged (%s)",
                    tool.name(), e.getClass().getSimpleName());
            return false;
        }
    }

    @Override
    public boolean test(ResourceManager.ResourceInfo resource, FilterContext context) {
        return false;
    }

    @Override
    public boolean test(ResourceTemplateManager.ResourceTemplateInfo template, FilterContext context) {
        return false;
    }

    @Override
    public boolean test(PromptManager.PromptInfo prompt, FilterContext context) {
        return false;
    }
}
