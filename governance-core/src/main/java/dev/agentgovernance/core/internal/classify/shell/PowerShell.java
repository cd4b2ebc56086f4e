/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a command line of PowerShell as one of the Bourne family that does the same: statements, pipelines, blocks and
 * loops here, values in {@link PowerShellValues}, commands in {@link PowerShellCommand}. Whatever is more (functions,
 * changes of the shell itself, members that may do something) is not understood, and said so.
 *
 * <p>A variable {@code $x} becomes {@code ps_x}, and what comes through a pipe {@code ps__}.
 */
final class PowerShell {

    /** A word that is only known when it runs. */
    static final String UNKNOWN_WORD = "\"$UNKNOWN_WORD\"";

    private static final int MAX_DEPTH = 24;
    private static final Set<String> KEYWORDS = Set.of(
            "if",
            "foreach",
            "for",
            "while",
            "try",
            "return",
            "exit",
            "break",
            "continue",
            "throw",
            "switch",
            "function",
            "filter",
            "param",
            "do",
            "trap",
            "class",
            "enum",
            "using",
            "begin",
            "process",
            "end",
            "workflow",
            "data",
            "configuration",
            "until",
            "dynamicparam",
            "parallel",
            "sequence");

    final PowerShellCursor in;
    final PowerShellValues values;
    private final PowerShellCommand commands;

    /** Variables that the line has set so far. */
    final Set<String> assigned;

    /** How many commands were met: none means that a block only computes. */
    int met;

    private int depth;
    private int steps;

    PowerShell(String text, int depth) {
        this.in = new PowerShellCursor(text);
        this.depth = depth;
        this.assigned = new HashSet<>();
        this.values = new PowerShellValues(this);
        this.commands = new PowerShellCommand(this);
    }

    /** Returns the command line for a shell of the Bourne family, or null where it is not understood. */
    static @Nullable String translate(String commandLine) {
        try {
            return new PowerShell(commandLine, 0).whole();
        } catch (NotUnderstood e) {
            return null;
        }
    }

    String whole() {
        String script = statements();
        if (!in.atEnd()) {
            throw new NotUnderstood();
        }
        return script;
    }

    /** Bounds the work: what is read more than once is read few times. */
    void step() {
        if (++steps > 64 + 8 * in.length()) {
            throw new NotUnderstood();
        }
    }

    int depth() {
        return depth;
    }

    /** Reads statements up to the end or a closing bracket. */
    String statements() {
        if (++depth > MAX_DEPTH) {
            throw new NotUnderstood();
        }
        StringBuilder out = new StringBuilder();
        while (true) {
            in.blanks(true);
            while (in.skip(";")) {
                in.blanks(true);
            }
            if (in.atEnd() || in.at(")") || in.at("}")) {
                break;
            }
            String statement = statement();
            out.append(out.isEmpty() ? "" : "\n").append(statement);
            in.blanks(false);
            if (!in.atEnd() && !in.at(";") && !in.at("\n") && !in.at(")") && !in.at("}")) {
                throw new NotUnderstood();
            }
        }
        depth--;
        return out.isEmpty() ? "true" : out.toString();
    }

    private String statement() {
        step();
        String word = in.letters().toLowerCase(Locale.ROOT);
        if (KEYWORDS.contains(word)) {
            int before = in.position();
            in.advance(word.length());
            if (!in.atWordEnd()) {
                in.position(before);
                return pipelines();
            }
            return keyword(word);
        }
        String assignment = assignment();
        return assignment != null ? assignment : pipelines();
    }

    private String keyword(String word) {
        return switch (word) {
            case "if" -> conditional();
            case "foreach" -> foreach();
            case "for" -> counted();
            case "while" -> "while " + condition() + "\ndo " + block() + "\ndone";
            case "try" -> attempt();
            case "return", "throw" -> {
                in.blanks(false);
                boolean bare = in.atEnd() || in.at(";") || in.at("\n") || in.at("}");
                yield bare ? "true" : pipelines();
            }
            case "exit", "break", "continue" -> {
                in.blanks(false);
                while (Character.isDigit(in.peek())) {
                    in.advance(1);
                }
                yield "true";
            }
            default -> throw new NotUnderstood();
        };
    }

    private String conditional() {
        StringBuilder out =
                new StringBuilder("if ").append(condition()).append("\nthen ").append(block());
        while (true) {
            int before = in.position();
            in.blanks(true);
            if (in.skipWord("elseif")) {
                out.append("\nelif ").append(condition()).append("\nthen ").append(block());
            } else if (in.skipWord("else")) {
                return out.append("\nelse ").append(block()).append("\nfi").toString();
            } else {
                in.position(before);
                return out.append("\nfi").toString();
            }
        }
    }

    private String condition() {
        in.blanks(true);
        in.expect("(");
        String inside = inParentheses();
        return "{ " + inside + "\n}";
    }

    /** Reads what stands in parentheses that were opened, a pipeline or an assignment, with what closes them. */
    String inParentheses() {
        in.blanks(true);
        String assignment = assignment();
        String inside = assignment != null ? assignment : pipelines();
        in.blanks(true);
        in.expect(")");
        return inside;
    }

    /** Reads a block in braces. */
    String block() {
        in.blanks(true);
        in.expect("{");
        String inside = statements();
        in.expect("}");
        return "{ " + inside + "\n}";
    }

