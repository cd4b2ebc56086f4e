/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import dev.agentgovernance.api.effect.SourceSpan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One program with its words, as a shell would start it.
 *
 * @param program the name of the program without folders and without {@code .exe}, in lower case where that is how it would
 *     be found
 * @param arguments the words behind the program
 * @param environment the variables that are set for it
 * @param redirects its redirections
 * @param input where its standard input comes from
 * @param span where the command stands in the text of the action
 */
public record Command(
        String program,
        List<Word> arguments,
        Map<String, Word> environment,
        List<Redirect> redirects,
        Input input,
        SourceSpan span) {

    /**
     * Where standard input comes from.
     *
     * @param source the kind of source
     * @param text for {@link Source#TEXT} what is read, where all of it is known; otherwise null
     */
    public record Input(Source source, @Nullable String text) {

        /** From wherever the shell has its own. */
        public static final Input INHERITED = new Input(Source.INHERITED, null);

        /** The kinds of sources. */
        public enum Source {
            /** Nothing was said. */
            INHERITED,
            /** The output of another command. */
            PIPE,
            /** A file. */
            FILE,
            /** A text in the command line: a here-document, a here-string, the output of {@code echo} with known words. */
            TEXT
        }

        /** Leaves the text out: it may hold a secret. */
        @Override
        public String toString() {
            return "Input[" + source + "]";
        }
    }

    /** Checks and copies. */
    public Command {
        Objects.requireNonNull(program, "program");
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        redirects = List.copyOf(redirects);
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(span, "span");
    }

    /** Returns the word at an index behind the program, or null where there is none. */
    public @Nullable Word argument(int index) {
        return index < arguments.size() ? arguments.get(index) : null;
    }
}
