/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {

    @TempDir
    Path home = Path.of("");

    private Path journal = Path.of("");

    @BeforeEach
    void threeDecisionsAreOnRecord() {
        journal = home.resolve(".local/state/agent-governance/audit.jsonl");
        for (String command : List.of("rm -rf /", "git push --force origin main", "kubectl delete namespace prod")) {
            String message = Json.line(Json.object(
                    "hook_event_name",
                    "PreToolUse",
                    "session_id",
                    command.equals("rm -rf /") ? "s1" : "s2",
                    "transcript_path",
                    "/t",
                    "cwd",
                    home.toString(),
                    "tool_name",
                    "Bash",
                    "tool_input",
                    Json.object("command", command)));
            assertThat(Run.of(home, message, "hook").status()).isZero();
        }
    }

    @Test
    void aCheckpointTellsThatTheEndWasCutOff() throws IOException {
        String secret = home.resolve("private.pem").toString();
        String open = home.resolve("public.pem").toString();
        String checkpoints = home.resolve("checkpoints").toString();
        assertThat(Run.of(home, "", "audit", "keys", "--private", secret, "--public", open)
                        .status())
                .isZero();
        assertThat(Run.of(home, "", "audit", "checkpoint", "--key", secret, "--to", checkpoints)
                        .status())
                .isZero();

        String[] verify = {"audit", "verify", "--checkpoints", checkpoints, "--key", open};
        assertThat(Run.of(home, "", verify).out()).contains("3 intact records", "nothing changed");
        List<String> lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, 2));
        assertThat(Run.of(home, "", "audit", "verify").status()).isZero();
        Run cut = Run.of(home, "", verify);
        assertThat(cut.status()).isEqualTo(1);
        assertThat(cut.out()).contains("HEAD_MISSING", "record 3");
    }

    @Test
    void aJournalThatIsNotIntactIsNotSigned() throws IOException {
        String secret = home.resolve("private.pem").toString();
        Run.of(
                home,
                "",
                "audit",
                "keys",
                "--private",
                secret,
                "--public",
                home.resolve("public.pem").toString());
        Files.writeString(journal, Files.readString(journal).replace("prod", "test"));

        Run run = Run.of(home, "", "audit", "checkpoint", "--key", secret);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void badKeysAndCheckpointsAreNamed() throws IOException {
        Path junk = Files.writeString(home.resolve("junk"), "junk\n");
        String open = home.resolve("public.pem").toString();
        Run.of(
                home,
                "",
                "audit",
                "keys",
                "--private",
                home.resolve("private.pem").toString(),
                "--public",
                open);

        assertThat(Run.of(home, "", "audit", "checkpoint", "--key", junk.toString())
                        .err())
                .contains("no Ed25519 private key in " + junk);
        assertThat(Run.of(home, "", "audit", "verify", "--checkpoints", junk.toString(), "--key", open)
                        .err())
                .contains(junk + ":1: the line is no checkpoint");
        assertThat(Run.of(home, "", "audit", "verify", "--checkpoints", junk.toString())
                        .err())
                .contains("--key");
        assertThat(Run.of(home, "", "audit", "keys", "--private", open, "--public", open)
                        .err())
                .contains("already");
        assertThat(Run.of(home, "", "audit", "export", "--since", "today").err())
                .contains("'today' is no time");
    }

    @Test
    void recordsAreExportedByChoice() {
        Run json = Run.of(home, "", "audit", "export");
        Run ocsf = Run.of(home, "", "audit", "export", "--format", "ocsf", "--session", "s2");
        Run otel = Run.of(home, "", "audit", "export", "--format", "otel", "--since", "2026-01-01T00:00:00Z");

        assertThat(json.lines()).hasSize(3);
        assertThat(ocsf.lines()).hasSize(2).allSatisfy(line -> assertThat(line).contains("\"class_uid\":6003"));
        assertThat(otel.lines()).hasSize(1).allSatisfy(line -> assertThat(line).contains("\"resourceLogs\""));
        assertThat(Run.of(home, "", "audit", "export", "--agent", "nobody").out())
                .isEmpty();
    }

    @Test
    void aReportIsAPage() throws IOException {
        Path page = home.resolve("report.html");

        Run run = Run.of(home, "", "audit", "report", "--session", "s2", "--to", page.toString());

        assertThat(run.out()).contains("2 decisions");
        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("Session s2", "namespace prod");
    }
}
