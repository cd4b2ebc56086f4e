/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What several readers need of files and trees. */
final class Folders {

    private static final int MAX_FILES = 600;
    private static final Set<String> SKIPPED = Set.of(
            ".git/",
            "node_modules/",
            "target/",
            "build/",
            "dist/",
            "vendor/",
            ".venv/",
            "venv/",
            "__pycache__/",
            ".idea/",
            ".gradle/",
            ".terraform/",
            "src/");

    private Folders() {}

    /** Returns the files below a folder down to a depth; build output and dependencies are left out. */
    static List<String> below(RepositoryView view, String folder, int depth) {
        List<String> files = new ArrayList<>();
        walk(view, folder, depth, files);
        return files;
    }

    private static void walk(RepositoryView view, String folder, int depth, List<String> files) {
        for (String name : view.names(folder)) {
            String path = folder.isEmpty() ? name : folder + "/" + name;
            if (files.size() >= MAX_FILES) {
                return;
            }
            if (!name.endsWith("/")) {
                files.add(path);
            } else if (depth > 0 && !SKIPPED.contains(name)) {
                walk(view, path.substring(0, path.length() - 1), depth - 1, files);
            }
        }
    }

    /** Returns what finds the part of a job that a {@code !reference} names. */
    static Function<List<String>, Tree> reference(Map<String, Tree> jobs) {
        return path -> {
            Tree tree = path.isEmpty() ? Tree.NOTHING : jobs.getOrDefault(path.get(0), Tree.NOTHING);
            for (String key : path.subList(Math.min(1, path.size()), path.size())) {
                tree = tree.get(key);
            }
            return tree;
        };
    }

    /** Returns the elements of a list with references and lists within lists put in place. */
    static List<Tree> resolved(Tree list, Function<List<String>, Tree> reference, int depth) {
        if (depth > 10) {
            return List.of();
        }
        if (list.tag().equals("!reference")) {
            return resolved(reference.apply(list.texts()), reference, depth + 1);
        }
        List<Tree> items = new ArrayList<>();
        for (Tree item : list.all()) {
            boolean nested = item.isList() || item.tag().equals("!reference");
            items.addAll(nested ? resolved(item, reference, depth + 1) : List.of(item));
        }
        return items;
    }
}
