/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a YAML file: a text, a list or a map, with its line. All keys and scalars are texts as they are written, so that
 * {@code on} stays {@code on} and {@code no} stays {@code no}. Immutable once it was read.
 */
final class Tree {

    /** What stands where nothing stands. */
    static final Tree NOTHING = new Tree(Kind.NOTHING, "", "", 0);

    enum Kind {
        NOTHING,
        TEXT,
        LIST,
        MAP
    }

    private final Kind kind;
    private final String text;
    private final String tag;
    private final int line;
    final List<Tree> items = new ArrayList<>();
    final Map<String, Tree> entries = new LinkedHashMap<>();
    final Map<String, Integer> lines = new LinkedHashMap<>();
    private boolean block;

    Tree(Kind kind, String text, String tag, int line) {
        this.kind = kind;
        this.text = text;
        this.tag = tag;
        this.line = line;
    }

    static Tree text(String text, int line) {
        return new Tree(Kind.TEXT, text, "", line);
    }

    static Tree map(int line) {
        return new Tree(Kind.MAP, "", "", line);
    }

    static Tree list(int line, List<Tree> items) {
        Tree list = new Tree(Kind.LIST, "", "", line);
        list.items.addAll(items);
        return list;
    }

    Tree asBlock() {
        block = true;
        return this;
    }

    boolean isNothing() {
        return kind == Kind.NOTHING;
    }

    boolean isText() {
        return kind == Kind.TEXT;
    }

    boolean isList() {
        return kind == Kind.LIST;
    }

    boolean isMap() {
        return kind == Kind.MAP;
    }

    /** Tells whether there is a value: a key without one, or with {@code null} or {@code ~}, has none. */
    boolean isEmpty() {
        return kind == Kind.NOTHING
                || (kind == Kind.TEXT && (text.isEmpty() || text.equals("null") || text.equals("~")));
    }

    String text() {
        return text;
    }

    String tag() {
        return tag;
    }

    /** Returns the line, from 1. */
    int line() {
        return line;
    }

    /** Returns the line on which the text itself begins: that of a block is the next one. */
    int textLine() {
        return block ? line + 1 : line;
    }

    Tree get(String key) {
        return entries.getOrDefault(key, NOTHING);
    }

    Tree at(String... keys) {
        Tree tree = this;
        for (String key : keys) {
            tree = tree.get(key);
        }
        return tree;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Set<String> keys() {
        return entries.keySet();
    }

    /** Returns the line of a key. */
    int lineOf(String key) {
        return lines.getOrDefault(key, line);
    }

    void put(String key, Tree value, int at) {
        entries.put(key, value);
        lines.put(key, at);
    }

    /** Returns the text of an entry, or something else where it has none. */
    String text(String key, String otherwise) {
        Tree value = get(key);
        return value.isText() && !value.isEmpty() ? value.text() : otherwise;
    }

    boolean is(String key, String expected) {
        return get(key).isText() && get(key).text().equals(expected);
    }

    /** Returns the elements of a list; a single value is a list of one, nothing is an empty one. */
    List<Tree> all() {
        return kind == Kind.LIST ? items : isEmpty() ? List.of() : List.of(this);
    }

    /** Returns the elements that are texts, lists within lists included. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        leaves(this, texts, 0);
        return texts;
    }

    private static void leaves(Tree tree, List<String> texts, int depth) {
        if (depth > 8 || tree.isEmpty()) {
            return;
        }
        if (tree.isText()) {
            texts.add(tree.text());
        }
        tree.items.forEach(item -> leaves(item, texts, depth + 1));
    }

    /** Returns a map with the entries of another where this one has none, maps within maps merged. */
    Tree over(Tree base) {
        if (!isMap() || !base.isMap()) {
            return isNothing() ? base : this;
        }
        Tree merged = new Tree(Kind.MAP, "", tag, line);
        Set<String> keys = new LinkedHashSet<>(base.keys());
        keys.addAll(keys());
        for (String key : keys) {
            boolean own = has(key);
            merged.put(key, own ? get(key).over(base.get(key)) : base.get(key), own ? lineOf(key) : base.lineOf(key));
        }
        return merged;
    }

    /** Finds a text below that fits, or null. */
    @Nullable Tree find(java.util.function.Predicate<String> fits, int depth) {
        if (depth == 0) {
            return null;
        }
        if (isText()) {
            return fits.test(text) ? this : null;
        }
        for (Tree child : isList() ? items : entries.values()) {
            Tree found = child.find(fits, depth - 1);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
