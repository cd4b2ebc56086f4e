/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import dev.agentgovernance.core.integrity.ModuleFacts.Family;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the build files of a codebase and has them read. Used once, by one thread. */
final class ModuleScan {

    /*
     * Build files are looked for in all folders, whether a workspace lists them or not: who is not listed and still names
     * another is read the same way. Names decide only within a family of build tools.
     */

    static final int MOST_FOLDERS = 20_000;
    static final int MOST_MODULES = 10_000;
    static final int DEEPEST = 24;
    static final long MOST_CHARS = 64L << 20;

    private final RepositoryView files;
    private final ModuleFacts facts = new ModuleFacts();
    private final TreeMap<String, SortedSet<String>> names = new TreeMap<>();
    private final SortedSet<String> settings = new TreeSet<>();
    private long chars;
    private int modules;
    private boolean whole = true;

    private ModuleScan(RepositoryView files) {
        this.files = files;
    }

    static ModuleGraph read(RepositoryView files) {
        ModuleScan scan = new ModuleScan(files);
        scan.walk();
        scan.read();
        return scan.facts.graph(scan.whole);
    }

    private void walk() {
        Deque<String> next = new ArrayDeque<>();
        next.add(".");
        while (!next.isEmpty()) {
            String folder = next.remove();
            if (names.size() == MOST_FOLDERS) {
                whole = false;
                return;
            }
            SortedSet<String> here = new TreeSet<>();
            List<String> listed = files.names(folder.equals(".") ? "" : folder);
            whole &= listed.size() < RepositoryView.MAX_NAMES;
            for (String name : listed) {
                if (!name.endsWith("/")) {
                    here.add(name);
                } else if (!BuildFiles.isOfOthers(name)) {
                    String child = in(folder, name.substring(0, name.length() - 1));
                    if (depth(child) <= DEEPEST) {
                        next.add(child);
                    } else {
                        whole = false;
                    }
                }
            }
            names.put(folder, here);
        }
    }

    private static int depth(String folder) {
        return (int) folder.chars().filter(c -> c == '/').count() + 1;
    }

    /** Returns the path of what a name stands for in a folder. */
    static String in(String folder, String name) {
        return folder.equals(".") ? name : folder + "/" + name;
    }

    private void read() {
        names.forEach((folder, here) -> {
            String file = here.contains("settings.gradle.kts") ? "settings.gradle.kts" : "settings.gradle";
            if (here.contains(file)) {
                settings.add(folder);
                GradleModules.settings(folder, text(in(folder, file)), facts);
                if (names.containsKey(in(folder, "buildSrc"))) {
                    facts.name(in(folder, "buildSrc"), Family.GRADLE, folder + " buildSrc");
                }
            }
        });
        GoModules go = new GoModules(facts);
        names.forEach((folder, here) -> {
            if (here.contains("go.mod")) {
                go.module(folder, text(in(folder, "go.mod")));
            }
        });
        names.forEach((folder, here) -> {
            for (String file : here) {
                if (modules >= MOST_MODULES || chars >= MOST_CHARS) {
                    whole = false;
                    return;
                }
                read(folder, file, go);
            }
        });
    }

    private void read(String folder, String file, GoModules go) {
        switch (file) {
            case "pom.xml" -> MavenModules.read(folder, module(folder, file), facts);
            case "package.json" -> NodeModules.read(folder, module(folder, file), facts);
            case "Cargo.toml" -> TomlModules.cargo(folder, module(folder, file), facts);
            case "pyproject.toml" -> TomlModules.python(folder, module(folder, file), facts);
            case "BUILD", "BUILD.bazel" -> BazelModules.read(folder, module(folder, file), facts);
            case "build.gradle", "build.gradle.kts" ->
                GradleModules.build(folder, around(folder), module(folder, file), facts);
            default -> {
                if (file.endsWith(".go") && go.isIn(folder)) {
                    go.source(folder, text(in(folder, file)));
                }
            }
        }
    }

    /** Returns the folder with the settings that a Gradle project belongs to. */
    private String around(String folder) {
        String owner = ModuleGraph.owner(folder, settings);
        return owner == null ? "." : owner;
    }

    private String module(String folder, String file) {
        modules++;
        return text(in(folder, file));
    }

    private String text(String path) {
        String text = files.text(path).orElse("");
        chars += text.length();
        whole &= text.length() < RepositoryView.MAX_CHARS;
        return text;
    }
}
