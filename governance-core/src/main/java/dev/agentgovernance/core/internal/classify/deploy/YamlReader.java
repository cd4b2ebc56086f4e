/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads YAML into trees. Used once, by one thread. */
final class YamlReader {

    /*
     * The node graph is taken instead of values: it keeps keys and scalars as they are written, tags, anchors and lines. An
     * alias is the same node again and becomes the same tree again. Whoever walks a tree walks an alias each time, so what a
     * tree weighs with all of them written out is bounded, and one that holds itself is refused.
     */

    private static final int MAX_DEPTH = 64;
    private static final int MAX_WEIGHT = 100_000;
    private static final String MERGE = "<<";

    /** What is wrong with a file: it is no YAML, or not all of it was read. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable() {
            super("not YAML, or too large", null, false, false);
        }
    }

    private final IdentityHashMap<Node, Tree> known = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Node> open = new IdentityHashMap<>();
    private final IdentityHashMap<Tree, Integer> weights = new IdentityHashMap<>();
    private boolean duplicates;

    private YamlReader() {}

    /**
     * Returns the documents of a text.
     *
     * @throws Unreadable if it cannot be read as a whole; what holds a key twice cannot be read, since readers differ
     */
    static List<Tree> documents(String text) throws Unreadable {
        if (text.length() >= dev.agentgovernance.core.internal.classify.RepositoryView.MAX_CHARS) {
            throw new Unreadable();
        }
        YamlReader reader = new YamlReader();
        List<Tree> trees = new ArrayList<>();
        try {
            LoadSettings settings =
                    LoadSettings.builder().setAllowDuplicateKeys(true).build();
            for (Node node : new Compose(settings).composeAllFromString(text)) {
                trees.add(reader.tree(node, 0));
            }
        } catch (YamlEngineException | StackOverflowError | IllegalArgumentException | IndexOutOfBoundsException e) {
            // The last of them where a text ends in the middle of a character, just where a buffer does.
            throw new Unreadable();
        }
        if (reader.duplicates) {
            throw new Unreadable();
        }
        return trees;
    }

    /** Returns the first document, or an empty map. */
    static Tree document(String text) throws Unreadable {
        List<Tree> documents = documents(text);
        return documents.isEmpty() ? Tree.map(1) : documents.get(0);
    }

    private Tree tree(Node node, int depth) throws Unreadable {
        Tree before = known.get(node);
        if (before != null) {
            return before;
        }
        if (depth > MAX_DEPTH || open.put(node, node) != null) {
            throw new Unreadable();
        }
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        String tag = node.getTag().getValue();
        String own = tag.startsWith("!") ? tag : "";
        Tree tree;
        if (node instanceof ScalarNode scalar) {
            tree = new Tree(Tree.Kind.TEXT, scalar.getValue(), own, line);
            boolean block =
                    scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED;
            tree = block ? tree.asBlock() : tree;
        } else if (node instanceof SequenceNode sequence) {
            tree = new Tree(Tree.Kind.LIST, "", own, line);
            for (Node item : sequence.getValue()) {
                tree.items.add(tree(item, depth + 1));
            }
        } else {
            tree = new Tree(Tree.Kind.MAP, "", own, line);
            if (node instanceof MappingNode mapping) {
                fill(tree, mapping, depth);
            }
        }
        weigh(tree);
        known.put(node, tree);
        return tree;
    }

    private void weigh(Tree tree) throws Unreadable {
        int weight = 1;
        for (Tree child : tree.isMap() ? tree.entries.values() : tree.items) {
            weight += weights.getOrDefault(child, 1);
            if (weight > MAX_WEIGHT) {
                throw new Unreadable();
            }
        }
        weights.put(tree, weight);
    }

    private void fill(Tree tree, MappingNode mapping, int depth) throws Unreadable {
        List<Tree> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Tree key = tree(tuple.getKeyNode(), depth + 1);
            Tree value = tree(tuple.getValueNode(), depth + 1);
            if (key.isText() && key.text().equals(MERGE)) {
                merged.addAll(value.all());
            } else if (key.isText()) {
                duplicates |= tree.has(key.text());
                tree.put(key.text(), value, key.line());
            }
        }
        // What stands in the map itself counts before what is merged in, and of that the first.
        for (Tree base : merged) {
            for (String key : base.keys()) {
                if (!tree.has(key)) {
                    tree.put(key, base.get(key), base.lineOf(key));
                }
            }
        }
    }
}
