/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import java.util.Locale;
import java.util.Set;

/**
 * Reads values of PowerShell: texts, variables, members, operators, lists. What a value is becomes a word of the Bourne
 * family; where it is worked out, the word is unknown and holds all that was looked at, so that the commands in it are
 * seen.
 */
final class PowerShellValues {

    /**
     * A value.
     *
     * @param word what it is for a shell of the Bourne family
     * @param exact whether the word is what the value is, not only what it is made of
     */
    record Value(String word, boolean exact) {
        Value unknown() {
            return exact || !word.startsWith(PowerShell.UNKNOWN_WORD)
                    ? new Value(PowerShell.UNKNOWN_WORD + (word.indexOf('$') >= 0 ? word : ""), false)
                    : this;
        }

        Value and(Value other) {
            Value left = unknown();
            return other.word().indexOf('$') < 0 ? left : new Value(left.word() + other.word(), false);
        }
    }

    private static final Set<String> OPERATORS = Set.of(
            "eq",
            "ne",
            "gt",
            "ge",
            "lt",
            "le",
            "like",
            "notlike",
            "match",
            "notmatch",
            "contains",
            "notcontains",
            "in",
            "notin",
            "replace",
            "split",
            "join",
            "f",
            "is",
            "isnot",
            "as",
            "and",
            "or",
            "xor",
            "band",
            "bor",
            "bxor",
            "shl",
            "shr",
            "not",
            "bnot");

    private final PowerShell shell;
    private final PowerShellCursor in;

    PowerShellValues(PowerShell shell) {
        this.shell = shell;
        this.in = shell.in;
    }

    /** Tells whether a value stands here, and no command. */
    boolean beginsValue() {
        char c = in.peek();
        return c == '$'
                || c == '\''
                || c == '"'
                || c == '('
                || c == '['
                || c == '!'
                || Cursor.isDigit(c)
                || in.at("@(")
                || in.at("@{")
                || in.at("@\"")
                || in.at("@'")
                || (c == '-' && (Cursor.isDigit(in.peek(1)) || "-join-split-not".contains("-" + afterDash())))
                || (c == ',' && in.peek(1) != ',')
                || in.at("++")
                || in.at("--");
    }

    private String afterDash() {
        int before = in.position();
        in.advance(1);
        String letters = in.letters().toLowerCase(Locale.ROOT);
        in.position(before);
        return letters.isEmpty() ? "\0" : letters;
    }

    /** Reads a value with its operators. */
    Value expression() {
        Value value = operand();
        while (true) {
            in.blanks(false);
            char c = in.peek();
            if (c == '-' && Character.isLetter(in.peek(1))) {
                String name = afterDash();
                String plain = name.length() > 2 && (name.charAt(0) == 'c' || name.charAt(0) == 'i')
                        ? name.substring(1)
                        : name;
                if (!OPERATORS.contains(name) && !OPERATORS.contains(plain)) {
                    throw new NotUnderstood();
                }
                in.advance(1 + name.length());
            } else if (in.at("..")) {
                in.advance(2);
            } else if (in.at("++") || in.at("--")) {
                in.advance(2);
                continue;
            } else if (",+-*/%".indexOf(c) >= 0 && c != '\0') {
                in.advance(1);
            } else if (c == '?' && in.peek(1) == '?') {
                in.advance(2);
            } else {
                return value;
            }
            in.blanks(true);
            value = value.and(operand());
        }
    }

    private Value operand() {
        shell.step();
        in.blanks(false);
        if (in.skip("!") || in.skip("++") || in.skip("--") || in.skip(",") || in.skip("+")) {
            return operand().unknown();
        }
        if (in.peek() == '-') {
            String name = afterDash();
            if (OPERATORS.contains(name)) {
                in.advance(1 + name.length());
            } else {
                in.advance(1);
            }
            return operand().unknown();
        }
        return value();
    }

    /** Reads a value without operators. */
    Value value() {
        return members(primary());
    }

