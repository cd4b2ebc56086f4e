/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What the readers made of one state of a repository.
 *
 * @param read everything that was read of it
 * @param defaultBranch the default branch, empty where it is not known
 * @param parts what each reader found
 * @param pipelines all of it
 */
record Reading(ObservedView read, String defaultBranch, List<Readers.Part> parts, Pipelines pipelines) {

    /**
     * Reads the files of a repository.
     *
     * @param similar readings of other files under the same default branch
     */
    static Reading of(
            RepositoryView files,
            String defaultBranch,
            Function<String, Classification> commands,
            Targets targets,
            List<Reading> similar) {
        ObservedView read = files instanceof ObservedView observed ? observed : new ObservedView(files);
        List<Readers.Part> parts = Readers.parts(
                read,
                commands,
                defaultBranch,
                similar.stream().map(Reading::parts).toList());
        Reading reading = new Reading(read, defaultBranch, parts, new Pipelines(routes(parts), targets));
        return read.isExhausted() ? reading.with("(more files than are read)", 1, targets) : reading;
    }

    /** Returns the same where not everything that it would rest on could be read: the rest may do anything. */
    Reading lacking(Targets targets) {
        return with("files that are not at hand", 0, targets);
    }

    private Reading with(String unread, int line, Targets targets) {
        List<List<Route>> routes = new ArrayList<>(routes(parts));
        routes.add(List.of(GitHubWorkflows.unreadable(unread, line)));
        return new Reading(read, defaultBranch, parts, new Pipelines(routes, targets));
    }

    private static List<List<Route>> routes(List<Readers.Part> parts) {
        return parts.stream().map(Readers.Part::routes).toList();
    }
}
