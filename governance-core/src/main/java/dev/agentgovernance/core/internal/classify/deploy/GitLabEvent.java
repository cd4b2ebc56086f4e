/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.RepositoryEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pipeline that GitLab starts on an event.
 *
 * @param source the kind of pipeline, as {@code only} has it: {@code branches}, {@code tags}, {@code merge_requests},
 *     {@code web}
 * @param ref the branch or tag; empty where it is not known
 * @param variables what rules see; null for what is not known
 */
record GitLabEvent(String source, String ref, Map<String, @Nullable String> variables) {

    static List<GitLabEvent> of(RepositoryEvent event, String defaultBranch) {
        List<GitLabEvent> events = new ArrayList<>();
        String name = event.name().indexOf('*') >= 0 ? "" : event.name();
        switch (event.kind()) {
            case PUSH, MERGE -> events.add(of("branches", name, "push", defaultBranch));
            case TAG, RELEASE -> events.add(of("tags", name, "push", defaultBranch));
            case PULL_REQUEST -> events.add(of("merge_requests", name, "merge_request_event", defaultBranch));
            case DISPATCH -> {
                events.add(of("web", "", "web", defaultBranch));
                events.add(of("triggers", "", "trigger", defaultBranch));
            }
            default -> {}
        }
        return events;
    }

    private static GitLabEvent of(String source, String name, String pipeline, String defaultBranch) {
        Map<String, @Nullable String> variables = new LinkedHashMap<>();
        String known = name.isEmpty() ? null : name;
        boolean branch = source.equals("branches");
        boolean tag = source.equals("tags");
        boolean request = source.equals("merge_requests");
        variables.put("CI_COMMIT_BRANCH", branch ? known : tag || request ? "" : null);
        variables.put("CI_COMMIT_TAG", tag ? (known == null ? null : known) : branch || request ? "" : null);
        variables.put("CI_COMMIT_REF_NAME", request ? null : known);
        variables.put("CI_COMMIT_REF_SLUG", request ? null : known);
        variables.put("CI_PIPELINE_SOURCE", pipeline);
        // A default branch that is not known is still none of the empty texts that stand for "no branch".
        String some = branch ? null : "?";
        variables.put("CI_DEFAULT_BRANCH", defaultBranch.isEmpty() ? some : defaultBranch);
        variables.put("CI_MERGE_REQUEST_IID", request ? "1" : branch || tag ? "" : null);
        variables.put("CI_MERGE_REQUEST_ID", request ? "1" : branch || tag ? "" : null);
        variables.put("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", request ? known : "");
        variables.put("CI_OPEN_MERGE_REQUESTS", null);
        return new GitLabEvent(source, name, variables);
    }

    boolean isTag() {
        return source.equals("tags");
    }

    /** Tells whether a condition of a rule holds. */
    Truth holds(String condition) {
        Truth truth = Expression.value(condition, name -> variables.get(name)).truth();
        // A tag that is not known by name is still one.
        boolean bare = condition.strip().equals("$CI_COMMIT_TAG");
        return isTag() && bare ? Truth.YES : truth;
    }
}
