/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.Deployment.Gate;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import dev.agentgovernance.core.internal.classify.deploy.Steps.Found;
import dev.agentgovernance.core.internal.classify.deploy.Steps.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code .gitlab-ci.yml} with what it includes from the same repository. Used once, by one thread. */
final class GitLabPipeline {

    private static final String FILE = ".gitlab-ci.yml";
    private static final int MAX_INCLUDES = 40;
    private static final int MAX_EXTENDS = 11;
    private static final Set<String> GLOBAL = Set.of(
            "stages",
            "workflow",
            "default",
            "include",
            "variables",
            "image",
            "services",
            "cache",
            "before_script",
            "after_script",
            "spec");
    private static final List<String> SCRIPTS = List.of("before_script", "script", "after_script");
    /** What an environment is named for without anything being deployed to it. */
    private static final Set<String> PASSIVE = Set.of("prepare", "verify", "access", "stop");

    private final RepositoryView view;
    private final Steps steps;
    private final String defaultBranch;
    private final List<Route> routes = new ArrayList<>();
    /** The jobs by name, with the file each stands in. */
    private final Map<String, Tree> jobs = new LinkedHashMap<>();

    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> included = new HashSet<>();
    private Tree globals = Tree.map(1);

    private GitLabPipeline(RepositoryView view, Steps steps, String defaultBranch) {
        this.view = view;
        this.steps = steps;
        this.defaultBranch = defaultBranch;
    }

    static List<Route> routes(RepositoryView view, Steps steps, String defaultBranch) {
        GitLabPipeline pipeline = new GitLabPipeline(view, steps, defaultBranch);
        if (view.text(FILE).isPresent()) {
            pipeline.read(FILE, FILE, 1);
            pipeline.jobs();
        }
        return pipeline.routes;
    }

    private void read(String file, String from, int line) {
        if (!included.add(file)) {
            return;
        }
        Optional<String> text = included.size() > MAX_INCLUDES ? Optional.empty() : view.text(file);
        if (text.isEmpty()) {
            unseen(from, line, file);
            return;
        }
        Tree root;
        try {
            List<Tree> documents = YamlReader.documents(text.get());
            // A file may begin with a header of its own.
            root = documents.isEmpty() ? Tree.map(1) : documents.get(documents.size() - 1);
        } catch (YamlReader.Unreadable e) {
            routes.add(GitHubWorkflows.unreadable(file));
            return;
        }
        includes(root, file);
        for (String key : root.keys()) {
            Tree value = root.get(key);
            if (GLOBAL.contains(key) || key.equals("default")) {
                Tree one = Tree.map(value.line());
                one.put(key, value, root.lineOf(key));
                globals = one.over(globals);
            } else if (value.isMap() || value.isList()) {
                // What is defined twice is merged; the later counts.
                jobs.put(key, value.over(jobs.getOrDefault(key, Tree.NOTHING)));
                files.put(key, file);
                lines.put(key, root.lineOf(key));
            }
        }
    }

    private void includes(Tree root, String file) {
        for (Tree include : root.get("include").all()) {
            String local = include.isText() ? include.text() : include.text("local", "");
            boolean here = !local.isEmpty() && !local.contains("://");
            if (!here) {
                unseen(file, include.line(), include.text("project", include.text("component", "an include")));
            } else if (local.contains("*")) {
                globbed(local.startsWith("/") ? local.substring(1) : local, file, include.line());
            } else {
                read(local.startsWith("/") ? local.substring(1) : local, file, include.line());
            }
        }
    }

    private void globbed(String glob, String file, int line) {
        int slash = glob.lastIndexOf('/', glob.indexOf('*'));
        String folder = slash < 0 ? "" : glob.substring(0, slash);
        for (String name : Folders.below(view, folder, 4)) {
            if (name.endsWith(".yml") && dev.agentgovernance.core.internal.classify.Globs.matches(glob, name)) {
                read(name, file, line);
            }
        }
    }

    /** A part that is kept elsewhere may hold any job. */
    private void unseen(String file, int line, String what) {
        EffectKind kind = StepNames.hint(what) == null ? EffectKind.CI_TRIGGER : EffectKind.DEPLOY;
        routes.add(new Route(kind, file, line, what, what, false, "any pipeline", event -> {
            boolean starts = !GitLabEvent.of(event, defaultBranch).isEmpty();
            return new Route.Outcome(starts ? Truth.MAYBE : Truth.NO, Gate.NONE, "");
        }));
    }

    private void jobs() {
        Map<String, Tree> whole = new LinkedHashMap<>();
        for (String name : jobs.keySet()) {
            if (!name.startsWith(".")) {
                whole.put(name, extended(name, 0));
            }
        }
        for (Map.Entry<String, Tree> job : whole.entrySet()) {
            job(job.getKey(), job.getValue(), whole);
        }
    }

    /** A job with what it extends under it. */
    private Tree extended(String name, int depth) {
        Tree job = jobs.getOrDefault(name, Tree.NOTHING);
        if (depth > MAX_EXTENDS || !job.isMap()) {
            return job;
        }
        Tree base = Tree.map(job.line());
        for (String parent : job.get("extends").texts()) {
            base = extended(parent, depth + 1).over(base);
        }
        return job.over(base);
    }

