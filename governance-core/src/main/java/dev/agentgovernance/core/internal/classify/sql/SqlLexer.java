/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts SQL text into tokens as one family of servers would. One pass, no going back; what no server would take, or what a
 * client or a template would replace before the server sees it, is reported as a gap. Not for use by several threads.
 */
final class SqlLexer {

    private static final String[] SYMBOLS = new String[128];

    static {
        for (int c = 0; c < SYMBOLS.length; c++) {
            SYMBOLS[c] = String.valueOf((char) c);
        }
    }

    private final String text;
    private final SqlMode mode;
    private final SqlWords words;
    private final Findings out;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean inVersionComment;

    private SqlLexer(String text, SqlMode mode, SqlWords words, Findings out) {
        this.text = text;
        this.mode = mode;
        this.words = words;
        this.out = out;
    }

    /** Returns the tokens of a text. */
    static List<Token> tokens(String text, SqlMode mode, SqlWords words, Findings out) {
        return new SqlLexer(text, mode, words, out).run();
    }

    private List<Token> run() {
        while (at < text.length()) {
            int before = at;
            next();
            out.step(at - before);
        }
        if (inVersionComment) {
            unterminated("a version comment", text.length());
        }
        return tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
            at++;
        } else if (!commentStarts(c) && !quoteStarts(c)) {
            if (isWordStart(c)) {
                word();
            } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
                number();
            } else {
                symbol(c);
            }
        }
    }

    private boolean commentStarts(char c) {
        char second = peek(1);
        if (c == '-' && second == '-' && (!mode.isMysql() || isBlankOrEnd(peek(2)))) {
            lineComment();
            return true;
        }
        if (c == '#' && mode.isMysql()) {
            lineComment();
            return true;
        }
        if (c == '/' && second == '*') {
            int code = mode == SqlMode.MYSQL ? versionCommentLength() : 0;
            if (code > 0) {
                inVersionComment = true;
                at += code;
            } else {
                blockComment();
            }
            return true;
        }
        if (c == '*' && second == '/' && inVersionComment) {
            inVersionComment = false;
            at += 2;
            return true;
        }
        return false;
    }

    private int versionCommentLength() {
        int length = peek(2) == '!' ? 3 : peek(2) == 'M' && peek(3) == '!' ? 4 : 0;
        if (length > 0) {
            for (int digits = 0; digits < 6 && isDigit(peek(length)); digits++) {
                length++;
            }
        }
        return length;
    }

    private void lineComment() {
        while (at < text.length() && text.charAt(at) != '\n') {
            if (text.charAt(at) == '\r' && peek(1) != '\n') {
                // Some servers end the line here and some do not: neither reading may be left out.
                out.gap(Coverage.PARTIAL, "a comment ends with a carriage return alone", new SourceSpan(at, at + 1));
                at++;
                return;
            }
            at++;
        }
    }

    private void blockComment() {
        int start = at;
        int depth = 1;
        at += 2;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '*' && peek(1) == '/') {
                at += 2;
                depth--;
                if (depth == 0) {
                    return;
                }
            } else if (c == '/' && peek(1) == '*' && mode.nestsComments()) {
                at += 2;
                depth++;
            } else {
                at++;
            }
        }
        unterminated("a comment", start);
    }

    private boolean quoteStarts(char c) {
        if (c == '\'') {
            quoted(c, Token.Kind.STRING, mode.isMysql());
        } else if (c == '"') {
            quoted(c, Token.Kind.QUOTED, mode.isMysql());
        } else if (c == '`' && mode != SqlMode.POSTGRESQL && mode != SqlMode.SQLSERVER) {
            quoted(c, Token.Kind.QUOTED, false);
        } else if (c == '[' && mode == SqlMode.SQLSERVER) {
            quoted(']', Token.Kind.QUOTED, false);
        } else if ((c == 'e' || c == 'E') && peek(1) == '\'' && mode == SqlMode.POSTGRESQL) {
            at++;
            quoted('\'', Token.Kind.STRING, true);
        } else if ((c == 'q' || c == 'Q') && peek(1) == '\'' && mode == SqlMode.STANDARD) {
            // Oracle's q'[...]' ends elsewhere than SQLite would end it.
            out.gap(Coverage.PARTIAL, "a literal with a delimiter of its own", new SourceSpan(at, at + 2));
            at++;
            quoted('\'', Token.Kind.STRING, false);
        } else if ((c == 'u' || c == 'U') && peek(1) == '&' && peek(2) == '"') {
            out.gap(Coverage.PARTIAL, "a name written in escapes", new SourceSpan(at, at + 3));
            at += 2;
            quoted('"', Token.Kind.QUOTED, false);
        } else {
            return c == '$' && mode == SqlMode.POSTGRESQL && dollarQuoted();
        }
        return true;
    }

    private void quoted(char close, Token.Kind kind, boolean backslash) {
        int start = at;
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && backslash) {
                at = Math.min(at + 2, text.length());
            } else if (c != close) {
                at++;
            } else if (peek(1) == close) {
                at += 2;
            } else {
                at++;
                add(kind, kind == Token.Kind.QUOTED ? text.substring(start + 1, at - 1) : "", start);
                return;
            }
        }
        unterminated("a quote", start);
    }

    private boolean dollarQuoted() {
        int start = at;
        int tagEnd = at + 1;
        while (tagEnd < text.length() && isWordPart(text.charAt(tagEnd)) && text.charAt(tagEnd) != '$') {
            tagEnd++;
        }
        if (tagEnd >= text.length() || text.charAt(tagEnd) != '$' || isDigit(peek(1))) {
            return false;
        }
        String tag = text.substring(start, tagEnd + 1);
        int end = text.indexOf(tag, tagEnd + 1);
        if (end < 0) {
            unterminated("a dollar quote", start);
        } else {
            at = end + tag.length();
            add(Token.Kind.STRING, "", start);
        }
        return true;
    }

    private void word() {
        int start = at;
        at++;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at).toUpperCase(Locale.ROOT);
        boolean ends = word.equals("GO") && standsAtLineStart(start) && batchEnds();
        add(ends ? Token.Kind.SEPARATOR : Token.Kind.WORD, word, start);
    }

    /** Tells whether only a count stands between here and the end of the line. */
    private boolean batchEnds() {
        int i = at;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t' || isDigit(text.charAt(i)))) {
            i++;
        }
        if (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            return false;
        }
        at = i;
        return true;
    }

    private void number() {
        int start = at;
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        // An exponent, a hexadecimal number: letters that follow without a gap. "1DROP" is a number and a word to a
        // server.
        char c = peek(0);
        boolean exponent = (c == 'e' || c == 'E')
                && (isDigit(peek(1)) || ((peek(1) == '-' || peek(1) == '+') && isDigit(peek(2))));
        boolean hexadecimal = (c == 'x' || c == 'X') && at == start + 1 && text.charAt(start) == '0';
        if (exponent || hexadecimal) {
            at += 2;
            while (at < text.length() && (isDigit(text.charAt(at)) || (hexadecimal && isHex(text.charAt(at))))) {
                at++;
            }
        }
        add(Token.Kind.NUMBER, "", start);
    }

    private void symbol(char c) {
        int start = at;
        if (c == ';') {
            at++;
            add(Token.Kind.SEPARATOR, ";", start);
        } else if (c == '\\') {
            clientCommand();
        } else if (c == '@' || c == '?' || (c == '$' && isDigit(peek(1))) || (c == ':' && isWordStart(peek(1)))) {
            variable();
        } else if (c == ':' && (peek(1) == ':' || peek(1) == '=')) {
            at += 2;
            add(Token.Kind.SYMBOL, text.substring(start, at), start);
        } else {
            at++;
            if (isTemplate(c) || (c == ':' && peek(0) == '!')) {
                out.gap(Coverage.OPAQUE, "the text changes before the server reads it", new SourceSpan(start, at));
            } else if (c < ' ' || c >= 0x7f) {
                out.gap(Coverage.PARTIAL, "a control character or an unusual blank", new SourceSpan(start, at));
            }
            add(Token.Kind.SYMBOL, c < SYMBOLS.length ? SYMBOLS[c] : String.valueOf(c), start);
        }
    }

    private boolean isTemplate(char c) {
        char second = peek(0);
        return (c == '{' && (second == '{' || second == '%'))
                || (c == '$' && (second == '{' || second == '('))
                || (c == '#' && second == '{')
                || (c == '<' && second == '%');
    }

    private void variable() {
        int start = at;
        at++;
        while (at < text.length() && (isWordPart(text.charAt(at)) || text.charAt(at) == '@')) {
            at++;
        }
        String name = text.substring(start, at).toUpperCase(Locale.ROOT);
        if (standsAtLineStart(start) && words.isClientCommand(name)) {
            out.gap(Coverage.OPAQUE, "a command to the client", new SourceSpan(start, at));
        }
        add(Token.Kind.VARIABLE, name, start);
    }

    /** A backslash outside quotes is no SQL: it is a command to the client, wherever it stands. */
    private void clientCommand() {
        int start = at;
        at++;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start + 1, at);
        if (mode == SqlMode.MYSQL && (name.equals("G") || name.equals("g"))) {
            // It ends a statement, as a semicolon does.
            add(Token.Kind.SEPARATOR, name, start);
            return;
        }
        // The rest of a line is looked at once at most: only its first backslash stands at its start.
        // To other clients the same letters mean other things.
        if (mode == SqlMode.POSTGRESQL && standsAtLineStart(start) && words.isHarmlessClientCommand(name)) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            String rest = text.substring(at, end);
            if (rest.indexOf('`') < 0 && rest.indexOf('|') < 0 && rest.indexOf('\\') < 0 && rest.indexOf(';') < 0) {
                add(Token.Kind.SEPARATOR, name, start);
                out.effect(Effect.of(EffectKind.DB_READ, "", new SourceSpan(start, end)));
                at = end;
                return;
            }
        }
        at = Math.max(at, Math.min(start + 2, text.length()));
        out.gap(Coverage.OPAQUE, "a command to the client", new SourceSpan(start, at));
        add(Token.Kind.SEPARATOR, "\\", start);
    }

    private boolean standsAtLineStart(int start) {
        int i = start - 1;
        while (i >= 0 && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i--;
        }
        out.step(start - i);
        return i < 0 || text.charAt(i) == '\n' || text.charAt(i) == '\r';
    }

    private void unterminated(String what, int start) {
        at = text.length();
        out.gap(Coverage.OPAQUE, what + " does not end", new SourceSpan(start, at));
    }

    private void add(Token.Kind kind, String value, int start) {
        tokens.add(new Token(kind, value, start, at));
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private boolean isBlankOrEnd(char c) {
        return c <= ' ';
    }

    private boolean isWordStart(char c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || c == '_'
                    || (c == '#' && mode == SqlMode.SQLSERVER);
        }
        return Character.isLetter(c) || Character.isSurrogate(c);
    }

    private boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '$';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
