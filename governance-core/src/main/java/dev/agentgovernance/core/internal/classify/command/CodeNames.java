/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.core.internal.classify.command.CodeTokens.Kind;
import dev.agentgovernance.core.internal.classify.command.CodeTokens.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names that a piece of code gives to things of its own: variables, parameters, functions. */
final class CodeNames {

    private static final Set<String> PARAMETERS = Set.of("def", "function", "lambda");
    private static final Set<String> DEFINES = Set.of(
            "def",
            "function",
            "sub",
            "class",
            "const",
            "let",
            "var",
            "my",
            "for",
            "foreach",
            "local",
            "as",
            "lambda",
            "our");

    private final List<Token> tokens;
    private final Set<String> assigned = new HashSet<>();

    private CodeNames(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** Returns the names that the code gives itself. */
    static Set<String> of(List<Token> tokens) {
        return new CodeNames(tokens).found();
    }

    private Set<String> found() {
        boolean parameters = false;
        boolean loop = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            parameters = (token.kind() == Kind.NAME && PARAMETERS.contains(token.text()))
                    || (parameters && !token.is(")") && !token.is(":") && !token.is("{"));
            if (parameters && token.kind() == Kind.NAME) {
                assigned.add(token.text());
            }
            boolean unpacks = (token.is("{") || token.is("["))
                    && Set.of("const", "let", "var").contains(token(i - 1).text());
            if (unpacks) {
                for (int j = i + 1; j < tokens.size() && !token(j).is("=") && !token(j).is("\n"); j++) {
                    // What is given another name may be a function of any module.
                    boolean renamed = token(j + 1).is(":") || token(j - 1).is(":");
                    if (token(j).kind() == Kind.NAME && !renamed) {
                        assigned.add(token(j).text());
                    }
                }
            }
            // for a, b in …, and a, b = …
            loop = token.text().equals("for")
                    || (loop && !token.text().equals("in") && !token.is(":") && !token.is("{"));
            if (loop && token.kind() == Kind.NAME) {
                assigned.add(token.text());
            }
            if (token.is("=") && !token(i + 1).is("=") && token(i - 2).is(",")) {
                several(i - 1);
            }
            boolean defined = token.kind() == Kind.NAME
                    && ((token(i + 1).is("=")
                                    && !token(i + 2).is("=")
                                    && !token(i - 1).is("."))
                            || (token(i - 1).kind() == Kind.NAME
                                    && DEFINES.contains(token(i - 1).text()))
                            || (token(i - 1).is("|") && token(i + 1).is("|"))
                            || ((token(i - 1).is(",")
                                            || token(i - 1).is("|")
                                            || token(i - 1).is("("))
                                    && (token(i + 1).is("|") || token(i + 1).is(",") || arrow(i + 1))));
            if (defined) {
                assigned.add(token.text());
            }
        }
        return assigned;
    }

    /** Takes in the names that stand, with commas between them, in front of a place. */
    private void several(int last) {
        for (int i = last;
                token(i).kind() == Kind.NAME || token(i).is(",") || token(i).is("(") || token(i).is(")");
                i--) {
            if (token(i).kind() == Kind.NAME && !token(i - 1).is(".")) {
                assigned.add(token(i).text());
            }
        }
    }

    private boolean arrow(int index) {
        return token(index).is(")")
                && token(index + 1).is("=")
                && token(index + 2).is(">");
    }

    private Token token(int index) {
        return CodeArguments.token(tokens, index);
    }
}
