/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import dev.agentgovernance.core.integrity.ModuleFacts.Family;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Reads what a {@code Cargo.toml} and a {@code pyproject.toml} name, line by line. */
final class TomlModules {

    /*
     * No reader of TOML as a whole: section headers, and entries whose value may go on over lines until its brackets are
     * closed, are all that these files use for dependencies.
     */

    private static final int LONGEST_VALUE = 64 << 10;

    private TomlModules() {}

    /** A crate uses the crates that its sections of dependencies name, also by another name or by folder. */
    static void cargo(String folder, String text, ModuleFacts facts) {
        facts.module(folder);
        entries(text, (key, value) -> {
            int at = key.indexOf("dependencies.");
            if (key.equals("package.name")) {
                facts.name(folder, Family.CARGO, unquoted(value));
            } else if (at >= 0
                    && !key.startsWith("workspace.")
                    && !key.startsWith("patch.")
                    && (at == 0 || key.charAt(at - 1) == '.' || key.charAt(at - 1) == '-')) {
                dependency(folder, Family.CARGO, key.substring(at + "dependencies.".length()), value, facts);
            }
        });
    }

    /** A project uses what it lists (PEP 621), and what poetry and uv say of where that is. */
    static void python(String folder, String text, ModuleFacts facts) {
        facts.module(folder);
        entries(text, (key, value) -> {
            if (key.equals("project.name") || key.equals("tool.poetry.name")) {
                facts.name(folder, Family.PYTHON, normal(unquoted(value)));
            } else if (key.equals("project.dependencies")
                    || key.startsWith("project.optional-dependencies.")
                    || key.startsWith("dependency-groups.")) {
                for (ScriptWords.Word word : ScriptWords.withHashes(value)) {
                    if (word.isText()) {
                        facts.uses(folder, Family.PYTHON, normal(requirement(word.text())));
                    }
                }
            } else {
                for (String section : List.of("tool.poetry.dependencies.", "tool.uv.sources.")) {
                    if (key.startsWith(section)) {
                        dependency(folder, Family.PYTHON, normal(key.substring(section.length())), value, facts);
                    }
                }
                int group = key.startsWith("tool.poetry.group.") ? key.indexOf(".dependencies.") : -1;
                if (group > 0) {
                    dependency(
                            folder,
                            Family.PYTHON,
                            normal(key.substring(group + ".dependencies.".length())),
                            value,
                            facts);
                }
            }
        });
    }

    /** An entry {@code name = value}, or one of {@code name.path = value}. */
    private static void dependency(String folder, Family family, String name, String value, ModuleFacts facts) {
        int dot = name.indexOf('.');
        String plain = dot < 0 ? name : name.substring(0, dot);
        facts.uses(folder, family, plain);
        String table = dot < 0 ? value : name.substring(dot + 1) + " = " + value;
        List<ScriptWords.Word> words = ScriptWords.withHashes(table);
        for (int i = 0; i + 2 < words.size(); i++) {
            if (words.get(i + 1).is("=") && words.get(i + 2).isText()) {
                if (words.get(i).is("path")) {
                    facts.usesFolder(folder, Folders.at(folder, words.get(i + 2).text()));
                } else if (words.get(i).is("package")) {
                    facts.uses(folder, family, words.get(i + 2).text());
                }
            }
        }
    }

    /** Hands on each entry with the names of its section in front, texts unquoted in names. */
    private static void entries(String text, BiConsumer<String, String> entry) {
        String section = "";
        String key = "";
        StringBuilder value = new StringBuilder();
        int open = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String plain = line.strip();
            String part = plain;
            if (!key.isEmpty()) {
                value.append('\n').append(plain);
            } else if (plain.startsWith("[")) {
                section = name(plain.replace("[", "").replace("]", "")) + ".";
            } else {
                int equals = plain.startsWith("#") ? -1 : plain.indexOf('=');
                if (equals > 0) {
                    key = section + name(plain.substring(0, equals));
                    part = plain.substring(equals + 1);
                    value.append(part);
                }
            }
            open += key.isEmpty() ? 0 : opened(part);
            if (!key.isEmpty() && (open <= 0 || value.length() > LONGEST_VALUE)) {
                entry.accept(key, value.toString().strip());
                key = "";
                open = 0;
                value.setLength(0);
            }
        }
    }

    /** Returns how many brackets a line opens and does not close. */
    private static int opened(String line) {
        int depth = 0;
        for (ScriptWords.Word word : ScriptWords.withHashes(line)) {
            depth += word.is("[") || word.is("{") ? 1 : word.is("]") || word.is("}") ? -1 : 0;
        }
        return depth;
    }

    private static String name(String text) {
        int comment = text.indexOf('#');
        return (comment < 0 ? text : text.substring(0, comment))
                .replace("\"", "")
                .replace("'", "")
                .replace(" ", "")
                .strip();
    }

    private static String unquoted(String value) {
        List<ScriptWords.Word> words = ScriptWords.withHashes(value);
        return !words.isEmpty() && words.get(0).isText() ? words.get(0).text() : "";
    }

    /** Returns the name in front of a requirement: {@code shop-core[all]>=1}. */
    private static String requirement(String text) {
        int end = 0;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || "-_.".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return text.substring(0, end);
    }

    /** Names that differ in case and in runs of dashes, dots and lines are one. */
    private static String normal(String name) {
        StringBuilder normal = new StringBuilder();
        for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean dash = c == '-' || c == '_';
            if (!dash || normal.isEmpty() || normal.charAt(normal.length() - 1) != '-') {
                normal.append(dash ? '-' : c);
            }
        }
        return normal.toString();
    }
}
