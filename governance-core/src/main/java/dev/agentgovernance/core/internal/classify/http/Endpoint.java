/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which programming interface a request speaks to, as its host and path show.
 *
 * @param family {@code github}, {@code gitlab}, {@code gitea}, {@code bitbucket}, {@code graphql}, {@code forge} for the
 *     pages of a forge, {@code web} for the rest
 * @param host the host
 * @param segments the parts of the path behind the root of the interface
 * @param wellKnown whether the host is known to be a forge, rather than only to look like one by its paths
 */
record Endpoint(String family, String host, List<String> segments, boolean wellKnown) {

    private static final Set<String> FORGES = Set.of(
            "api.github.com",
            "uploads.github.com",
            "github.com",
            "www.github.com",
            "gist.github.com",
            "gitlab.com",
            "codeberg.org",
            "bitbucket.org",
            "api.bitbucket.org");
    private static final Set<String> GITEA_ROOTS = Set.of("repos", "user", "users", "orgs", "admin", "issues");
    private static final int DEEPEST_ROOT = 3;

    Endpoint {
        segments = List.copyOf(segments);
    }

    static Endpoint of(Url url) {
        String host = url.host().name();
        List<String> path = url.segments();
        boolean known = FORGES.contains(host);
        if (host.equals("api.github.com") || host.equals("uploads.github.com")) {
            String family = path.size() == 1 && is(path, 0, "graphql") ? "graphql" : "github";
            return new Endpoint(family, host, path, true);
        }
        if (host.equals("api.bitbucket.org") && is(path, 0, "2.0")) {
            return new Endpoint("bitbucket", host, path.subList(1, path.size()), true);
        }
        for (int i = 0; i < Math.min(DEEPEST_ROOT, path.size() - 1); i++) {
            if (is(path, i, "api")) {
                List<String> below = path.subList(i + 2, path.size());
                if (is(path, i + 1, "graphql")) {
                    return new Endpoint("graphql", host, below, known);
                }
                if (is(path, i + 1, "v3")) {
                    return new Endpoint("github", host, below, known);
                }
                if (is(path, i + 1, "v4")) {
                    return new Endpoint("gitlab", host, below, known);
                }
                if (is(path, i + 1, "v1") && !below.isEmpty() && GITEA_ROOTS.contains(below.get(0))) {
                    return new Endpoint("gitea", host, below, known);
                }
            }
        }
        return new Endpoint(known ? "forge" : "web", host, path, known);
    }

    /** Tells whether the request speaks to a forge, or looks as if it did. */
    boolean isForge() {
        return !family.equals("web");
    }

    private static boolean is(List<String> path, int index, String expected) {
        return index < path.size() && path.get(index).toLowerCase(Locale.ROOT).equals(expected);
    }

    /** Leaves the text out: it may hold a secret. */
    @Override
    public String toString() {
        return "Endpoint[" + family + "]";
    }
}
