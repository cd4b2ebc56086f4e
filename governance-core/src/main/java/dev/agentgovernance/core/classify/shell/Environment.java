/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.classify.shell;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.classify.Globs;
import dev.agentgovernance.core.classify.Resource;
import dev.agentgovernance.core.classify.Word;
import java.util.ArrayList;
import java.util.List;

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

    private Environment() {}

    /** Reports an assignment that makes programs do something else. */
    static void check(String name, Word value, Findings findings) {
        for (Entry entry : ENTRIES) {
            if (Globs.matchesAny(entry.names(), name)) {
                if (!(value.isLiteral() && entry.harmless().contains(value.text()))) {
                    findings.effect(entry.kind(), name, value.span());
                    findings.gap(
                            Coverage.PARTIAL,
                            "the variable " + name + " makes programs run something else",
                            value.span());
                }
                return;
            }
        }
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
