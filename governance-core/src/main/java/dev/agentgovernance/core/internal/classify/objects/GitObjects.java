/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import dev.agentgovernance.core.internal.classify.ReadingLog;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The references and objects of a repository on this machine, read without git. Nothing throws: what cannot be read is not
 * there. What a
 * reference leads to is looked up once: make one anew for each question. For use by one thread.
 */
public final class GitObjects {

    private final GitFolders folders;
    private final References references;
    private final Map<String, Optional<String>> found = new HashMap<>();

    private GitObjects(GitFolders folders) {
        this.folders = folders;
        this.references = new References(folders);
    }

    /** Returns those of the repository whose top is a folder; empty where it is none. */
    public static Optional<GitObjects> at(Path top) {
        GitFolders folders = GitFolders.of(top);
        return folders == null ? Optional.empty() : Optional.of(new GitObjects(folders));
    }

    /**
     * Returns the name of the object that a reference leads to; one under which nothing stands where that cannot be read.
     *
     * @param reference {@code HEAD}, or a full name such as {@code refs/remotes/origin/main}
     */
    public Optional<String> id(String reference) {
        return found.computeIfAbsent(reference, this::looked);
    }

    private Optional<String> looked(String reference) {
        String id = References.isName(reference) ? references.id(reference) : null;
        ReadingLog.file(
                folders.shared() + "/" + reference + " (what it leads to)",
                id == null ? null : id.getBytes(StandardCharsets.US_ASCII));
        return Optional.ofNullable(id);
    }

    /**
     * Returns the repository whose top is a folder, with its references as the files that they would be: {@code .git/HEAD},
     * {@code .git/refs/heads/main}.
     */
    public static RepositoryView view(Path top) {
        return new ReferencesAsFiles(top);
    }

    /** Returns what changes when objects arrive that were not at hand. */
    public String stamp() {
        StringBuilder stamp = new StringBuilder();
        for (Path objects : folders.objects()) {
            for (Path folder : List.of(objects, objects.resolve("pack"))) {
                try {
                    stamp.append(Files.getLastModifiedTime(folder)).append(' ');
                } catch (IOException | SecurityException e) {
                    stamp.append("- ");
                }
            }
        }
        return stamp.toString();
    }

    /** Returns the files of a commit, or of the one that a tag stands for; to be closed. */
    public CommitFiles files(String id) {
        return new CommitFiles(folders, id);
    }
}