    private String foreach() {
        in.blanks(true);
        if (!in.skip("(")) {
            throw new NotUnderstood();
        }
        in.blanks(true);
        in.expect("$");
        String name = variable(in.name());
        in.blanks(true);
        if (!in.skipWord("in")) {
            throw new NotUnderstood();
        }
        String source = inParentheses();
        assigned.add(name);
        return "for " + name + " in $(" + source + "\n)\ndo " + block() + "\ndone";
    }

    private String counted() {
        in.blanks(true);
        in.expect("(");
        String first = statementOf(";");
        String check = statementOf(";");
        String step = statementOf(")");
        return first + "\nwhile " + check + "\ndo " + block() + "\n" + step + "\ndone";
    }

    private String statementOf(String end) {
        in.blanks(true);
        String inside = in.at(end) ? "true" : statement();
        in.blanks(true);
        in.expect(end);
        return inside;
    }

    private String attempt() {
        StringBuilder out = new StringBuilder(block());
        boolean more = true;
        while (more) {
            int before = in.position();
            in.blanks(true);
            if (in.skipWord("catch")) {
                in.blanks(true);
                while (in.at("[")) {
                    in.advance(1);
                    in.until("]");
                    in.blanks(true);
                    in.skip(",");
                    in.blanks(true);
                }
                out.append("\nif true\nthen ").append(block()).append("\nfi");
            } else if (in.skipWord("finally")) {
                out.append("\n").append(block());
            } else {
                in.position(before);
                more = false;
            }
        }
        return out.toString();
    }

    /** Reads {@code $x = …}; null, with nothing read, where something else stands here. */
    private @Nullable String assignment() {
        int before = in.position();
        boolean cast = false;
        while (in.at("[")) {
            in.advance(1);
            if (!PowerShellTypes.isPlain(in.until("]"))) {
                in.position(before);
                return null;
            }
            cast = true;
            in.blanks(false);
        }
        if (!in.skip("$")) {
            in.position(before);
            return null;
        }
        boolean environment = in.skipWord("env:");
        String name = in.name();
        in.blanks(false);
        String operator = in.operator("=", "+=", "-=", "*=", "/=", "??=");
        if (operator == null || name.isEmpty() || in.at("=")) {
            in.position(before);
            return null;
        }
        in.blanks(true);
        String target = environment ? WindowsEnvironment.name(name) : variable(name);
        if (target == null || !isFree(name, environment)) {
            throw new NotUnderstood();
        }
        boolean exact = operator.equals("=") && !cast;
        String value = value();
        assigned.add(target);
        met++;
        String unknown = exact ? "" : UNKNOWN_WORD;
        return environment ? "export " + target + "=" + unknown + value : target + "=" + unknown + value;
    }

    /** Reads what a variable gets: one value, or what a pipeline prints. */
    private String value() {
        int before = in.position();
        if (values.beginsValue()) {
            PowerShellValues.Value one = values.expression();
            in.blanks(false);
            if (in.atEnd() || in.at(";") || in.at("\n") || in.at(")") || in.at("}")) {
                return one.word();
            }
            in.position(before);
        }
        if (KEYWORDS.contains(in.letters().toLowerCase(Locale.ROOT))) {
            throw new NotUnderstood();
        }
        return "$(" + pipelines() + "\n)";
    }

    /** Variables that steer the shell are not free. */
    private static boolean isFree(String name, boolean environment) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (environment) {
            return !lower.startsWith("ps") && !lower.equals("comspec") && !lower.equals("pathext");
        }
        return !lower.startsWith("ps")
                && !Set.of("ofs", "executioncontext", "home", "profile", "pwd", "_")
                        .contains(lower);
    }

    /** Returns the name of a variable in the line that is written. */
    static String variable(String name) {
        if (name.isEmpty()) {
            throw new NotUnderstood();
        }
        return "ps_" + name.toLowerCase(Locale.ROOT);
    }

    /** Reads pipelines with {@code &&} and {@code ||} between them. */
    String pipelines() {
        StringBuilder out = new StringBuilder(pipeline());
        while (true) {
            in.blanks(false);
            String operator = in.operator("&&", "||");
            if (operator == null) {
                return out.toString();
            }
            in.blanks(true);
            out.append(' ').append(operator).append(' ').append(pipeline());
        }
    }

    private String pipeline() {
        String stages = null;
        while (true) {
            in.blanks(false);
            stages = stage(stages);
            in.blanks(false);
            if (in.at("||") || !in.skip("|")) {
                return stages;
            }
            in.blanks(true);
        }
    }

    private String stage(@Nullable String upstream) {
        if (values.beginsValue()) {
            if (upstream != null) {
                throw new NotUnderstood();
            }
            PowerShellValues.Value value = values.expression();
            String redirects = commands.redirects();
            met += redirects.isEmpty() ? 0 : 1;
            return (value.word().indexOf('$') >= 0 ? "echo " + value.word() : "true") + redirects;
        }
        met++;
        return commands.command(upstream);
    }

    /** Writes a text in quotes, with patterns left open: the commands themselves look for the files. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("'");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c == '*' || c == '?' ? "'" + c + "'" : c == '\'' ? "'\\''" : String.valueOf(c));
        }
        return out.append('\'').toString();
    }
}
