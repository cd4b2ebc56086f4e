/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.core.internal.classify.DestructiveNames;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.Set;

/** Tasks that a project defines and whose names say that they reach other people or machines. Adds gaps only. */
final class OutwardTasks {

    private static final Set<String> MAKES = Set.of(
            "make", "gmake", "bmake", "nmake", "remake", "just", "task", "go-task", "rake", "invoke", "inv", "mage",
            "poe", "doit");

    private static final Set<String> SCRIPTS = Set.of("npm", "yarn", "yarnpkg", "pnpm", "bun", "composer", "deno");

    private static final Set<String> RUNS = Set.of("run", "run-script", "rum", "urn", "task");

    /** Reach others by themselves. */
    private static final Set<String> OUTWARD = Set.of(
            "push",
            "ship",
            "upload",
            "submit",
            "notarize",
            "payout",
            "payouts",
            "charge",
            "send",
            "email",
            "emails",
            "notify",
            "announce",
            "broadcast",
            "tweet",
            "rollout",
            "cutover",
            "golive",
            "failover",
            "impersonate",
            "grant",
            "rotate",
            "invalidate",
            "provision");

    /** Mean machines that others use, where something is done with them. */
    private static final Set<String> PLACES = Set.of(
            "prod",
            "production",
            "live",
            "infra",
            "tf",
            "terraform",
            "tofu",
            "helm",
            "k8s",
            "kubernetes",
            "kube",
            "cluster",
            "cdn");

    private static final Set<String> DOES = Set.of(
            "apply", "up", "down", "upgrade", "install", "sync", "update", "scale", "restart", "import", "copy", "run",
            "exec", "shell", "console", "migrate", "seed");

    /** Say that nothing but files of the project comes of it. */
    private static final Set<String> LOCAL = Set.of(
            "build",
            "test",
            "tests",
            "lint",
            "check",
            "bundle",
            "compile",
            "deps",
            "analyze",
            "preview",
            "dry",
            "plan",
            "validate",
            "template",
            "render",
            "typecheck",
            "watch",
            "dev",
            "generate",
            "diff",
            "fmt",
            "format",
            "docs",
            "pre",
            "local",
            "mock",
            "fake",
            "help",
            "unit",
            "integration",
            "e2e",
            "storybook",
            "spec",
            "verify",
            "init",
            "kind",
            "minikube");

    private OutwardTasks() {}

    static void report(Invocation invocation, EffectSink sink) {
        String program = invocation.command().program();
        List<Word> words = invocation.words();
        if (SCRIPTS.contains(program)) {
            boolean runs =
                    invocation.path().isEmpty() || invocation.path().stream().anyMatch(RUNS::contains);
            words = words.subList(0, Math.min(words.size(), runs ? 1 : 0));
        } else if (!MAKES.contains(program)) {
            return;
        }
        for (Word word : words) {
            if (word.isLiteral() && word.text().indexOf('=') < 0 && isOutward(word.text())) {
                sink.gap(Coverage.PARTIAL, "the name of a task says that it reaches others", word.span());
                return;
            }
        }
    }

    static boolean isOutward(String name) {
        List<String> parts = DestructiveNames.parts(name);
        if (DestructiveNames.isPath(name) || parts.stream().anyMatch(LOCAL::contains)) {
            return false;
        }
        return parts.stream().anyMatch(OUTWARD::contains)
                || parts.equals(List.of("apply"))
                || (parts.stream().anyMatch(PLACES::contains) && parts.stream().anyMatch(DOES::contains))
                || parts.equals(List.of("go", "live"));
    }
}
