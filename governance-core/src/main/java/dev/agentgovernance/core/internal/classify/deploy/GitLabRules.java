/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.Deployment.Gate;
import dev.agentgovernance.api.deploy.RepositoryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * When a job of a GitLab pipeline runs: its {@code rules}, or its {@code only} and {@code except}, under those of the whole
 * pipeline. Immutable.
 *
 * @param job the job
 * @param rules its rules, references resolved; empty where it has none
 * @param workflow the rules of the pipeline; empty where there are none
 * @param defaultBranch the default branch, empty where it is not known
 */
record GitLabRules(Tree job, List<Tree> rules, List<Tree> workflow, String defaultBranch) {

    private static final Set<String> SOURCES = Set.of(
            "branches",
            "tags",
            "merge_requests",
            "web",
            "triggers",
            "api",
            "pushes",
            "schedules",
            "pipelines",
            "external",
            "chat",
            "external_pull_requests");

    static GitLabRules of(Tree job, Tree globals, Function<List<String>, Tree> reference, String defaultBranch) {
        return new GitLabRules(
                job,
                Folders.resolved(job.get("rules"), reference, 0),
                Folders.resolved(globals.at("workflow", "rules"), reference, 0),
                defaultBranch);
    }

    /** Whether a job runs, and whether it does so by itself. */
    private record Verdict(Truth automatic, Truth manual) {
        static final Verdict NEVER = new Verdict(Truth.NO, Truth.NO);
    }

    Route.Outcome outcome(RepositoryEvent event, boolean waits, String target) {
        Route.Outcome outcome = Route.Outcome.NO;
        for (GitLabEvent one : GitLabEvent.of(event, defaultBranch)) {
            Truth pipeline = workflow.isEmpty()
                    ? Truth.YES
                    : runs(workflow, one, "always", event.paths()).automatic();
            Verdict verdict = verdict(one, event.paths());
            Gate gate = waits ? Gate.HUMAN : Gate.NONE;
            outcome = outcome.worse(new Route.Outcome(pipeline.and(verdict.automatic()), gate, target))
                    .worse(new Route.Outcome(pipeline.and(verdict.manual()), Gate.HUMAN, target));
        }
        return outcome;
    }

    private Verdict verdict(GitLabEvent event, List<String> paths) {
        String usual = job.text("when", "on_success");
        if (!rules.isEmpty()) {
            return runs(rules, event, usual, paths);
        }
        if (job.has("rules")) {
            return Verdict.NEVER;
        }
        Truth runs = job.has("only")
                ? listed(job.get("only"), event, paths)
                : Truth.of(event.source().equals("branches")
                        || event.isTag()
                        || event.source().equals("web")
                        || event.source().equals("triggers"));
        if (job.has("except")) {
            runs = runs.and(listed(job.get("except"), event, List.of()).not());
        }
        return of(runs, usual);
    }

    private static Verdict of(Truth runs, String when) {
        return switch (when) {
            case "never" -> Verdict.NEVER;
            case "manual" -> new Verdict(Truth.NO, runs);
            default -> new Verdict(runs, Truth.NO);
        };
    }

    /** The first rule that holds decides; one that may hold decides perhaps, and the next ones still may. */
    private static Verdict runs(List<Tree> rules, GitLabEvent event, String usual, List<String> paths) {
        Truth automatic = Truth.NO;
        Truth manual = Truth.NO;
        Truth open = Truth.YES;
        for (Tree rule : rules) {
            Truth holds = rule.has("if") ? event.holds(rule.text("if", "")) : Truth.YES;
            if (rule.has("changes")) {
                Tree changes = rule.get("changes");
                List<String> globs = (changes.isMap() ? changes.get("paths") : changes).texts();
                holds = holds.and(paths.isEmpty() ? Truth.MAYBE : Filters.anyPasses(globs, paths));
            }
            if (rule.has("exists")) {
                holds = holds.and(Truth.MAYBE);
            }
            Verdict verdict = of(open.and(holds), rule.text("when", usual));
            automatic = automatic.or(verdict.automatic());
            manual = manual.or(verdict.manual());
            if (holds == Truth.YES) {
                return new Verdict(automatic, manual);
            }
            open = holds == Truth.MAYBE ? Truth.MAYBE : open;
        }
        return new Verdict(automatic, manual);
    }

    private Truth listed(Tree list, GitLabEvent event, List<String> paths) {
        Tree refs = list.isMap() ? list.get("refs") : list;
        Truth hit = refs.isNothing() ? Truth.YES : Truth.NO;
        for (String ref : refs.texts()) {
            hit = hit.or(matches(ref, event));
        }
        if (list.isMap() && list.has("variables")) {
            Truth any = Truth.NO;
            for (String condition : list.get("variables").texts()) {
                any = any.or(event.holds(condition));
            }
            hit = hit.and(any);
        }
        if (list.isMap() && list.has("changes") && !paths.isEmpty()) {
            hit = hit.and(Filters.anyPasses(list.get("changes").texts(), paths));
        }
        return hit;
    }

    private static Truth matches(String ref, GitLabEvent event) {
        int at = ref.indexOf('@');
        String plain = at > 0 && !ref.startsWith("/") ? ref.substring(0, at) : ref;
        if (SOURCES.contains(plain)) {
            boolean pushed =
                    plain.equals("pushes") && (event.isTag() || event.source().equals("branches"));
            return Truth.of(pushed || plain.equals(event.source()));
        }
        if (event.source().equals("merge_requests")) {
            return Truth.NO;
        }
        if (event.ref().isEmpty()) {
            return Truth.MAYBE;
        }
        if (!plain.startsWith("/")) {
            return Truth.of(plain.equals(event.ref()));
        }
        int end = plain.lastIndexOf('/');
        try {
            return Truth.of(TextPattern.regex(plain.substring(1, Math.max(1, end)), false)
                    .matches(event.ref()));
        } catch (TextPattern.Unknown e) {
            return Truth.MAYBE;
        }
    }

    /** Tells whether a job waits for a human before those that come after it can go on. */
    static boolean waits(Tree job) {
        List<Tree> rules = job.get("rules").all();
        if (rules.isEmpty()) {
            return job.is("when", "manual") && job.is("allow_failure", "false");
        }
        // Only where every way to run it waits, so that one that does not is never taken for a gate.
        boolean waits = false;
        for (Tree rule : rules) {
            if (rule.is("when", "never")) {
                continue;
            }
            boolean manual = rule.text("when", job.text("when", "")).equals("manual");
            if (!manual || rule.is("allow_failure", "true") || job.is("allow_failure", "true")) {
                return false;
            }
            waits = true;
        }
        return waits;
    }

    String words() {
        List<String> words = new ArrayList<>();
        for (Tree rule : rules) {
            words.add((rule.has("if") ? rule.text("if", "") : "otherwise")
                    + (rule.has("when") ? " (" + rule.text("when", "") + ")" : ""));
        }
        for (String key : List.of("only", "except", "when")) {
            if (job.has(key)) {
                words.add(key + " "
                        + String.join(
                                ", ",
                                job.get(key).isMap()
                                        ? job.get(key).get("refs").texts()
                                        : job.get(key).texts()));
            }
        }
        return words.isEmpty() ? "every branch and tag" : String.join("; ", words);
    }
}