    private void job(String name, Tree job, Map<String, Tree> all) {
        String file = files.getOrDefault(name, FILE);
        int line = lines.getOrDefault(name, 1);
        Tree environment = job.get("environment");
        String target = environment.isMap() ? environment.text("name", "") : environment.text();
        boolean deploysTo = !environment.isEmpty() && !PASSIVE.contains(environment.text("action", "start"));
        Found found = scripts(job);
        Steps.Job read = new Steps.Job(line, deploysTo ? job.lineOf("environment") : 0, name, "");
        List<Signal> signals = new ArrayList<>(Steps.signals(read, found));
        if (name.equals("pages") && job.has("script")) {
            signals.add(new Signal(EffectKind.DEPLOY, line, "pages", true, ""));
        }
        if (job.has("release")) {
            signals.add(new Signal(EffectKind.FORGE_RELEASE, job.lineOf("release"), "", true, ""));
        }
        child(name, job, signals);
        GitLabRules rules = GitLabRules.of(job, globals, Folders.reference(jobs), defaultBranch);
        boolean waits =
                needs(name, job, all).stream().anyMatch(n -> GitLabRules.waits(all.getOrDefault(n, Tree.NOTHING)));
        String tier = environment.text("deployment_tier", "");
        for (Signal signal : signals) {
            String where = target.isEmpty() ? signal.target() : target;
            routes.add(new Route(
                    signal.kind(),
                    file,
                    signal.line(),
                    name,
                    name + " " + tier,
                    signal.certain(),
                    rules.words(),
                    event -> rules.outcome(event, waits, where.contains("$") ? expanded(where) : where)));
        }
    }

    /** A pipeline of another project, or one made by a job, cannot be seen; one of this repository is read like an include. */
    private void child(String name, Tree job, List<Signal> signals) {
        if (!job.has("trigger")) {
            return;
        }
        Tree trigger = job.get("trigger");
        List<Tree> includes = trigger.get("include").all();
        boolean here = !includes.isEmpty();
        for (Tree include : includes) {
            String local = include.isText() ? include.text() : include.text("local", "");
            here &= !local.isEmpty();
            if (!local.isEmpty()) {
                Found inside = childJobs(local.startsWith("/") ? local.substring(1) : local);
                int line = job.lineOf("trigger");
                inside.signals().stream().limit(4).forEach(s -> signals.add(s.at(line)));
                here &= inside.understood();
            }
        }
        if (!here && signals.isEmpty()) {
            EffectKind kind = StepNames.hint(name) == null ? EffectKind.CI_TRIGGER : EffectKind.DEPLOY;
            signals.add(new Signal(kind, job.lineOf("trigger"), "", false, ""));
        }
    }

    private Found childJobs(String file) {
        Optional<String> text = view.text(file);
        if (text.isEmpty()) {
            return new Found(List.of(), false, false);
        }
        try {
            Found found = Found.NOTHING;
            Tree root = YamlReader.document(text.get());
            for (String name : root.keys()) {
                if (!GLOBAL.contains(name)
                        && !name.startsWith(".")
                        && root.get(name).isMap()) {
                    Tree job = root.get(name);
                    Steps.Job read = new Steps.Job(1, job.has("environment") ? 1 : 0, name, "");
                    found = found.and(new Found(Steps.signals(read, scripts(job)), true, false));
                }
            }
            return found;
        } catch (YamlReader.Unreadable e) {
            return new Found(List.of(), false, false);
        }
    }

    private Found scripts(Tree job) {
        Found found = Found.NOTHING;
        for (String key : SCRIPTS) {
            for (Tree line : Folders.resolved(job.get(key), Folders.reference(jobs), 0)) {
                found = found.and(steps.command(line.text(), line.textLine()));
            }
        }
        return found;
    }

    /** The jobs that have to be done before: those a job names, or else those of the stages in front of its own. */
    private Set<String> needs(String name, Tree job, Map<String, Tree> all) {
        Set<String> needs = new HashSet<>();
        if (job.has("needs") || job.has("dependencies")) {
            for (Tree need :
                    job.get(job.has("needs") ? "needs" : "dependencies").all()) {
                needs.add(need.isText() ? need.text() : need.text("job", ""));
            }
            return needs;
        }
        List<String> stages = globals.get("stages").texts();
        int own = stages.indexOf(job.text("stage", "test"));
        for (Map.Entry<String, Tree> other : all.entrySet()) {
            int at = stages.indexOf(other.getValue().text("stage", "test"));
            if (!other.getKey().equals(name) && at >= 0 && at < own) {
                needs.add(other.getKey());
            }
        }
        return needs;
    }

    /** A name with variables: what stands in front of the first of them says what kind of environment it is. */
    private static String expanded(String target) {
        int dollar = target.indexOf('$');
        return dollar <= 0 ? "" : target.substring(0, dollar) + "…";
    }
}
