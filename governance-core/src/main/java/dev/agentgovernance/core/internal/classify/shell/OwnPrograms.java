/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.DestructiveNames;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells the programs of the working tree apart by their paths: tools that others have put there, what the project builds or
 * keeps for its own work, and all others.
 */
final class OwnPrograms {

    private static final Set<String> TOOLS = Set.of("gradlew", "mvnw", "sbtw", "mill", "millw", "bazelisk");

    /** What frameworks put into the folder {@code bin} of a project, under the name of the program that it starts. */
    private static final Set<String> STARTERS =
            Set.of("rails", "rake", "rspec", "rubocop", "brakeman", "bundle", "phpunit", "yarn", "vite");

    /** Folders for what is built, and for programs that belong to a project. */
    private static final Set<String> FOLDERS = Set.of(
            "build",
            "target",
            "dist",
            "out",
            "bin",
            "_build",
            ".build",
            "zig-out",
            "bazel-bin",
            "debug",
            "release",
            "cmake-build-debug",
            "cmake-build-release");

    /** Programs that put into a file what somebody else has written, or what their words say. */
    private static final Set<String> REPLACERS = Set.of(
            "cp", "mv", "ln", "install", "rsync", "scp", "dd", "tee", "node", "bun", "deno", "ruby", "php", "lua",
            "unzip", "tar");

    /** Programs that change something in a file. */
    private static final Set<String> EDITORS =
            Set.of("sed", "gsed", "ed", "ex", "vim", "vi", "nvim", "perl", "patch", "jq", "yq", "awk", "gawk");

    private static final List<String> SHIPS =
            List.of("deploy", "release", "publish", "promote", "rollback", "provision", "migrat", "push", "upload");

    private OwnPrograms() {}

    /** Tells whether a path leads to a file of the working tree, from its root or a folder in it. */
    static boolean isOwn(String path) {
        return !path.startsWith("/")
                && !path.startsWith("~")
                && !path.startsWith("../")
                && !path.contains("/../")
                && path.indexOf('\\') < 0
                && path.indexOf(':') < 0;
    }

    /** Tells whether a program is one that build tools put into a project under a name or in a folder of their own. */
    static boolean isTool(String path) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        String name = path.substring(folder.length());
        return TOOLS.contains(name)
                || ((folder.equals("bin/") || folder.equals("./bin/")) && STARTERS.contains(name))
                || folder.endsWith("node_modules/.bin/")
                || folder.endsWith("venv/bin/")
                || folder.endsWith("vendor/bin/");
    }

    /** Tells whether a command runs what the project has built, or keeps for its own work, and says nothing of harm. */
    static boolean isProduct(String path, List<Word> arguments) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        String name = path.substring(folder.length()).toLowerCase(Locale.ROOT);
        boolean known = path.equals("./configure")
                || path.equals("./a.out")
                || path.equals("./config.status")
                || (name.indexOf('.') < 0 && holdsProducts(folder));
        return known && !says(name) && arguments.stream().allMatch(OwnPrograms::saysNothing);
    }

    /** Tells whether a word is nothing that could be a subcommand: it is known, or a pattern of names of files in a folder. */
    private static boolean saysNothing(Word word) {
        boolean file = word.form() == Word.Form.GLOB
                && word.text().indexOf('/') > 0
                && !word.text().startsWith("-");
        return (word.isLiteral() || file) && !says(word.text());
    }

    /** Tells whether a file may be anything once a program has written it. */
    static boolean replaces(Word program) {
        return REPLACERS.contains(program.text()) || program.text().startsWith("python");
    }

    /** Tells whether a file is no longer what it was once a program has written it, though the program does not make it. */
    static boolean edits(Word program) {
        return EDITORS.contains(program.text());
    }

    private static boolean holdsProducts(String folder) {
        int from = 0;
        for (int i = 0; i < folder.length(); i++) {
            if (folder.charAt(i) == '/') {
                if (FOLDERS.contains(folder.substring(from, i).toLowerCase(Locale.ROOT))) {
                    return true;
                }
                from = i + 1;
            }
        }
        return false;
    }

    private static boolean says(String word) {
        String name = word.startsWith("--") ? word.substring(2) : word;
        return DestructiveNames.isVerb(name)
                || (word.indexOf('/') < 0 && SHIPS.stream().anyMatch(word.toLowerCase(Locale.ROOT)::contains));
    }
}
