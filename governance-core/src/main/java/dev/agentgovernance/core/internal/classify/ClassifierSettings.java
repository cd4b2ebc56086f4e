/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import java.util.List;
import java.util.Objects;

/**
 * What a policy says about names and paths, as far as the classifiers need it.
 *
 * @param governedBranches globs of branches that others build on or that deploy
 * @param productionNames globs of names (contexts, hosts, databases, workspaces, stages) that mean production
 * @param nonProductionNames globs of names that mean an environment that is not production
 * @param protectedPaths globs of further paths that no agent may change, besides those that ship with the library
 * @param trustedPrograms command lines, word for word, that have no effect worth a question: the host's own filter
 * @param homeDirectory the home folder of the user the agent runs as, empty where it is not known
 */
public record ClassifierSettings(
        List<String> governedBranches,
        List<String> productionNames,
        List<String> nonProductionNames,
        List<String> protectedPaths,
        List<List<String>> trustedPrograms,
        String homeDirectory) {

    /** What holds without a policy. */
    public static final ClassifierSettings DEFAULT = new ClassifierSettings(
            List.of(
                    "main",
                    "master",
                    "trunk",
                    "develop",
                    "release",
                    "release/**",
                    "releases/**",
                    "prod*",
                    "staging",
                    "stable",
                    "gh-pages",
                    "hotfix/**"),
            List.of(
                    "prod",
                    "production",
                    "live",
                    "prd",
                    "*-prod",
                    "*_prod",
                    "*-production",
                    "*_production",
                    "*-prd",
                    "*_prd",
                    "*-live",
                    "*_live",
                    "prod-*",
                    "prod_*",
                    "production-*",
                    "production_*",
                    "prd-*",
                    "prd_*",
                    "*-prod-*",
                    "*_prod_*",
                    "*-production-*",
                    "*-prd-*",
                    "prod.*",
                    "production.*",
                    "*.prod",
                    "*.production",
                    "*.prod.*",
                    "*.production.*",
                    "*-prod.*",
                    "*-production.*"),
            List.of(
                    "dev",
                    "development",
                    "test",
                    "testing",
                    "qa",
                    "staging",
                    "stage",
                    "sandbox",
                    "local",
                    "localhost",
                    "127.0.0.1",
                    "*-dev",
                    "*_dev",
                    "*-development",
                    "*_development",
                    "*-test",
                    "*_test",
                    "*-staging",
                    "*_staging",
                    "*-qa",
                    "*_qa",
                    "*-local",
                    "*-sandbox",
                    "dev-*",
                    "dev_*",
                    "test-*",
                    "test_*",
                    "staging-*",
                    "staging_*",
                    "*-dev-*",
                    "*-test-*",
                    "*-staging-*",
                    "minikube",
                    "kind-*",
                    "k3d-*",
                    "docker-desktop",
                    "rancher-desktop",
                    "orbstack",
                    "colima"),
            List.of(),
            List.of(),
            "");

    /** Checks and copies. */
    public ClassifierSettings {
        governedBranches = List.copyOf(governedBranches);
        productionNames = List.copyOf(productionNames);
        nonProductionNames = List.copyOf(nonProductionNames);
        protectedPaths = List.copyOf(protectedPaths);
        trustedPrograms = trustedPrograms.stream().map(List::copyOf).toList();
        Objects.requireNonNull(homeDirectory, "homeDirectory");
    }
}
