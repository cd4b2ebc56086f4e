/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HttpClassifierProperties {

    private static final ActionContext CONTEXT = ActionContext.of("agent", "acme/shop");
    private static final ActionClassifier CLASSIFIER =
            HttpClassifier.of(ClassifierSettings.DEFAULT, ParseLimits.DEFAULT);

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        "http",
                        "https",
                        ":",
                        "/",
                        "//",
                        "\\",
                        "@",
                        "[",
                        "]",
                        "::",
                        "%",
                        "%2f",
                        "..",
                        ".",
                        "?",
                        "#",
                        "&",
                        "=",
                        "0x7f",
                        "127",
                        "256",
                        "1",
                        "localhost",
                        "api.github.com",
                        "graphql",
                        "repos",
                        "api",
                        "v4",
                        "git",
                        "refs",
                        "heads",
                        "main",
                        "{",
                        "}",
                        "\"",
                        "mutation",
                        "...",
                        "(",
                        ")",
                        "\n",
                        "\u3002",
                        "é",
                        "branch",
                        "query",
                        "\ud800",
                        "$",
                        ",")
                .list()
                .ofMaxSize(24)
                .map(list -> String.join("", list));
    }

    @Property(tries = 5_000)
    void neverThrowsAndAlwaysSaysSomething(
            @ForAll("pieces") String method, @ForAll("pieces") String url, @ForAll("pieces") String body) {
        for (String target : new String[] {url, "https://api.github.com/" + url, "https://api.github.com/graphql"}) {
            Classification found = CLASSIFIER.classify(new HttpAction(method, target, Map.of(), body), CONTEXT);
            assertThat(found.effects()).isNotEmpty();
            CLASSIFIER.classify(new HttpAction("POST", target, Map.of(), body), CONTEXT);
        }
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(
                        "repos",
                        "projects",
                        "a",
                        "b",
                        "pulls",
                        "1",
                        "merge",
                        "actions",
                        "runs",
                        "git",
                        "refs",
                        "variables",
                        "jobs",
                        "..",
                        "%2e",
                        "",
                        "contents",
                        "deployments",
                        "check-runs")
                .list()
                .ofMaxSize(9)
                .map(list -> String.join("/", list));
    }

    @Property(tries = 5_000)
    void aWriteToAForgeIsNeverARead(@ForAll("paths") String path) {
        for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE", "delete", "FETCH"}) {
            for (String root : new String[] {
                "https://api.github.com/",
                "https://gitlab.com/api/v4/",
                "https://codeberg.org/api/v1/",
                "https://github.com/"
            }) {
                assertThat(CLASSIFIER
                                .classify(new HttpAction(method, root + path, Map.of(), "{}"), CONTEXT)
                                .effects())
                        .isNotEmpty()
                        .noneMatch(e -> e.kind().isRead() || e.kind().id().equals("net.fetch"));
            }
        }
    }
}
