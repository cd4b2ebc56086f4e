/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.Deployment.Gate;
import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what clusters and bots follow a repository by: Argo CD, Flux, Fleet, Atlantis. Used once, by one thread. */
final class GitOps {

    private static final int DEPTH = 5;
    private static final List<String> MARKS = List.of("argoproj.io", "fluxcd.io", "configsync.gke.io");

    private final String defaultBranch;
    private final List<Route> routes = new ArrayList<>();
    /** The branches that Flux follows, by the name of the source. */
    private final Map<String, String> sources = new TreeMap<>();

    private GitOps(String defaultBranch) {
        this.defaultBranch = defaultBranch;
    }

    static List<Route> routes(RepositoryView view, String defaultBranch) {
        GitOps ops = new GitOps(defaultBranch);
        Map<String, List<Tree>> manifests = new TreeMap<>();
        for (String file : Folders.below(view, "", DEPTH)) {
            if (!file.endsWith(".yaml") && !file.endsWith(".yml")) {
                continue;
            }
            Optional<String> text = view.text(file);
            if (text.isEmpty() || MARKS.stream().noneMatch(text.get()::contains)) {
                continue;
            }
            try {
                manifests.put(file, YamlReader.documents(text.get()));
            } catch (YamlReader.Unreadable e) {
                // A chart or template that is no YAML yet: whom it makes follow what is not known.
                ops.add(file, 1, "", "", Truth.MAYBE, "", Gate.NONE, "a template of a cluster");
            }
        }
        manifests.values().forEach(documents -> documents.forEach(ops::source));
        manifests.forEach((file, documents) -> documents.forEach(document -> ops.manifest(file, document)));
        ops.atlantis(view);
        return ops.routes;
    }

    private void source(Tree document) {
        if (document.is("kind", "GitRepository")) {
            sources.put(
                    document.at("metadata").text("name", ""),
                    document.at("spec", "ref").text("branch", "master"));
        }
    }

    private void manifest(String file, Tree document) {
        String name = document.at("metadata").text("name", "");
        Tree spec = document.get("spec");
        switch (document.text("kind", "")) {
            case "Application" -> application(file, name, document.at("spec"));
            case "ApplicationSet" -> application(file, name, document.at("spec", "template", "spec"));
            case "Kustomization" -> {
                if (document.text("apiVersion", "").startsWith("kustomize.toolkit")) {
                    String from = spec.at("sourceRef").text("name", "");
                    Gate gate = spec.is("suspend", "true") ? Gate.HUMAN : Gate.NONE;
                    add(
                            file,
                            spec.line(),
                            name,
                            sources.getOrDefault(from, ""),
                            Truth.YES,
                            spec.text("path", ""),
                            gate,
                            "Flux");
                }
            }
            case "HelmRelease" -> {
                Tree chart = spec.at("chart", "spec");
                if (chart.at("sourceRef").is("kind", "GitRepository")) {
                    String from = chart.at("sourceRef").text("name", "");
                    add(
                            file,
                            spec.line(),
                            name,
                            sources.getOrDefault(from, ""),
                            Truth.YES,
                            chart.text("chart", ""),
                            Gate.NONE,
                            "Flux");
                }
            }
            case "RootSync", "RepoSync" ->
                add(
                        file,
                        spec.line(),
                        name,
                        spec.at("git").text("branch", ""),
                        Truth.YES,
                        spec.at("git").text("dir", ""),
                        Gate.NONE,
                        "Config Sync");
            default -> {}
        }
    }

    private void application(String file, String name, Tree spec) {
        List<Tree> all = new ArrayList<>(spec.get("sources").all());
        all.addAll(spec.get("source").all());
        boolean automated = spec.at("syncPolicy").has("automated")
                && !spec.at("syncPolicy", "automated").is("enabled", "false");
        for (Tree source : all) {
            if (source.has("chart") && !source.has("path")) {
                continue;
            }
            String revision = source.text("targetRevision", "HEAD");
            String branch = revision.equals("HEAD") ? defaultBranch : revision;
            boolean open = branch.contains("{{");
            add(
                    file,
                    source.lineOf("path"),
                    name,
                    branch.contains("{{") ? "" : branch,
                    open ? Truth.MAYBE : Truth.YES,
                    source.text("path", ""),
                    automated ? Gate.NONE : Gate.HUMAN,
                    "Argo CD");
        }
    }

    /** A cluster that follows a branch deploys what arrives on it below a path. Whether it is this repository is not known. */
    private void add(
            String file, int line, String name, String branch, Truth surely, String path, Gate gate, String system) {
        String folder = path.startsWith("./") ? path.substring(2) : path.startsWith("/") ? path.substring(1) : path;
        String hint = name + " " + folder + " " + file;
        String when = system + " follows " + (branch.isEmpty() ? "a branch" : branch)
                + (folder.isEmpty() ? "" : " below " + folder);
        routes.add(new Route(EffectKind.DEPLOY, file, line, name, hint, true, when, event -> {
            boolean pushed = RefEvent.of(event).is(RefEvent.Source.BRANCH);
            String ref = RefEvent.of(event).ref();
            Truth here = ref.isEmpty() || branch.isEmpty() ? Truth.MAYBE : Truth.of(ref.equals(branch));
            boolean touched = event.paths().isEmpty()
                    || folder.isEmpty()
                    || folder.equals(".")
                    || folder.contains("{{")
                    || event.paths().stream().anyMatch(p -> p.startsWith(folder.endsWith("/") ? folder : folder + "/"));
            Truth taken = Truth.of(pushed && touched).and(here).and(surely);
            return new Route.Outcome(taken, gate, "");
        }));
    }

    private void atlantis(RepositoryView view) {
        for (String file : List.of("atlantis.yaml", "atlantis.yml")) {
            Optional<String> text = view.text(file);
            if (text.isEmpty()) {
                continue;
            }
            Tree root;
            try {
                root = YamlReader.document(text.get());
            } catch (YamlReader.Unreadable e) {
                routes.add(GitHubWorkflows.unreadable(file));
                continue;
            }
            for (Tree project : root.get("projects").all()) {
                Tree needs = project.has("apply_requirements")
                        ? project.get("apply_requirements")
                        : project.get("plan_requirements");
                Gate gate = needs.texts().contains("approved") ? Gate.HUMAN : Gate.NONE;
                String name = project.text("name", project.text("dir", ""));
                String hint = name + " " + project.text("workspace", "") + " " + project.text("dir", "");
                routes.add(new Route(
                        EffectKind.INFRA_CHANGE,
                        file,
                        project.line(),
                        name,
                        hint,
                        true,
                        "the comment atlantis apply",
                        event -> new Route.Outcome(applies(event), gate, "")));
            }
        }
    }

    private static Truth applies(RepositoryEvent event) {
        if (event.kind() != RepositoryEvent.Kind.COMMENT) {
            return Truth.NO;
        }
        return event.name().isEmpty()
                ? Truth.MAYBE
                : Truth.of(event.name().toLowerCase(Locale.ROOT).contains("atlantis apply"));
    }
}
