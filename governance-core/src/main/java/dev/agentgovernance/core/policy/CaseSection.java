/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import java.util.Set;

/** The sections of a file of policy tests with the keys that each may have. */
enum CaseSection implements Fieldset.Keys {
    FILE("the file", "version", "policy", "given", "tests"),
    TEST("a test", "name", "given", "shell", "file", "sql", "http", "tool", "publish", "expect"),
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

    CaseSection(String title, String... keys) {
        this.title = title;
        this.keys = Set.of(keys);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Set<String> keys() {
        return keys;
    }
}
