/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.Deployment.Gate;
import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.deploy.GitHubWorkflows.Start;
import dev.agentgovernance.core.internal.classify.deploy.GitHubWorkflows.Workflow;
import dev.agentgovernance.core.internal.classify.deploy.Steps.Found;
import dev.agentgovernance.core.internal.classify.deploy.Steps.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the deployments in the jobs of one workflow, and in the workflows it calls. */
final class GitHubJobs {

    private static final int MAX_CALLS = 4;
    private static final int MAX_MATRIX = 24;
    private static final int MAX_COMPOSITE = 3;

    private final GitHubWorkflows all;
    private final Workflow start;

    /** A job within the workflow that holds it, and within the calls that lead there. */
    private record Place(
            Workflow workflow,
            String name,
            Tree job,
            List<Condition> conditions,
            Map<String, String> inputs,
            int calls) {}

    /** A condition with the inputs that were given where it stands. */
    private record Condition(String text, Map<String, String> inputs) {
        Truth holds(Function<String, @Nullable String> variables) {
            return Expression.value(GitHubWorkflows.bare(text), scope(variables, inputs, Map.of()))
                    .truth();
        }
    }

    GitHubJobs(GitHubWorkflows all, Workflow start) {
        this.all = all;
        this.start = start;
    }

    void routes() {
        jobs(start, "", List.of(), Map.of(), 0);
    }

    private void jobs(Workflow workflow, String prefix, List<Condition> outer, Map<String, String> inputs, int calls) {
        Tree jobs = workflow.root().get("jobs");
        Set<String> waiting = waiting(jobs);
        for (String id : jobs.keys()) {
            Tree job = jobs.get(id);
            List<Condition> conditions = new ArrayList<>(outer);
            conditions(jobs, id, inputs, conditions, new HashSet<>());
            Place place = new Place(workflow, prefix + id, job, List.copyOf(conditions), inputs, calls);
            boolean gated = behind(jobs, id, waiting, new HashSet<>());
            if (job.has("uses")) {
                call(place, gated);
            } else {
                job(place, jobs.lineOf(id), gated);
            }
        }
    }

    /** The conditions of a job and of those it needs: where one of those is left out, so is this, unless it says otherwise. */
    private static void conditions(
            Tree jobs, String id, Map<String, String> inputs, List<Condition> into, Set<String> seen) {
        if (!seen.add(id)) {
            return;
        }
        Tree job = jobs.get(id);
        String own = job.text("if", "");
        if (!own.isEmpty()) {
            into.add(new Condition(own, inputs));
        }
        boolean regardless = own.contains("always()") || own.contains("cancelled()") || own.contains("failure()");
        if (!regardless) {
            job.get("needs").texts().forEach(needed -> conditions(jobs, needed, inputs, into, seen));
        }
    }

    /** The jobs with a step that waits for a human. */
    private Set<String> waiting(Tree jobs) {
        Set<String> waiting = new HashSet<>();
        for (String id : jobs.keys()) {
            for (Tree step : jobs.at(id, "steps").all()) {
                String uses = step.text("uses", "");
                if (!uses.isEmpty()
                        && all.steps()
                                .ready("github", uses, step.get("with"), 0)
                                .gate()) {
                    waiting.add(id);
                }
            }
        }
        return waiting;
    }

    private static boolean behind(Tree jobs, String id, Set<String> waiting, Set<String> seen) {
        return waiting.contains(id)
                || (seen.add(id)
                        && jobs.at(id, "needs").texts().stream().anyMatch(n -> behind(jobs, n, waiting, seen)));
    }

