/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpClassifierTest {

    private static final ActionContext CONTEXT = ActionContext.of("agent", "acme/shop");
    private static final ActionClassifier CLASSIFIER =
            HttpClassifier.of(ClassifierSettings.DEFAULT, ParseLimits.DEFAULT);

    private static Classification send(String method, String url, String body) {
        return CLASSIFIER.classify(new HttpAction(method, url, Map.of(), body), CONTEXT);
    }

    private static Classification ask(String method, String url) {
        return CLASSIFIER.classify(Action.http(method, url), CONTEXT);
    }

    private static List<String> kinds(Classification classification) {
        return classification.effects().stream().map(e -> e.kind().id()).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/iam",
                "http://2852039166/",
                "http://0xa9fea9fe/",
                "http://0251.0376.0251.0376/",
                "http://169.254.43518/",
                "http://169.16689662/",
                "http://169.254.169.254./",
                "http://[::ffff:169.254.169.254]/",
                "http://[::ffff:a9fe:a9fe]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[fd00:ec2::254]/latest",
                "http://[FD00:0EC2:0:0:0:0:0:254]/latest",
                "http://metadata.google.internal/computeMetadata/v1/",
                "http://METADATA.google.internal./",
                "http://100.100.100.200/latest",
                "http://169.254.169.254.nip.io/",
                "http://example.com\\@169.254.169.254/",
                "http://169.254.169.254\\@example.com/",
                "http://example.com@169.254.169.254/",
                "http://%31%36%39.254.169.254/",
                "http://\uff11\uff16\uff19.254.169.254/",
                "169.254.169.254/latest"
            })
    void findsTheMetadataServiceInEverySpelling(String url) {
        assertThat(ask("GET", url).effects())
                .anySatisfy(e -> assertThat(e)
                        .returns("net.metadata", x -> x.kind().id())
                        .returns(DataSensitivity.SECRET, Effect::data));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/x",
                "localhost:8080/x",
                "http://127.0.0.1/",
                "http://127.9.9.9/",
                "http://2130706433/",
                "http://[::1]:3000/",
                "http://0/",
                "http://app.localhost/"
            })
    void knowsThisMachine(String url) {
        for (String method : List.of("GET", "POST", "DELETE")) {
            assertThat(ask(method, url).effects()).singleElement().satisfies(e -> {
                assertThat(e.environment()).isEqualTo(Environment.LOCAL);
                assertThat(e.reach()).isEqualTo(method.equals("DELETE") ? Reach.MACHINE : Reach.WORKSPACE);
                assertThat(e.kind().id()).isEqualTo(method.equals("GET") ? "net.fetch" : "net.send");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1\\@evil.example/",
                "http://evil.example@127.0.0.1/",
                "http:\\\\evil.example/",
                "http:///evil.example/",
                "http://exa mple.com/",
                "http://ex\u0430mple.com/",
                "http://[::1/",
                "http://",
                "",
                "gopher://127.0.0.1:6379/_x",
                "http://a..b/",
                "http://host:port/",
                "https://api.github.com/repos/a/b%252Fpulls"
            })
    void whatReadersDisagreeOnIsAGapAndSends(String url) {
        Classification found = ask("GET", url);
        assertThat(found.coverage()).isEqualTo(Coverage.PARTIAL);
        assertThat(kinds(found)).contains("net.send");
    }

    @Test
    void deletingFromAServiceOfThisMachineReachesBeyondTheWorkspace() {
        assertThat(send("POST", "http://localhost:9200/shop/_delete_by_query", "{}")
                        .effects())
                .singleElement()
                .satisfies(e -> assertThat(e.reach()).isEqualTo(Reach.MACHINE));
        assertThat(ask("GET", "http://localhost:8080/undelete/reset").effects())
                .singleElement()
                .satisfies(e -> assertThat(e.reach()).isEqualTo(Reach.WORKSPACE));
        assertThat(send("POST", "http://localhost:8080/presets", "{}").effects())
                .singleElement()
                .satisfies(e -> assertThat(e.reach()).isEqualTo(Reach.WORKSPACE));
    }

    @Test
    void fetchesAndSends() {
        assertThat(kinds(ask("GET", "https://example.com/a?b=c"))).containsExactly("net.fetch");
        assertThat(kinds(ask("HEAD", "https://example.com/a"))).containsExactly("net.fetch");
        assertThat(kinds(send("GET", "https://example.com/_search", "{}"))).containsExactly("net.fetch");
        assertThat(kinds(ask("POST", "https://example.com/a"))).containsExactly("net.send");
        assertThat(kinds(ask("GET", "https://example.com/?d=" + "a".repeat(600))))
                .containsExactly("net.send");
        assertThat(kinds(ask("GET", "https://" + "a".repeat(50) + ".example.com/")))
                .containsExactly("net.send");
        assertThat(ask("BREW", "https://example.com/").coverage()).isEqualTo(Coverage.PARTIAL);
        assertThat(ask("POST", "https://shop.prod.acme.com/").effects().get(0).environment())
                .isEqualTo(Environment.PRODUCTION);
        assertThat(ask("POST", "https://dev.evil.example/").effects().get(0).environment())
                .isEqualTo(Environment.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT    | repos/a/b/contents/x.md      | {\"branch\":\"fix\"}              | vcs.push",
                "PUT    | repos/a/b/contents/x.md      | {\"branch\":\"main\"}             | vcs.push.governed",
                "PUT    | repos/a/b/contents/x.md      | {\"message\":\"m\"}               | vcs.push.governed",
                "PUT    | repos/a/b/contents/x.md      | {\"branch\":                      | vcs.push.governed",
                "PATCH  | repos/a/b/git/refs/heads/fix | {\"sha\":\"1\",\"force\":true}    | vcs.push.force",
                "PATCH  | repos/a/b/git/refs/heads/main| {\"sha\":\"1\",\"force\":true}    | vcs.push.force.governed",
                "PATCH  | repos/a/b/git/refs/heads/fix | {\"sha\":\"1\",\"force\":false}   | vcs.push",
                "DELETE | repos/a/b/git/refs/heads/fix | {}                                | vcs.push.delete",
                "POST   | repos/a/b/git/refs           | {\"ref\":\"refs/tags/v1\"}        | vcs.push.tag",
                "POST   | repos/a/b/git/refs           | {\"ref\":\"refs/heads/fix\"}      | vcs.push",
                "POST   | repos/a/b/pulls/1/reviews    | {\"event\":\"APPROVE\"}           | forge.pull-request.approve",
                "POST   | repos/a/b/pulls/1/reviews    | {\"event\":\"COMMENT\"}           | forge.comment",
                "POST   | repos/a/b/pulls/1/reviews    | {\"event\":                       | forge.pull-request.approve",
                "POST   | repos/a/../a/b/./merges      | {}                                | forge.pull-request.merge",
                "POST   | repos/a/b/brand-new-thing    | {}                                | forge.write",
                "GET    | repos/a/b/pulls              | {}                                | forge.read",
            })
    void judgesRequestsToGithub(String method, String path, String body, String kind) {
        assertThat(kinds(send(method, "https://api.github.com/" + path, body))).containsExactly(kind);
    }

    @Test
    void aBranchThatStandsTwiceIsJudgedTwice() {
        assertThat(kinds(send("PUT", "https://api.github.com/repos/a/b/contents/x?branch=x", "{\"branch\":\"main\"}")))
                .containsExactlyInAnyOrder("vcs.push", "vcs.push.governed");
    }

    @Test
    void whereADeploymentGoes() {
        String url = "https://api.github.com/repos/a/b/deployments";
        assertThat(send("POST", url, "{\"environment\":\"staging\"}")
                        .effects()
                        .get(0)
                        .environment())
                .isEqualTo(Environment.STAGING);
        assertThat(send("POST", url, "{}").effects().get(0).environment()).isEqualTo(Environment.PRODUCTION);
    }

    @Test
    void aHostThatOnlyLooksLikeAForgeIsJudgedAsAnyOther() {
        assertThat(kinds(send("POST", "https://git.acme.example/api/v4/projects/7/issues", "{}")))
                .containsExactlyInAnyOrder("forge.comment", "net.send");
        assertThat(kinds(ask("PUT", "https://ghe.acme.example/api/v3/repos/a/b/pulls/1/merge")))
                .contains("forge.pull-request.merge");
    }

    @Test
    void aHeaderCanNameTheMethod() {
        Classification found = CLASSIFIER.classify(
                new HttpAction(
                        "POST",
                        "https://gitlab.com/api/v4/projects/7",
                        Map.of("X-HTTP-Method-Override", List.of("DELETE")),
                        "{}"),
                CONTEXT);
        assertThat(kinds(found)).contains("forge.delete");
        assertThat(found.coverage()).isEqualTo(Coverage.PARTIAL);
    }

    @Test
    void readsGraphQl() {
        String url = "https://api.github.com/graphql";
        assertThat(kinds(send("POST", url, "{\"query\":\"query { viewer { login } }\"}")))
                .containsExactly("forge.read");
        assertThat(kinds(send("POST", url, "{\"query\":\"{ mutation: viewer { login } }\"}")))
                .containsExactly("forge.read");
        assertThat(kinds(send(
                        "POST",
                        url,
                        "{\"query\":\"# query\\nmutation M($i: X = {a: 1}) @d { q: mergePullRequest(input: $i) { "
                                + "addComment } b: addComment(body: \\\"} x\\\") { id } }\"}")))
                .containsExactlyInAnyOrder("forge.pull-request.merge", "forge.comment");
        assertThat(kinds(send(
                        "POST",
                        url,
                        "{\"query\":\"mutation { ...F ... on Mutation { deleteRef { a } } } fragment F on Mutation { "
                                + "mergeBranch { a } }\"}")))
                .containsExactlyInAnyOrder("vcs.push.delete", "forge.pull-request.merge");
        assertThat(kinds(send("POST", url, "[{\"query\":\"{a}\"},{\"query\":\"mutation{mergeBranch{a}}\"}]")))
                .containsExactly("forge.pull-request.merge");
        for (String body : List.of("{\"query\":\"mutation { a(\"}", "{\"id\":\"abc\"}", "@file", "{\"query\":\"\"}")) {
            assertThat(send("POST", url, body).coverage()).isEqualTo(Coverage.PARTIAL);
            assertThat(kinds(send("POST", url, body))).contains("forge.write");
        }
    }

    @Test
    void gitOverHttpPushes() {
        assertThat(kinds(send("POST", "https://github.com/a/b.git/git-receive-pack", "x")))
                .containsExactly("vcs.push.governed");
        assertThat(kinds(ask("POST", "https://github.com/a/b.git/git-upload-pack")))
                .containsExactly("vcs.fetch");
    }
}
