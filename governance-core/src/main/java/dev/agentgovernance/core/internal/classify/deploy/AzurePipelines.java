/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.Deployment.Gate;
import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import dev.agentgovernance.core.internal.classify.deploy.Steps.Found;
import dev.agentgovernance.core.internal.classify.deploy.Steps.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the pipelines of Azure DevOps. Used once, by one thread. */
final class AzurePipelines {

    private static final int MAX_TEMPLATES = 6;
    private static final List<String> SCRIPTS = List.of("script", "bash", "pwsh", "powershell");

    private final RepositoryView view;
    private final Steps steps;
    private final List<Route> routes = new ArrayList<>();

    private AzurePipelines(RepositoryView view, Steps steps) {
        this.view = view;
        this.steps = steps;
    }

    static List<Route> routes(RepositoryView view, Steps steps) {
        AzurePipelines all = new AzurePipelines(view, steps);
        Set<String> files = new LinkedHashSet<>();
        for (String folder : List.of("", ".azure", ".azure-pipelines", "azure-pipelines", "pipelines", ".pipelines")) {
            for (String name : view.names(folder)) {
                boolean yaml = name.endsWith(".yml") || name.endsWith(".yaml");
                if (yaml && (!folder.isEmpty() || name.startsWith("azure-pipelines"))) {
                    files.add(folder.isEmpty() ? name : folder + "/" + name);
                }
            }
        }
        files.forEach(all::read);
        return all.routes;
    }

    /** Where a job stands: the file, the triggers, and the conditions and gates that it inherits. */
    private record Place(String file, Tree root, String stage, List<String> conditions, boolean gated, int depth) {
        Place in(String name, String condition, boolean behind) {
            List<String> all = new ArrayList<>(conditions);
            if (!condition.isEmpty()) {
                all.add(condition);
            }
            return new Place(file, root, stage.isEmpty() ? name : stage + " / " + name, all, gated || behind, depth);
        }

        Place inTemplate(String template) {
            return new Place(template, root, stage, conditions, gated, depth + 1);
        }
    }

    private void read(String file) {
        Tree root;
        try {
            root = YamlReader.document(view.text(file).orElse(""));
        } catch (YamlReader.Unreadable e) {
            routes.add(GitHubWorkflows.unreadable(file));
            return;
        }
        boolean pipeline = root.has("stages") || root.has("jobs") || root.has("steps") || root.has("extends");
        // A file with parameters and no trigger in a folder of templates is one; it is read where it is used.
        boolean template = file.contains("/") && !root.has("trigger") && !root.has("pr");
        if (pipeline && !template) {
            body(root, new Place(file, root, "", List.of(), false, 0));
        }
    }

    private void body(Tree body, Place place) {
        stages(body.get("stages"), place);
        jobs(body.get("jobs"), place);
        if (body.has("steps")) {
            job(body, place.in("", "", false), body.lineOf("steps"));
        }
        if (body.has("extends")) {
            template(body.get("extends"), place);
        }
    }

    private void stages(Tree stages, Place place) {
        boolean behind = false;
        for (Tree stage : stages.all()) {
            if (stage.has("template")) {
                template(stage, place);
                continue;
            }
            expressions(stage, inner -> stages(inner, place));
            Place inside = place.in(stage.text("stage", ""), stage.text("condition", ""), behind);
            jobs(stage.get("jobs"), inside);
            // Stages follow one another unless they say otherwise.
            boolean chained =
                    !stage.has("dependsOn") || !stage.get("dependsOn").all().isEmpty();
            behind = (behind && chained) || waits(stage.get("jobs"));
        }
    }

