/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words of a command, read by a table.
 *
 * @param command the command
 * @param entry the program or subcommand they chose
 * @param path the names of the subcommands, in order
 * @param options the options by the names the table gives them, with their values; a name without value has none
 * @param words the words that are no options, behind the subcommands
 * @param doubtful those of the words that may be the value of an option that the table does not know
 * @param rest the words behind those, of a command that runs another
 * @param help whether it only prints help or its version
 */
record Invocation(
        Command command,
        Entry entry,
        List<String> path,
        Map<String, List<Word>> options,
        List<Word> words,
        Set<Word> doubtful,
        List<Word> rest,
        boolean help) {

    boolean has(String option) {
        return options.containsKey(option);
    }

    boolean hasAny(String... names) {
        for (String name : names) {
            if (options.containsKey(name)) {
                return true;
            }
        }
        return false;
    }

    List<Word> values(String option) {
        return options.getOrDefault(option, List.of());
    }

    /** Returns the values of all the options that are given, in the order of their names here. */
    List<Word> valuesOf(String... names) {
        List<Word> all = new java.util.ArrayList<>();
        for (String name : names) {
            all.addAll(values(name));
        }
        return all;
    }
}
