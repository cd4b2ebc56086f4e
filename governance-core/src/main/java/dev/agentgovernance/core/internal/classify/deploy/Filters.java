/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import java.util.List;

/** Lists of patterns for branches, tags and paths, where a pattern may take back what one before it let in. */
final class Filters {

    private Filters() {}

    /**
     * Tells whether a name passes a list in which {@code !} takes back and the last match counts.
     *
     * @param name the name, or an empty text where it is not known
     */
    static Truth passes(List<String> patterns, String name) {
        if (name.isEmpty() || name.indexOf('*') >= 0) {
            return patterns.stream().allMatch(p -> p.startsWith("!")) ? Truth.NO : Truth.MAYBE;
        }
        Truth passes = Truth.NO;
        for (String pattern : patterns) {
            boolean takesBack = pattern.startsWith("!");
            Truth hit = matches(takesBack ? pattern.substring(1) : pattern, name);
            if (hit == Truth.YES) {
                passes = Truth.of(!takesBack);
            } else if (hit == Truth.MAYBE) {
                passes = takesBack ? passes.and(Truth.MAYBE) : passes.or(Truth.MAYBE);
            }
        }
        return passes;
    }

    /** Tells whether a name is one that a list leaves out. */
    static Truth ignored(List<String> patterns, String name) {
        return name.isEmpty() || name.indexOf('*') >= 0 ? Truth.NO : passes(patterns, name);
    }

    /** Tells whether one of the paths passes; unknown paths may. */
    static Truth anyPasses(List<String> patterns, List<String> paths) {
        return paths.isEmpty()
                ? Truth.MAYBE
                : paths.stream().map(path -> passes(patterns, path)).reduce(Truth.NO, Truth::or);
    }

    private static Truth matches(String pattern, String name) {
        try {
            return Truth.of(TextPattern.filter(pattern).matches(name));
        } catch (TextPattern.Unknown e) {
            return Truth.MAYBE;
        }
    }
}
