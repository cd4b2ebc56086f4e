/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.api.deploy.RepositoryEvent.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry under {@code on} of a workflow: an event of GitHub with its filters.
 *
 * @param event the event by its name there
 * @param filter what stands below it
 * @param line the line
 */
record GitHubTrigger(String event, Tree filter, int line) {

    /** Events that nothing an agent does to branches, tags, pull requests, releases or comments brings about. */
    private static final Set<String> UNRELATED = Set.of(
            "schedule",
            "workflow_call",
            "fork",
            "watch",
            "star",
            "gollum",
            "public",
            "member",
            "milestone",
            "project",
            "project_card",
            "project_column",
            "image_version",
            "branch_protection_rule");

    private static final Set<String> COMMENTS = Set.of(
            "issue_comment",
            "pull_request_review_comment",
            "discussion_comment",
            "commit_comment",
            "issues",
            "label",
            "discussion");

    /** Events that GitHub itself brings about some time after a push. */
    private static final Set<String> CONSEQUENCES = Set.of(
            "check_run",
            "check_suite",
            "status",
            "page_build",
            "registry_package",
            "deployment",
            "deployment_status",
            "create",
            "delete");

    /** Returns the triggers of a workflow; empty where there is no {@code on} that can be read. */
    static List<GitHubTrigger> of(Tree workflow) {
        Tree on = workflow.get("on");
        List<GitHubTrigger> triggers = new ArrayList<>();
        if (on.isText()) {
            triggers.add(new GitHubTrigger(on.text(), Tree.NOTHING, on.line()));
        }
        for (Tree item : on.items) {
            triggers.add(new GitHubTrigger(item.text(), Tree.NOTHING, item.line()));
        }
        for (String key : on.keys()) {
            triggers.add(new GitHubTrigger(key, on.get(key), on.lineOf(key)));
        }
        return triggers;
    }

    /** Tells whether an event on the repository brings this about. A chain over another workflow is not followed here. */
    Truth fires(RepositoryEvent on, String file, String name) {
        Kind kind = on.kind();
        boolean pushes = kind == Kind.PUSH || kind == Kind.MERGE;
        if (event.equals("push")) {
            return pushes ? branch(on) : kind == Kind.TAG ? tag(on.name()) : Truth.NO;
        }
        if (event.equals("pull_request") || event.equals("pull_request_target")) {
            return pullRequest(on);
        }
        if (event.equals("merge_group")) {
            return kind == Kind.MERGE ? branches(on.name()) : Truth.NO;
        }
        if (event.equals("release")) {
            boolean deleted =
                    !types().isEmpty() && types().stream().allMatch(Set.of("deleted", "unpublished")::contains);
            return Truth.of(kind == Kind.RELEASE && !deleted);
        }
        if (event.equals("workflow_dispatch")) {
            return kind == Kind.DISPATCH ? named(on.name(), file, name) : Truth.NO;
        }
        if (event.equals("repository_dispatch")) {
            return Truth.of(kind == Kind.DISPATCH).and(on.name().isEmpty() ? Truth.MAYBE : Truth.NO);
        }
        if (event.equals("pull_request_review")) {
            return Truth.of(kind == Kind.REVIEW);
        }
        if (COMMENTS.contains(event)) {
            return Truth.of(kind == Kind.COMMENT);
        }
        if (CONSEQUENCES.contains(event)) {
            return Truth.of(pushes || kind == Kind.TAG).and(Truth.MAYBE);
        }
        return UNRELATED.contains(event) || event.equals("workflow_run") ? Truth.NO : Truth.MAYBE;
    }

    private List<String> types() {
        return filter.get("types").texts();
    }

    private Truth pullRequest(RepositoryEvent on) {
        boolean closes = types().contains("closed");
        boolean opens = types().isEmpty() || types().stream().anyMatch(type -> !type.equals("closed"));
        boolean fits = (on.kind() == Kind.MERGE && closes) || (on.kind() == Kind.PULL_REQUEST && opens);
        return fits ? branches(on.name()).and(paths(on.paths())) : Truth.NO;
    }

