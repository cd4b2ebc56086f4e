/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import dev.agentgovernance.core.change.Diff;
import dev.agentgovernance.core.change.Diff.Change;
import dev.agentgovernance.core.change.Diff.FileChange;
import dev.agentgovernance.core.integrity.ChangedNames.InFile;
import dev.agentgovernance.core.integrity.ChangedNames.Place;
import dev.agentgovernance.core.integrity.Conflict.Kind;
import dev.agentgovernance.core.internal.integrity.Sequences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds two changes of one codebase against each other. Pure functions; time grows with the sizes of both, apart from files in
 * which both change very many places.
 */
public final class ConflictCheck {

    /*
     * Both changes are read as they stand: by files, then by the regions of the old file that they replace, then by the names
     * that go, change and come. A name that goes is one that is declared in a removed line and in no added line of the family;
     * a name that comes is one that an added line of the other change uses and none of its removed lines did. What is only
     * moved is neither.
     */

    /** The most conflicts that are named. */
    public static final int MAX_CONFLICTS = 200;

    private static final Set<String> LOCKFILES = Set.of(
            "package-lock.json",
            "npm-shrinkwrap.json",
            "yarn.lock",
            "pnpm-lock.yaml",
            "bun.lock",
            "Cargo.lock",
            "go.sum",
            "poetry.lock",
            "uv.lock",
            "pdm.lock",
            "Pipfile.lock",
            "Gemfile.lock",
            "composer.lock",
            "gradle.lockfile",
            "buildscript-gradle.lockfile",
            "mix.lock",
            "pubspec.lock",
            "Podfile.lock",
            "Package.resolved",
            "packages.lock.json",
            "flake.lock",
            ".terraform.lock.hcl",
            "Chart.lock");

    private static final ModuleGraph NO_MODULES = new ModuleGraph(List.of(), Map.of(), Map.of(), true);

    private final Set<Conflict> found = new LinkedHashSet<>();

    private ConflictCheck() {}

    /**
     * Names what stands between two changes that began at the same commit. The order of the two does not matter, but for which
     * of them is called the other.
     *
     * @param one a change
     * @param other another
     * @return at most {@value #MAX_CONFLICTS}, the certain ones first
     */
    public static List<Conflict> between(Diff one, Diff other) {
        return between(one, other, NO_MODULES);
    }

    /**
     * Names what stands between two changes that began at the same commit, also where one changes what a module offers and the
     * other a module that uses it.
     *
     * @param one a change
     * @param other another
     * @param modules which modules use which
     * @return at most {@value #MAX_CONFLICTS}, the certain ones first
     */
    public static List<Conflict> between(Diff one, Diff other, ModuleGraph modules) {
        ConflictCheck check = new ConflictCheck();
        check.files(one, other);
        check.numbers(one, other);
        ChangedNames first = ChangedNames.of(one);
        ChangedNames second = ChangedNames.of(other);
        check.names(first, second, false);
        check.names(second, first, true);
        check.declaredTwice(first, second);
        check.modules(first, other, modules, false);
        check.modules(second, one, modules, true);
        return check.found.stream()
                .sorted((a, b) -> Boolean.compare(b.kind().isCertain(), a.kind().isCertain()))
                .limit(MAX_CONFLICTS)
                .toList();
    }

    private void files(Diff one, Diff other) {
        Map<String, FileChange> byOldPath = new HashMap<>();
        Map<String, FileChange> added = new HashMap<>();
        for (FileChange file : other.files()) {
            if (file.change() == Change.ADDED || file.change() == Change.COPIED) {
                added.put(file.path(), file);
            } else {
                byOldPath.put(file.oldPath(), file);
                if (file.change() == Change.RENAMED) {
                    added.put(file.path(), file);
                }
            }
        }
        for (FileChange file : one.files()) {
            boolean isNew = file.change() == Change.ADDED || file.change() == Change.COPIED;
            FileChange sameName = isNew || file.change() == Change.RENAMED ? added.get(file.path()) : null;
            if (sameName != null && !sameContent(file, sameName)) {
                found.add(new Conflict(Kind.TWICE, file.path(), 0, sameName.path(), 0, "Both add this file."));
            }
            FileChange same = isNew ? null : byOldPath.get(file.oldPath());
            if (same != null) {
                sameFile(file, same);
            }
        }
    }

    private static boolean sameContent(FileChange one, FileChange other) {
        return one.change() == other.change() && !one.binary() && one.hunks().equals(other.hunks());
    }

    private void sameFile(FileChange one, FileChange other) {
        boolean oneGone = one.change() == Change.DELETED;
        boolean otherGone = other.change() == Change.DELETED;
        if (oneGone && otherGone) {
            return;
        }
        if (oneGone || otherGone) {
            found.add(new Conflict(
                    Kind.GONE, one.path(), 0, other.path(), 0, "One takes away a file that the other changes."));
            return;
        }
        if (!one.path().equals(other.path())) {
            found.add(new Conflict(
                    Kind.MOVED, one.path(), 0, other.path(), 0, "One moves a file that the other changes."));
        }
        if (one.binary() || other.binary()) {
            found.add(new Conflict(Kind.LINES, one.path(), 0, other.path(), 0, "Both change a file that is no text."));
            return;
        }
        boolean apart = true;
        List<Region> regions = Region.of(other);
        for (Region region : Region.of(one)) {
            for (Region there : regions) {
                if (region.meets(there)) {
                    apart = false;
                    found.add(new Conflict(
                            Kind.LINES,
                            one.path(),
                            region.line(),
                            other.path(),
                            there.line(),
                            "Both change the same lines, or lines beside each other."));
                }
            }
        }
        if (apart && LOCKFILES.contains(one.path().substring(one.path().lastIndexOf('/') + 1))) {
            found.add(new Conflict(
                    Kind.LOCKFILE,
                    one.path(),
                    0,
                    other.path(),
                    0,
                    "Both change what is resolved: make it anew from the merged manifest."));
        }
    }

