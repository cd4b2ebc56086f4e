/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.approval;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.action.PlanAction;
import dev.agentgovernance.api.action.PublishAction;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.action.SqlAction;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.approval.Capability;
import dev.agentgovernance.api.scope.TaskScope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names what a yes is good for. Pure functions, linear in the size of the action. */
public final class Capabilities {

    private static final String VERSION = "agent-governance/approval/1";

    private Capabilities() {}

    /**
     * Returns the capability: SHA-256 over the UTF-8 bytes of {@link #document}.
     *
     * @param policy the digest of the policy
     * @param scope the scope of the task
     * @param plan what names the plan that the action carries out; empty where there is none
     */
    // INVARIANT: two capabilities are the same only if action, context, policy, scope and plan are.
    public static Capability of(Action action, ActionContext context, String policy, TaskScope scope, String plan) {
        return named(document(action, context, policy, scope, plan));
    }

    /**
     * Returns the capability of a yes that widens a task as it was declared, under a policy. It is never that of an action.
     *
     * @param task the name of the task
     * @param repository the repository; empty where it is not known
     * @param policy the digest of the policy
     * @param scope the scope as it was declared
     */
    public static Capability ofTask(String task, String repository, String policy, TaskScope scope) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("version", "agent-governance/scope/1");
        tree.put("task", task);
        tree.put("repository", repository);
        tree.put("policy", policy);
        tree.put("scope", scope(scope));
        return named(CanonicalJson.of(tree));
    }

    private static Capability named(String document) {
        try {
            byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
            return new Capability(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Returns the JSON text in the canonical form of RFC 8785 that a capability is the hash of, so that it can be checked
     * without this library. It holds the whole action, with whatever secrets are in it: it is not for storing.
     */
    public static String document(Action action, ActionContext context, String policy, TaskScope scope, String plan) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("version", VERSION);
        tree.put("action", action(action));
        tree.put("context", context(context));
        // What JSON cannot tell apart, such as a number and a text of the same digits, the digest does.
        tree.put("digest", ActionDigest.of(action, context).hex());
        tree.put("policy", policy);
        tree.put("scope", scope(scope));
        tree.put("plan", plan);
        return CanonicalJson.of(tree);
    }

    private static Map<String, @Nullable Object> action(Action action) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("kind", action.kind());
        if (action instanceof ShellAction shell) {
            tree.put("shell", shell.shell().name());
            tree.put("command", shell.command());
        } else if (action instanceof FileAction file) {
            tree.put("operation", file.operation().name());
            tree.put("path", file.path());
            tree.put("content", file.content());
        } else if (action instanceof SqlAction sql) {
            tree.put("dialect", sql.dialect().name());
            tree.put("database", sql.database());
            tree.put("statement", sql.statement());
        } else if (action instanceof HttpAction http) {
            tree.put("method", http.method());
            tree.put("url", http.url());
            tree.put("headers", http.headers());
            tree.put("body", http.body());
        } else if (action instanceof ToolAction tool) {
            tree.put("server", tool.server());
            tree.put("tool", tool.tool());
            tree.put("arguments", tool.arguments());
        } else if (action instanceof PlanAction plan) {
            tree.put("format", plan.format().name());
            tree.put("plan", plan.plan());
        } else if (action instanceof PublishAction publish) {
            tree.put("channel", publish.channel());
            tree.put("text", publish.text());
        }
        return tree;
    }

    private static Map<String, ?> context(ActionContext context) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("agent", context.agent());
        tree.put("parentAgent", context.parentAgent().orElse(""));
        tree.put("principal", context.principal().orElse(""));
        tree.put("session", context.session().orElse(""));
        tree.put("task", context.task().orElse(""));
        tree.put("repository", context.repository().orElse(""));
        tree.put("branch", context.branch().orElse(""));
        tree.put("environment", context.environment().name());
        tree.put("workingDirectory", context.workingDirectory().orElse(""));
        tree.put("repositoryRoot", context.repositoryRoot().orElse(""));
        return tree;
    }

    private static Map<String, ?> scope(TaskScope scope) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("task", scope.task());
        tree.put("purpose", scope.purpose());
        tree.put("paths", scope.paths());
        tree.put("forbiddenPaths", scope.forbiddenPaths());
        tree.put("branches", scope.branches());
        tree.put("effects", scope.effects());
        tree.put("forbiddenEffects", scope.forbiddenEffects());
        tree.put("services", scope.services());
        if (!scope.secondaryGoals().isEmpty()) {
            tree.put("secondaryGoals", scope.secondaryGoals());
        }
        if (!scope.additions().isEmpty()) {
            tree.put(
                    "additions",
                    scope.additions().stream()
                            .map(addition -> List.of(addition.effect().id(), addition.resource()))
                            .toList());
        }
        scope.maxFiles().ifPresent(most -> tree.put("maxFiles", most));
        scope.maxLines().ifPresent(most -> tree.put("maxLines", most));
        scope.expiry().ifPresent(end -> tree.put("expiry", end.toString()));
        return tree;
    }
}
