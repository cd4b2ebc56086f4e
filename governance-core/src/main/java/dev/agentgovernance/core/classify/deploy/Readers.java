/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.classify.deploy;

import dev.agentgovernance.core.classify.RepositoryView;
import java.util.ArrayList;
import java.util.List;

/** The readers of all systems, one after the other. */
final class Readers {

    private static final String REMOTE_HEAD = "ref: refs/remotes/origin/";

    private Readers() {}

    static List<Route> routes(RepositoryView view, Steps steps) {
        String defaultBranch = defaultBranch(view);
        List<Route> routes = new ArrayList<>();
        routes.addAll(GitHubWorkflows.routes(view, steps, defaultBranch));
        return routes;
    }

    /** Returns the default branch of the remote as the last clone or fetch saw it; empty where that is not known. */
    static String defaultBranch(RepositoryView view) {
        String head = view.text(".git/refs/remotes/origin/HEAD").orElse("").strip();
        return head.startsWith(REMOTE_HEAD) ? head.substring(REMOTE_HEAD.length()) : "";
    }
}
