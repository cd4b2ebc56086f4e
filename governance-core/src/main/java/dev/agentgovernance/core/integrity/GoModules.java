/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads Go: packages are the modules, and their imports the arrows. For one thread. */
final class GoModules {

    private final ModuleFacts facts;

    /** The folders of the modules of Go, by the path that imports begin with; and the other way round. */
    private final Map<String, String> folders = new TreeMap<>();

    private final Map<String, String> paths = new TreeMap<>();

    GoModules(ModuleFacts facts) {
        this.facts = facts;
    }

    /** Reads {@code go.mod}. */
    void module(String folder, String text) {
        facts.module(folder);
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String plain = withoutComment(line);
            if (plain.startsWith("module") && plain.length() > 7 && Character.isWhitespace(plain.charAt(6))) {
                String path = plain.substring(7).strip().replace("\"", "");
                folders.put(path, folder);
                paths.put(folder, path);
                return;
            }
        }
    }

    boolean isIn(String folder) {
        return ModuleGraph.owner(folder, paths.keySet()) != null;
    }

    /** Reads the imports at the beginning of a file. */
    void source(String folder, String text) {
        facts.module(folder);
        boolean block = false;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String plain = withoutComment(line);
            if (block) {
                block = !plain.startsWith(")");
                imported(folder, plain);
            } else if (plain.startsWith("import")) {
                block = plain.endsWith("(");
                imported(folder, plain);
            } else if (plain.startsWith("func ") || plain.startsWith("type ") || plain.startsWith("var ")) {
                return;
            }
        }
    }

    private void imported(String folder, String line) {
        int open = Math.max(line.indexOf('"'), line.indexOf('`'));
        int close = open < 0 ? -1 : line.indexOf(line.charAt(open), open + 1);
        if (close < 0) {
            return;
        }
        String path = line.substring(open + 1, close);
        String module = module(path);
        if (module != null) {
            String below = path.substring(module.length());
            facts.usesFolder(folder, Folders.at(folders.getOrDefault(module, "."), "./" + below));
        }
    }

    /** Returns the longest path of a module with which an import begins. */
    private @Nullable String module(String path) {
        String at = path;
        while (!folders.containsKey(at)) {
            int slash = at.lastIndexOf('/');
            if (slash < 0) {
                return null;
            }
            at = at.substring(0, slash);
        }
        return at;
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf("//");
        // An address in an import is a text without two slashes.
        return (comment < 0 ? line : line.substring(0, comment)).strip();
    }
}
