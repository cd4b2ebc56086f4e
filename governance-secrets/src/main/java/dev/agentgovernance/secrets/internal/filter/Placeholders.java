/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.Locale;

/** Tells a place for a secret, and a reference to one, from a secret. */
public final class Placeholders {
    private static final String ELLIPSIS = "\u2026";
    private static final ByFirst WORDS = ByFirst.of(
            "example",
            "changeme",
            "changeit",
            "change_me",
            "change-me",
            "placeholder",
            "your_",
            "your-",
            "yourpass",
            "yourtoken",
            "yoursecret",
            "yourkey",
            "yourapi",
            "xxxx",
            "****",
            "####",
            "...",
            "dummy",
            "insert",
            "replace",
            "redacted",
            "removed",
            "todo",
            "fixme",
            "sample",
            "notreal",
            "notasecret",
            "not-real",
            "not_real",
            "donotuse",
            "_here",
            "-here",
            "foobar",
            "masked",
            "hidden",
            "secret_key",
            "enter_",
            "put_your",
            "my_secret",
            "my-secret",
            "mysecret",
            "testtest",
            "dummies",
            "undefined",
            "0000000",
            "lorem",
            "_short",
            "-short",
            "tooshort",
            "too_short",
            "too-short",
            "toolong",
            "too_long",
            "too-long",
            "_extra",
            "-extra",
            "malformed",
            "nonmatching",
            "changethis",
            "change_this",
            "change-this",
            "goes_here",
            "goes-here",
            "invalid",
            // Bytes that count from zero or from one, in base 64.
            "aaecawqfbgcicqol",
            "aqidbaugbwgjcgsm");
    /** What a password is that says what it is, however its letters are disguised. */
    private static final String[] DISGUISED = {"supersecret", "topsecret", "yourstrongpass", "yoursecurepass"};

    private static final int LONGEST_DISGUISED = 32;
    private static final String[] REFERENCES = {
        "${",
        "$(",
        "$env",
        "{{",
        "{%",
        "<%",
        "%{",
        "#{",
        "%(",
        "process.env",
        "os.environ",
        "os.getenv",
        "getenv",
        "env.",
        "env[",
        "env(",
        "system.",
        "vault:",
        "vault.",
        "ssm:",
        "ssm/",
        "secretsmanager",
        "op://",
        "ref+",
        "!vault",
        "enc[",
        "{cipher}",
        "arn:aws",
        "projects/",
        "file:",
        "config.",
        "config[",
        "secrets.",
        "var.",
        "local.",
        "data.",
        "self.",
        "this.",
        "args.",
        "options.",
        "params.",
        "props.",
        "keyvault",
        "@microsoft.keyvault",
        "valuefrom",
        "aws_secrets",
        "gcp_secret",
        "[redacted",
        "{aes",
        "{rsa}",
        "{des}",
        "{3des}",
        "{enc}",
        "http://",
        "https://",
        "/run/secrets",
        "/etc/",
        "/var/",
        "/usr/",
        "./",
        "../",
        "~/"
    };

    private static final ByFirst REFERENCES_BY_FIRST = ByFirst.of(REFERENCES);
    private static final int LONGEST_EXPRESSION = 128;
    private static final String DIGITS = "0123456789abcdef";
    private static final String KEYBOARD = "qwertyuiop asdfghjkl zxcvbnm";

    private Placeholders() {}

    /** Returns whether a value is one that documents show to everybody. */
    public static boolean isKnown(TextLine line, int start, int end) {
        return KnownValues.contains(line, start, end);
    }

    /** Returns whether a value is an example or a place for a secret. */
    public static boolean isPlaceholder(TextLine line, int start, int end) {
        int length = end - start;
        if (length <= 0 || KnownValues.contains(line, start, end)) {
            return true;
        }
        if (length <= 256 && (WORDS.isAnyIn(line, start, end) || line.containsIgnoringCase(start, end, ELLIPSIS))) {
            return true;
        }
        if (isDisguised(line, start, end) || isFramed(line, start, end)) {
            return true;
        }
        boolean angles = line.at(start) == '<' && line.at(end - 1) == '>';
        boolean brackets = line.at(start) == '[' && line.at(end - 1) == ']';
        boolean parentheses = line.at(start) == '(' && line.at(end - 1) == ')';
        if (angles || brackets || parentheses) {
            return true;
        }
        if (isCommonplace(line, start, end)) {
            return true;
        }
        return length >= 3 && length <= 512 && isMonotonous(line, start, end);
    }

