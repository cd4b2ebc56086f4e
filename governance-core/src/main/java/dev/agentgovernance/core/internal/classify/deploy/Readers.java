/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The readers of all systems, one after the other. */
final class Readers {

    private static final String REMOTE_HEAD = "ref: refs/remotes/origin/";

    private Readers() {}

    @FunctionalInterface
    private interface Reader {
        List<Route> routes(RepositoryView view, Steps steps, String defaultBranch);
    }

    private static final List<Reader> ALL = List.of(
            GitHubWorkflows::routes,
            GitLabPipeline::routes,
            (view, steps, branch) -> CircleConfig.routes(view, steps),
            (view, steps, branch) -> AzurePipelines.routes(view, steps),
            (view, steps, branch) -> Jenkinsfile.routes(view, steps),
            (view, steps, branch) -> GitOps.routes(view, branch),
            (view, steps, branch) -> Platforms.routes(view, branch));

    /**
     * What one reader found.
     *
     * @param read what it read; found again with other files, it finds the same
     * @param routes the ways to deployments
     */
    record Part(ObservedView read, List<Route> routes) {}

    /**
     * Returns what each reader finds in the files of a repository.
     *
     * @param commands what judges the command lines of steps
     * @param defaultBranch the default branch, empty where it is not known
     * @param before what readers found in other files under the same default branch: what would be read the same is not
     *     parsed again
     */
    // INVARIANT: the same routes whatever was found before.
    static List<Part> parts(
            RepositoryView view,
            Function<String, Classification> commands,
            String defaultBranch,
            List<List<Part>> before) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < ALL.size(); i++) {
            int reader = i;
            parts.add(before.stream()
                    .map(others -> others.get(reader))
                    .filter(part -> part.read().isSameIn(view))
                    .findFirst()
                    .orElseGet(() -> {
                        ObservedView read = new ObservedView(view);
                        Steps steps = new Steps(read, commands);
                        return new Part(read, List.copyOf(ALL.get(reader).routes(read, steps, defaultBranch)));
                    }));
        }
        return parts;
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
