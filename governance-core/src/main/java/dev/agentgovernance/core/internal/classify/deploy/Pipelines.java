/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.deploy.Deployment;
import dev.agentgovernance.api.deploy.RepositoryEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The pipelines of one state of a repository. Immutable and safe for use by several threads.
 *
 * <p>What it says is a lower bound: connections to hosting services, protections and pipelines kept elsewhere are not in the
 * files.
 */
public final class Pipelines {

    /**
     * A pipeline that deploys or publishes, as a reader would tell it.
     *
     * @param deployment what it does
     * @param when what starts it, in the words of its file
     */
    public record Listed(Deployment deployment, String when) {}

    static final Comparator<Deployment> WORST_FIRST = Comparator.comparing(
                    (Deployment d) -> d.gate() == Deployment.Gate.HUMAN)
            .thenComparing(d -> d.environment() != Environment.PRODUCTION)
            .thenComparing(d -> d.environment() != Environment.UNKNOWN)
            .thenComparing(d -> !d.certain())
            .thenComparing(Deployment::file)
            .thenComparingInt(Deployment::line);

    private final List<List<Route>> routes;
    private final Targets targets;

    /** Returns those of some readers, each with its routes. */
    Pipelines(List<List<Route>> routes, Targets targets) {
        this.routes = routes.stream().map(List::copyOf).toList();
        this.targets = targets;
    }

    /** Returns what follows from an event, the worst first. */
    public List<Deployment> deploymentsOn(RepositoryEvent event) {
        List<Deployment> deployments = new ArrayList<>(beyond(List.of(), event));
        deployments.sort(WORST_FIRST);
        return List.copyOf(deployments);
    }

    /** Returns what follows from an event by what other pipelines do not have in common with these. */
    Set<Deployment> beyond(List<Pipelines> others, RepositoryEvent event) {
        Set<Deployment> found = new LinkedHashSet<>();
        for (List<Route> part : routes) {
            // A reader that read the same has the very same routes.
            if (part.isEmpty() || others.stream().anyMatch(other -> other.has(part))) {
                continue;
            }
            for (Route route : part) {
                Route.Outcome outcome = route.answer().on(event);
                if (outcome.taken() != Truth.NO) {
                    found.add(deployment(route, outcome));
                }
            }
        }
        return found;
    }

    @SuppressWarnings("ReferenceEquality") // equal routes of other files are not the same
    private boolean has(List<Route> part) {
        for (List<Route> own : routes) {
            if (own == part) {
                return true;
            }
        }
        return false;
    }

    private Deployment deployment(Route route, Route.Outcome outcome) {
        return new Deployment(
                route.kind(),
                outcome.target(),
                targets.of(outcome.target(), route.hint()),
                route.file(),
                route.line(),
                route.job(),
                outcome.gate(),
                route.certain() && outcome.taken() == Truth.YES);
    }

    /** Returns every pipeline that deploys or publishes on any event, in the order of the files. */
    public List<Listed> all() {
        List<Listed> all = new ArrayList<>();
        for (Route route : routes.stream().flatMap(List::stream).toList()) {
            Route.Outcome outcome = Route.Outcome.NO;
            for (RepositoryEvent.Kind kind : RepositoryEvent.Kind.values()) {
                outcome = outcome.worse(route.answer().on(RepositoryEvent.of(kind, "")));
            }
            Listed listed = new Listed(
                    deployment(route, new Route.Outcome(Truth.YES, outcome.gate(), outcome.target())), route.when());
            if (!all.contains(listed)) {
                all.add(listed);
            }
        }
        return List.copyOf(all);
    }
}
