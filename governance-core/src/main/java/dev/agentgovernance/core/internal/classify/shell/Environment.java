/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.core.internal.classify.Resource;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Knows the variables that make programs run something else, or go past what governs the agent. */
final class Environment {

    /**
     * An entry of the table.
     *
     * @param names globs of names of variables
     * @param harmless values that change nothing
     * @param words globs of the words of which values may consist that change nothing
     * @param folders globs of the folders of which values may consist that change nothing
     * @param own whether folders of the working tree bring in no more than code of the project
     */
    record Entry(
            List<String> names,
            EffectKind kind,
            List<String> harmless,
            List<String> words,
            List<String> folders,
            boolean own,
            List<String> positive,
            List<String> negative) {

        private boolean isHarmless(String value, String home) {
            return harmless.contains(value)
                    || (!words.isEmpty() && parts(value, ' ').allMatch(this::isWord))
                    || (!folders.isEmpty() && !value.isEmpty() && isList(value, home));
        }

        private boolean isList(String value, String home) {
            // An empty part stands for the folder where the command runs.
            return !(":" + value + ":").contains("::")
                    && !value.contains("..")
                    && parts(value, ':')
                            .allMatch(part -> Globs.matchesAny(
                                    folders, part.startsWith(home + "/") ? "~" + part.substring(home.length()) : part));
        }

        private boolean isWord(String word) {
            return Globs.matchesAny(words, word);
        }
    }

    private static final List<Entry> ENTRIES = load();
    private static final Map<String, Entry> BY_NAME = names(false);
    private static final Map<String, Entry> PATTERNS = names(true);

    private Environment() {}

    /** Reports an assignment that makes programs do something else. */
    static void check(String name, Word value, String home, Findings findings) {
        Entry entry = BY_NAME.get(name);
        if (entry == null) {
            entry = byPattern(name);
        }
        if (entry == null || (value.isLiteral() && entry.isHarmless(value.text(), home))) {
            return;
        }
        if (entry.own() && value.isLiteral() && parts(value.text(), ':').allMatch(Environment::isInTree)) {
            findings.effect(EffectKind.EXEC_SCRIPT, name, value.span());
        } else {
            findings.effect(entry.kind(), name, value.span());
            findings.gap(Coverage.PARTIAL, "a variable makes programs run something else", value.span());
        }
    }

    /** Returns the parts of a value that are not empty. */
    private static Stream<String> parts(String value, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || value.charAt(i) == separator) {
                parts.add(value.substring(from, i));
                from = i + 1;
            }
        }
        return parts.stream().filter(part -> !part.isEmpty());
    }

    private static boolean isInTree(String folder) {
        return !folder.startsWith("/")
                && !folder.startsWith("~")
                && !folder.contains("..")
                && folder.indexOf('\\') < 0
                && folder.indexOf('$') < 0;
    }

    private static @Nullable Entry byPattern(String name) {
        for (Map.Entry<String, Entry> pattern : PATTERNS.entrySet()) {
            if (Globs.matches(pattern.getKey(), name)) {
                return pattern.getValue();
            }
        }
        return null;
    }

    private static Map<String, Entry> names(boolean patterns) {
        Map<String, Entry> names = new LinkedHashMap<>();
        for (Entry entry : ENTRIES) {
            for (String name : entry.names()) {
                if ((name.indexOf('*') >= 0) == patterns) {
                    names.putIfAbsent(name, entry);
                }
            }
        }
        return names;
    }

    static List<Entry> entries() {
        return ENTRIES;
    }

    private static List<Entry> load() {
        List<Entry> entries = new ArrayList<>();
        for (Resource.Block block : Resource.blocks(Environment.class, "environment.txt")) {
            EffectKind kind = EffectKind.of(block.one("effect")).orElseThrow();
            entries.add(new Entry(
                    block.words("name"),
                    kind,
                    block.all("harmless"),
                    block.words("words"),
                    block.words("folders"),
                    !block.all("own").isEmpty(),
                    block.all("yes"),
                    block.all("no")));
        }
        return List.copyOf(entries);
    }
}
