/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers what was read of a repository, and with what result, so that it can be told later whether anything changed. */
final class ObservedView implements RepositoryView {

    /** How many files and folders are read before the rest counts as not there. */
    private static final int MAX_READS = 2_000;

    private static final int MAX_TOTAL_CHARS = 8 << 20;

    private final RepositoryView view;
    private final Map<String, Optional<String>> texts = new LinkedHashMap<>();
    private final Map<String, List<String>> folders = new LinkedHashMap<>();
    private int chars;
    private boolean exhausted;

    ObservedView(RepositoryView view) {
        this.view = view;
    }

    @Override
    public Optional<String> text(String path) {
        Optional<String> known = texts.get(path);
        if (known == null) {
            if (spent()) {
                return Optional.empty();
            }
            known = view.text(path);
            chars += known.map(String::length).orElse(0);
            texts.put(path, known);
        }
        return known;
    }

    @Override
    public List<String> names(String folder) {
        List<String> known = folders.get(folder);
        if (known == null) {
            if (spent()) {
                return List.of();
            }
            known = view.names(folder);
            folders.put(folder, known);
        }
        return known;
    }

    private boolean spent() {
        exhausted |= texts.size() + folders.size() >= MAX_READS || chars >= MAX_TOTAL_CHARS;
        return exhausted;
    }

    /** Tells whether there was more to read than is read of one repository. */
    boolean isExhausted() {
        return exhausted;
    }

    /** Tells whether everything that was read would be read the same from another view. */
    boolean isSameIn(RepositoryView other) {
        return folders.entrySet().stream().allMatch(e -> other.names(e.getKey()).equals(e.getValue()))
                && texts.entrySet().stream()
                        .allMatch(e -> other.text(e.getKey()).equals(e.getValue()));
    }
}
