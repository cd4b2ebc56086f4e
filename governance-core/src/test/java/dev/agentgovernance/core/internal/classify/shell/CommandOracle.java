/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks an independent parser, the npm package {@code unbash}, which simple commands there are in scripts, and holds ours
 * against it. Not part of the default run, which compares with what it answered once ({@link CommandOracleTest}):
 *
 * <pre>npm install --prefix DIRECTORY unbash@6.0.4
 * mvn -pl governance-core -am test -Dtest=CommandOracle -Dunbash=DIRECTORY -Dscripts=/usr:/etc:/opt -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * With {@code -Dunbash.golden=FILE} the answers for the committed scripts are written to a file.
 */
class CommandOracle {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void findsEveryCommandThatAnotherParserFinds() throws Exception {
        List<String> scripts = new ArrayList<>(CommandOracleTest.scripts());
        int committed = scripts.size();
        for (Path file : ScriptAcceptance.files(System.getProperty("scripts", ""))) {
            scripts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        List<List<String>> answers = ask(scripts);
        String golden = System.getProperty("unbash.golden");
        if (golden != null) {
            Files.write(
                    Path.of(golden),
                    answers.subList(0, committed).stream()
                            .map(JSON::writeValueAsString)
                            .toList());
        }
        List<Boolean> accepted = Bash.accepts(scripts);
        int commands = 0;
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < scripts.size(); i++) {
            if (accepted.get(i)) {
                commands += answers.get(i).size();
                int script = i;
                ParsedCommands.missing(answers.get(i), ParsedCommands.of(scripts.get(i)))
                        .forEach(name -> missing.add(script + ": " + name));
            }
        }
        System.out.printf("%d scripts, %d commands, not found: %s%n", scripts.size(), commands, missing);
        assertThat(missing.size() * 500).isLessThanOrEqualTo(commands);
    }

    private static List<List<String>> ask(List<String> scripts) throws IOException, InterruptedException {
        Path folder = Path.of(System.getProperty("unbash", "")).toAbsolutePath();
        Path program = Files.createTempFile("commands", ".mjs");
        try (InputStream in = Objects.requireNonNull(CommandOracle.class.getResourceAsStream("commands.mjs"))) {
            Files.write(program, in.readAllBytes());
        }
        Process node = new ProcessBuilder("node", program.toString(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread writer = new Thread(() -> {
            try (Writer out = node.outputWriter(StandardCharsets.UTF_8)) {
                for (String script : scripts) {
                    out.write(JSON.writeValueAsString(script));
                    out.write('\n');
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        List<List<String>> answers = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                answers.add(JSON.readTree(line)
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
            }
        }
        writer.join();
        assertThat(node.waitFor()).isZero();
        Files.delete(program);
        assertThat(answers).hasSameSizeAs(scripts);
        return answers;
    }
}
