/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.springai;

import java.util.Map;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A server of notes over standard input, written with annotations by somebody who knows nothing of governance. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(GovernanceConfiguration.class)
public class NotesApplication {

    /** Notes as tools. */
    public static class Notes {

        /** Reads. */
        @McpTool(name = "read_note", description = "Reads a note.")
        public String read(String id) {
            return "note " + id + " token=" + "gh" + "p_" + "kT9vQ2mXw7Zr4LbN8sYc1HdJ6fGpA3eRuV5x";
        }

        /** Writes. */
        @McpTool(name = "add_note", description = "Adds a note.")
        public String add(String text) {
            return "added " + text;
        }

        /** Is not for agents. */
        @McpTool(name = "secret_note", description = "Reads a note.")
        public String secret() {
            return "secret";
        }
    }

    @Bean
    Notes notes() {
        return new Notes();
    }

    static SpringApplicationBuilder application(Class<?> type, Map<String, Object> properties) {
        return new SpringApplicationBuilder(type)
                .bannerMode(Banner.Mode.OFF)
                .web(WebApplicationType.NONE)
                .properties(Map.of("logging.level.root", "OFF"))
                .properties(properties);
    }

    /** Serves until the input ends. */
    public static void main(String[] args) {
        application(
                        NotesApplication.class,
                        Map.of("spring.ai.mcp.server.stdio", "true", "spring.ai.mcp.client.enabled", "false"))
                .run(args);
    }
}
