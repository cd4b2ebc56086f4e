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
import org.jspecify.annotations.Nullable;

/** Knows the variables that make programs run something else, or go past what governs the agent. */
final class Environment {

    /**
     * An entry of the table.
     *
     * @param names globs of names of variables
     * @param harmless values that change nothing
     */
    record Entry(
            List<String> names, EffectKind kind, List<String> harmless, List<String> positive, List<String> negative) {}

    private static final List<Entry> ENTRIES = load();
    private static final Map<String, Entry> BY_NAME = names(false);
    private static final Map<String, Entry> PATTERNS = names(true);

    private Environment() {}

    /** Reports an assignment that makes programs do something else. */
    static void check(String name, Word value, Findings findings) {
        Entry entry = BY_NAME.get(name);
        if (entry == null) {
            entry = byPattern(name);
        }
        boolean harmless =
                entry == null || (value.isLiteral() && entry.harmless().contains(value.text()));
        if (entry != null && !harmless) {
            findings.effect(entry.kind(), name, value.span());
            findings.gap(Coverage.PARTIAL, "a variable makes programs run something else", value.span());
        }
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
            entries.add(new Entry(block.all("name"), kind, block.all("harmless"), block.all("yes"), block.all("no")));
        }
        return List.copyOf(entries);
    }
}
