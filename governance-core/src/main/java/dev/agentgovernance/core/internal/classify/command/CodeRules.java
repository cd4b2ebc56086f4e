/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.core.internal.classify.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a language whose code can stand in an argument of its interpreter.
 *
 * @param style how its texts, comments and names look
 * @param code options whose value is code
 * @param flags letters of options without a value
 * @param valued letters of options with a value that does not matter
 * @param ends letters of options behind which all words are for another program
 * @param loads letters of options that load a module
 * @param longs long options without a value
 * @param keywords names that are part of the language
 * @param pure functions that only compute or print
 * @param methods members that only compute, of whatever
 * @param modules of which every function only computes or prints
 * @param builtin those of them that cannot be a file of the working tree
 * @param known modules that may be loaded, of whose functions only those count that are listed here
 * @param never names that can lead to code which is not seen
 * @param builds functions and modules that run code of the project
 * @param calls functions that do something, by their full name, or by {@code .name} for any owner
 * @param positive code, and what it does
 */
record CodeRules(
        Style style,
        Set<String> code,
        String flags,
        String valued,
        String ends,
        String loads,
        Set<String> longs,
        Set<String> keywords,
        Set<String> pure,
        Set<String> methods,
        Set<String> modules,
        Set<String> builtin,
        Set<String> known,
        Set<String> never,
        Set<String> builds,
        Map<String, Call> calls,
        List<String> positive) {

    /** In the place of the number of an argument: what stands in front of the dot. */
    static final int OWNER = 9;

    /** A function that does something: what, and with which of its arguments. */
    record Call(Act act, int argument) {}

    /** What functions do. */
    enum Act {
        /** Hands an argument to a shell, or starts a program with a list of words. */
        SHELL,
        /** Starts a program: an argument, and the words behind it. */
        START,
        /** Reads a file. */
        READ,
        /** Lists a folder. */
        LIST,
        /** Opens a file, to read it unless the argument behind says otherwise. */
        OPEN,
        /** Writes a file. */
        WRITE,
        /** Copies a file to the place that the next argument names. */
        COPY,
        /** Deletes a file. */
        DELETE,
        /** Deletes a folder with all it holds. */
        DELETE_ALL,
        /** Fetches an address. */
        FETCH,
        /** Sends to an address. */
        SEND,
        /** Does something else that changes something. */
        CHANGE
    }

    /** How code looks. */
    enum Style {
        PYTHON,
        JAVASCRIPT,
        RUBY,
        PERL,
        PHP,
        LUA;

        boolean sigils() {
            return this == PERL || this == PHP;
        }

        boolean hashComments() {
            return this != JAVASCRIPT && this != LUA;
        }

        boolean slashComments() {
            return this == JAVASCRIPT || this == PHP;
        }

        boolean patterns() {
            return this == JAVASCRIPT || this == RUBY || this == PERL;
        }

        /** Tells whether a name alone can be a call. */
        boolean callsByName() {
            return this == RUBY || this == PERL;
        }
    }

    private static final Map<String, CodeRules> BY_PROGRAM = load();

    /** Returns what is known of the language of an interpreter, null where nothing is. */
    static @Nullable CodeRules of(String program) {
        CodeRules rules = BY_PROGRAM.get(program);
        int end = program.length();
        while (rules == null && end > 0 && "0123456789.".indexOf(program.charAt(end - 1)) >= 0) {
            rules = BY_PROGRAM.get(program.substring(0, --end));
        }
        return rules;
    }

    static Map<String, CodeRules> all() {
        return BY_PROGRAM;
    }

    private static Map<String, CodeRules> load() {
        Map<String, CodeRules> all = new HashMap<>();
        for (Resource.Block block : Resource.blocks(CodeRules.class, "code.rules")) {
            List<String> builtin = block.words("builtin");
            List<String> modules = new ArrayList<>(block.words("modules"));
            modules.addAll(builtin);
            CodeRules rules = new CodeRules(
                    Style.valueOf(block.oneOr("style", block.one("language")).toUpperCase(Locale.ROOT)),
                    Set.copyOf(block.words("code")),
                    block.oneOr("flags", ""),
                    block.oneOr("valued", ""),
                    block.oneOr("ends", ""),
                    block.oneOr("loads", ""),
                    Set.copyOf(block.words("longs")),
                    Set.copyOf(block.words("keywords")),
                    Set.copyOf(block.words("pure")),
                    Set.copyOf(block.words("methods")),
                    Set.copyOf(modules),
                    Set.copyOf(builtin),
                    Set.copyOf(block.words("known")),
                    Set.copyOf(block.words("never")),
                    Set.copyOf(block.words("builds")),
                    calls(block),
                    block.all("yes"));
            block.words("programs").forEach(program -> all.put(program, rules));
        }
        return Map.copyOf(all);
    }

    /** Reads {@code ACT INDEX NAME…}. */
    private static Map<String, Call> calls(Resource.Block block) {
        Map<String, Call> calls = new HashMap<>();
        for (String line : block.all("call")) {
            List<String> words = List.of(line.split(" ", -1));
            Act act = Act.valueOf(words.get(0).toUpperCase(Locale.ROOT).replace('-', '_'));
            Call call = new Call(act, Integer.parseInt(words.get(1)));
            words.subList(2, words.size()).forEach(name -> calls.put(name, call));
        }
        return Map.copyOf(calls);
    }
}
