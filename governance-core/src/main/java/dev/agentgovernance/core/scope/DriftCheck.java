/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.scope;

import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.core.change.Diff;
import dev.agentgovernance.core.change.Diff.Change;
import dev.agentgovernance.core.change.Diff.FileChange;
import dev.agentgovernance.core.change.Diff.FileType;
import dev.agentgovernance.core.internal.classify.Globs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what of a change is not the task. Pure functions; time grows with the size of the change. */
public final class DriftCheck {

    /** A line longer than this was not written by hand. */
    private static final int LONGEST_LINE = 5_000;

    private static final int MOST_ROWS = 10;

    private final TaskScope scope;
    private final DriftRules rules;
    private final Set<Drift> found = new LinkedHashSet<>();

    private DriftCheck(TaskScope scope, DriftRules rules) {
        this.scope = scope;
        this.rules = rules;
    }

    /**
     * Returns what of a change is not the task, by file and line; empty where all of it is.
     *
     * @param scope the scope of the task
     * @param diff the change
     */
    // INVARIANT: a narrower scope finds whatever a wider one does.
    public static List<Drift> check(TaskScope scope, Diff diff) {
        return new DriftCheck(scope, DriftRules.STANDARD).check(diff);
    }

    /**
     * Returns what would have to be added to a scope for the files of a change to be within its paths, and its pipelines and
     * dependencies to be its business; for whatever else drifts, nothing can be added. Names that would be read as a glob are
     * left out.
     */
    public static List<TaskScope.Addition> missing(List<Drift> drifts) {
        Set<TaskScope.Addition> missing = new LinkedHashSet<>();
        for (Drift drift : drifts) {
            boolean glob = drift.file().indexOf('*') >= 0 || drift.file().indexOf('?') >= 0;
            if (glob || drift.file().isEmpty()) {
                continue;
            }
            if (drift.kind() == Drift.Kind.PATH) {
                EffectKind kind = drift.rule().equals(PATH_DELETED) ? EffectKind.FS_DELETE : EffectKind.FS_WRITE;
                missing.add(new TaskScope.Addition(kind, drift.file()));
            } else if (drift.kind() == Drift.Kind.CI) {
                missing.add(new TaskScope.Addition(EffectKind.CI_CONFIG, drift.file()));
            } else if (drift.kind() == Drift.Kind.DEPENDENCIES) {
                missing.add(new TaskScope.Addition(EffectKind.DEPENDENCY_CHANGE, drift.file()));
            }
        }
        return List.copyOf(missing);
    }

    private static final String PATH_DELETED = "path-deleted";

    private List<Drift> check(Diff diff) {
        Map<String, Integer> moved = moved(diff);
        int lines = 0;
        for (FileChange file : diff.files()) {
            paths(file);
            types(file);
            FileLines text = FileLines.of(file, moved);
            lines += text.removed().size() + text.added().size();
            for (DriftRules.Rule rule : rules.rules()) {
                if (rule.concerns(file.path(), rules.isTest(file.path()))
                        || (!file.oldPath().equals(file.path())
                                && rule.concerns(file.oldPath(), rules.isTest(file.oldPath())))) {
                    rule(rule, file, text);
                }
            }
            format(file, text);
        }
        size(diff.files().size(), lines);
        List<Drift> drifts = new ArrayList<>(found);
        drifts.sort(
                Comparator.comparing(Drift::file).thenComparingInt(Drift::line).thenComparing(Drift::rule));
        return List.copyOf(drifts);
    }

    /** Counts how often a line is added anywhere: what is removed here and added there was moved. */
    private static Map<String, Integer> moved(Diff diff) {
        Map<String, Integer> added = new HashMap<>();
        for (FileChange file : diff.files()) {
            for (Diff.Hunk hunk : file.hunks()) {
                for (String line : hunk.lines()) {
                    if (line.startsWith("+")) {
                        added.merge(LineText.squeezed(line.substring(1)), 1, Integer::sum);
                    }
                }
            }
        }
        return added;
    }

    private void paths(FileChange file) {
        boolean deleted = file.change() == Change.DELETED;
        path(file.path(), deleted);
        if (file.change() == Change.RENAMED) {
            path(file.oldPath(), true);
        }
    }

