/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.Set;

/** Looks through an awk program for what reaches beyond its input: commands, pipes, files that are written. */
final class AwkProgram implements Hook {

    private static final Set<String> PRINTS = Set.of("print", "printf");

    @Override
    public void apply(Invocation invocation, EffectSink sink, List<String> environments) {
        List<Word> words = invocation.words();
        List<Word> programs = invocation.valuesOf("-e", "--source");
        boolean file = invocation.hasAny("-f", "--file", "-E", "--exec");
        int data = 0;
        if (programs.isEmpty() && !file) {
            if (words.isEmpty()) {
                return;
            }
            programs = words.subList(0, 1);
            data = 1;
        }
        if (file) {
            Hooks.script(invocation.valuesOf("-f", "--file", "-E", "--exec"), sink);
        }
        for (Word word : words.subList(data, words.size())) {
            if (word.text().indexOf('=') <= 0) {
                sink.read(word);
            }
        }
        for (Word program : programs) {
            program(program, sink);
        }
    }

    private static void program(Word program, EffectSink sink) {
        if (!program.isLiteral()) {
            sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, "", program.span()));
            sink.gap(Coverage.PARTIAL, "a program that is not known before it runs", program.span());
            return;
        }
        if (reachesOut(program.text())) {
            sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, "", program.span()));
            sink.gap(Coverage.PARTIAL, "the program runs commands or writes files", program.span());
        }
    }

    /**
     * Tells whether a program runs a command, pipes or redirects. Text in quotes and regular expressions does not count.
     */
    static boolean reachesOut(String text) {
        boolean printing = false;
        int depth = 0;
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = skipTo(text, i, '"');
            } else if (c == '#') {
                i = lineEnd(text, i);
                printing = false;
            } else if (c == '/' && startsRegex(before)) {
                i = skipTo(text, i, '/');
            } else if (Character.isLetter(c) || c == '_') {
                int end = wordEnd(text, i);
                String word = text.substring(i, end);
                if (word.equals("system")) {
                    return true;
                }
                printing |= PRINTS.contains(word);
                i = end - 1;
            } else if (c == '|') {
                if (i + 1 >= text.length() || text.charAt(i + 1) != '|') {
                    return true;
                }
                i++;
            } else if (c == '@') {
                return true;
            } else if (c == '>' && printing && depth == 0) {
                return true;
            } else if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth--;
            } else if (c == ';' || c == '\n' || c == '}' || c == '{') {
                printing = false;
                depth = 0;
            }
            before = Character.isWhitespace(c) ? before : text.charAt(Math.min(i, text.length() - 1));
        }
        return false;
    }

    private static boolean startsRegex(char before) {
        return !Character.isLetterOrDigit(before) && ")]$_\"".indexOf(before) < 0;
    }

    private static int skipTo(String text, int from, char end) {
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == end) {
                return i;
            } else if (c == '\n' && end == '/') {
                return from;
            }
        }
        return end == '/' ? from : text.length() - 1;
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() - 1 : end;
    }

    private static int wordEnd(String text, int from) {
        int i = from;
        while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
            i++;
        }
        return i;
    }
}
