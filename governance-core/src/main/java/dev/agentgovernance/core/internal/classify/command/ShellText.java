/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;

/** Writes words back as a command line that a shell reads as those words. */
final class ShellText {

    private ShellText() {}

    /** Returns the line. What is not known stands in it as a variable that nobody has set. */
    static String of(List<Word> words) {
        StringBuilder line = new StringBuilder();
        for (Word word : words) {
            line.append(line.isEmpty() ? "" : " ").append(quoted(word.text()));
            if (!word.isLiteral()) {
                line.append("\"$UNKNOWN_WORD\"");
            }
        }
        return line.toString();
    }

    static SourceSpan span(List<Word> words) {
        return words.isEmpty()
                ? SourceSpan.NONE
                : new SourceSpan(
                        words.get(0).span().start(),
                        Math.max(
                                words.get(0).span().start(),
                                words.get(words.size() - 1).span().end()));
    }

    private static String quoted(String text) {
        boolean plain = !text.isEmpty()
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "-_./:,+@%".indexOf(c) >= 0);
        return plain ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