    private boolean waits(Tree jobs) {
        for (Tree job : jobs.all()) {
            for (Tree step : job.get("steps").all()) {
                if (step.has("task")
                        && steps.ready("azure", step.text("task", ""), step.get("inputs"), 0)
                                .gate()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void jobs(Tree jobs, Place place) {
        Set<String> waiting = new LinkedHashSet<>();
        for (Tree job : jobs.all()) {
            if (waits(Tree.list(job.line(), List.of(job)))) {
                waiting.add(job.text("job", ""));
            }
        }
        for (Tree job : jobs.all()) {
            if (job.has("template")) {
                template(job, place);
                continue;
            }
            expressions(job, inner -> jobs(inner, place));
            boolean behind = job.get("dependsOn").texts().stream().anyMatch(waiting::contains);
            String name = job.text("deployment", job.text("job", ""));
            if (job.has("steps") || job.has("strategy")) {
                job(job, place.in(name, job.text("condition", ""), behind), job.line());
            }
        }
    }

    /** A key such as {@code ${{ if … }}} holds what is put in its place when the expression is true. */
    private static void expressions(Tree item, java.util.function.Consumer<Tree> inner) {
        for (String key : item.keys()) {
            if (key.startsWith("${{")) {
                inner.accept(item.get(key));
            }
        }
    }

    private void template(Tree use, Place place) {
        String file = templateFile(use, place);
        Optional<Tree> inside = template(file, place);
        if (inside.isPresent()) {
            body(inside.get(), place.inTemplate(file));
        } else {
            add(place, unseen(use), "", false);
        }
    }

    /** Returns the path of a template: from the top of the repository, or beside the file that names it. */
    private static String templateFile(Tree use, Place place) {
        String name = use.text("template", "");
        int slash = place.file().lastIndexOf('/');
        return name.startsWith("/")
                ? name.substring(1)
                : (slash < 0 ? "" : place.file().substring(0, slash + 1)) + name;
    }

    /** Returns what a template holds; empty if it is kept in another repository, or cannot be read. */
    private Optional<Tree> template(String file, Place place) {
        if (place.depth() >= MAX_TEMPLATES || file.contains("@")) {
            return Optional.empty();
        }
        Optional<String> text = view.text(file);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(YamlReader.document(text.get()));
        } catch (YamlReader.Unreadable e) {
            return Optional.empty();
        }
    }

    /** A template that is not at hand may do anything. */
    private static Signal unseen(Tree use) {
        EffectKind kind = StepNames.hint(use.text("template", ""));
        return new Signal(kind == null ? EffectKind.CI_TRIGGER : kind, use.line(), "", false, "");
    }

    private void job(Tree job, Place place, int line) {
        Found found = steps(job.get("steps"), place);
        Tree strategy = job.get("strategy");
        for (String kind : strategy.keys()) {
            for (String phase : strategy.get(kind).keys()) {
                found = found.and(steps(strategy.at(kind, phase, "steps"), place));
            }
        }
        Tree environment = job.get("environment");
        String target = environment.isMap() ? environment.text("name", "") : environment.text();
        int dot = target.indexOf('.');
        String named =
                target.contains("${{") || target.contains("$(") ? "" : dot > 0 ? target.substring(0, dot) : target;
        boolean deploys = job.has("deployment");
        Steps.Job read = new Steps.Job(
                line,
                deploys ? job.lineOf(environment.isEmpty() ? "deployment" : "environment") : 0,
                place.stage(),
                "");
        for (Signal signal : Steps.signals(read, found)) {
            add(place, signal, named, found.gate());
        }
    }

    private Found steps(Tree list, Place place) {
        Found found = Found.NOTHING;
        for (Tree step : list.all()) {
            Found one = Found.NOTHING;
            for (String kind : SCRIPTS) {
                if (step.has(kind)) {
                    one = steps.command(step.text(kind, ""), step.get(kind).textLine());
                }
            }
            if (step.has("task")) {
                one = task(step);
            } else if (step.has("template")) {
                one = stepTemplate(step, place);
            }
            for (String key : step.keys()) {
                one = key.startsWith("${{") ? one.and(steps(step.get(key), place)) : one;
            }
            found = found.and(one.when(step.text("condition", "")));
        }
        return found;
    }

    private Found task(Tree step) {
        Tree inputs = step.get("inputs");
        Found found = steps.ready("azure", step.text("task", ""), inputs, step.lineOf("task"));
        for (String script : List.of("script", "inlineScript", "Inline", "args", "arguments")) {
            if (inputs.has(script) && inputs.get(script).isText()) {
                found = found.and(steps.command(
                        inputs.text(script, ""), inputs.get(script).textLine()));
            }
        }
        return found;
    }

    private Found stepTemplate(Tree step, Place place) {
        String file = templateFile(step, place);
        Optional<Tree> inside = template(file, place);
        if (inside.isEmpty()) {
            return steps.ready("azure", step.text("template", ""), Tree.NOTHING, step.line())
                    .and(new Found(List.of(unseen(step)), false, false));
        }
        Found found = steps(inside.get().get("steps"), place.inTemplate(file));
        return new Found(
                found.signals().stream().map(s -> s.at(step.line())).toList(), found.understood(), found.gate());
    }

    private void add(Place place, Signal signal, String target, boolean gated) {
        Gate gate = place.gated() || gated ? Gate.HUMAN : Gate.NONE;
        String where = target.isEmpty() ? signal.target() : target;
        routes.add(new Route(
                signal.kind(),
                place.file(),
                signal.line(),
                place.stage(),
                place.stage(),
                signal.certain(),
                words(place.root()),
                event -> {
                    Truth taken = starts(place.root(), event);
                    List<String> conditions = new ArrayList<>(place.conditions());
                    conditions.add(signal.condition());
                    for (String condition : conditions) {
                        if (!condition.isEmpty()) {
                            taken = taken.and(Expression.value(
                                            condition, name -> variables(event).get(name))
                                    .truth());
                        }
                    }
                    return new Route.Outcome(taken, gate, where);
                }));
    }

    /** Without a trigger every branch starts the pipeline; tags only where they are named. */
    private static Truth starts(Tree root, RepositoryEvent event) {
        RefEvent ref = RefEvent.of(event);
        Tree trigger = root.get("trigger");
        return switch (ref.source()) {
            case BRANCH -> branch(trigger, ref.ref()).and(paths(trigger, event.paths()));
            case TAG -> trigger.has("tags") ? included(trigger.get("tags"), ref.ref()) : Truth.NO;
            case REQUEST -> root.is("pr", "none") ? Truth.NO : Truth.MAYBE;
            case HAND -> Truth.MAYBE;
            case NONE -> Truth.NO;
        };
    }

    private static Truth branch(Tree trigger, String name) {
        if (trigger.isNothing()) {
            return Truth.YES;
        }
        if (trigger.isText()) {
            return trigger.text().equals("none") ? Truth.NO : any(List.of(trigger.text()), name);
        }
        if (trigger.isList()) {
            return any(trigger.texts(), name);
        }
        return trigger.has("branches")
                ? included(trigger.get("branches"), name)
                : trigger.has("tags") ? Truth.NO : Truth.YES;
    }

    private static Truth included(Tree filter, String name) {
        if (!filter.isMap()) {
            return any(filter.texts(), name);
        }
        Truth in = filter.has("include") ? any(filter.get("include").texts(), name) : Truth.YES;
        Truth out = name.isEmpty() ? Truth.NO : any(filter.get("exclude").texts(), name);
        return in.and(out.not());
    }

    private static Truth any(List<String> patterns, String name) {
        if (name.isEmpty()) {
            return patterns.isEmpty() ? Truth.NO : Truth.MAYBE;
        }
        Truth any = Truth.NO;
        for (String pattern : patterns) {
            String plain = pattern.startsWith("refs/heads/")
                    ? pattern.substring("refs/heads/".length())
                    : pattern.startsWith("refs/tags/") ? pattern.substring("refs/tags/".length()) : pattern;
            // A star reaches over slashes here.
            any = any.or(
                    Truth.of(dev.agentgovernance.core.internal.classify.Globs.matches(plain.replace("*", "**"), name)));
        }
        return any;
    }

    private static Truth paths(Tree trigger, List<String> paths) {
        if (paths.isEmpty() || !trigger.has("paths")) {
            return Truth.YES;
        }
        Tree filter = trigger.get("paths");
        return paths.stream().map(path -> included(prefixed(filter), path)).reduce(Truth.NO, Truth::or);
    }

    /** A folder stands for all below it. */
    private static Tree prefixed(Tree filter) {
        Tree whole = Tree.map(filter.line());
        for (String key : filter.keys()) {
            List<Tree> both = new ArrayList<>();
            for (String path : filter.get(key).texts()) {
                String plain = path.startsWith("/") ? path.substring(1) : path;
                both.add(Tree.text(plain, 1));
                both.add(Tree.text(plain.endsWith("/") ? plain + "*" : plain + "/*", 1));
            }
            whole.put(key, Tree.list(1, both), 1);
        }
        return whole;
    }

    private static Map<String, @Nullable String> variables(RepositoryEvent event) {
        RefEvent ref = RefEvent.of(event);
        Map<String, @Nullable String> variables = new LinkedHashMap<>();
        boolean known = !ref.ref().isEmpty();
        boolean tag = ref.is(RefEvent.Source.TAG);
        String branch = known ? (tag ? "refs/tags/" : "refs/heads/") + ref.ref() : null;
        String reason = switch (ref.source()) {
            case BRANCH, TAG -> "IndividualCI";
            case REQUEST -> "PullRequest";
            case HAND, NONE -> "Manual";
        };
        if (ref.is(RefEvent.Source.REQUEST)) {
            branch = "refs/pull/0/merge";
        }
        for (String form : List.of("variables['%s']", "variables[\"%s\"]", "variables.%s")) {
            variables.put(form.replace("%s", "Build.SourceBranch"), branch);
            variables.put(
                    form.replace("%s", "Build.SourceBranchName"),
                    known ? ref.ref().substring(ref.ref().lastIndexOf('/') + 1) : null);
            variables.put(form.replace("%s", "Build.Reason"), reason);
        }
        return variables;
    }

    private static String words(Tree root) {
        Tree trigger = root.get("trigger");
        if (trigger.isNothing()) {
            return "every branch";
        }
        List<String> names = trigger.isMap()
                ? trigger.at("branches").isMap()
                        ? trigger.at("branches", "include").texts()
                        : trigger.get("branches").texts()
                : trigger.texts();
        return "trigger " + String.join(", ", names);
    }
}