    private void call(Place place, boolean gated) {
        String uses = place.job().text("uses", "");
        int line = place.job().lineOf("uses");
        Optional<Workflow> called =
                uses.startsWith("./") && place.calls() < MAX_CALLS ? all.workflow(uses.substring(2)) : Optional.empty();
        if (called.isEmpty()) {
            // A workflow that is not here may do anything; what its names promise is all that is known.
            String file = uses.substring(uses.lastIndexOf('/') + 1);
            EffectKind kind = StepNames.hint(file) == null ? StepNames.hint(place.name()) : StepNames.hint(file);
            Tree inputs = place.job().get("with");
            String environment = inputs.text("environment", inputs.text("env", ""));
            EffectKind meant = kind == null && environment.isEmpty() ? EffectKind.CI_TRIGGER : EffectKind.DEPLOY;
            Signal signal = new Signal(kind == null ? meant : kind, line, environment, false, "");
            add(place, signal, environment, gated);
            return;
        }
        Map<String, String> inputs = new LinkedHashMap<>();
        Tree declared = called.get().root().at("on", "workflow_call", "inputs");
        for (String input : declared.keys()) {
            inputs.put(input, declared.get(input).text("default", ""));
        }
        Tree given = place.job().get("with");
        for (String input : given.keys()) {
            inputs.put(input, substituted(given.get(input).text(), place.inputs()));
        }
        jobs(called.get(), place.name() + " / ", place.conditions(), inputs, place.calls() + 1);
    }

    /** Puts given inputs in the place of expressions that only name them. */
    private static String substituted(String text, Map<String, String> inputs) {
        String bare = GitHubWorkflows.bare(text).strip();
        return bare.startsWith("inputs.") ? inputs.getOrDefault(bare.substring("inputs.".length()), text) : text;
    }

    private void job(Place place, int line, boolean gated) {
        Tree job = place.job();
        Found found = steps(job.get("steps"), 0);
        Tree environment = job.get("environment");
        String target = environment.isMap() ? environment.text("name", "") : environment.text();
        String names = place.name() + " " + job.text("name", "");
        String workflow = onlyJob(place)
                ? place.workflow().name() + " " + place.workflow().file()
                : "";
        Steps.Job read = new Steps.Job(line, environment.isEmpty() ? 0 : job.lineOf("environment"), names, workflow);
        List<Signal> signals = Steps.signals(read, found);
        for (Signal signal : signals) {
            add(place, signal, target.isEmpty() ? signal.target() : target, gated);
        }
    }

    private static boolean onlyJob(Place place) {
        return place.workflow().root().get("jobs").keys().size() == 1;
    }

    private Found steps(Tree steps, int depth) {
        Found found = Found.NOTHING;
        for (Tree step : steps.all()) {
            Found one;
            if (step.has("run")) {
                Tree run = step.get("run");
                one = all.steps().command(run.text(), run.textLine());
            } else if (step.text("uses", "").startsWith("./")) {
                one = composite(step, depth);
            } else if (step.has("uses")) {
                one = all.steps().ready("github", step.text("uses", ""), step.get("with"), step.lineOf("uses"));
            } else {
                continue;
            }
            found = found.and(one.when(step.text("if", "").isEmpty() ? "" : GitHubWorkflows.bare(step.text("if", ""))));
        }
        return found;
    }

    private Found composite(Tree step, int depth) {
        String folder = step.text("uses", "").substring(2);
        int line = step.lineOf("uses");
        for (String file : List.of("action.yml", "action.yaml")) {
            Optional<Workflow> action = depth < MAX_COMPOSITE ? all.workflow(folder + "/" + file) : Optional.empty();
            if (action.isPresent()) {
                Tree runs = action.get().root().get("runs");
                Found inside = steps(runs.get("steps"), depth + 1);
                return new Found(
                        inside.signals().stream().map(s -> s.at(line)).toList(),
                        inside.understood() && runs.has("steps"),
                        inside.gate());
            }
        }
        return all.steps().ready("github", folder, step.get("with"), line);
    }