    private Value primary() {
        shell.step();
        char c = in.peek();
        if (c == '$') {
            return dollar();
        }
        if (c == '\'' || c == '"') {
            return new Value(text(), true);
        }
        if (c == '@') {
            return at();
        }
        if (in.skip("(")) {
            int before = shell.met;
            String inside = shell.inParentheses();
            boolean prints = shell.met > before || inside.startsWith("echo ");
            return prints ? new Value("\"$(" + inside + "\n)\"", true) : new Value(PowerShell.UNKNOWN_WORD, false);
        }
        if (in.skip("[")) {
            return type();
        }
        if (c == '{') {
            return new Value(PowerShell.UNKNOWN_WORD + "\"$(" + shell.block() + "\n)\"", false);
        }
        if (Cursor.isDigit(c) || c == '.') {
            StringBuilder number = new StringBuilder();
            while ((Cursor.isName(in.peek()) || in.peek() == '.') && !in.at("..")) {
                number.append(in.next());
            }
            return new Value("'" + number + "'", true);
        }
        throw new NotUnderstood();
    }

    /** Reads {@code $x}, {@code $env:X}, {@code ${x}} or {@code $( … )}. */
    Value dollar() {
        in.expect("$");
        if (in.skip("(")) {
            String inside = shell.statements();
            in.expect(")");
            return new Value("\"$(" + inside + "\n)\"", true);
        }
        boolean braces = in.skip("{");
        boolean environment = in.skipWord("env:");
        String name = in.name();
        if (in.at(":") && !environment && in.peek(1) != ':' && Character.isLetter(in.peek(1))) {
            throw new NotUnderstood();
        }
        if (braces) {
            in.expect("}");
        }
        if (environment) {
            if (name.equalsIgnoreCase("ProgramFiles") && in.skip("(x86)")) {
                return new Value("'C:/Program Files (x86)'", true);
            }
            return new Value(WindowsEnvironment.word(name), true);
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "null" -> new Value("''", true);
            case "true", "false" -> new Value("'" + name + "'", true);
            case "home" -> new Value("\"$HOME\"", true);
            case "pwd" -> new Value("\"$PWD\"", true);
            case "_", "psitem" -> new Value("\"$ps__\"", true);
            case "" -> {
                if (!in.skip("$")) {
                    throw new NotUnderstood();
                }
                yield new Value(PowerShell.UNKNOWN_WORD, false);
            }
            default -> new Value("\"$" + PowerShell.variable(name.replace("?", "_")) + "\"", true);
        };
    }

    private Value at() {
        if (in.at("@\"") || in.at("@'")) {
            return new Value(hereString(), true);
        }
        if (in.skip("@(")) {
            String inside = shell.statements();
            in.expect(")");
            return new Value("\"$(" + inside + "\n)\"", true);
        }
        in.expect("@{");
        Value all = new Value(PowerShell.UNKNOWN_WORD, false);
        while (true) {
            in.blanks(true);
            while (in.skip(";")) {
                in.blanks(true);
            }
            if (in.skip("}")) {
                return all;
            }
            if (in.peek() == '\'' || in.peek() == '"') {
                text();
            } else if (in.name().isEmpty()) {
                throw new NotUnderstood();
            }
            in.blanks(true);
            in.expect("=");
            in.blanks(true);
            all = all.and(
                    beginsValue() || in.peek() == '{'
                            ? expression()
                            : new Value("\"$(" + shell.pipelines() + "\n)\"", true));
            in.blanks(false);
            if (!in.at(";") && !in.at("\n") && !in.at("}")) {
                throw new NotUnderstood();
            }
        }
    }

    private String hereString() {
        in.advance(1);
        char quote = in.next();
        String opening = in.until("\n");
        if (!opening.isBlank()) {
            throw new NotUnderstood();
        }
        String inside = in.at(quote + "@") ? "" : in.until("\n" + quote + "@");
        if (quote == '"' && (inside.indexOf('$') >= 0 || inside.indexOf('`') >= 0)) {
            throw new NotUnderstood();
        }
        return PowerShell.quoted(inside);
    }

