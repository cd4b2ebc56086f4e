/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.command.CodeRules.Act;
import dev.agentgovernance.core.internal.classify.command.CodeRules.Call;
import dev.agentgovernance.core.internal.classify.command.CodeTokens.Kind;
import dev.agentgovernance.core.internal.classify.command.CodeTokens.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a call in a piece of code is given. */
final class CodeArguments {

    private static final Token END = new Token(Kind.SIGN, "\n", true);

    private CodeArguments() {}

    /** Returns the arguments of a call, each as its tokens. */
    static List<List<Token>> of(List<Token> tokens, int open) {
        boolean bracketed = token(tokens, open).is("(");
        List<List<Token>> all = new ArrayList<>(List.of(new ArrayList<>()));
        int depth = 0;
        for (int i = bracketed ? open + 1 : open; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean opens = token.is("(") || token.is("[") || token.is("{");
            boolean closes = token.is(")") || token.is("]") || token.is("}");
            if (depth == 0 && (closes || (!bracketed && (token.is(";") || token.is("\n"))))) {
                break;
            }
            depth += opens ? 1 : closes ? -1 : 0;
            if (depth == 0 && token.is(",")) {
                all.add(new ArrayList<>());
            } else if (!token.is("\n")) {
                all.get(all.size() - 1).add(token);
            }
        }
        return all;
    }

    /** Returns the command line that a call hands to a shell, or that would start the same program; null if not known. */
    static @Nullable String commandLine(
            Call call, List<Token> given, List<List<Token>> arguments, CodeRules.Style style, SourceSpan span) {
        List<String> words = texts(given);
        if (words == null) {
            return null;
        }
        boolean list = token(given, 0).is("[");
        for (List<Token> more : arguments.subList(Math.min(call.argument() + 1, arguments.size()), arguments.size())) {
            List<String> texts = texts(more);
            boolean option = token(more, 0).is("{")
                    || (token(more, 0).kind() == Kind.NAME && token(more, 1).is("="));
            boolean lists = call.act() == Act.START || style.callsByName();
            if (lists && texts != null && !option) {
                words.addAll(texts);
                list = true;
            } else if (lists && !option && !more.isEmpty()) {
                return null;
            }
        }
        if (!list) {
            return words.isEmpty() ? null : words.get(0);
        }
        return ShellText.of(words.stream().map(text -> Word.literal(text, span)).toList());
    }

    /** Returns a token, or the end of a line outside of the code. */
    static Token token(List<Token> tokens, int index) {
        return index >= 0 && index < tokens.size() ? tokens.get(index) : END;
    }

    /** Returns the texts of a text or a list of texts; null where something else is among them. */
    private static @Nullable List<String> texts(List<Token> given) {
        List<String> texts = new ArrayList<>();
        for (Token token : given) {
            if (token.kind() == Kind.TEXT && token.exact()) {
                texts.add(token.text());
            } else if (!token.is("[") && !token.is("]") && !token.is(",")) {
                return null;
            }
        }
        boolean list = token(given, 0).is("[");
        return texts.isEmpty() || (!list && texts.size() > 1) ? null : texts;
    }
}
