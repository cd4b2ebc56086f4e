/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.Deployment.Gate;
import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import dev.agentgovernance.core.internal.classify.deploy.Steps.Found;
import dev.agentgovernance.core.internal.classify.deploy.Steps.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the configuration of CircleCI. Used once, by one thread. */
final class CircleConfig {

    private static final String FILE = ".circleci/config.yml";
    private static final int MAX_COMMANDS = 6;

    private final Steps steps;
    private final Tree root;
    private final List<Route> routes = new ArrayList<>();

    private CircleConfig(Steps steps, Tree root) {
        this.steps = steps;
        this.root = root;
    }

    static List<Route> routes(RepositoryView view, Steps steps) {
        Optional<String> text = view.text(FILE);
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            CircleConfig config = new CircleConfig(steps, YamlReader.document(text.get()));
            config.workflows();
            return config.routes;
        } catch (YamlReader.Unreadable e) {
            return List.of(GitHubWorkflows.unreadable(FILE));
        }
    }

    /** One job as a workflow uses it. */
    private record Use(String name, String job, Tree settings, int line) {}

    private void workflows() {
        Tree workflows = root.get("workflows");
        if (!workflows.isMap()) {
            // Without workflows there is one job that runs on every branch.
            job(new Use("build", "build", Tree.NOTHING, root.at("jobs").lineOf("build")), Tree.NOTHING, Map.of());
        }
        for (String name : workflows.keys()) {
            Tree workflow = workflows.get(name);
            if (!workflow.isMap() || workflow.at("triggers").find("schedule"::equals, 1) != null) {
                continue;
            }
            Map<String, Use> uses = new HashMap<>();
            for (Tree entry : workflow.get("jobs").all()) {
                for (String job : entry.isText() ? Set.of(entry.text()) : entry.keys()) {
                    Tree settings = entry.isText() ? Tree.NOTHING : entry.get(job);
                    String known = settings.text("name", job);
                    uses.put(known, new Use(known, job, settings, entry.line()));
                }
            }
            uses.values().stream()
                    .sorted(java.util.Comparator.comparingInt(Use::line))
                    .forEach(use -> job(use, workflow, uses));
        }
    }

    private void job(Use use, Tree workflow, Map<String, Use> uses) {
        Tree job = root.at("jobs", use.job());
        Found found = job.isMap()
                ? steps(job.get("steps"), 0)
                : use.settings().is("type", "approval")
                        ? Found.NOTHING
                        : steps.ready("circleci", use.job(), use.settings(), use.line());
        boolean gated = waits(use.name(), uses, new HashSet<>());
        int line = job.isMap() ? root.get("jobs").lineOf(use.job()) : use.line();
        String names = use.name() + " " + use.job() + " "
                + use.settings().get("context").texts();
        for (Signal signal : Steps.signals(new Steps.Job(line, 0, use.name() + " " + use.job(), ""), found)) {
            Gate gate = gated ? Gate.HUMAN : Gate.NONE;
            boolean conditional = workflow.has("when") || workflow.has("unless");
            routes.add(new Route(
                    signal.kind(),
                    FILE,
                    signal.line(),
                    use.name(),
                    names,
                    signal.certain(),
                    words(use.settings()),
                    event -> {
                        Truth runs = runs(use.settings().get("filters"), event);
                        Truth taken = conditional ? runs.and(Truth.MAYBE) : runs;
                        return new Route.Outcome(taken, gate, signal.target());
                    }));
        }
    }

    private static boolean waits(String name, Map<String, Use> uses, Set<String> seen) {
        Use use = uses.get(name);
        if (use == null || !seen.add(name)) {
            return false;
        }
        return use.settings().is("type", "approval")
                || use.settings().get("requires").texts().stream().anyMatch(n -> waits(n, uses, seen));
    }

    private Found steps(Tree steps, int depth) {
        Found found = Found.NOTHING;
        for (Tree step : steps.all()) {
            if (step.isText()) {
                found = found.and(named(step.text(), Tree.NOTHING, step.line(), depth));
            }
            for (String key : step.keys()) {
                Tree value = step.get(key);
                if (key.equals("run")) {
                    Tree command = value.isMap() ? value.get("command") : value;
                    found = found.and(this.steps.command(command.text(), command.textLine()));
                } else if (key.equals("when") || key.equals("unless")) {
                    found = found.and(steps(value.get("steps"), depth));
                } else {
                    found = found.and(named(key, value, step.lineOf(key), depth));
                }
            }
        }
        return found;
    }

    private Found named(String name, Tree inputs, int line, int depth) {
        Tree command = root.at("commands", name);
        if (command.isMap() && depth < MAX_COMMANDS) {
            Found inside = steps(command.get("steps"), depth + 1);
            return new Found(inside.signals(), inside.understood(), false);
        }
        return steps.ready("circleci", name, inputs, line);
    }

    /** Without filters a job runs on every branch and on no tag. */
    private static Truth runs(Tree filters, RepositoryEvent event) {
        RefEvent ref = RefEvent.of(event);
        return switch (ref.source()) {
            case BRANCH -> passes(filters.get("branches"), ref.ref(), true);
            case TAG -> filters.has("tags") ? passes(filters.get("tags"), ref.ref(), true) : Truth.NO;
            case REQUEST -> filters.isNothing() ? Truth.YES : Truth.MAYBE;
            case HAND -> Truth.MAYBE;
            case NONE -> Truth.NO;
        };
    }

    private static Truth passes(Tree filter, String name, boolean otherwise) {
        Truth passes = Truth.of(otherwise);
        if (filter.has("only")) {
            passes = any(filter.get("only").texts(), name);
        }
        if (filter.has("ignore")) {
            passes = passes.and(any(filter.get("ignore").texts(), name).not());
        }
        return passes;
    }

    private static Truth any(List<String> patterns, String name) {
        Truth any = Truth.NO;
        for (String pattern : patterns) {
            boolean regex = pattern.length() > 1 && pattern.startsWith("/") && pattern.endsWith("/");
            if (pattern.equals("/.*/")) {
                return Truth.YES;
            }
            if (name.isEmpty()) {
                any = any.or(Truth.MAYBE);
            } else if (!regex) {
                any = any.or(Truth.of(pattern.equals(name)));
            } else {
                try {
                    any = any.or(Truth.of(TextPattern.regex(pattern.substring(1, pattern.length() - 1), true)
                            .matches(name)));
                } catch (TextPattern.Unknown e) {
                    any = any.or(Truth.MAYBE);
                }
            }
        }
        return any;
    }

    private static String words(Tree settings) {
        Tree filters = settings.get("filters");
        List<String> words = new ArrayList<>();
        for (String kind : List.of("branches", "tags")) {
            for (String how : List.of("only", "ignore")) {
                if (filters.get(kind).has(how)) {
                    words.add(kind + " " + how + " "
                            + String.join(", ", filters.at(kind, how).texts()));
                }
            }
        }
        return words.isEmpty() ? "every branch" : String.join("; ", words);
    }
}
