/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What build files say of the modules of a codebase, until it is known which of the names are modules. For one thread. */
final class ModuleFacts {

    /** Where many modules have one name, and many ask for it, their arrows would be as many as both multiplied. */
    private static final int MOST_ARROWS = 500_000;

    /** A family of build tools: names mean something within one only. */
    enum Family {
        MAVEN,
        GRADLE,
        NODE,
        CARGO,
        PYTHON,
        GO,
        BAZEL
    }

    /** A wish of a module for another, by its name. */
    private record Wish(String folder, Family family, String name, boolean inherits) {}

    private record Name(Family family, String text) {}

    private final SortedSet<String> folders = new TreeSet<>();
    private final Map<Name, Set<String>> named = new HashMap<>();
    private final List<Wish> wishes = new ArrayList<>();
    private final SortedMap<String, SortedSet<String>> uses = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> inherits = new TreeMap<>();

    /** Takes a folder for a module. */
    void module(String folder) {
        folders.add(folder);
    }

    /** Notes by which name others ask for a module. */
    void name(String folder, Family family, String name) {
        module(folder);
        if (!name.isEmpty()) {
            named.computeIfAbsent(new Name(family, name), key -> new TreeSet<>())
                    .add(folder);
        }
    }

    /** Notes that a module uses what has a name, if that is a module. */
    void uses(String folder, Family family, String name) {
        wishes.add(new Wish(folder, family, name, false));
    }

    /** Notes that a module uses the one in a folder, if there is one. */
    void usesFolder(String folder, String other) {
        uses.computeIfAbsent(folder, key -> new TreeSet<>()).add(other);
    }

    /** Notes that a module takes settings over from what has a name. */
    void inherits(String folder, Family family, String name) {
        wishes.add(new Wish(folder, family, name, true));
    }

    Set<String> named(Family family, String name) {
        return named.getOrDefault(new Name(family, name), Set.of());
    }

    /** Returns the modules: each uses only modules, never itself, and takes settings over from the one around it. */
    ModuleGraph graph(boolean whole) {
        int arrows = 0;
        for (Wish wish : wishes) {
            for (String other : named(wish.family(), wish.name())) {
                arrows++;
                if (arrows > MOST_ARROWS) {
                    return new ModuleGraph(folders, uses, inherits, false);
                }
                (wish.inherits() ? inherits : uses)
                        .computeIfAbsent(wish.folder(), key -> new TreeSet<>())
                        .add(other);
            }
        }
        for (String folder : folders) {
            String around = ModuleGraph.owner(ModuleGraph.parent(folder), folders);
            if (around != null && !around.equals(folder)) {
                inherits.computeIfAbsent(folder, key -> new TreeSet<>()).add(around);
            }
        }
        return new ModuleGraph(folders, uses, inherits, whole);
    }
}