    /** {@code super$ecret}, {@code YourStrong!Passw0rd}: marks and digits that look like letters are read as these, others not. */
    private static boolean isDisguised(TextLine line, int start, int end) {
        if (end - start > LONGEST_DISGUISED) {
            return false;
        }
        StringBuilder letters = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            int c = plain(lower(line.at(i)));
            if (Chars.isLetter(c)) {
                letters.append((char) c);
            }
        }
        for (String word : DISGUISED) {
            if (letters.indexOf(word) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static int plain(int c) {
        return switch (c) {
            case '0' -> 'o';
            case '1' -> 'l';
            case '3' -> 'e';
            case '4', '@' -> 'a';
            case '5', '$' -> 's';
            case '7' -> 't';
            default -> c;
        };
    }

    /** {@code @@TOKEN@@}, {@code __TOKEN__}: the same marks, twice each, round a name. */
    private static boolean isFramed(TextLine line, int start, int end) {
        int mark = line.at(start);
        return end - start > 5
                && !Chars.isAlnum(mark)
                && line.at(start + 1) == mark
                && line.at(end - 1) == mark
                && line.at(end - 2) == mark
                && isShellName(line, start + 2, end - 2);
    }

    /** The passwords that documents use. */
    private static boolean isCommonplace(TextLine line, int start, int end) {
        if (end - start > 12) {
            return false;
        }
        return switch (line.text(start, end).toLowerCase(Locale.ROOT)) {
            case "password",
                    "wrong",
                    "incorrect",
                    "passwd",
                    "passwort",
                    "pass",
                    "pwd",
                    "pw",
                    "pat",
                    "token",
                    "guest",
                    "test",
                    "user",
                    "string",
                    "value",
                    "salt",
                    "foo",
                    "bar",
                    "[password]",
                    "[token]",
                    "api_key",
                    "apikey",
                    "api_token" -> true;
            default -> false;
        };
    }

    /** Mostly one character: a mask. */
    private static boolean isMonotonous(TextLine line, int start, int end) {
        int same = 0;
        for (int i = start + 1; i < end; i++) {
            same += line.at(i) == line.at(i - 1) ? 1 : 0;
        }
        int pairs = end - start - 1;
        return pairs < 7 ? same == pairs : same * 10 >= pairs * 6;
    }

    /** Returns whether a value is a place that its characters alone give away. */
    static boolean isMask(TextLine line, int start, int end) {
        return end - start >= 8 && isPlaceholder(line, start, end);
    }

    /** Returns whether most characters follow the one before in the alphabet or on the keyboard: typed, not drawn. */
    static boolean isTyped(TextLine line, int start, int end) {
        int next = 0;
        for (int i = start + 1; i < end; i++) {
            int before = lower(line.at(i - 1));
            int c = lower(line.at(i));
            int step = c - before;
            boolean wraps = (before == '9' && (c == '0' || c == 'a')) || (before == 'z' && c == '0');
            next += step == 1 || step == -1 || wraps || isNeighbour(before, c) ? 1 : 0;
        }
        return next * 10 >= (end - start - 1) * 7;
    }

    /** Returns whether a value is all hexadecimal digits in their order, once or more. */
    static boolean isCount(TextLine line, int start, int end) {
        for (int i = start; i < end; i++) {
            if (lower(line.at(i)) != DIGITS.charAt((i - start) % DIGITS.length())) {
                return false;
            }
        }
        return end - start >= DIGITS.length();
    }

    private static int lower(int c) {
        return Chars.isUpper(c) ? c + 32 : c;
    }

    private static boolean isNeighbour(int before, int c) {
        return KEYBOARD.indexOf(before) >= 0 && KEYBOARD.indexOf(before) + 1 == KEYBOARD.indexOf(c);
    }

    /** Returns whether a value says where the secret is, and is none itself. */
    public static boolean isReference(TextLine line, int start, int end, boolean quoted) {
        int first = line.at(start);
        int second = line.at(start + 1);
        if (first == '$' && (Chars.isLetter(second) || second == '_' || second == '{' || second == '(') && !quoted) {
            return true;
        }
        if (first == '%' && (second == 's' || second == 'd' || line.at(end - 1) == '%')) {
            return true;
        }
        if (first == '$' && isShellName(line, start + 1, end)) {
            return true;
        }
        if (first == '*' || first == '&' || (first == '{' && line.at(end - 1) == '}')) {
            return true;
        }
        for (String reference : REFERENCES_BY_FIRST.of(first)) {
            if (line.matchesIgnoringCase(start, reference)) {
                return true;
            }
        }
        return holdsTemplate(line, start, end) || (!quoted && isUnquotedReference(line, start, end));
    }

    /** A part that something else fills in: {@code abc${suffix}}, {@code {{name}}}, {@code %(name)s}. */
    private static boolean holdsTemplate(TextLine line, int start, int end) {
        int dollars = 0;
        for (int i = start; i < end; i++) {
            dollars += line.at(i) == '$' ? 1 : 0;
        }
        for (int i = start; i + 2 < end; i++) {
            int c = line.at(i);
            int next = line.at(i + 1);
            boolean brace = next == '{' && (c == '$' || c == '#' || c == '{' || c == '%');
            boolean parenthesis = next == '(' && (c == '$' || c == '%');
            boolean opens = (brace && closes(line, i + 2, end, '}', c == '{'))
                    || (parenthesis && closes(line, i + 2, end, ')', false))
                    || (c == '<' && next == '%')
                    || (c == '{' && Chars.isDigit(next) && line.at(i + 2) == '}');
            // Between several of them stand the parts of a hash.
            if (opens || (c == '$' && dollars == 1 && isShellName(line, i + 1, Math.min(end, i + 4)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether what was opened is closed again, with nothing between that a name or an expression has not. */
    private static boolean closes(TextLine line, int from, int end, char close, boolean twice) {
        for (int i = from; i < end && i - from < LONGEST_EXPRESSION; i++) {
            int c = line.at(i);
            if (c == close) {
                return !twice || line.at(i + 1) == close;
            }
            if (c == '{' || c == '}' || c == '>' || c == '<' || c == ';' || c == '#') {
                return false;
            }
        }
        return false;
    }

    private static boolean isUnquotedReference(TextLine line, int start, int end) {
        int first = line.at(start);
        int next = line.at(end);
        return next == '('
                || next == '['
                || next == '{'
                || first == '@'
                || first == '?'
                || first == ':'
                || first == '!';
    }

    private static boolean isShellName(TextLine line, int start, int end) {
        for (int i = start; i < end; i++) {
            int c = line.at(i);
            if (!Chars.isUpper(c) && c != '_' && !(Chars.isDigit(c) && i > start)) {
                return false;
            }
        }
        return end > start;
    }
}
