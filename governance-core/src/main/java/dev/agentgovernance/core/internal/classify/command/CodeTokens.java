/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts a piece of code into tokens, without knowing more of its language than how texts, comments and names look. Texts are
 * kept apart from code; what a text takes in of code when it is put together is cut into tokens too. Linear in the length.
 */
final class CodeTokens {

    /** The kinds of tokens. */
    enum Kind {
        /** A name, with the sign in front of it in languages that have one. */
        NAME,
        /** A text in quotes, or a pattern. */
        TEXT,
        /** A command line for a shell in quotes of its own. */
        COMMAND,
        /** A sign; {@code .} also stands for the other ways to name a member. */
        SIGN,
        /** Something that can hold code which is not seen here. */
        UNSEEN
    }

    /**
     * A token.
     *
     * @param exact for a text or command, whether it is all there before the code runs
     */
    record Token(Kind kind, String text, boolean exact) {
        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }
    }

    private static final Set<String> BEFORE_PATTERN = Set.of(
            "if", "unless", "and", "or", "not", "return", "while", "until", "split", "grep", "when", "in", "map");

    private final String code;
    private final CodeRules.Style style;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private CodeTokens(String code, CodeRules.Style style) {
        this.code = code;
        this.style = style;
    }

    static List<Token> of(String code, CodeRules.Style style) {
        CodeTokens cutter = new CodeTokens(code, style);
        while (cutter.at < code.length()) {
            cutter.next();
        }
        return cutter.tokens;
    }

    private void next() {
        char c = code.charAt(at);
        if (c == '\n') {
            sign("\n", 1);
        } else if (Character.isWhitespace(c) || c == '\\') {
            at++;
        } else if (startsComment()) {
            skipComment();
        } else if (isNameStart(c)) {
            name();
        } else if (c == '"' || c == '\'') {
            quoted("", c);
        } else if (c == '`') {
            backtick();
        } else if (c == '/' && style.patterns() && startsPattern()) {
            pattern(1, '/');
        } else if (c == '%' && style == CodeRules.Style.RUBY && !isValue()) {
            percent();
        } else if (c == '<' && code.startsWith("<<", at) && (style.sigils() || style == CodeRules.Style.RUBY)) {
            unseen(2);
        } else {
            joinerOrSign(c);
        }
    }

    private void joinerOrSign(char c) {
        if (code.startsWith("::", at) || code.startsWith("->", at) || code.startsWith("?.", at)) {
            sign(".", 2);
        } else {
            sign(String.valueOf(c), 1);
        }
    }

    private void sign(String text, int length) {
        tokens.add(new Token(Kind.SIGN, text, true));
        at += length;
    }

    private void unseen(int length) {
        tokens.add(new Token(Kind.UNSEEN, "", false));
        at += length;
    }

    private boolean startsComment() {
        boolean hash = code.charAt(at) == '#' && style.hashComments();
        boolean slashes = style.slashComments() && (code.startsWith("//", at) || code.startsWith("/*", at));
        return hash || slashes || (style == CodeRules.Style.LUA && code.startsWith("--", at));
    }

    private void skipComment() {
        boolean block = code.startsWith("/*", at);
        int end = code.indexOf(block ? "*/" : "\n", at);
        at = end < 0 ? code.length() : block ? end + 2 : end;
    }

    private boolean isNameStart(char c) {
        boolean sigil = style.sigils()
                && "$@%&".indexOf(c) >= 0
                && at + 1 < code.length()
                && (isNamePart(code.charAt(at + 1)) || (c == '$' && "_&!@/,.;0".indexOf(code.charAt(at + 1)) >= 0));
        boolean percentAsSign = c == '%' && isValue();
        return (sigil && !percentAsSign) || Character.isLetter(c) || c == '_' || (c == '$' && !style.sigils());
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private void name() {
        int start = at++;
        boolean sigil = "$@%&".indexOf(code.charAt(start)) >= 0;
        if (sigil && at < code.length() && !isNamePart(code.charAt(at))) {
            at++;
        }
        while (at < code.length() && (isNamePart(code.charAt(at)) || (code.charAt(at) == '$' && !style.sigils()))) {
            at++;
        }
        String name = code.substring(start, at);
        char next = at < code.length() ? code.charAt(at) : ' ';
        if ((next == '"' || next == '\'') && style == CodeRules.Style.PYTHON && name.length() <= 2) {
            quoted(name, next);
            return;
        }
        if ((next == '?' || next == '!') && style == CodeRules.Style.RUBY && !code.startsWith("!=", at)) {
            at++;
        }
        if (style == CodeRules.Style.PERL && isQuoteWord(name) && startsDelimited()) {
            delimited(name);
            return;
        }
        tokens.add(new Token(Kind.NAME, name, true));
    }

    private static boolean isQuoteWord(String name) {
        return Set.of("q", "qq", "qw", "qx", "qr", "m", "s", "tr", "y").contains(name);
    }

    private boolean startsDelimited() {
        if ((!tokens.isEmpty() && tokens.get(tokens.size() - 1).is(".")) || at >= code.length()) {
            return false;
        }
        char c = code.charAt(at);
        return !isNamePart(c) && !Character.isWhitespace(c) && ",;=)".indexOf(c) < 0;
    }

    /** Reads a text of Perl with quotes of the writer's choice, with its second part and its letters. */
    private void delimited(String word) {
        char open = code.charAt(at);
        int from = ++at;
        int end = skipTo(closing(open), open);
        boolean replaces = word.equals("s") || word.equals("tr") || word.equals("y");
        if (replaces && at < code.length()) {
            if (closing(open) != open) {
                while (at < code.length() && code.charAt(at) != open) {
                    at++;
                }
                at = Math.min(at + 1, code.length());
            }
            skipTo(closing(open), open);
        }
        String letters = letters();
        String text = code.substring(from, Math.min(at, code.length()));
        if (word.equals("qx")) {
            String command = code.substring(from, end);
            tokens.add(new Token(Kind.COMMAND, command, command.indexOf('$') < 0 && command.indexOf('@') < 0));
        } else if (letters.indexOf('e') >= 0 || text.contains("(?{") || text.contains("(??{") || takesInCode(text)) {
            unseen(0);
        } else {
            tokens.add(new Token(Kind.TEXT, code.substring(from, end), text.indexOf('$') < 0));
        }
    }

    private String letters() {
        int start = at;
        while (at < code.length() && Character.isLetter(code.charAt(at))) {
            at++;
        }
        return code.substring(start, at);
    }

    private static char closing(char open) {
        int pair = "([{<".indexOf(open);
        return pair < 0 ? open : ")]}>".charAt(pair);
    }

    /** Goes behind the next sign that is not escaped, past pairs inside, and returns its place. */
    private int skipTo(char close, char open) {
        int depth = 0;
        while (at < code.length()) {
            char c = code.charAt(at);
            if (c == '\\') {
                at += 2;
                continue;
            }
            if (c == close && depth == 0) {
                return at++;
            }
            depth += c == open && open != close ? 1 : c == close ? -1 : 0;
            at++;
        }
        at = code.length();
        unseen(0);
        return at;
    }

    private boolean startsPattern() {
        if (isValue()) {
            return false;
        }
        int end = code.indexOf('\n', at);
        return code.indexOf('/', at + 1) > 0 && (end < 0 || code.indexOf('/', at + 1) < end);
    }

    /** Tells whether a value stands in front, behind which a slash divides. */
    private boolean isValue() {
        if (tokens.isEmpty()) {
            return false;
        }
        Token last = tokens.get(tokens.size() - 1);
        return switch (last.kind()) {
            case NAME -> !BEFORE_PATTERN.contains(last.text());
            case SIGN ->
                last.is(")")
                        || last.is("]")
                        || last.is("}")
                        || Character.isDigit(last.text().charAt(0));
            default -> true;
        };
    }

    private void pattern(int skip, char close) {
        at += skip;
        int from = at;
        int end = skipTo(close, close);
        letters();
        String text = code.substring(from, Math.min(end, code.length()));
        if (takesInCode(text) || text.contains("(?{") || text.contains("(??{") || text.contains("#{")) {
            unseen(0);
        } else {
            tokens.add(new Token(Kind.TEXT, text, true));
        }
    }

    private boolean takesInCode(String text) {
        return style.sigils() && (text.contains("@{") || text.contains("${") || text.contains("{$"));
    }

    private void percent() {
        int open = at + 1 < code.length() && Character.isLetter(code.charAt(at + 1)) ? at + 2 : at + 1;
        if (open >= code.length() || "([{<|!/".indexOf(code.charAt(open)) < 0) {
            sign("%", 1);
            return;
        }
        boolean command = code.charAt(open - 1) == 'x';
        at = open + 1;
        int end = skipTo(closing(code.charAt(open)), code.charAt(open));
        String text = code.substring(open + 1, Math.min(end, code.length()));
        if (text.contains("#{")) {
            unseen(0);
        } else {
            tokens.add(new Token(command ? Kind.COMMAND : Kind.TEXT, text, true));
        }
    }

    private void backtick() {
        int from = ++at;
        int end = Math.min(skipTo('`', '`'), code.length());
        String text = code.substring(from, end);
        if (style == CodeRules.Style.JAVASCRIPT) {
            text(text, "${");
        } else {
            boolean exact = text.indexOf('$') < 0 && !text.contains("#{") && text.indexOf('@') < 0;
            tokens.add(new Token(Kind.COMMAND, text, exact));
        }
    }

    private void quoted(String prefix, char quote) {
        boolean triple = style == CodeRules.Style.PYTHON
                && code.startsWith(String.valueOf(quote).repeat(3), at);
        int from = at += triple ? 3 : 1;
        int end;
        if (triple) {
            end = code.indexOf(String.valueOf(quote).repeat(3), at);
            at = end < 0 ? code.length() : end + 3;
            if (end < 0) {
                unseen(0);
                return;
            }
        } else {
            end = Math.min(skipTo(quote, quote), code.length());
        }
        String text = code.substring(from, end);
        boolean interpolates = style == CodeRules.Style.PYTHON
                ? prefix.toLowerCase(java.util.Locale.ROOT).indexOf('f') >= 0
                : quote == '"' && style != CodeRules.Style.JAVASCRIPT;
        if (!interpolates) {
            boolean plain = text.indexOf('\\') < 0 || style.sigils();
            tokens.add(new Token(Kind.TEXT, unescaped(text), plain || simple(text)));
        } else if (style == CodeRules.Style.PYTHON) {
            text(text, "{");
        } else if (style == CodeRules.Style.RUBY) {
            text(text, "#{");
        } else if (takesInCode(text)) {
            unseen(0);
        } else {
            boolean names = style.sigils() && (text.indexOf('$') >= 0 || text.indexOf('@') >= 0);
            tokens.add(new Token(Kind.TEXT, unescaped(text), !names && simple(text)));
        }
    }

    /** Adds a text and, behind it, the code that it takes in. */
    private void text(String text, String opener) {
        int open = text.indexOf(opener);
        tokens.add(new Token(Kind.TEXT, unescaped(text), open < 0 && simple(text)));
        while (open >= 0) {
            int close = text.indexOf('}', open);
            int end = close < 0 ? text.length() : close;
            tokens.add(new Token(Kind.SIGN, ";", true));
            tokens.addAll(of(withoutFormat(text.substring(open + opener.length(), end)), style));
            tokens.add(new Token(Kind.SIGN, ";", true));
            open = text.indexOf(opener, end);
        }
    }

    /** Leaves out how a value is written: {@code x:04d}. */
    private String withoutFormat(String value) {
        int colon = value.lastIndexOf(':');
        boolean format = style == CodeRules.Style.PYTHON && colon > 0;
        for (int i = colon + 1; format && i < value.length(); i++) {
            format = Character.isLetterOrDigit(value.charAt(i)) || "<>^=+-., _%#*".indexOf(value.charAt(i)) >= 0;
        }
        return format && value.substring(0, colon).chars().noneMatch(c -> c == '[' || c == '{' || c == '(')
                ? value.substring(0, colon)
                : value;
    }

    /** Escapes other than of quotes, backslashes and ends of lines leave a text unknown. */
    private static boolean simple(String text) {
        for (int i = text.indexOf('\\'); i >= 0 && i + 1 < text.length(); i = text.indexOf('\\', i + 2)) {
            if ("\\'\"nt$@`/".indexOf(text.charAt(i + 1)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                c = text.charAt(++i);
                c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
