/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.action.PlanAction;
import dev.agentgovernance.api.action.PublishAction;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.action.SqlAction;
import dev.agentgovernance.api.action.ToolAction;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random questions, from plausible to hostile. */
final class TestActions {

    private TestActions() {}

    static ActionContext context() {
        return ActionContext.builder("agent-7")
                .repository("acme/shop")
                .branch("feature/cart")
                .environment(Environment.LOCAL)
                .workingDirectory("/home/agent/shop")
                .repositoryRoot("/home/agent/shop")
                .build();
    }

    static Arbitrary<ActionContext> contexts() {
        return Combinators.combine(
                        Arbitraries.of("agent-7", "helper", "ci\u0000bot"),
                        Arbitraries.of("", "acme/shop"),
                        Arbitraries.of("", "main", "feature/cart"),
                        Arbitraries.of(Environment.values()),
                        Arbitraries.of("", "/home/agent/shop", "/", "relative", "/home/agent/shop/../.."))
                .as((agent, repository, branch, environment, directory) -> ActionContext.builder(agent)
                        .repository(repository)
                        .branch(branch)
                        .environment(environment)
                        .workingDirectory(directory)
                        .repositoryRoot(directory)
                        .build());
    }

    static Arbitrary<Action> actions() {
        return Arbitraries.oneOf(
                commands().map(c -> new ShellAction(c, ShellAction.Shell.BASH)),
                Combinators.combine(commands(), Arbitraries.of(ShellAction.Shell.values()))
                        .as(ShellAction::new),
                Combinators.combine(Arbitraries.of(FileAction.Operation.values()), paths(), hostile())
                        .as(FileAction::new),
                Combinators.combine(
                                statements(), Arbitraries.of(SqlAction.Dialect.values()), Arbitraries.of("", "orders"))
                        .as(SqlAction::new),
                Combinators.combine(Arbitraries.of("GET", "POST", "", "get", "PUT\n"), urls(), hostile())
                        .as((method, url, body) -> new HttpAction(method, url, Map.of("X-Note", List.of(body)), body)),
                Combinators.combine(Arbitraries.of("github", "db", ""), tools(), commands())
                        .as((server, tool, text) -> new ToolAction(
                                server,
                                tool,
                                Map.of("query", text, "n", 1, "deep", List.of(text)),
                                ToolAction.Hints.NONE)),
                hostile().map(text -> new PlanAction(PlanAction.Format.TERRAFORM, Map.of("format_version", text))),
                hostile().map(text -> new PublishAction("comment", text)));
    }

    static Arbitrary<String> commands() {
        Arbitrary<String> words = Arbitraries.of(
                "git",
                "push",
                "--force",
                "origin",
                "main",
                "rm",
                "-rf",
                "/",
                "~",
                "$HOME",
                "*",
                "kubectl",
                "delete",
                "ns",
                "prod",
                "ls",
                "-la",
                "cat",
                ".env",
                "|",
                "&&",
                ";",
                "||",
                "&",
                ">",
                ">>",
                "<",
                "<<EOF",
                "EOF",
                "\n",
                "$(",
                ")",
                "`",
                "\"",
                "'",
                "\\",
                "{",
                "}",
                "(",
                "[[",
                "]]",
                "if",
                "then",
                "fi",
                "for",
                "do",
                "done",
                "case",
                "esac",
                "sudo",
                "env",
                "X=1",
                "$X",
                "bash",
                "-c",
                "curl",
                "https://example.com",
                "sh",
                "#",
                "!",
                "function",
                "()",
                "npm",
                "test",
                "install",
                "terraform",
                "apply",
                "gh",
                "pr",
                "merge",
                "7",
                "echo",
                "hello",
                "\u202e",
                "\u0000");
        Arbitrary<String> joined = words.list().ofMinSize(0).ofMaxSize(14).map(list -> String.join(" ", list));
        return Arbitraries.oneOf(joined, hostile());
    }

    static Arbitrary<String> paths() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "src/A.java",
                        ".claude/settings.json",
                        "../x",
                        "/etc/passwd",
                        "~/.ssh/id_rsa",
                        "",
                        ".",
                        "/",
                        "a\u0000b",
                        ".github/workflows/ci.yml",
                        "C:\\x",
                        "//",
                        "x/".repeat(500)),
                hostile());
    }

    private static Arbitrary<String> statements() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "select 1",
                        "delete from t",
                        "drop table t",
                        "update t set a=1 where id=2",
                        "/*! drop table t */",
                        "select '",
                        "do $$ begin end $$",
                        "; ;",
                        ""),
                hostile());
    }

    private static Arbitrary<String> urls() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "https://api.github.com/repos/a/b/pulls/1/merge",
                        "http://169.254.169.254/",
                        "http://0/",
                        "//x",
                        "",
                        "http://[::1",
                        "https://example.com/a?b=c"),
                hostile());
    }

    private static Arbitrary<String> tools() {
        return Arbitraries.of(
                "get_issue", "delete_repository", "execute_sql", "run", "", "merge_pull_request", "write_file");
    }

    private static Arbitrary<String> hostile() {
        return Arbitraries.strings().ofMaxLength(60);
    }
}
