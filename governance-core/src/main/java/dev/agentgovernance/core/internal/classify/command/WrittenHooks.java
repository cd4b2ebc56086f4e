/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files with code that the same command line has written, and that a build, a test runner or a package manager picks up by
 * their names alone: what they do beyond the working tree counts as done by the tool. Of languages that are not read, the texts in
 * quotes count that may be command lines, and of lists of tasks what stands in a line.
 */
final class WrittenHooks {

    private static final Map<String, String> INTERPRETERS = Map.of(
            ".py", "python3", ".js", "node", ".cjs", "node", ".mjs", "node", ".ts", "node", ".rb", "ruby", ".pl",
            "perl", ".php", "php");

    private static final List<String> SCRIPTS =
            List.of(".ts", ".tsx", ".kts", ".swift", ".csx", ".sh", ".scala", ".sc", ".ipynb");

    /** Languages that are compiled or interpreted by a build, and are not read here. */
    private static final Set<String> COMPILED = Set.of(
            "rs", "go", "java", "kt", "kts", "gradle", "groovy", "scala", "sc", "sbt", "swift", "c", "h", "cc", "cpp",
            "hpp", "cs", "fs", "r", "vb", "zig", "nim", "cr", "dart", "ex", "exs", "hs", "ml", "lua", "cmake", "csproj",
            "props", "targets");

    /** Files in which tasks stand line by line, by their names or endings. */
    private static final Set<String> TASKS = Set.of(
            "yml",
            "yaml",
            "toml",
            "ini",
            "cfg",
            "just",
            "mk",
            "json",
            "json5",
            "jsonc",
            "xml",
            "justfile",
            "earthfile",
            "rakefile",
            "gemfile",
            "brewfile",
            "vagrantfile",
            "podfile",
            "fastfile",
            "build",
            "bazel",
            "bzl");

    /** Files that a build runs, whatever is in them. */
    private static final Set<String> DRIVERS = Set.of(
            "makefile",
            "gnumakefile",
            "justfile",
            ".justfile",
            "taskfile.yml",
            "taskfile.yaml",
            "rakefile",
            "package.json",
            "build.gradle",
            "build.gradle.kts",
            "build.xml",
            "build.rs",
            "build.zig",
            "build.sbt",
            "magefile.go",
            "meson.build",
            "cmakelists.txt",
            "earthfile",
            "snakefile",
            "tox.ini");

    /** Where a language that is compiled asks for the folder of the user. */
    private static final List<String> HOMES = List.of(
            "UserHomeDir",
            "home_dir(",
            "user.home",
            "SpecialFolder",
            "homeDirectory",
            "NSHomeDirectory",
            "getHomeDirectory",
            "user_home",
            "\"HOME\"",
            "\"~");

    /** How such a language deletes folders with everything in them. */
    private static final List<String> DELETES = List.of(
            "RemoveAll(",
            "remove_all(",
            "remove_dir_all(",
            "deleteRecursively(",
            "deleteDirectory(",
            "Directory.Delete(",
            "removeItem(",
            "deleteTree(",
            "rm_rf",
            "deleteSync(",
            "removeDirectoryRecursive");

    private static final int MOST = 64;

    private WrittenHooks() {}

    /** Has the code judged that a tool may pick up. */
    static void report(Invocation invocation, EffectSink sink) {
        for (String file : sink.writtenFiles()) {
            String interpreter = INTERPRETERS.get(file.substring(Math.max(0, file.lastIndexOf('.'))));
            if (interpreter != null) {
                Word name = Word.literal(file, invocation.command().span());
                sink.writtenCode(
                        interpreter + " " + ShellText.of(List.of(name)),
                        invocation.command().span());
            } else if (isOne(COMPILED, file) || isOne(TASKS, file) || isDriver(file)) {
                Optional<String> added = sink.added(file);
                String text = added.orElse("");
                SourceSpan where = invocation.command().span();
                if (added.isEmpty() && isDriver(file)) {
                    sink.gap(Coverage.PARTIAL, "what was written is not known before it runs, and is run now", where);
                }
                if (isOne(COMPILED, file) && deletesHome(text)) {
                    sink.gap(Coverage.PARTIAL, "what was written and is run now may delete what the user has", where);
                }
                if ((isOne(TASKS, file) ? lines(text) : quoted(text))
                        .stream()
                                .filter(WrittenHooks::mayReachOut)
                                .limit(MOST)
                                .anyMatch(line -> sink.reachesOut(line, where))) {
                    sink.gap(Coverage.PARTIAL, "what was written and is run now may reach beyond the tree", where);
                }
            }
        }
    }

    private static boolean isOne(Set<String> endings, String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return endings.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static boolean isDriver(String file) {
        return DRIVERS.contains(file.substring(file.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
    }

    private static boolean deletesHome(String text) {
        return HOMES.stream().anyMatch(text::contains) && DELETES.stream().anyMatch(text::contains);
    }

    /** A command line of several words that names something outside of the tree, or hands on what it reads. */
    private static boolean mayReachOut(String line) {
        return line.indexOf(' ') > 0 && (line.indexOf('/') >= 0 || line.indexOf('~') >= 0 || line.indexOf('|') >= 0);
    }

    /** Returns what stands in quotes, each for itself and all of a line together: a list of arguments. */
    private static List<String> quoted(String text) {
        List<String> all = new ArrayList<>();
        for (String line : text.lines().toList()) {
            StringBuilder together = new StringBuilder();
            for (int from = quote(line, 0); from >= 0; ) {
                int end = from + 1;
                while (end < line.length() && line.charAt(end) != line.charAt(from)) {
                    end += line.charAt(end) == '\\' ? 2 : 1;
                }
                String inside = line.substring(from + 1, Math.min(end, line.length()));
                all.add(inside);
                together.append(inside).append(' ');
                from = quote(line, end + 1);
            }
            all.add(together.toString().strip());
        }
        return all;
    }

    private static int quote(String line, int from) {
        for (int at = from; at < line.length(); at++) {
            if (line.charAt(at) == '"' || line.charAt(at) == '\'' || line.charAt(at) == '`') {
                return at;
            }
        }
        return -1;
    }

    /** Returns lines without marks of lists and names before them, and what stands in quotes in them. */
    private static List<String> lines(String text) {
        List<String> all = quoted(text);
        for (String line : text.lines().toList()) {
            String rest = line.strip();
            int colon = rest.indexOf(": ");
            int equals = rest.indexOf(" = ");
            all.add(
                    rest.startsWith("- ") || rest.startsWith("@")
                            ? rest.substring(1).strip()
                            : rest);
            if (colon > 0) {
                all.add(rest.substring(colon + 2));
            }
            if (equals > 0) {
                all.add(rest.substring(equals + 3));
            }
        }
        return all;
    }

    /** Tells whether a word names a program as a file of its source. */
    static boolean isSource(Word word) {
        String text = word.text();
        int dot = text.lastIndexOf('.');
        return dot > 0 && (INTERPRETERS.containsKey(text.substring(dot)) || SCRIPTS.contains(text.substring(dot)));
    }
}
