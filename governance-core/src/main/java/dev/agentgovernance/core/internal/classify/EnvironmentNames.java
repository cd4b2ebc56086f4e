/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import dev.agentgovernance.api.action.Environment;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Tells from the name of a context, host, profile, stage or database which environment it is. A name that says nothing is
 * {@link Environment#UNKNOWN}. Stateless.
 */
public final class EnvironmentNames {

    private static final List<String> LOCAL = List.of(
            "local",
            "127.0.0.1",
            "::1",
            "minikube",
            "kind-",
            "k3d-",
            "docker-desktop",
            "rancher-desktop",
            "orbstack",
            "colima");

    private EnvironmentNames() {}

    /** Returns the environment that a name means under the settings. */
    public static Environment of(ClassifierSettings settings, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) {
            return Environment.UNKNOWN;
        }
        if (Globs.matchesAny(settings.productionNames(), lower)) {
            return Environment.PRODUCTION;
        }
        if (!Globs.matchesAny(settings.nonProductionNames(), lower)) {
            return Environment.UNKNOWN;
        }
        if (LOCAL.stream().anyMatch(lower::contains)) {
            return Environment.LOCAL;
        }
        if (lower.contains("stag")) {
            return Environment.STAGING;
        }
        return lower.contains("test") || lower.contains("qa") ? Environment.TEST : Environment.DEVELOPMENT;
    }

    /**
     * Returns the environment that several names of one place mean: production if one of them does, else the first that
     * says something.
     */
    public static Environment of(ClassifierSettings settings, Collection<String> names) {
        Environment found = Environment.UNKNOWN;
        for (String name : names) {
            Environment environment = of(settings, name);
            if (environment == Environment.PRODUCTION) {
                return environment;
            }
            if (found == Environment.UNKNOWN) {
                found = environment;
            }
        }
        return found;
    }
}
