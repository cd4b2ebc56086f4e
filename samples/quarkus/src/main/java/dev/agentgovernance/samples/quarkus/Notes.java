/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.quarkus;

import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolGuardrails;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkiverse.mcp.server.WrapBusinessError;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** A server of notes. What governance adds are the two annotations of each tool. */
@Singleton
class Notes {

    private static final Logger LOG = Logger.getLogger(Notes.class);

    @Tool(name = "read_note", description = "Reads a note.")
    @ToolGuardrails(input = JudgesArguments.class, output = JudgesResult.class)
    @WrapBusinessError
    String read(String id) {
        return "note " + id + " token=" + secret();
    }

    @Tool(name = "find_note", description = "Finds a note.")
    @ToolGuardrails(input = JudgesArguments.class, output = JudgesResult.class)
    @WrapBusinessError
    String find(String text) {
        throw new IllegalStateException("no index for token=" + secret());
    }

    @Tool(name = "add_note", description = "Adds a note.")
    @ToolGuardrails(input = JudgesArguments.class, output = JudgesResult.class)
    @WrapBusinessError
    String add(String text) {
        LOG.info("a note was added");
        return "added";
    }

    @Tool(name = "secret_note", description = "Reads a note.")
    @ToolGuardrails(input = JudgesArguments.class, output = JudgesResult.class)
    @WrapBusinessError
    String hidden() {
        return "hidden";
    }

    /** With {@code notes.draft=true}: a tool that somebody has added and nobody governs, at which the start fails. */
    void draft(@Observes StartupEvent start, ToolManager tools, @ConfigProperty(name = "notes.draft") boolean wanted) {
        if (wanted) {
            tools.newTool("draft_note")
                    .setDescription("Drafts a note.")
                    .setHandler(call -> ToolResponse.success("drafted"))
                    .register();
        }
    }

    private static String secret() {
        return "gh" + "p_" + "kT9vQ2mXw7Zr4LbN8sYc1HdJ6fGpA3eRuV5x";
    }
}
