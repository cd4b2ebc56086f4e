/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every simple command that an independent parser has found in a script is found, in whatever it is hidden.
 *
 * <p>{@link CommandOracle} makes the file of what that parser answered.
 */
class CommandOracleTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The scripts that a shell is asked about too, and some that were put together at random. */
    static List<String> scripts() throws IOException {
        List<String> scripts = new ArrayList<>(OracleTest.scripts());
        lines("generated-scripts.jsonl")
                .forEach(line -> scripts.add(JSON.readTree(line).asString()));
        return scripts;
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(CommandOracleTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void findsEveryCommandThatAnotherParserFound() throws IOException {
        List<String> scripts = scripts();
        List<String> golden = lines("commands.golden");
        assertThat(golden).hasSameSizeAs(scripts);
        List<Boolean> accepted = Bash.accepts(scripts);
        List<String> missing = new ArrayList<>();
        int commands = 0;
        for (int i = 0; i < scripts.size(); i++) {
            List<String> expected = JSON.readTree(golden.get(i))
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
            if (accepted.get(i)) {
                commands += expected.size();
                String script = scripts.get(i);
                ParsedCommands.missing(expected, ParsedCommands.of(script))
                        .forEach(name -> missing.add(name + " in " + script));
            }
        }
        assertThat(commands).isGreaterThan(2_000);
        assertThat(missing).isEmpty();
    }
}
