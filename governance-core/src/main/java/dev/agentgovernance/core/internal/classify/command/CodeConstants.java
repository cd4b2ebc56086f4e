/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.core.internal.classify.command.CodeTokens.Kind;
import dev.agentgovernance.core.internal.classify.command.CodeTokens.Token;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a piece of code that are given a text once and nothing else: the text itself, or a path or an open file
 * of that name; and those that go through the files a pattern finds.
 */
final class CodeConstants {

    /** Calls that return something which stands for the file they name. */
    private static final Set<String> FILES = Set.of("Path", "PurePath", "PosixPath", "open");

    private static final Set<String> FINDS = Set.of("glob", "rglob", "iglob", "iterdir");
    private static final Set<String> PLAIN = Set.of("Path", "pathlib", "sorted", "list", "recursive", "True", "False");

    private static final Set<String> BINDS =
            Set.of("for", "as", "in", "def", "lambda", "function", "del", "global", "nonlocal", "foreach", "class");
    private static final Set<String> HEADERS = Set.of("def", "lambda", "function");
    private static final Set<String> DECLARES = Set.of("const", "let", "var", "my", "our", "local");

    private final List<Token> tokens;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> patterns = new HashMap<>();

    private CodeConstants(List<Token> tokens) {
        this.tokens = tokens;
    }

    static CodeConstants of(List<Token> tokens) {
        CodeConstants constants = new CodeConstants(tokens);
        constants.find();
        return constants;
    }

    /** Returns the text that a variable holds; null where that is not known. */
    @Nullable String text(String variable) {
        return texts.get(variable);
    }

    /** Returns the name of the file that a variable stands for; null where that is not known. */
    @Nullable String file(String variable) {
        return files.get(variable);
    }

    /** Returns the pattern of the files that a variable goes through; null where that is not known. */
    @Nullable String pattern(String variable) {
        return patterns.get(variable);
    }

    /** Returns the name of the file that the expression in front of a place stands for: {@code Path("a")}, or a variable. */
    @Nullable String fileBefore(int dot) {
        Token last = token(dot - 1);
        if (last.kind() == Kind.NAME) {
            return token(dot - 2).is(".") ? null : files.get(last.text());
        }
        boolean call = last.is(")")
                && token(dot - 3).is("(")
                && FILES.contains(token(dot - 4).text());
        Token name = token(dot - 2);
        if (!call) {
            return null;
        }
        return name.kind() == Kind.TEXT && name.exact() ? name.text() : texts.get(name.text());
    }

    private void find() {
        Set<String> once = new HashSet<>();
        Set<String> often = new HashSet<>();
        boolean header = false;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += opens(token) ? 1 : closes(token) ? -1 : 0;
            if (token.kind() != Kind.NAME) {
                header &= !token.is(":") && !token.is("{") && !token.is("\n");
                continue;
            }
            header |= HEADERS.contains(token.text());
            if (token(i - 1).is(".")) {
                continue;
            }
            Token next = token(i + 1);
            boolean equals =
                    next.is("=") && !token(i + 2).is("=") && !token(i + 2).is(">");
            boolean other = header
                    || BINDS.contains(token(i - 1).text())
                    || (isOperator(next) && token(i + 2).is("="))
                    || (next.is(":") && token(i + 2).is("="))
                    || (depth == 0 && (next.is(",") || token(i - 1).is(",")))
                    || isPattern(i)
                    || (equals
                            && depth > 0
                            && !token(i - 1).is("(")
                            && !token(i - 1).is(","));
            boolean named = equals && (depth == 0 || isStatement(i));
            if (other || (named && !once.add(token.text()))) {
                often.add(token.text());
            }
            if (named) {
                value(token.text(), i + 2);
                patterns.put(token.text(), "");
            } else if (token(i - 1).text().equals("for") && next.text().equals("in")) {
                files(token.text(), i + 2);
            }
        }
        texts.keySet().removeAll(often);
        files.keySet().removeAll(often);
        patterns.values().removeIf(String::isEmpty);
    }

    /** Keeps what a variable is given, if that is all there is to the statement. */
    private void value(String variable, int at) {
        if (isText(at) && ends(at + 1)) {
            texts.put(variable, token(at).text());
            return;
        }
        int name = token(at).text().equals("pathlib") && token(at + 1).is(".") ? at + 2 : at;
        boolean file = FILES.contains(token(name).text()) && token(name + 1).is("(") && isText(name + 2);
        boolean alone = token(name + 3).is(")") && ends(name + 4);
        if (file && alone) {
            files.put(variable, token(name + 2).text());
        }
    }

    /** Keeps the pattern of the files that a loop goes through: {@code Path("src").rglob("*.py")}. */
    private void files(String variable, int from) {
        StringBuilder pattern = new StringBuilder();
        boolean finds = false;
        boolean known = !patterns.containsKey(variable);
        for (int i = from; i < tokens.size() && !token(i).is(":") && !token(i).is("\n") && !token(i).is("]"); i++) {
            Token token = token(i);
            finds |= token.kind() == Kind.NAME && FINDS.contains(token.text());
            if (token.kind() == Kind.TEXT) {
                known &= token.exact();
                pattern.append(pattern.isEmpty() ? "" : "/").append(token.text());
            } else if (token.kind() == Kind.NAME && !FINDS.contains(token.text()) && !PLAIN.contains(token.text())) {
                known = false;
            }
        }
        String text = pattern.toString();
        boolean all = token(from).text().equals("Path") && text.indexOf('*') < 0;
        patterns.put(variable, known && finds ? (all ? text + "/*" : text) : "");
    }

    private boolean isText(int at) {
        return token(at).kind() == Kind.TEXT && token(at).exact();
    }

    private boolean ends(int at) {
        return at >= tokens.size() || token(at).is(";") || token(at).is("\n");
    }

    private boolean isStatement(int at) {
        Token before = token(at - 1);
        return before.is(";") || before.is("\n") || before.is("{") || DECLARES.contains(before.text());
    }

    /** Tells whether a name stands in brackets that a statement begins with: what it is given comes in pieces. */
    private boolean isPattern(int at) {
        Token before = token(at - 1);
        return (before.is("[") || before.is("{") || before.is("("))
                && (isStatement(at - 1) || DECLARES.contains(token(at - 2).text()));
    }

    private static boolean isOperator(Token token) {
        return token.kind() == Kind.SIGN && token.text().length() == 1 && "+-*/%|&^?".contains(token.text());
    }

    private static boolean opens(Token token) {
        return token.is("(") || token.is("[") || token.is("{");
    }

    private static boolean closes(Token token) {
        return token.is(")") || token.is("]") || token.is("}");
    }

    private Token token(int index) {
        return CodeArguments.token(tokens, index);
    }
}
