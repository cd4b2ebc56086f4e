/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import java.util.Set;

/**
 * The sections of a policy, and behind them those of a file of policy tests, with the keys that each may have. The readers
 * refuse any other, and {@code policy.schema.json} has the same for policies.
 */
enum Section {
    POLICY(
            "the policy",
            "version",
            "description",
            "mode",
            "halt",
            "packs",
            "trust",
            "branches",
            "environments",
            "protectedPaths",
            "scope",
            "budgets",
            "matrix",
            "rules",
            "unlock",
            "without"),
    TRUST("'trust'", "default", "agents", "ceilings"),
    ASSIGNMENT("an entry of 'agents'", "match", "repositories", "level", "classes"),
    CEILING("an entry of 'ceilings'", "agents", "repositories", "classes", "environments", "level"),
    BRANCHES("'branches'", "governed"),
    ENVIRONMENTS("'environments'", "production", "nonProduction"),
    SCOPE(
            "'scope'",
            "purpose",
            "paths",
            "forbiddenPaths",
            "branches",
            "effects",
            "forbiddenEffects",
            "services",
            "secondaryGoals",
            "maxFiles",
            "maxLines"),
    TASK(
            "the scope",
            "version",
            "task",
            "purpose",
            "paths",
            "forbiddenPaths",
            "branches",
            "effects",
            "forbiddenEffects",
            "services",
            "secondaryGoals",
            "maxFiles",
            "maxLines",
            "expires"),
    BUDGET("an entry of 'budgets'", "id", "measure", "effects", "per", "within", "limit", "over", "why"),
    MATRIX("'matrix'", "observe", "propose", "contribute", "deliver", "operate"),
    ROW("a row of 'matrix'", "none", "low", "moderate", "high", "critical"),
    RULE("a rule", "id", "decision", "when", "why", "instead", "notify", "mode", "examples"),
    WHEN(
            "'when'",
            "effects",
            "impact",
            "trust",
            "coverage",
            "environments",
            "paths",
            "resources",
            "branches",
            "agents",
            "repositories",
            "tools",
            "actions",
            "secrets",
            "scope",
            "times"),
    TIME("an entry of 'times'", "days", "from", "to", "zone"),
    BOUND("a bound", "atLeast", "atMost"),
    EXAMPLES("'examples'", "match", "other"),
    EXAMPLE(
            "an example",
            "effect",
            "resource",
            "environment",
            "impact",
            "trust",
            "coverage",
            "agent",
            "repository",
            "action",
            "tool",
            "secrets",
            "scope",
            "at"),

    CASES("the file", "version", "policy", "given", "tests"),
    CASE("a test", "name", "given", "shell", "file", "sql", "http", "tool", "publish", "expect"),
    GIVEN(
            "'given'",
            "agent",
            "parentAgent",
            "principal",
            "session",
            "trust",
            "repository",
            "branch",
            "environment",
            "cwd",
            "scope",
            "at"),
    FILE_ACTION("'file'", "operation", "path", "content"),
    HTTP_ACTION("'http'", "method", "url", "body"),
    TOOL_ACTION("'tool'", "server", "tool", "arguments"),
    PUBLISH_ACTION("'publish'", "channel", "text"),
    EXPECT("'expect'", "decision", "oversight", "impact", "rule");

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
    private final Set<String> keys;

    Section(String title, String... keys) {
        this.title = title;
        this.keys = Set.of(keys);
    }

    /** Tells whether it is of a file of tests. */
    boolean isOfCases() {
        return compareTo(CASES) >= 0;
    }

    /** Returns what an author would call it. */
    String title() {
        return title;
    }

    Set<String> keys() {
        return keys;
    }
}
