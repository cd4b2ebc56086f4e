/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.deploy;

import java.util.List;
import java.util.Objects;

/**
 * Something that happens to a repository on its forge, and that pipelines may answer.
 *
 * @param kind what happens
 * @param name the branch for {@link Kind#PUSH}, the target branch for {@link Kind#MERGE} and {@link Kind#PULL_REQUEST}, the
 *     tag for {@link Kind#TAG} and {@link Kind#RELEASE}, the pipeline for {@link Kind#DISPATCH}, the text for
 *     {@link Kind#COMMENT}; empty where it is not known, and then it may be any
 * @param paths the files that the change touches, relative to the top of the repository; empty where that is not known
 */
public record RepositoryEvent(Kind kind, String name, List<String> paths) {

    /** What can happen. */
    public enum Kind {
        /** Commits arrive on a branch. */
        PUSH,
        /** A tag arrives. */
        TAG,
        /** A pull request is merged, now or as soon as it may be. */
        MERGE,
        /** A pull request is opened or changed. */
        PULL_REQUEST,
        /** A pull request is reviewed. */
        REVIEW,
        /** Somebody comments on a pull request or an issue, or labels it. */
        COMMENT,
        /** A release is published. */
        RELEASE,
        /** A pipeline is started or continued by hand. */
        DISPATCH
    }

    /** Checks and copies. */
    public RepositoryEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        paths = List.copyOf(paths);
    }

    /** Returns an event that may touch any file. */
    public static RepositoryEvent of(Kind kind, String name) {
        return new RepositoryEvent(kind, name, List.of());
    }

    /** Leaves the name out: the text of a comment may hold a secret. */
    @Override
    public String toString() {
        return "RepositoryEvent[" + kind + ", " + paths.size() + " paths]";
    }
}
