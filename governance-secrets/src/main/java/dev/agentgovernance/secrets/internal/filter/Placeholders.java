/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.Locale;

/** Tells a place for a secret, and a reference to one, from a secret. */
public final class Placeholders {
    private static final String[] WORDS = {
        "example",
        "changeme",
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
        "abcdefgh",
        "0000000",
        "12345678901234567890",
        "lorem",
        "_short",
        "-short",
        "tooshort",
        "invalid"
    };
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

    private Placeholders() {}

    /** Returns whether a value is an example or a place for a secret. */
    public static boolean isPlaceholder(TextLine line, int start, int end) {
        int length = end - start;
        if (length <= 0) {
            return true;
        }
        if (length <= 256) {
            for (String word : WORDS) {
                if (line.containsIgnoringCase(start, end, word)) {
                    return true;
                }
            }
        }
        if (line.at(start) == '<' && line.at(end - 1) == '>') {
            return true;
        }
        if (length <= 12 && isCommonplace(line.text(start, end))) {
            return true;
        }
        return length >= 8 && length <= 512 && isMonotonous(line, start, end);
    }

    /** The passwords that documents use. */
    private static boolean isCommonplace(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "password",
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

    /** Few different characters, or most of them the successor or the same as the one before: typed, not drawn. */
    private static boolean isMonotonous(TextLine line, int start, int end) {
        int same = 0;
        int rising = 0;
        for (int i = start + 1; i < end; i++) {
            int step = line.at(i) - line.at(i - 1);
            same += step == 0 ? 1 : 0;
            rising += step == 1 || step == -1 ? 1 : 0;
        }
        int pairs = end - start - 1;
        return same * 10 >= pairs * 6 || rising * 10 >= pairs * 8;
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
        for (String reference : REFERENCES) {
            if (line.matchesIgnoringCase(start, reference)) {
                return true;
            }
        }
        int next = line.at(end);
        return !quoted && (next == '(' || next == '[' || next == '{');
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
