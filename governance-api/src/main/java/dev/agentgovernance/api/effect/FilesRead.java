/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.effect;

import java.util.List;
import java.util.Objects;

/**
 * What was read of the machine's files to understand an action: scripts that it runs, settings of a repository, its pipelines,
 * links. It tells later whether the same question would find the same files.
 *
 * @param digest SHA-256 over everything that was looked at, also over what was not there and the names in folders; empty where
 *     nothing was looked at
 * @param files the files that were there, by path; the first ones where there are many
 */
public record FilesRead(String digest, List<File> files) {

    /** Nothing was looked at. */
    public static final FilesRead NONE = new FilesRead("", List.of());

    /**
     * A file that was read.
     *
     * @param path where it stands, without secrets
     * @param sha256 of what was read of it, 64 hexadecimal digits
     */
    public record File(String path, String sha256) {
        /** Checks that nothing is null. */
        public File {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    /** Checks and copies. */
    public FilesRead {
        Objects.requireNonNull(digest, "digest");
        files = List.copyOf(files);
    }
}