    private void path(String path, boolean deleted) {
        EffectKind kind = deleted ? EffectKind.FS_DELETE : EffectKind.FS_WRITE;
        if (added(kind, path)
                || (!deleted && (added(EffectKind.CI_CONFIG, path) || added(EffectKind.AGENT_INSTRUCTIONS, path)))) {
            return;
        }
        String rule = deleted ? PATH_DELETED : "path";
        if (!scope.includes(kind)) {
            found.add(new Drift(
                    Drift.Kind.PATH,
                    rule,
                    path,
                    0,
                    "The task does not " + (deleted ? "delete" : "change") + " files."));
        } else if (Globs.matchesAny(scope.forbiddenPaths(), path)) {
            found.add(new Drift(Drift.Kind.PATH, rule, path, 0, "The task leaves this file alone."));
        } else if (!scope.paths().isEmpty() && !Globs.matchesAny(scope.paths(), path)) {
            found.add(new Drift(Drift.Kind.PATH, rule, path, 0, "It is outside the paths of the task."));
        }
    }

    private boolean added(EffectKind kind, String path) {
        for (TaskScope.Addition addition : scope.additions()) {
            if (addition.effect() == kind && Globs.matches(addition.resource(), path)) {
                return true;
            }
        }
        return false;
    }

    private void types(FileChange file) {
        if (file.binary()) {
            add(
                    Drift.Kind.GENERATED,
                    "binary",
                    file.path(),
                    0,
                    "Its content is not text, so that nobody can review it here.");
        }
        if (file.change() != Change.DELETED && file.type() == FileType.LINK) {
            add(
                    Drift.Kind.GENERATED,
                    "link",
                    file.path(),
                    0,
                    "It is a symbolic link: what it leads to is not in the change.");
        }
        if (file.type() == FileType.SUBMODULE || file.oldType() == FileType.SUBMODULE) {
            add(
                    Drift.Kind.DEPENDENCIES,
                    "submodule",
                    file.path(),
                    0,
                    "Another repository, or another commit of it, is used.");
        }
        for (Diff.Hunk hunk : file.hunks()) {
            int line = hunk.newStart();
            for (String text : hunk.lines()) {
                if (text.startsWith("+") && text.length() > LONGEST_LINE) {
                    add(Drift.Kind.GENERATED, "long-line", file.path(), line, "A line is longer than anybody reads.");
                    return;
                }
                line += text.startsWith("-") ? 0 : 1;
            }
        }
    }

    private void rule(DriftRules.Rule rule, FileChange file, FileLines text) {
        if (rule.any() || (rule.deleted() && file.change() == Change.DELETED)) {
            add(rule, file, 0);
            return;
        }
        if (file.change() == Change.DELETED && rule.tests()) {
            return; // It is gone as a whole, which is said once.
        }
        LineRules.places(rule, file, text).stream().limit(MOST_ROWS).forEach(line -> add(rule, file, line));
    }

    private void add(DriftRules.Rule rule, FileChange file, int line) {
        add(rule.kind(), rule.name(), file.path(), line, rule.why());
    }

    private void add(Drift.Kind kind, String rule, String path, int line, String why) {
        if (scope.secondaryGoals().contains(kind.goal())) {
            return;
        }
        if (kind == Drift.Kind.CI && (scope.includes(EffectKind.CI_CONFIG) || added(EffectKind.CI_CONFIG, path))) {
            return;
        }
        if (kind == Drift.Kind.DEPENDENCIES && added(EffectKind.DEPENDENCY_CHANGE, path)) {
            return;
        }
        found.add(new Drift(kind, rule, path, line, why));
    }

    /** A file of which most changed lines, and not just a few, differ from what was there in nothing but white space. */
    private void format(FileChange file, FileLines text) {
        int changed = text.added().size() + text.removed().size();
        int blank = text.whiteSpaceOnly();
        if (blank >= 20 && 2 * blank > changed) {
            add(
                    Drift.Kind.FORMAT,
                    "reformat",
                    file.path(),
                    text.firstWhiteSpace(),
                    blank + " of " + changed + " changed lines change white space alone.");
        }
    }

    private void size(int files, int lines) {
        scope.maxFiles().ifPresent(most -> {
            if (files > most) {
                String why = "It changes " + files + " files, and the task may change " + most + ".";
                found.add(new Drift(Drift.Kind.SIZE, "files", "", 0, why));
            }
        });
        scope.maxLines().ifPresent(most -> {
            if (lines > most) {
                String why = "It adds and removes " + lines + " lines, and the task may " + most + ".";
                found.add(new Drift(Drift.Kind.SIZE, "lines", "", 0, why));
            }
        });
    }
}