    private void add(Place place, Signal signal, String target, boolean gated) {
        Gate gate = gated ? Gate.HUMAN : Gate.NONE;
        String names = place.name() + " " + place.job().text("name", "") + " " + start.name() + " " + start.file();
        for (Map<String, String> matrix : matrices(place.job(), target)) {
            all.add(new Route(
                    signal.kind(),
                    place.workflow().file(),
                    signal.line(),
                    place.name(),
                    names,
                    signal.certain(),
                    GitHubWorkflows.words(start),
                    event -> answer(event, place, signal, target, matrix, gate)));
        }
    }

    private Route.Outcome answer(
            RepositoryEvent event, Place place, Signal signal, String target, Map<String, String> matrix, Gate gate) {
        Route.Outcome outcome = Route.Outcome.NO;
        for (Start one : all.starts(start, event)) {
            Truth taken = one.truth();
            for (Condition condition : place.conditions()) {
                taken = taken.and(condition.holds(one.variables()));
            }
            Function<String, @Nullable String> scope = scope(one.variables(), place.inputs(), matrix);
            if (!signal.condition().isEmpty()) {
                taken = taken.and(Expression.value(signal.condition(), scope).truth());
            }
            outcome = outcome.worse(new Route.Outcome(taken, gate, text(target, scope)));
        }
        return outcome;
    }

    /** Returns a text with its expressions worked out; empty where one of them is not known. */
    private static String text(String template, Function<String, @Nullable String> scope) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int open = template.indexOf("${{"); open >= 0; open = template.indexOf("${{", at)) {
            int end = template.indexOf("}}", open);
            if (end < 0) {
                return "";
            }
            String value =
                    Expression.value(template.substring(open + 3, end), scope).text();
            if (value == null) {
                return "";
            }
            text.append(template, at, open).append(value);
            at = end + 2;
        }
        return text.append(template.substring(at)).toString();
    }

    private static Function<String, @Nullable String> scope(
            Function<String, @Nullable String> variables, Map<String, String> inputs, Map<String, String> matrix) {
        return name -> {
            if (name.startsWith("matrix.")) {
                return matrix.get(name.substring("matrix.".length()));
            }
            if (name.startsWith("inputs.")) {
                String given = inputs.get(name.substring("inputs.".length()));
                return given == null || !given.contains("${{")
                        ? given
                        : Expression.value(GitHubWorkflows.bare(given), variables)
                                .text();
            }
            return variables.apply(name);
        };
    }

    /** The values of a matrix, where the name of the environment depends on it. */
    private static List<Map<String, String>> matrices(Tree job, String target) {
        Tree matrix = job.at("strategy", "matrix");
        if (!target.contains("matrix.") || !matrix.isMap()) {
            return List.of(Map.of());
        }
        List<Map<String, String>> rows = new ArrayList<>();
        rows.add(Map.of());
        for (String key : matrix.keys()) {
            if (key.equals("include") || key.equals("exclude") || !target.contains("matrix." + key)) {
                continue;
            }
            List<Map<String, String>> more = new ArrayList<>();
            for (Map<String, String> row : rows) {
                for (String value : matrix.get(key).texts()) {
                    Map<String, String> next = new LinkedHashMap<>(row);
                    next.put(key, value);
                    more.add(next);
                }
            }
            if (more.size() > MAX_MATRIX) {
                return List.of(Map.of());
            }
            rows = more.isEmpty() ? rows : more;
        }
        List<Map<String, String>> included = new ArrayList<>();
        for (Tree entry : matrix.get("include").all()) {
            Map<String, String> row = new LinkedHashMap<>();
            entry.keys().forEach(key -> row.put(key, entry.get(key).text()));
            included.add(row);
        }
        boolean alone = rows.size() == 1 && rows.get(0).isEmpty();
        List<Map<String, String>> result = new ArrayList<>(alone && !included.isEmpty() ? List.of() : rows);
        result.addAll(included);
        // Of too many rows the rest is one whose values are not known.
        return result.size() <= MAX_MATRIX ? result : List.of(Map.of());
    }
}
