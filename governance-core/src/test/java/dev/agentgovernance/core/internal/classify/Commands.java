/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import dev.agentgovernance.api.effect.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes commands from text: words at blanks, both kinds of quotes, {@code $} for what is not known, {@code *} for a glob. */
public final class Commands {

    private Commands() {}

    public static Command of(String line) {
        return of(line, Command.Input.INHERITED);
    }

    public static Command of(String line, Command.Input input) {
        List<Word> words = new ArrayList<>(words(line));
        Map<String, Word> environment = new HashMap<>();
        while (words.size() > 1 && words.get(0).text().matches("[A-Z_]+=.*")) {
            Word assignment = words.remove(0);
            int equals = assignment.text().indexOf('=');
            environment.put(
                    assignment.text().substring(0, equals),
                    Word.literal(assignment.text().substring(equals + 1), assignment.span()));
        }
        String program = words.remove(0).text();
        return new Command(program, words, environment, List.of(), input, new SourceSpan(0, line.length()));
    }

    public static List<Word> words(String line) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            while (at < line.length() && line.charAt(at) == ' ') {
                at++;
            }
            int from = at;
            StringBuilder text = new StringBuilder();
            Word.Form form = Word.Form.LITERAL;
            char quote = 0;
            for (; at < line.length() && (quote != 0 || line.charAt(at) != ' '); at++) {
                char c = line.charAt(at);
                if (quote == 0 && (c == '\'' || c == '"')) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                } else if (c == '$' && quote != '\'' && from + 1 < line.length() && line.startsWith("$X", at)) {
                    form = Word.Form.DYNAMIC;
                    while (at + 1 < line.length() && line.charAt(at + 1) != ' ') {
                        at++;
                    }
                } else {
                    form = c == '*' && quote == 0 && form == Word.Form.LITERAL ? Word.Form.GLOB : form;
                    text.append(c);
                }
            }
            if (at > from) {
                words.add(new Word(form, text.toString(), List.of(), new SourceSpan(from, at)));
            }
        }
        return words;
    }
}
