/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.core.change.Diff;
import dev.agentgovernance.core.integrity.ModuleGraph;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Says which modules changes touch and what to build for them. */
final class ModuleReport {

    private final Terminal terminal;
    private final UnaryOperator<String> shown;

    ModuleReport(Terminal terminal, UnaryOperator<String> shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    /** Returns the files that changes touch, where they were and where they are. */
    static Map<String, Set<String>> files(Map<String, Diff> changes) {
        Map<String, Set<String>> files = new LinkedHashMap<>();
        changes.forEach((branch, diff) -> {
            Set<String> touched = new TreeSet<>();
            diff.files().forEach(file -> {
                touched.add(file.oldPath());
                touched.add(file.path());
            });
            files.put(branch, touched);
        });
        return files;
    }

    /** Prints what each changes and what follows, what has to be built as one, and the order of merging. */
    void print(Map<String, Diff> changes, ModuleGraph modules) {
        Map<String, Set<String>> files = files(changes);
        Set<String> once = new TreeSet<>();
        Set<String> together = new TreeSet<>();
        files.forEach((branch, touched) -> {
            Set<String> affected = modules.affected(touched);
            line(branch + " changes", modules.touched(touched));
            line(branch + " affects", affected);
            affected.stream().filter(module -> !once.add(module)).forEach(together::add);
        });
        line("to build and test", once);
        line("to build and test as one", together);
        line("order of merging", modules.mergeOrder(files));
        if (!modules.isWhole()) {
            terminal.err().println("The codebase is too large: not all of its modules were read.");
        }
    }

    private void line(String what, Collection<String> names) {
        terminal.out().println(shown.apply(what + ": " + (names.isEmpty() ? "-" : String.join(" ", names))));
    }
}
