/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.util.ArrayList;
import java.util.List;

/** The readers of all systems, one after the other. */
final class Readers {

    private static final String REMOTE_HEAD = "ref: refs/remotes/origin/";

    private Readers() {}

    /** Returns what follows from events by the files of a repository whose default branch has a name, or an unknown one. */
    static List<Route> routes(RepositoryView view, Steps steps, String defaultBranch) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(GitHubWorkflows.routes(view, steps, defaultBranch));
        routes.addAll(GitLabPipeline.routes(view, steps, defaultBranch));
        routes.addAll(CircleConfig.routes(view, steps));
        routes.addAll(AzurePipelines.routes(view, steps));
        routes.addAll(Jenkinsfile.routes(view, steps));
        routes.addAll(GitOps.routes(view, defaultBranch));
        routes.addAll(Platforms.routes(view, defaultBranch));
        return routes;
    }

    /** Returns the default branch of the remote as the last clone or fetch saw it; empty where that is not known. */
    static String defaultBranch(RepositoryView view) {
        String head = view.text(".git/refs/remotes/origin/HEAD").orElse("").strip();
        if (head.startsWith(REMOTE_HEAD)) {
            return head.substring(REMOTE_HEAD.length());
        }
        // A repository that was never cloned has no such mark; where only one of the usual names exists, it is that.
        String packed = view.text(".git/packed-refs").orElse("");
        boolean main = has(view, packed, "main");
        boolean master = has(view, packed, "master");
        return main == master ? "" : main ? "main" : "master";
    }

    private static boolean has(RepositoryView view, String packed, String branch) {
        String reference = "refs/remotes/origin/" + branch;
        return packed.contains(" " + reference + "\n")
                || view.text(".git/" + reference).isPresent();
    }
}
