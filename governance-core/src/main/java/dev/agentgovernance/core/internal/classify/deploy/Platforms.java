/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.Deployment.Gate;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the files of hosting services that deploy on their own when a branch changes: Vercel, Netlify, Render, DigitalOcean,
 * Railway, Amplify. Used once, by one thread.
 */
final class Platforms {

    /*
     * Whether a service is connected to the repository is set with the service. A file for it says that somebody meant it to
     * be, so what follows is "as far as can be told". Services that are only deployed to by a command (Fly, App Engine,
     * Cloudflare, Heroku, Serverless) are found where that command is run.
     */

    private static final List<String> MAIN = List.of("main", "master");

    private final RepositoryView view;
    private final String defaultBranch;
    private final List<Route> routes = new ArrayList<>();

    private Platforms(RepositoryView view, String defaultBranch) {
        this.view = view;
        this.defaultBranch = defaultBranch;
    }

    static List<Route> routes(RepositoryView view, String defaultBranch) {
        Platforms platforms = new Platforms(view, defaultBranch);
        platforms.vercel();
        platforms.netlify();
        platforms.render();
        platforms.digitalOcean();
        platforms.connected("railway.json", "Railway");
        platforms.connected("railway.toml", "Railway");
        platforms.connected("amplify.yml", "Amplify");
        return platforms.routes;
    }

    private Optional<Tree> yaml(String file) {
        Optional<String> text = view.text(file);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(YamlReader.document(text.get()));
        } catch (YamlReader.Unreadable e) {
            routes.add(GitHubWorkflows.unreadable(file));
            return Optional.empty();
        }
    }

    private Truth isMain(String branch) {
        if (branch.isEmpty()) {
            return Truth.MAYBE;
        }
        return Truth.of(defaultBranch.isEmpty() ? MAIN.contains(branch) : branch.equals(defaultBranch));
    }

    /** The main branch goes to production; any other to a preview of its own. */
    private void site(String file, int line, String name, boolean previews, Filter filter) {
        routes.add(new Route(
                EffectKind.DEPLOY,
                file,
                line,
                name,
                name,
                false,
                "the main branch, if " + name + " is connected",
                event -> {
                    RefEvent ref = RefEvent.of(event);
                    Truth taken =
                            ref.is(RefEvent.Source.BRANCH) ? isMain(ref.ref()).and(filter.lets(ref.ref())) : Truth.NO;
                    return new Route.Outcome(taken, Gate.NONE, "production");
                }));
        if (previews) {
            routes.add(new Route(
                    EffectKind.DEPLOY,
                    file,
                    line,
                    name,
                    name,
                    false,
                    "any other branch, if " + name + " is connected",
                    event -> {
                        RefEvent ref = RefEvent.of(event);
                        boolean pushed = ref.is(RefEvent.Source.BRANCH) || ref.is(RefEvent.Source.REQUEST);
                        boolean other = ref.is(RefEvent.Source.REQUEST) || isMain(ref.ref()) == Truth.NO;
                        return new Route.Outcome(
                                Truth.of(pushed && other).and(filter.lets(ref.ref())), Gate.NONE, "preview");
                    }));
        }
    }

    /** Which branches a service takes at all. */
    @FunctionalInterface
    private interface Filter {
        Truth lets(String branch);
    }

    private void vercel() {
        yaml("vercel.json").ifPresent(root -> {
            Tree enabled = root.at("git", "deploymentEnabled");
            boolean off = (enabled.isText() && enabled.text().equals("false"))
                    || root.at("github").is("enabled", "false");
            if (!off) {
                int line = enabled.isNothing() ? 1 : enabled.line();
                site("vercel.json", line, "Vercel", true, branch -> vercelLets(enabled, branch));
            }
        });
    }

    private static Truth vercelLets(Tree enabled, String branch) {
        if (!enabled.isMap() || branch.isEmpty()) {
            return branch.isEmpty() && enabled.isMap() ? Truth.MAYBE : Truth.YES;
        }
        Truth lets = Truth.YES;
        for (String pattern : enabled.keys()) {
            boolean hit = dev.agentgovernance.core.internal.classify.Globs.matches(pattern, branch);
            if (hit && enabled.is(pattern, "true")) {
                return Truth.YES;
            }
            lets = hit ? Truth.NO : lets;
        }
        return lets;
    }

    private void netlify() {
        Optional<String> text = view.text("netlify.toml");
        if (text.isPresent()) {
            site("netlify.toml", 1, "Netlify", true, branch -> Truth.YES);
        }
    }

    private void render() {
        yaml("render.yaml").ifPresent(root -> {
            for (Tree service : root.get("services").all()) {
                String trigger = service.text("autoDeployTrigger", service.text("autoDeploy", "true"));
                if (trigger.equals("false")
                        || trigger.equals("off")
                        || service.text("type", "").equals("redis")) {
                    continue;
                }
                String name = service.text("name", "");
                String branch = service.text("branch", "");
                service("render.yaml", service.line(), name, branch, "Render");
            }
        });
    }

    private void digitalOcean() {
        yaml(".do/app.yaml").ifPresent(root -> {
            for (String kind : List.of("services", "static_sites", "workers", "jobs", "functions")) {
                for (Tree service : root.get(kind).all()) {
                    for (String source : List.of("github", "gitlab")) {
                        Tree from = service.get(source);
                        if (from.is("deploy_on_push", "true")) {
                            service(
                                    ".do/app.yaml",
                                    from.lineOf("deploy_on_push"),
                                    service.text("name", ""),
                                    from.text("branch", ""),
                                    "App Platform");
                        }
                    }
                }
            }
        });
    }

    private void service(String file, int line, String name, String branch, String system) {
        String when = system + " follows " + (branch.isEmpty() ? "the main branch" : branch);
        routes.add(new Route(EffectKind.DEPLOY, file, line, name, name, true, when, event -> {
            RefEvent ref = RefEvent.of(event);
            Truth here = branch.isEmpty()
                    ? isMain(ref.ref())
                    : ref.ref().isEmpty() ? Truth.MAYBE : Truth.of(ref.ref().equals(branch));
            return new Route.Outcome(
                    Truth.of(ref.is(RefEvent.Source.BRANCH)).and(here), Gate.NONE, environment(name, branch));
        }));
    }

    private static String environment(String name, String branch) {
        String word = StepNames.environmentWord(name);
        return word.isEmpty() ? StepNames.environmentWord(branch.toLowerCase(Locale.ROOT)) : word;
    }

    private void connected(String file, String system) {
        if (view.text(file).isPresent()) {
            site(file, 1, system, false, branch -> Truth.YES);
        }
    }
}
