/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Values under globs, found by a text that the globs may match. Not changed once it is filled; then safe for use by several
 * threads.
 *
 * <p>A glob is filed under the plain text it begins with, or else under that it ends with, in a tree of characters: a text is
 * walked once from each end, at most as far as some glob goes.
 */
final class GlobTable<V> {

    private final Node prefixes = new Node();
    private final Node suffixes = new Node();
    private final List<V> all = new ArrayList<>();

    private static final class Node {
        private char[] keys = new char[0];
        private Node[] children = new Node[0];
        private final List<Object> values = new ArrayList<>(0);

        Node child(char c) {
            int found = Arrays.binarySearch(keys, c);
            if (found >= 0) {
                return children[found];
            }
            int at = -found - 1;
            char[] moreKeys = new char[keys.length + 1];
            Node[] moreChildren = new Node[keys.length + 1];
            System.arraycopy(keys, 0, moreKeys, 0, at);
            System.arraycopy(children, 0, moreChildren, 0, at);
            System.arraycopy(keys, at, moreKeys, at + 1, keys.length - at);
            System.arraycopy(children, at, moreChildren, at + 1, keys.length - at);
            moreKeys[at] = c;
            moreChildren[at] = new Node();
            keys = moreKeys;
            children = moreChildren;
            return children[at];
        }
    }

    /** Files a value under globs. */
    void add(List<String> globs, V value) {
        all.add(value);
        for (String glob : globs) {
            int wild = firstWildcard(glob);
            if (wild > 0) {
                Node node = prefixes;
                for (int i = 0; i < wild; i++) {
                    node = node.child(glob.charAt(i));
                }
                node.values.add(value);
            } else {
                Node node = suffixes;
                // The slash after two stars may match nothing.
                int last = lastWildcard(glob);
                int end = last + 1 < glob.length() && last > 0 && glob.startsWith("**/", last - 1) ? last + 1 : last;
                for (int i = glob.length() - 1; i > end; i--) {
                    node = node.child(glob.charAt(i));
                }
                node.values.add(value);
            }
        }
    }

    private static int firstWildcard(String glob) {
        int i = 0;
        while (i < glob.length() && glob.charAt(i) != '*' && glob.charAt(i) != '?') {
            i++;
        }
        return i;
    }

    private static int lastWildcard(String glob) {
        return Math.max(glob.lastIndexOf('*'), glob.lastIndexOf('?'));
    }

    /** Visits every value one of whose globs may match a text, perhaps several times. */
    void visit(String text, Consumer<V> visitor) {
        Node node = prefixes;
        for (int i = 0; ; i++) {
            report(node, visitor);
            int next = i < text.length() ? Arrays.binarySearch(node.keys, text.charAt(i)) : -1;
            if (next < 0) {
                break;
            }
            node = node.children[next];
        }
        node = suffixes;
        for (int i = text.length() - 1; ; i--) {
            report(node, visitor);
            int next = i >= 0 ? Arrays.binarySearch(node.keys, text.charAt(i)) : -1;
            if (next < 0) {
                break;
            }
            node = node.children[next];
        }
    }

    @SuppressWarnings("unchecked") // only values of this type are added
    private void report(Node node, Consumer<V> visitor) {
        for (int i = 0; i < node.values.size(); i++) {
            visitor.accept((V) node.values.get(i));
        }
    }

    /** Visits every value once. */
    void all(Consumer<V> visitor) {
        all.forEach(visitor);
    }
}