    private Truth branch(RepositoryEvent on) {
        // A filter for tags alone leaves no branches, and the other way round.
        boolean onlyTags = (filter.has("tags") || filter.has("tags-ignore"))
                && !filter.has("branches")
                && !filter.has("branches-ignore");
        return onlyTags ? Truth.NO : branches(on.name()).and(paths(on.paths()));
    }

    private Truth branches(String name) {
        Truth passes = Truth.YES;
        if (filter.has("branches")) {
            passes = Filters.passes(filter.get("branches").texts(), name);
        }
        if (filter.has("branches-ignore")) {
            passes = passes.and(
                    Filters.ignored(filter.get("branches-ignore").texts(), name).not());
        }
        return passes;
    }

    private Truth tag(String name) {
        if (filter.has("tags")) {
            return Filters.passes(filter.get("tags").texts(), name);
        }
        if (filter.has("tags-ignore")) {
            return Filters.ignored(filter.get("tags-ignore").texts(), name).not();
        }
        return Truth.of(!filter.has("branches") && !filter.has("branches-ignore"));
    }

    private Truth paths(List<String> paths) {
        if (paths.isEmpty()) {
            return Truth.YES;
        }
        Truth passes = Truth.YES;
        if (filter.has("paths")) {
            passes = Filters.anyPasses(filter.get("paths").texts(), paths);
        }
        if (filter.has("paths-ignore")) {
            List<String> ignored = filter.get("paths-ignore").texts();
            passes = passes.and(paths.stream()
                    .map(path -> Filters.passes(ignored, path).not())
                    .reduce(Truth.NO, Truth::or));
        }
        return passes;
    }

    private static Truth named(String pipeline, String file, String name) {
        if (pipeline.isEmpty()) {
            return Truth.MAYBE;
        }
        boolean same = pipeline.equalsIgnoreCase(name) || file.equals(pipeline) || file.endsWith("/" + pipeline);
        // A workflow can be named by a number too, which the files do not know.
        return same
                ? Truth.YES
                : Truth.of(pipeline.chars().allMatch(Character::isDigit)).and(Truth.MAYBE);
    }

    /** Returns what expressions see of an event that came this way. */
    Map<String, @Nullable String> context(RepositoryEvent on) {
        Map<String, @Nullable String> context = new LinkedHashMap<>();
        boolean tag = on.kind() == Kind.TAG || on.kind() == Kind.RELEASE;
        boolean known = !on.name().isEmpty() && on.name().indexOf('*') < 0;
        String here = CONSEQUENCES.contains(event) ? null : event;
        context.put("github.event_name", here);
        if (event.equals("push") || event.equals("release") || event.equals("create")) {
            String prefix = tag ? "refs/tags/" : "refs/heads/";
            context.put("github.ref", known ? prefix + on.name() : null);
            context.put("github.ref_name", known ? on.name() : null);
            context.put("github.ref_type", tag ? "tag" : "branch");
            context.put("github.base_ref", "");
        }
        if (event.startsWith("pull_request")) {
            context.put("github.base_ref", known ? on.name() : null);
            context.put("github.event.pull_request.base.ref", known ? on.name() : null);
            context.put("github.event.pull_request.merged", on.kind() == Kind.MERGE ? "true" : "");
            context.put("github.event.action", on.kind() == Kind.MERGE ? "closed" : null);
            context.put("github.ref", event.endsWith("_target") ? null : "refs/pull/0/merge");
        }
        if (COMMENTS.contains(event)) {
            context.put("github.event.comment.body", known ? on.name() : null);
        }
        return context;
    }

    /** Returns the trigger as a reader would say it. */
    String words() {
        StringBuilder words = new StringBuilder(event);
        for (String key :
                List.of("branches", "tags", "branches-ignore", "tags-ignore", "types", "paths", "workflows")) {
            if (filter.has(key)) {
                words.append(' ')
                        .append(key)
                        .append(' ')
                        .append(String.join(", ", filter.get(key).texts()));
            }
        }
        return words.toString();
    }
}
