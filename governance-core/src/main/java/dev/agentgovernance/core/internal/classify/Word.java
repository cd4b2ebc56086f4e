/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import dev.agentgovernance.api.effect.SourceSpan;
import java.util.List;
import java.util.Objects;

/**
 * One word of a command after the shell has taken its quotes off, as far as that can be known without running anything.
 *
 * @param form how much is known
 * @param text for {@link Form#LITERAL} the whole word; for {@link Form#GLOB} the pattern; for {@link Form#DYNAMIC} the
 *     literal part in front of what is not known
 * @param choices for {@link Form#ONE_OF} what the word may be, at least one; otherwise empty
 * @param span where the word stands in the text of the action
 */
public record Word(Form form, String text, List<String> choices, SourceSpan span) {

    /** How much of a word is known. */
    public enum Form {
        /** All of it. */
        LITERAL,
        /** It is one of a few. */
        ONE_OF,
        /** It is a pattern that the shell matches against names of files. */
        GLOB,
        /** It depends on what happens at run time. */
        DYNAMIC
    }

    /** The pattern of what a program prints that names the user or the machine. */
    public static final String IDENTITY = "[0-9a-zA-Z_]*";

    /** The pattern of the name of a branch, which begins with no dash and holds neither a colon nor a blank. */
    public static final String BRANCH = "[0-9a-zA-Z_./-]*";

    /** Checks and copies. */
    public Word {
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(text, "text");
        choices = List.copyOf(choices);
        Objects.requireNonNull(span, "span");
    }

    /** Returns a word that is known. */
    public static Word literal(String text, SourceSpan span) {
        return new Word(Form.LITERAL, text, List.of(), span);
    }

    /** Returns a word that depends on what happens at run time, behind a part that is known. */
    public static Word dynamic(String prefix, SourceSpan span) {
        return new Word(Form.DYNAMIC, prefix, List.of(), span);
    }

    /** Tells whether the word is known. */
    public boolean isLiteral() {
        return form == Form.LITERAL;
    }

    /** Tells whether the word is known and reads so. */
    public boolean is(String expected) {
        return form == Form.LITERAL && text.equals(expected);
    }

    /** Leaves the text out: it may hold a secret. */
    @Override
    public String toString() {
        return "Word[" + form + ", " + span.start() + "-" + span.end() + "]";
    }
}
