/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import java.util.Set;

/** Names of files that say how things are built. */
final class BuildFiles {

    private static final Set<String> SETTINGS = Set.of(
            "pom.xml",
            "settings.gradle",
            "settings.gradle.kts",
            "build.gradle",
            "build.gradle.kts",
            "gradle.properties",
            "gradle.lockfile",
            "package.json",
            "package-lock.json",
            "pnpm-workspace.yaml",
            "pnpm-lock.yaml",
            "yarn.lock",
            "bun.lock",
            "lerna.json",
            "nx.json",
            "turbo.json",
            "Cargo.toml",
            "Cargo.lock",
            "rust-toolchain.toml",
            "go.mod",
            "go.sum",
            "go.work",
            "pyproject.toml",
            "uv.lock",
            "poetry.lock",
            "setup.cfg",
            "WORKSPACE",
            "MODULE.bazel",
            ".bazelrc");

    private static final Set<String> FOLDERS_OF_OTHERS = Set.of(
            ".git/",
            ".gradle/",
            ".hg/",
            ".idea/",
            ".mvn/",
            ".svn/",
            ".tox/",
            ".venv/",
            "__pycache__/",
            "bazel-bin/",
            "bazel-out/",
            "node_modules/",
            "site-packages/",
            "target/",
            "testdata/",
            "vendor/",
            "venv/");

    private BuildFiles() {}

    /** Tells whether what changes in a file may change how the modules below its folder are built. */
    static boolean isSetting(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return SETTINGS.contains(name)
                || name.endsWith(".versions.toml")
                || (name.startsWith("tsconfig") && name.endsWith(".json"));
    }

    /** Tells whether a folder, its name with {@code /} at the end, holds nothing of the codebase's own. */
    static boolean isOfOthers(String folder) {
        return FOLDERS_OF_OTHERS.contains(folder);
    }
}
