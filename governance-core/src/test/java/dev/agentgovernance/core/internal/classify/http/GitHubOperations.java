/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the tables against the list of every operation that GitHub describes. It runs when asked to, with the folder into which
 * the two descriptions were fetched:
 *
 * <pre>
 * npm install --prefix DIRECTORY @octokit/openapi @octokit/graphql-schema
 * mvn -pl governance-core -am test -Dtest=GitHubOperations -Doctokit=DIRECTORY -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 *
 * <p>With {@code -Doctokit.golden=FILE} it writes what {@code operations.txt} should hold.
 */
class GitHubOperations {

    private static final Path FOLDER =
            Path.of(System.getProperty("octokit", ".")).resolve("node_modules/@octokit");

    @Test
    void noOperationThatChangesSomethingIsTakenForARead() throws IOException {
        Set<String> lines = new TreeSet<>();
        JsonNode paths = JsonMapper.shared()
                .readTree(FOLDER.resolve("openapi/generated/api.github.com.json"))
                .get("paths");
        paths.propertyNames()
                .forEach(path -> paths.get(path).propertyNames().forEach(method -> {
                    String verb = method.toUpperCase(Locale.ROOT);
                    if (Set.of("POST", "PUT", "PATCH", "DELETE").contains(verb)) {
                        lines.add(verb + " " + path);
                    }
                }));
        assertThat(lines).hasSizeGreaterThan(500);
        JsonNode types = JsonMapper.shared().readTree(FOLDER.resolve("graphql-schema/schema.json"));
        JsonNode schema = types.has("__schema")
                ? types.get("__schema")
                : types.get("data").get("__schema");
        for (JsonNode type : schema.get("types")) {
            if (type.get("name").stringValue().equals("Mutation")) {
                type.get("fields")
                        .forEach(field ->
                                lines.add("mutation " + field.get("name").stringValue()));
            }
        }
        List<String> golden = lines.stream()
                .map(line -> line + " " + String.join(" ", GitHubOperationsTest.kinds(line)))
                .toList();
        String file = System.getProperty("octokit.golden", "");
        if (!file.isEmpty()) {
            Files.write(Path.of(file), golden);
        }
        for (String line : lines) {
            assertThat(GitHubOperationsTest.kinds(line)).as(line).isNotEmpty().noneMatch(GitHubOperationsTest::isRead);
        }
    }
}
