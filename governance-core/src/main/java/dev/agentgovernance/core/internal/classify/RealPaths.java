/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where links lead, as far as it was looked at for one action: each path is asked for once. For use by one thread. */
final class RealPaths {

    private final Map<String, Optional<String>> known = new HashMap<>();
    private final Last last;
    private @Nullable Tree tree;

    RealPaths(Last last) {
        this.last = last;
    }

    /**
     * The working tree that was last found to exist, over all actions of one judge: of that one it is not asked first whether
     * it does. The answers do not depend on it. Safe for use by several threads.
     */
    static final class Last {
        private volatile String tree = "";
    }

    /**
     * The working tree of the action.
     *
     * @param root its top folder, as the context names it
     * @param named the same as a path
     * @param real the same behind all links
     * @param exists whether it does
     */
    record Tree(String root, PathText named, PathText real, boolean exists) {}

    /** Returns the working tree with a top folder. */
    Tree tree(String root) {
        Tree before = tree;
        if (before != null && before.root().equals(root)) {
            return before;
        }
        PathText named = PathText.of(root, null, "");
        PathText real = named.real(true, this);
        Tree looked = new Tree(
                root,
                named,
                real,
                known.getOrDefault(named.text(), Optional.empty()).isPresent());
        if (looked.exists() && !last.tree.equals(named.text())) {
            last.tree = named.text();
        }
        tree = looked;
        return looked;
    }

    /**
     * Returns how many of the folders of a path exist, from the root on.
     *
     * @param text the path, absolute
     * @param ends where each of its names ends in the text
     * @param all how many names are looked at
     */
    int existing(String text, int[] ends, int all) {
        if (real(text, ends, all).isPresent()) {
            return all;
        }
        // What exists stands in folders that exist, so that halving finds the deepest of them.
        int there = treeAbove(text, ends, all);
        int missing = all;
        while (missing - there > 1) {
            int middle = (there + missing) >>> 1;
            if (exists(text, ends, middle)) {
                there = middle;
            } else {
                missing = middle;
            }
        }
        while (there > 0 && real(text, ends, there).isEmpty()) {
            there--;
        }
        return there;
    }

    /** Returns how many names of a path are those of the working tree, where that is known to exist. */
    private int treeAbove(String text, int[] ends, int all) {
        Tree above = tree;
        if (above == null || !above.exists()) {
            return 0;
        }
        int names = above.named().segments().size();
        return names < all
                        && text.startsWith(above.named().text())
                        && text.charAt(ends[names - 1]) == '/'
                        && ends[names - 1] == above.named().text().length()
                ? names
                : 0;
    }

    private boolean exists(String text, int[] ends, int names) {
        String path = text.substring(0, ends[names - 1]);
        Optional<String> found = known.get(path);
        if (found != null) {
            return found.isPresent();
        }
        boolean exists = new File(path).exists();
        if (!exists) {
            known.put(path, Optional.empty());
        }
        return exists;
    }

    /** Returns where the first names of a path lead, of which there may be none. */
    Optional<String> real(String text, int[] ends, int names) {
        String path = names == 0 ? "/" : ends[names - 1] == text.length() ? text : text.substring(0, ends[names - 1]);
        Optional<String> found = known.get(path);
        if (found == null) {
            found = lookUp(path);
            known.put(path, found);
        }
        return found;
    }

    private Optional<String> lookUp(String path) {
        // Asked first, since an exception costs more than a question.
        if (!path.equals(last.tree) && !new File(path).exists()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(path).toRealPath().toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
