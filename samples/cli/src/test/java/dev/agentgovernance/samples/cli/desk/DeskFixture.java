/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.desk;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.core.audit.Durability;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.InMemoryStores;
import dev.agentgovernance.core.trust.TrustLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A desk that runs, with a guard whose questions it shows, and browsers of people. */
final class DeskFixture implements AutoCloseable {

    static final String ANN_TOKEN = "ann-".repeat(10);
    static final String BEN_TOKEN = "ben-".repeat(10);
    static final String EVE_TOKEN = "eve-".repeat(10);

    final HaltSwitch halt;
    final Governance guard;
    final WebDesk desk;
    final ApprovalDesk approvals;
    private final AuditJournal journal;
    private final HttpClient client = HttpClient.newHttpClient();

    DeskFixture(Path folder) throws IOException {
        ApprovalRules rules = ApprovalRules.builder()
                .person("ann", "dba", ApprovalRules.BREAK_GLASS)
                .person("ben")
                .build();
        approvals = ApprovalDesk.builder(InMemoryStores.approvalStore(), rules).build();
        TrustLedger ledger = TrustLedger.builder(InMemoryStores.trustStore()).build();
        Path file = folder.resolve("audit.jsonl");
        journal = AuditJournal.open(file, Durability.OS);
        halt = new HaltSwitch(folder.resolve("halts.jsonl"));
        guard = Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.CONTRIBUTE)
                .approvals(approvals)
                .audit(journal)
                .halt(halt::sentence)
                .build();
        DeskPeople people = DeskPeople.parse(DeskJson.line(Map.of(
                "ann", entry(ANN_TOKEN, "answer", "halt", "resume"),
                "ben", entry(BEN_TOKEN, "answer", "halt"),
                "eve", entry(EVE_TOKEN))));
        desk = WebDesk.start(new WebDesk.Settings(
                new DeskAnswers(approvals, ledger),
                rules,
                file,
                halt,
                people,
                InetAddress.getLoopbackAddress(),
                0,
                null,
                Clock.systemUTC()));
    }

    private static Map<String, Object> entry(String token, String... may) {
        return Map.of("token", "sha256:" + HexFormat.of().formatHex(DeskPeople.sha256(token)), "may", List.of(may));
    }

    Decision decide(String command) {
        return decide(command, "s-1");
    }

    Decision decide(String command, String session) {
        return guard.decide(
                Action.shell(command),
                ActionContext.of("agent-7", "acme/shop").toBuilder()
                        .session(session)
                        .build());
    }

    String link() {
        return desk.link("ann", EnumSet.allOf(DeskPeople.May.class))
                .getFragment()
                .substring("link=".length());
    }

    /** A browser with a session of its own. */
    final class Browser {
        String cookie = "";
        String token = "";

        HttpResponse<String> signIn(String secret) throws Exception {
            HttpResponse<String> answer = post("/api/login", Map.of("secret", secret));
            if (answer.statusCode() == 200) {
                String line = answer.headers().firstValue("set-cookie").orElseThrow();
                cookie = line.substring(0, line.indexOf(';'));
                token = String.valueOf(DeskJson.object(answer.body()).get("token"));
            }
            return answer;
        }

        HttpResponse<String> get(String path, String... headers) throws Exception {
            return send(request(path, headers).GET());
        }

        HttpResponse<String> post(String path, Map<String, Object> body, String... headers) throws Exception {
            List<String> all = new ArrayList<>(List.of(headers));
            if (!all.contains("Origin")) {
                all.addAll(List.of("Origin", origin()));
            }
            if (!all.contains("Content-Type")) {
                all.addAll(List.of("Content-Type", "application/json"));
            }
            return send(request(path, all.toArray(String[]::new))
                    .POST(HttpRequest.BodyPublishers.ofString(DeskJson.line(body))));
        }

        Map<String, Object> json(String path) throws Exception {
            return DeskJson.object(get(path).body());
        }

        List<?> list(String path, String key) throws Exception {
            return json(path).get(key) instanceof List<?> list ? list : List.of();
        }

        /** Reads a request, and answers it as its page would. */
        HttpResponse<String> answer(String id, String verb, String note) throws Exception {
            return post(
                    "/api/requests/" + id + "/answer",
                    Map.of(
                            "verb",
                            verb,
                            "note",
                            note,
                            "form",
                            json("/api/requests/" + id).get("form")));
        }

        HttpRequest.Builder request(String path, String... headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(desk.url().resolve(path));
            if (!cookie.isEmpty()) {
                request.header("Cookie", cookie);
            }
            if (!token.isEmpty()) {
                request.header(DeskGate.TOKEN, token);
            }
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return request;
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    HttpClient client() {
        return client;
    }

    Browser browser() {
        return new Browser();
    }

    Browser signedIn(String token) throws Exception {
        Browser browser = new Browser();
        browser.signIn(token);
        return browser;
    }

    String origin() {
        URI url = desk.url();
        return "http://" + url.getAuthority();
    }

    String onlyPending() {
        return approvals.pending().get(0).request().id();
    }

    @Override
    public void close() {
        desk.close();
        journal.close();
    }
}