    private void numbers(Diff one, Diff other) {
        Map<String, String> taken = new HashMap<>();
        for (FileChange file : other.files()) {
            if (file.change() == Change.ADDED) {
                number(file).ifPresent(number -> taken.put(number, file.path()));
            }
        }
        for (FileChange file : one.files()) {
            if (file.change() == Change.ADDED) {
                String there = number(file).map(taken::get).orElse(null);
                if (there != null && !there.equals(file.path())) {
                    found.add(new Conflict(Kind.NUMBER, file.path(), 0, there, 0, "Both take the same number."));
                }
            }
        }
    }

    private static Optional<String> number(FileChange file) {
        return Sequences.folder(file.path())
                .flatMap(folder -> Sequences.number(file.path()).map(number -> folder + "/" + number));
    }

    /** What one takes away or changes, and the other begins to use. */
    private void names(ChangedNames one, ChangedNames other, boolean swapped) {
        one.gone()
                .forEach((name, place) -> other.firstUse(name).ifPresent(use -> {
                    Kind kind = place.parameters() == ChangedNames.GONE ? Kind.SYMBOL : Kind.SIGNATURE;
                    String why = kind == Kind.SYMBOL
                            ? "One takes away '" + name.text() + "', which the other begins to use."
                            : "One changes what '" + name.text() + "' takes, and the other begins to use it.";
                    Conflict conflict = new Conflict(kind, place.file(), place.line(), use.file(), use.line(), why);
                    found.add(swapped ? conflict.swapped() : conflict);
                }));
    }

    /** What one changes of what a module offers, while the other works in modules that use it. */
    private void modules(ChangedNames one, Diff other, ModuleGraph modules, boolean swapped) {
        Map<String, String> theirs = new TreeMap<>();
        for (FileChange file : other.files()) {
            if (file.change() != Change.DELETED
                    && (Declarations.of(file.path()) != null || BuildFiles.isSetting(file.path()))) {
                modules.moduleOf(file.path()).ifPresent(module -> theirs.putIfAbsent(module, file.path()));
            }
        }
        Map<String, Set<String>> usedBy = new HashMap<>();
        theirs.keySet().forEach(module -> usedBy.put(module, modules.allUsedBy(module)));
        Set<String> named = new HashSet<>();
        one.goneFromSurface()
                .forEach((name, place) -> modules.moduleOf(place.file())
                        .ifPresent(module -> theirs.forEach((user, file) -> {
                            if (!user.equals(module)
                                    && usedBy.getOrDefault(user, Set.of()).contains(module)
                                    && named.add(module + "\0" + user)) {
                                String what =
                                        place.parameters() == ChangedNames.GONE ? "takes away '" : "changes what '";
                                String rest = place.parameters() == ChangedNames.GONE ? "' of '" : "' takes of '";
                                String why = "One " + what + name.text() + rest + module + "', which '" + user
                                        + "' of the other depends on.";
                                Conflict conflict =
                                        new Conflict(Kind.DEPENDS, place.file(), place.line(), file, 0, why);
                                found.add(swapped ? conflict.swapped() : conflict);
                            }
                        })));
    }

    private void declaredTwice(ChangedNames one, ChangedNames other) {
        Map<InFile, Place> others = other.declaredAnew();
        one.declaredAnew().forEach((key, place) -> {
            Place there = others.get(key);
            if (there != null) {
                found.add(new Conflict(
                        Kind.DECLARED_TWICE,
                        place.file(),
                        place.line(),
                        there.file(),
                        there.line(),
                        "Both declare '" + key.name() + "' in this file."));
            }
        });
    }

    /**
     * A part of an old file that is replaced.
     *
     * @param from the first old line, from 1
     * @param to the line behind the last
     * @param line where it is in the new file
     * @param lines what stands there now
     */
    private record Region(int from, int to, int line, List<String> lines) {

        static List<Region> of(FileChange file) {
            List<Region> regions = new ArrayList<>();
            for (Diff.Hunk hunk : file.hunks()) {
                // A part without an old line begins, as git writes it, behind the line that it names.
                boolean onlyNew = hunk.lines().stream().allMatch(line -> line.startsWith("+"));
                int old = Math.max(1, hunk.oldStart() + (onlyNew ? 1 : 0));
                int now = Math.max(1, hunk.newStart());
                int from = -1;
                List<String> added = new ArrayList<>();
                for (String line : hunk.lines()) {
                    if (line.startsWith("+") || line.startsWith("-")) {
                        from = from < 0 ? old : from;
                    } else if (from >= 0) {
                        regions.add(new Region(from, old, now - added.size(), List.copyOf(added)));
                        from = -1;
                        added.clear();
                    }
                    if (line.startsWith("+")) {
                        added.add(line);
                    }
                    old += line.startsWith("+") ? 0 : 1;
                    now += line.startsWith("-") ? 0 : 1;
                }
                if (from >= 0) {
                    regions.add(new Region(from, old, now - added.size(), List.copyOf(added)));
                }
            }
            return regions;
        }

        boolean meets(Region other) {
            boolean same = from == other.from && to == other.to && lines.equals(other.lines);
            return !same && from <= other.to && other.from <= to;
        }
    }
}
