/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.mcp.McpConversation;
import dev.agentgovernance.mcp.McpGovernance;
import dev.agentgovernance.mcp.McpSettings;
import dev.agentgovernance.secrets.SecretScanner;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An AI service of the framework, whose model asks for a tool, and a server that knows nothing of governance. */
class GovernedToolsTest {

    private static final McpSettings SETTINGS = McpSettings.parse("""
            {"version":1,"servers":{"notes":{"tools":{
              "read_note":{"effects":["tool.read"],"labels":[]},
              "secret_note":{"hidden":true}}}}}""");
    private static final SecretScanner SCANNER = SecretScanner.standard();

    @TempDir
    static Path folder;

    private static McpClient client;

    private final List<String> questions = new ArrayList<>();

    /** Asks for one tool and then tells what it got. */
    private static final class Script implements ChatModel {
        private final String tool;
        private final String arguments;
        private final List<String> offered = new ArrayList<>();

        Script(String tool, String arguments) {
            this.tool = tool;
            this.arguments = arguments;
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            List<ToolSpecification> tools = request.toolSpecifications();
            if (tools != null) {
                tools.forEach(each -> offered.add(each.name()));
            }
            ChatMessage last = request.messages().get(request.messages().size() - 1);
            AiMessage answer = last instanceof ToolExecutionResultMessage result
                    ? AiMessage.from("got: " + result.text())
                    : AiMessage.from(ToolExecutionRequest.builder()
                            .id("1")
                            .name(tool)
                            .arguments(arguments)
                            .build());
            return ChatResponse.builder().aiMessage(answer).build();
        }
    }

    interface Assistant {
        String chat(String text);
    }

    @BeforeAll
    static void start() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        client = DefaultMcpClient.builder()
                .key("notes")
                .transport(StdioMcpTransport.builder()
                        .command(List.of(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                NotesServer.class.getName(),
                                log().toString()))
                        .build())
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
    }

    @BeforeEach
    void forget() throws IOException {
        Files.deleteIfExists(log());
    }

    private static Path log() {
        return folder.resolve("ran");
    }

    private static List<String> ran() throws IOException {
        return Files.exists(log()) ? Files.readAllLines(log()) : List.of();
    }

    private String chat(Script model, boolean person) {
        Governance guard = Governance.builder(Policy.baseline())
                .detector(SCANNER)
                .trust(key -> TrustLevel.PROPOSE)
                .declaredTools(SETTINGS::effectsOf)
                .build();
        McpConversation conversation = McpGovernance.builder(guard, SCANNER)
                .settings(SETTINGS)
                .build()
                .conversation(ActionContext.of("assistant", "acme/shop"));
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(model)
                .toolProvider(GovernedTools.provider(conversation, client, question -> {
                    questions.add(question);
                    return person;
                }))
                .build();
        return assistant.chat("do it");
    }

    @Test
    void theModelIsOfferedWhatItMayCallAndGetsResultsWithoutSecrets() throws IOException {
        Script model = new Script("read_note", "{\"id\":\"7\"}");
        assertThat(chat(model, false))
                .startsWith("got: read_note {id=7}")
                .contains("[REDACTED:")
                .doesNotContain(NotesServer.SECRET);
        assertThat(model.offered).contains("read_note", "add_note").doesNotContain("secret_note");
        assertThat(questions).isEmpty();
        assertThat(ran()).containsExactly("read_note");
    }

    @Test
    void aWriteRunsAfterAYes() throws IOException {
        assertThat(chat(new Script("add_note", "{\"text\":\"a\"}"), true)).startsWith("got: add_note {text=a}");
        assertThat(questions).singleElement().asString().contains("add_note", "\"text\": \"a\"");
        assertThat(ran()).containsExactly("add_note");
    }

    @Test
    void aWriteWithoutAYesNeverLeavesAndTheModelLearnsWhy() throws IOException {
        assertThat(chat(new Script("add_note", "{\"text\":\"a\"}"), false)).contains("did not approve");
        assertThat(ran()).isEmpty();
    }

    @Test
    void argumentsWithAKeyTwiceAreNotGuessedAt() throws IOException {
        assertThat(chat(new Script("read_note", "{\"id\":\"7\",\"id\":\"8\"}"), true))
                .contains("no strict JSON");
        assertThat(ran()).isEmpty();
    }
}
