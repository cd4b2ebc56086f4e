/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.Deployment.Gate;
import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the workflows of GitHub Actions. Used once, by one thread; the routes it returns are immutable. */
final class GitHubWorkflows {

    static final String FOLDER = ".github/workflows";
    private static final int MAX_CHAIN = 3;

    /** A workflow that could be read. */
    record Workflow(String file, String name, Tree root, List<GitHubTrigger> triggers) {}

    /** One way an event starts a workflow: how surely, and what its expressions then see. */
    record Start(Truth truth, Function<String, @Nullable String> variables) {}

    private final RepositoryView view;
    private final Steps steps;
    private final String defaultBranch;
    private final List<Workflow> workflows = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();

    private GitHubWorkflows(RepositoryView view, Steps steps, String defaultBranch) {
        this.view = view;
        this.steps = steps;
        this.defaultBranch = defaultBranch;
    }

    static List<Route> routes(RepositoryView view, Steps steps, String defaultBranch) {
        GitHubWorkflows all = new GitHubWorkflows(view, steps, defaultBranch);
        for (String name : view.names(FOLDER)) {
            if (name.endsWith(".yml") || name.endsWith(".yaml")) {
                all.read(FOLDER + "/" + name);
            }
        }
        for (Workflow workflow : List.copyOf(all.workflows)) {
            new GitHubJobs(all, workflow).routes();
        }
        return all.routes;
    }

    private void read(String file) {
        Optional<Workflow> workflow = workflow(file);
        if (workflow.isEmpty()) {
            routes.add(unreadable(file));
        } else if (workflow.get().triggers().isEmpty()) {
            routes.add(unreadable(file));
        } else {
            workflows.add(workflow.get());
        }
    }

    /** What cannot be read may do anything whenever something happens. */
    static Route unreadable(String file) {
        return unreadable(file, 1);
    }

    static Route unreadable(String file, int line) {
        return new Route(
                EffectKind.DEPLOY,
                file,
                line,
                "",
                "",
                false,
                "the file cannot be read: any event",
                event -> new Route.Outcome(Truth.MAYBE, Gate.NONE, ""));
    }

    /** Returns a workflow by its file; empty where it is missing or cannot be read. */
    Optional<Workflow> workflow(String file) {
        Optional<String> text = view.text(file);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Tree root = YamlReader.document(text.get());
            return Optional.of(new Workflow(file, root.text("name", ""), root, GitHubTrigger.of(root)));
        } catch (YamlReader.Unreadable e) {
            return Optional.empty();
        }
    }

    void add(Route route) {
        routes.add(route);
    }

    RepositoryView view() {
        return view;
    }

    Steps steps() {
        return steps;
    }

    /** Returns the ways in which an event starts a workflow. */
    List<Start> starts(Workflow workflow, RepositoryEvent event) {
        return starts(workflow, event, 0);
    }

    private List<Start> starts(Workflow workflow, RepositoryEvent event, int depth) {
        List<Start> starts = new ArrayList<>();
        for (GitHubTrigger trigger : workflow.triggers()) {
            if (trigger.event().equals("workflow_run")) {
                chained(trigger, event, depth, starts);
                continue;
            }
            Truth fires = trigger.fires(event, workflow.file(), workflow.name());
            if (fires != Truth.NO) {
                Map<String, @Nullable String> context = trigger.context(event);
                starts.add(new Start(fires, name -> variable(name, context)));
            }
        }
        return starts;
    }

    /** A workflow that runs after others runs when they do. */
    private void chained(GitHubTrigger trigger, RepositoryEvent event, int depth, List<Start> starts) {
        List<String> names = trigger.filter().get("workflows").texts();
        if (depth >= MAX_CHAIN) {
            return;
        }
        Truth branch = trigger.filter().has("branches")
                ? Filters.passes(trigger.filter().get("branches").texts(), event.name())
                : Truth.YES;
        for (Workflow first : workflows) {
            boolean named = names.contains(first.name()) || names.contains(first.file());
            Truth runs = named
                    ? starts(first, event, depth + 1).stream()
                            .map(Start::truth)
                            .reduce(Truth.NO, Truth::or)
                            .and(branch)
                    : Truth.NO;
            if (runs != Truth.NO) {
                Map<String, @Nullable String> context = new LinkedHashMap<>();
                context.put("github.event_name", "workflow_run");
                context.put("github.event.workflow_run.conclusion", "success");
                context.put("github.event.workflow_run.name", first.name());
                context.put(
                        "github.event.workflow_run.head_branch", event.name().isEmpty() ? null : event.name());
                context.put("github.ref", defaultBranch.isEmpty() ? null : "refs/heads/" + defaultBranch);
                context.put("github.ref_name", defaultBranch.isEmpty() ? null : defaultBranch);
                starts.add(new Start(runs, name -> variable(name, context)));
            }
        }
    }

    private @Nullable String variable(String name, Map<String, @Nullable String> context) {
        if (context.containsKey(name)) {
            return context.get(name);
        }
        if (name.equals("github.event.repository.default_branch")) {
            return defaultBranch.isEmpty() ? null : defaultBranch;
        }
        return null;
    }

    /** Returns what an expression says without the braces around it. */
    static String bare(String expression) {
        String text = expression.strip();
        return text.startsWith("${{") && text.endsWith("}}") && text.indexOf("}}") == text.length() - 2
                ? text.substring(3, text.length() - 2)
                : text;
    }

    static String words(Workflow workflow) {
        return workflow.triggers().stream().map(GitHubTrigger::words).collect(Collectors.joining("; "));
    }
}
