/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.Command.Input;
import dev.agentgovernance.core.internal.classify.Redirect;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command with its words expanded, about to be started.
 *
 * @param words the program and its arguments, at least one
 * @param environment the variables that are set for it alone
 */
record Invocation(List<Word> words, Map<String, Word> environment, List<Redirect> redirects, Io io, SourceSpan span) {

    /**
     * Where standard input comes from.
     *
     * @param fetched whether it comes from the network
     */
    record Io(Input input, boolean fetched) {
        static final Io INHERITED = new Io(Input.INHERITED, false);

        static Io pipe(boolean fetched) {
            return new Io(new Input(Input.Source.PIPE, null), fetched);
        }
    }

    Word program() {
        return words.get(0);
    }

    List<Word> arguments() {
        return words.subList(1, words.size());
    }

    /** Returns the command that starts at a word. */
    Invocation from(int index) {
        return new Invocation(words.subList(index, words.size()), environment, redirects, io, span);
    }

    Invocation withWords(List<Word> others) {
        return new Invocation(List.copyOf(others), environment, redirects, io, span);
    }

    Invocation withMore(List<Word> more) {
        List<Word> all = new ArrayList<>(words);
        all.addAll(more);
        return withWords(all);
    }

    Invocation withVariable(String name, Word value) {
        Map<String, Word> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new Invocation(words, more, redirects, io, span);
    }

    Invocation withIo(Io other) {
        return new Invocation(words, environment, redirects, other, span);
    }
}
