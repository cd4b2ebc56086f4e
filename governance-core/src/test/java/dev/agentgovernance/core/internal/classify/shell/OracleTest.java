/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.effect.ParseLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Holds the parser against a real shell that only reads and runs nothing. */
class OracleTest {

    private static boolean accepts(String script) {
        Budget budget = new Budget(ParseLimits.DEFAULT);
        return ScriptParser.parse(new Cursor(script, 0, script.length(), null, budget))
                        .error()
                == null;
    }

    static List<String> scripts() throws IOException {
        try (InputStream in = Objects.requireNonNull(OracleTest.class.getResourceAsStream("scripts.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.startsWith("echo ")
                            ? line
                            : line.replace("\\n", "\n").replace("\\t", "\t"))
                    .toList();
        }
    }

    @Test
    void readsWhatAShellReadsAndRefusesWhatItRefuses() throws IOException {
        List<String> scripts = scripts();
        List<Boolean> expected = Bash.accepts(scripts);
        assertThat(expected).hasSameSizeAs(scripts);
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < scripts.size(); i++) {
            if (accepts(scripts.get(i)) != expected.get(i)) {
                differing.add(scripts.get(i) + " : " + expected.get(i));
            }
        }
        // A body that is no compound command is refused on purpose: only some shells take it.
        assertThat(differing).isEmpty();
    }

    /** Collections of commands that lie beside the project are read too where they are. */
    @Test
    void refusesNextToNothingOfWhatAShellReads() throws IOException {
        List<String> commands = new ArrayList<>(scripts());
        Path folder = Path.of("../../shared/corpora/commands");
        JsonMapper json = JsonMapper.builder().build();
        for (String name : List.of("dippy-dev", "dcg", "cc-safety-net", "usage")) {
            Path file = folder.resolve(name + ".jsonl");
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    commands.add(json.readTree(line).get("cmd").asString());
                }
            }
        }
        List<Boolean> expected = Bash.accepts(commands);
        List<String> refused = new ArrayList<>();
        int accepted = 0;
        for (int i = 0; i < commands.size(); i++) {
            if (expected.get(i)) {
                accepted++;
                if (!accepts(commands.get(i))) {
                    refused.add(commands.get(i));
                }
            }
        }
        assertThat(refused.size()).as(refused.toString()).isLessThanOrEqualTo(accepted / 200);
    }
}
