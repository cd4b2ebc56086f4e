/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.core.internal.classify.RepositoryView;
import dev.agentgovernance.core.internal.classify.objects.GitObjects;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a Git working tree say about it, read without running Git.
 *
 * @param root the top folder, empty where the folder is in no working tree
 * @param branch the branch that is checked out, empty where it is not known or none is
 * @param repository the repository by the address of the remote {@code origin}, as {@code owner/name}, empty where none is
 *     known
 */
record WorkingTree(String root, String branch, String repository) {

    static final WorkingTree NONE = new WorkingTree("", "", "");

    private static final int MAX_LEVELS = 64;
    private static final String REFERENCE = "ref: refs/heads/";

    /** Returns the working tree that a folder is in. Does not throw: what cannot be read is not known. */
    static WorkingTree at(String folder) {
        try {
            Path path = Path.of(folder).toAbsolutePath().normalize();
            for (int level = 0; level < MAX_LEVELS && path != null; level++, path = path.getParent()) {
                if (Files.exists(path.resolve(".git"))) {
                    return read(path);
                }
            }
            return NONE;
        } catch (InvalidPathException | SecurityException e) {
            return NONE;
        }
    }

    private static WorkingTree read(Path root) {
        RepositoryView view = GitObjects.view(root);
        String head = view.text(".git/HEAD").orElse("").strip();
        String branch = head.startsWith(REFERENCE) ? head.substring(REFERENCE.length()) : "";
        return new WorkingTree(
                root.toString(), branch, repository(view.text(".git/config").orElse("")));
    }

    private static String repository(String config) {
        boolean inOrigin = false;
        String address = null;
        for (String line : config.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                inOrigin = line.equals("[remote \"origin\"]");
            } else if (inOrigin && line.toLowerCase(Locale.ROOT).startsWith("url") && line.indexOf('=') > 0) {
                address = line.substring(line.indexOf('=') + 1).strip();
            }
        }
        return nameIn(address);
    }

    /** Returns the last two parts of an address such as {@code git@host:owner/name.git}. */
    private static String nameIn(@Nullable String address) {
        if (address == null) {
            return "";
        }
        String path = address.endsWith(".git") ? address.substring(0, address.length() - 4) : address;
        int last = path.lastIndexOf('/');
        if (last <= 0) {
            return "";
        }
        int before = Math.max(path.lastIndexOf('/', last - 1), path.lastIndexOf(':', last - 1));
        String name = path.substring(before + 1);
        return before < 0 || name.startsWith("/") || name.endsWith("/") ? "" : name;
    }
}
