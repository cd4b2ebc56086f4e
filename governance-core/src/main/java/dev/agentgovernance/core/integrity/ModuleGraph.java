/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which modules of a codebase use which others, as its build files say: Maven, Gradle, npm, pnpm and yarn, Cargo, Go, Bazel,
 * Python.
 *
 * <p>A module is the folder with its build file, for Go that of a package; {@code .} is the top. The graph is read without
 * running anything: what a build script computes is not seen. Immutable. Time and space grow with the graph; that which is read
 * is bounded.
 */
public final class ModuleGraph {

    /*
     * Two sorts of arrows. A module uses another: what changes in that one may break it. A module takes settings over from
     * another (the one around it, a Maven parent): only a build file there changes it.
     */

    private final SortedSet<String> modules;
    private final SortedMap<String, SortedSet<String>> uses = new TreeMap<>();
    private final Map<String, Set<String>> usedBy = new HashMap<>();
    private final Map<String, Set<String>> handsDown = new HashMap<>();
    private final boolean whole;

    ModuleGraph(
            Collection<String> folders,
            Map<String, ? extends Collection<String>> uses,
            Map<String, ? extends Collection<String>> inherits,
            boolean whole) {
        this.modules = Collections.unmodifiableSortedSet(new TreeSet<>(folders));
        this.whole = whole;
        uses.forEach((from, targets) -> targets.forEach(to -> {
            if (modules.contains(from) && modules.contains(to) && !from.equals(to)) {
                this.uses.computeIfAbsent(from, key -> new TreeSet<>()).add(to);
                usedBy.computeIfAbsent(to, key -> new TreeSet<>()).add(from);
            }
        }));
        inherits.forEach((from, targets) -> targets.forEach(to -> {
            if (modules.contains(from) && modules.contains(to)) {
                handsDown.computeIfAbsent(to, key -> new TreeSet<>()).add(from);
            }
        }));
    }

    /** Reads the build files in a folder and those below it. Whatever cannot be read is not there. */
    public static ModuleGraph read(Path top) {
        return ModuleScan.read(RepositoryView.of(top));
    }

    /** Returns the folders of the modules. */
    public SortedSet<String> modules() {
        return modules;
    }

    /** Tells whether all of it was read; otherwise there may be more modules, and more that depends. */
    public boolean isWhole() {
        return whole;
    }

    /** Returns which modules a module names as those that it uses. */
    public SortedSet<String> uses(String module) {
        return Collections.unmodifiableSortedSet(uses.getOrDefault(module, new TreeSet<>()));
    }

    /** Returns the module that a file belongs to: that of the nearest folder; empty where it is in none. */
    public Optional<String> moduleOf(String file) {
        return Optional.ofNullable(owner(parent(file), modules));
    }

    static @Nullable String owner(String folder, Set<String> folders) {
        String at = folder;
        while (!folders.contains(at)) {
            if (at.equals(".")) {
                return null;
            }
            at = parent(at);
        }
        return at;
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : path.substring(0, slash);
    }

    /** Returns the modules that files belong to, with those that take settings over from a build file among them. */
    public SortedSet<String> touched(Collection<String> files) {
        SortedSet<String> touched = new TreeSet<>();
        SortedSet<String> settings = new TreeSet<>();
        for (String file : files) {
            moduleOf(file).ifPresent(module -> {
                touched.add(module);
                if (BuildFiles.isSetting(file)) {
                    settings.add(module);
                }
            });
        }
        touched.addAll(closure(settings, handsDown));
        return touched;
    }

    /**
     * Returns what has to be built and tested where files change: their modules, and all that use these, near or far.
     */
    // INVARIANT: more files never give fewer modules.
    public SortedSet<String> affected(Collection<String> files) {
        return closure(touched(files), usedBy);
    }

    /** Returns all modules that a module uses, near or far; without itself, unless it is in a circle. */
    public SortedSet<String> allUsedBy(String module) {
        return closure(uses(module), uses);
    }

    private static SortedSet<String> closure(Collection<String> from, Map<String, ? extends Set<String>> arrows) {
        SortedSet<String> reached = new TreeSet<>(from);
        Deque<String> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            Set<String> targets = arrows.get(next.remove());
            if (targets != null) {
                for (String target : targets) {
                    if (reached.add(target)) {
                        next.add(target);
                    }
                }
            }
        }
        return reached;
    }

    /** Returns the modules, those that are used before those that use them; what is in a circle stands together. */
    public List<String> order() {
        return Ordering.providersFirst(modules, module -> uses.getOrDefault(module, new TreeSet<>()));
    }

    /**
     * Proposes in which order to merge branches: one that changes what another's modules use goes first; otherwise, and where
     * they use each other, the order is that of the map.
     *
     * @param files what each branch changes
     */
    public List<String> mergeOrder(Map<String, ? extends Collection<String>> files) {
        Map<String, Set<String>> own = new LinkedHashMap<>();
        files.forEach((branch, changed) -> own.put(branch, touched(changed)));
        Map<String, Set<String>> waitsFor = new HashMap<>();
        for (String branch : own.keySet()) {
            Set<String> direct = new TreeSet<>();
            own.getOrDefault(branch, Set.of()).forEach(module -> direct.addAll(uses(module)));
            Set<String> needed = closure(direct, uses);
            Set<String> before = new TreeSet<>();
            own.forEach((other, theirs) -> {
                if (!other.equals(branch) && !Collections.disjoint(needed, theirs)) {
                    before.add(other);
                }
            });
            waitsFor.put(branch, before);
        }
        List<String> inOrder = new ArrayList<>(own.keySet());
        return Ordering.providersFirst(inOrder, branch -> waitsFor.getOrDefault(branch, Set.of()));
    }

    /** Names how large it is. */
    @Override
    public String toString() {
        return "ModuleGraph[" + modules.size() + " modules]";
    }
}
