/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.core.internal.classify.Globs;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;

/** What can be said of two globs without a text. */
final class GlobRelations {

    private GlobRelations() {}

    /**
     * Tells whether every text that one of {@code inner} matches is matched by one of {@code outer}; no globs stand for all
     * texts. False also where it is true and not plain to see.
     */
    static boolean covers(List<String> outer, List<String> inner) {
        if (outer.isEmpty()) {
            return true;
        }
        return !inner.isEmpty() && inner.stream().allMatch(i -> outer.stream().anyMatch(o -> covers(o, i)));
    }

    private static boolean covers(String outer, String inner) {
        if (outer.equals(inner) || outer.equals("**")) {
            return true;
        }
        if (!isWild(inner)) {
            return Globs.matches(outer, inner);
        }
        String folder = outer.endsWith("/**") ? outer.substring(0, outer.length() - 2) : "";
        return !folder.isEmpty() && !isWild(folder) && inner.startsWith(folder);
    }

    private static boolean isWild(String glob) {
        return glob.indexOf('*') >= 0 || glob.indexOf('?') >= 0;
    }

    /** Tells whether some text is matched by one of each; no globs stand for all texts. True also where that is not certain. */
    static boolean meet(List<String> left, List<String> right) {
        return left.isEmpty()
                || right.isEmpty()
                || left.stream().anyMatch(l -> right.stream().anyMatch(r -> meet(l, r)));
    }

    /** Walks both globs at once: a state is a place in each, and whether a folder begins there. */
    private static boolean meet(String left, String right) {
        Walk walk = new Walk(left, right);
        walk.visit(0, 0, true);
        while (!walk.queue.isEmpty()) {
            if (walk.step(walk.queue.remove())) {
                return true;
            }
        }
        return false;
    }

    private static final class Walk {
        private final String left;
        private final String right;
        private final BitSet seen = new BitSet();
        private final ArrayDeque<Integer> queue = new ArrayDeque<>();

        Walk(String left, String right) {
            this.left = left;
            this.right = right;
        }

        void visit(int l, int r, boolean folderStarts) {
            int state = (l * (right.length() + 1) + r) * 2 + (folderStarts ? 1 : 0);
            if (!seen.get(state)) {
                seen.set(state);
                queue.add(state);
            }
        }

        /** Goes on from a state; tells whether it is the end of both. */
        boolean step(int state) {
            boolean folderStarts = state % 2 == 1;
            int l = state / 2 / (right.length() + 1);
            int r = state / 2 % (right.length() + 1);
            if (l == left.length() && r == right.length()) {
                return true;
            }
            silent(left, l, folderStarts, next -> visit(next, r, folderStarts));
            silent(right, r, folderStarts, next -> visit(l, next, folderStarts));
            if (l < left.length() && r < right.length()) {
                if (takes(left, l, '/') && takes(right, r, '/')) {
                    visit(after(left, l), after(right, r), true);
                }
                if (shareAnother(l, r)) {
                    visit(after(left, l), after(right, r), false);
                }
            }
            return false;
        }

        /** Tells whether both take the same character, other than a slash. */
        private boolean shareAnother(int l, int r) {
            char a = left.charAt(l);
            char b = right.charAt(r);
            if (a == '*' || a == '?') {
                return b != '/';
            }
            return a != '/' && takes(right, r, a);
        }
    }

    /** Visits the places that are reached without a character. */
    private static void silent(String glob, int at, boolean folderStarts, IntConsumer visitor) {
        if (at < glob.length() && glob.charAt(at) == '*') {
            visitor.accept(at + 1);
            if (folderStarts && glob.startsWith("**/", at) && (at == 0 || glob.charAt(at - 1) == '/')) {
                visitor.accept(at + 3);
            }
        }
    }

    /** A star stays where it is; anything else is used up. */
    private static int after(String glob, int at) {
        return glob.charAt(at) == '*' ? at : at + 1;
    }

    private static boolean takes(String glob, int at, char c) {
        char p = glob.charAt(at);
        if (p != '*') {
            return p == '?' ? c != '/' : p == c;
        }
        return c != '/' || glob.startsWith("**", at) || (at > 0 && glob.charAt(at - 1) == '*');
    }
}