    /** Reads a text in quotes. */
    String text() {
        char quote = in.next();
        StringBuilder plain = new StringBuilder();
        StringBuilder out = new StringBuilder();
        while (true) {
            char c = in.next();
            if (c == quote) {
                if (in.peek() != quote) {
                    break;
                }
                plain.append(in.next());
            } else if (quote == '"' && c == '`') {
                plain.append(escaped(in.next()));
            } else if (quote == '"' && c == '$' && (Cursor.isNameStart(in.peek()) || "({".indexOf(in.peek()) >= 0)) {
                in.position(in.position() - 1);
                out.append(plain.isEmpty() ? "" : PowerShell.quoted(plain.toString()))
                        .append(dollar().word());
                plain.setLength(0);
            } else {
                plain.append(c);
            }
        }
        return plain.isEmpty() && !out.isEmpty() ? out.toString() : out + PowerShell.quoted(plain.toString());
    }

    static char escaped(char c) {
        return c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == '0' ? '\1' : c;
    }

    /** Reads a type, and what is made of it: a value turned into it, or a member of its own. */
    private Value type() {
        String name = PowerShellTypes.shortName(in.until("]"));
        if (in.skip("]")) {
            name = name + "]";
        }
        if (in.skip("::")) {
            String member = in.name();
            Value arguments = in.skip("(") ? arguments() : new Value(PowerShell.UNKNOWN_WORD, false);
            return ofType(name, member.toLowerCase(Locale.ROOT), arguments);
        }
        if (!PowerShellTypes.isPlain(name)) {
            throw new NotUnderstood();
        }
        in.blanks(false);
        boolean alone = in.atEnd() || ")};|,\n".indexOf(in.peek()) >= 0 || in.peek() == '-';
        return alone ? new Value(PowerShell.UNKNOWN_WORD, false) : operand().unknown();
    }

    private Value ofType(String type, String member, Value arguments) {
        if (PowerShellTypes.computes(type) && !member.equals("gettempfilename")) {
            return arguments.unknown();
        }
        if (type.equals("environment")
                && !Set.of("setenvironmentvariable", "exit", "failfast").contains(member)) {
            return arguments.unknown();
        }
        String as = switch (type) {
            case "io.file" ->
                member.startsWith("readall") || member.equals("readlines")
                        ? "cat"
                        : member.equals("exists") || member.startsWith("getlast") ? "ls" : "";
            case "io.directory" ->
                member.startsWith("get") || member.startsWith("enumerate") || member.equals("exists") ? "ls" : "";
            default -> "";
        };
        if (as.isEmpty()) {
            throw new NotUnderstood();
        }
        shell.met++;
        return new Value(PowerShell.UNKNOWN_WORD + "\"$(" + as + " " + arguments.word() + ")\"", false);
    }

    /** Reads arguments of a member up to the closing bracket: the first as it is, or all in one unknown word. */
    private Value arguments() {
        in.blanks(true);
        if (in.skip(")")) {
            return new Value(PowerShell.UNKNOWN_WORD, false);
        }
        Value value = expression();
        in.blanks(true);
        in.expect(")");
        return value;
    }

    /** Reads what follows a value without a space: properties, methods, places in a list. */
    Value members(Value start) {
        Value value = start;
        while (true) {
            if (in.peek() == '.' && Cursor.isNameStart(in.peek(1))) {
                in.advance(1);
                String name = in.name().toLowerCase(Locale.ROOT);
                if (in.skip("(")) {
                    value = PowerShellTypes.isMethod(name) ? value.and(arguments()) : refuse();
                } else {
                    boolean same = name.equals("fullname") || name.equals("path") || name.equals("name");
                    value = same ? value : value.unknown();
                }
            } else if (in.at("::")) {
                throw new NotUnderstood();
            } else if (in.skip("[")) {
                Value place = expression();
                in.blanks(true);
                in.expect("]");
                value = value.and(place);
            } else {
                return value;
            }
        }
    }

    /** Nested values are few. */
    private static Value refuse() {
        throw new NotUnderstood();
    }
}
