/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a wrapper reads its words.
 *
 * @param flags letters of options without a value
 * @param valued letters of options with a value
 * @param longFlags long options without a value
 * @param longValued long options with a value
 * @param operands how many words stand between the options and the command
 * @param writes options whose value is a file that is written
 * @param traits {@code escalate}, {@code assignments}, {@code joined} (a shell reads the words as one text),
 *     {@code alone} (harmless without a command), {@code names} (words from standard input are added), {@code text:o} (the value of option
 *     {@code o} is read by a shell), {@code permute} (options may follow operands), {@code operand-writes},
 *     {@code command-names} ({@code -v} only looks a name up), {@code skips:word} (a word of its own in front of the
 *     command)
 */
record WrapperSpec(
        String flags,
        String valued,
        Set<String> longFlags,
        Set<String> longValued,
        int operands,
        Set<String> writes,
        Set<String> traits,
        List<String> positive,
        List<String> negative) {

    private static final Map<String, WrapperSpec> ALL = load();

    /** Returns how each wrapper reads its words, by its name. */
    static Map<String, WrapperSpec> all() {
        return ALL;
    }

    private static Map<String, WrapperSpec> load() {
        Map<String, WrapperSpec> specs = new HashMap<>();
        for (Resource.Block block : Resource.blocks(WrapperSpec.class, "wrappers.txt")) {
            String operands = block.oneOr("operands", "0");
            WrapperSpec spec = new WrapperSpec(
                    block.oneOr("flags", ""),
                    block.oneOr("valued", ""),
                    Set.copyOf(block.words("long-flags")),
                    Set.copyOf(block.words("long-valued")),
                    Integer.parseInt(operands),
                    Set.copyOf(block.words("writes")),
                    Set.copyOf(block.words("traits")),
                    block.all("yes"),
                    block.all("no"));
            for (String name : block.words("wrapper")) {
                specs.put(name, spec);
            }
        }
        return Map.copyOf(specs);
    }
}
