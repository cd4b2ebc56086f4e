/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every operation of GitHub that changes something, with what the tables make of it. {@link GitHubOperations} holds the list
 * against the descriptions that GitHub publishes.
 */
class GitHubOperationsTest {

    private static final Path GOLDEN =
            Path.of("src/test/resources/dev/agentgovernance/core/internal/classify/http/github-operations.txt");
    private static final HttpClassifier CLASSIFIER = HttpClassifier.of(ClassifierSettings.DEFAULT, ParseLimits.DEFAULT);

    /** Returns the kinds of effects of an operation such as {@code PUT /repos/{owner}/{repo}/pulls/{n}/merge}. */
    static Set<String> kinds(String operation) {
        String[] words = operation.split(" ", 2);
        Action action;
        if (words[0].equals("mutation")) {
            String body = "{\"query\":\"mutation { " + words[1] + "(input: {id: 1}) { clientMutationId } }\"}";
            action = new HttpAction(
                    "POST",
                    "https://api.github.com/graphql",
                    Map.of("Content-Type", List.of("application/json")),
                    body);
        } else {
            action = new HttpAction(words[0], "https://api.github.com" + filled(words[1]), Map.of(), "{}");
        }
        Classification found = CLASSIFIER.classify(action, ActionContext.of("tester", "acme/shop"));
        Set<String> kinds = new TreeSet<>();
        found.effects().forEach(effect -> kinds.add(effect.kind().id()));
        return kinds;
    }

    private static String filled(String template) {
        StringBuilder path = new StringBuilder();
        for (String part : template.split("/", -1)) {
            path.append(path.isEmpty() && part.isEmpty() ? "" : "/").append(part.startsWith("{") ? "x1" : part);
        }
        return path.charAt(0) == '/' ? path.toString() : "/" + path;
    }

    static boolean isRead(String kind) {
        return EffectKind.of(kind).orElseThrow().isRead();
    }

    @Test
    void everyOperationIsWhatItWasReadToBe() throws IOException {
        List<String> lines = Files.readAllLines(GOLDEN);
        assertThat(lines).hasSizeGreaterThan(800);
        for (String line : lines) {
            List<String> words = List.of(line.split(" "));
            String operation = words.get(0) + " " + words.get(1);
            assertThat(kinds(operation)).as(operation).containsExactlyElementsOf(words.subList(2, words.size()));
            assertThat(kinds(operation)).as(operation).isNotEmpty().noneMatch(GitHubOperationsTest::isRead);
        }
    }
}
