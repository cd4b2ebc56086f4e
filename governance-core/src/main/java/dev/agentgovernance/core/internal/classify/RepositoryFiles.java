/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A repository in memory. Immutable. */
final class RepositoryFiles implements RepositoryView {

    private final TreeMap<String, String> files;

    RepositoryFiles(Map<String, String> files) {
        this.files = new TreeMap<>(files);
    }

    @Override
    public Optional<String> text(String path) {
        return Optional.ofNullable(files.get(path)).map(text -> text.substring(0, Math.min(text.length(), MAX_CHARS)));
    }

    @Override
    public List<String> names(String folder) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        SortedSet<String> names = new TreeSet<>();
        for (String path : files.tailMap(prefix, true).keySet()) {
            if (!path.startsWith(prefix) || names.size() == MAX_NAMES) {
                break;
            }
            int slash = path.indexOf('/', prefix.length());
            names.add(slash < 0 ? path.substring(prefix.length()) : path.substring(prefix.length(), slash + 1));
        }
        return List.copyOf(names);
    }
}
