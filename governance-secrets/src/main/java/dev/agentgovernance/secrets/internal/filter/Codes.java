/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.Arrays;
import java.util.Set;

/** Tells what is written in the place of a value and is none: an expression, a type, a path, a version, a public key. */
final class Codes {
    private static final Set<String> TYPES = Set.of(
            "string",
            "str",
            "text",
            "varchar",
            "bytes",
            "byte",
            "int",
            "integer",
            "number",
            "long",
            "bool",
            "boolean",
            "true",
            "false",
            "null",
            "none",
            "nil",
            "undefined",
            "void",
            "object",
            "optional",
            "required",
            "char",
            "any",
            "auto",
            "default",
            "secret",
            "secretstr",
            "securestring",
            "self",
            "this",
            "plain",
            "basic",
            "bearer",
            "oauth2",
            "enabled",
            "disabled",
            "function",
            "array",
            "list",
            "dict",
            "ascii",
            "utf8",
            "yes",
            "no",
            "input",
            "prompt",
            "file",
            "never",
            "always",
            "interface",
            "struct",
            "charfield",
            "textfield",
            "unknown",
            "return",
            "continue",
            "break",
            "raise",
            "throw",
            "yield",
            "define",
            "undef",
            "files",
            "compat",
            "latin1",
            "pass",
            "else",
            "latin-1",
            "utf-8",
            "utf_8",
            "utf-16",
            "us-ascii",
            "iso-8859-1",
            "cp1252",
            "md5",
            "sha1",
            "sha256",
            "sha384",
            "sha512",
            "sha-1",
            "sha-256",
            "sha-512",
            "hs256",
            "hs512",
            "rs256",
            "es256",
            "aes128",
            "aes192",
            "aes256",
            "aes-128",
            "aes-256",
            "rsa2048",
            "argon2",
            "argon2id",
            "pbkdf2",
            "base64",
            "oauth",
            "x509",
            "pkcs12",
            "ntlmv2",
            "utf16",
            "utf-32");
    private static final String[] EXTENSIONS = {
        ".pem",
        ".key",
        ".crt",
        ".cer",
        ".txt",
        ".json",
        ".yml",
        ".yaml",
        ".xml",
        ".properties",
        ".jks",
        ".p12",
        ".pfx",
        ".java",
        ".py",
        ".js",
        ".ts",
        ".go",
        ".rb",
        ".php",
        ".cs",
        ".html",
        ".css",
        ".png",
        ".svg",
        ".conf",
        ".cfg",
        ".ini",
        ".sh",
        ".pub",
        ".gpg",
        ".asc",
        ".keystore",
        ".env",
        ".sql",
        ".md",
        ".log",
        ".jsx",
        ".tsx",
        ".vue",
        ".asp"
    };
    /** How values begin that everybody may know: public keys, certificates and checksums. */
    private static final String[] OPEN_PREFIXES = {
        "ssh-rsa",
        "ssh-ed25519",
        "ecdsa-sha2",
        "aaaab3nza",
        "aaaac3nza",
        "aaaae2vjz",
        "sha1-",
        "sha256-",
        "sha384-",
        "sha512-",
        "sha1:",
        "sha256:",
        "sha512:",
        "md5:",
        "miibi",
        "miicij",
        "miigfma0",
        "mfkwewy",
        "mcowbqy",
        // What Windows sealed for one machine, and a cloud for one account.
        "aqaaancmnd8bfderjhoawe",
        "aqicah",
        "urn:",
        "iso-8859",
        "windows-125",
        "-----begin"
    };

    private static final ByFirst OPEN_BY_FIRST = ByFirst.of(OPEN_PREFIXES);
    private static final int LONGEST_EXTENSION =
            Arrays.stream(EXTENSIONS).mapToInt(String::length).max().orElse(0);

    /** An ellipsis behind fewer characters is written by hand; behind more, a tool may have cut what was too long. */
    private static final int LEAST_CUT = 16;

    private Codes() {}

    static boolean isCode(TextLine line, int start, int end, boolean quoted) {
        if (Placeholders.isReference(line, start, end, quoted) || hasEscapes(line, start, end)) {
            return true;
        }
        for (String prefix : OPEN_BY_FIRST.of(line.at(start))) {
            if (line.matchesIgnoringCase(start, prefix)) {
                return true;
            }
        }
        if (isTime(line, start, end)
                || isRelease(line, start, end)
                || OpenBytes.tell(line, start, end)
                || Expressions.isExpression(line, start, end)) {
            return true;
        }
        if (isNumber(line, start, end) || isPath(line, start, end) || isAlphabet(line, start, end)) {
            return true;
        }
        boolean cut = line.at(end) == '.' && line.at(end + 1) == '.';
        return !quoted
                && ((cut && end - start < LEAST_CUT)
                        || line.at(end) == '('
                        || line.at(end) == '['
                        || line.at(end) == '{');
    }

    /** {@code 2002-04-18T16:56:53Z}, {@code 464/tcp}. */
    private static boolean isTime(TextLine line, int start, int end) {
        int digits = 0;
        int marks = 0;
        for (int i = start; i < end; i++) {
            int c = line.at(i);
            digits += Chars.isDigit(c) ? 1 : 0;
            marks += c == '-' || c == ':' || c == '.' || c == '+' ? 1 : 0;
            boolean joint = (c == 'T' || c == 'Z') && i >= start + 8;
            if (!Chars.isDigit(c) && !joint && c != '-' && c != ':' && c != '.' && c != '+') {
                return line.matches(i, "/tcp") || line.matches(i, "/udp");
            }
        }
        return digits >= 8 && marks >= 4;
    }

    /** A word of code or of a form in the place of a value. */
    static boolean isType(TextLine line, int start, int end) {
        end -= line.at(end - 1) == '!' || line.at(end - 1) == '?' ? 1 : 0;
        return end - start <= 12 && TYPES.contains(lower(line, start, end));
    }

    private static String lower(TextLine line, int start, int end) {
        StringBuilder lower = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            int c = line.at(i);
            lower.append((char) (Chars.isUpper(c) ? c + 32 : c));
        }
        return lower.toString();
    }

    /** Versions, dates, addresses, amounts and constants: {@code 8.0.28}, {@code 10MB}, {@code 0x00400000}. */
    private static boolean isNumber(TextLine line, int start, int end) {
        int digits = 0;
        int marks = 0;
        int letters = 0;
        if (line.at(start) == '#' && (end - start == 7 || end - start == 4 || end - start == 9)) {
            return isHex(line, start + 1, end);
        }
        start += line.at(start) == '-' ? 1 : 0;
        for (int i = start; i < end; i++) {
            int c = line.at(i);
            if (Chars.isDigit(c)) {
                digits++;
            } else if (Chars.isLetter(c)) {
                letters++;
            } else if (c == '*' || c == '.' || c == '-' || c == ':' || c == '/' || c == '_' || c == ',' || c == 'x') {
                marks++;
            } else {
                return false;
            }
        }
        if (line.at(start) == '0' && (line.at(start + 1) | 32) == 'x' && isConstant(line, start + 2, end)) {
            return end - start < 34;
        }
        return digits > 0
                && ((marks > 0 && letters == 0) || (letters > 0 && letters <= 2 && isAmount(line, start, end)));
    }

    /** Hexadecimal digits, maybe parted, with what some languages put behind them: {@code 00_FFL}. */
    private static boolean isConstant(TextLine line, int start, int end) {
        int last = end;
        while (last > start && "uUlLnN".indexOf(line.at(last - 1)) >= 0) {
            last--;
        }
        for (int i = start; i < last; i++) {
            int c = line.at(i);
            if (!Chars.isHex(c) && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return last > start;
    }

    /** A version with what may follow it: {@code 5.0.0-rc.7}. */
    private static boolean isRelease(TextLine line, int start, int end) {
        int first = endOfNumber(line, start, end);
        int second = endOfNumber(line, first + 1, end);
        int third = endOfNumber(line, second + 1, end);
        return first > start
                && first - start <= 5
                && line.at(first) == '.'
                && second > first + 1
                && line.at(second) == '.'
                && third > second + 1
                && third < end
                && (line.at(third) == '-' || line.at(third) == '+');
    }

    private static int endOfNumber(TextLine line, int from, int end) {
        int i = from;
        while (i < end && Chars.isDigit(line.at(i))) {
            i++;
        }
        return i;
    }

    private static boolean isHex(TextLine line, int start, int end) {
        int i = start;
        while (i < end && Chars.isHex(line.at(i))) {
            i++;
        }
        return i == end;
    }

    private static boolean isAmount(TextLine line, int start, int end) {
        int i = start;
        while (i < end && (Chars.isDigit(line.at(i)) || line.at(i) == '.')) {
            i++;
        }
        return i > start && end - i <= 2;
    }

    private static boolean isPath(TextLine line, int start, int end) {
        int slashes = 0;
        boolean scheme = false;
        int longest = 0;
        int part = 0;
        for (int i = start; i < end; i++) {
            int c = line.at(i);
            boolean slash = c == '/' || (c == '\\' && Chars.isLetter(line.at(i + 1)));
            slashes += slash ? 1 : 0;
            scheme |= c == ':' && line.at(i + 1) == '/' && line.at(i + 2) == '/';
            part = slash ? 0 : part + 1;
            longest = Math.max(longest, part);
        }
        if (scheme) {
            return true;
        }
        if (slashes > 0
                && (line.at(start) == '/' || line.at(start) == '~' || line.at(start + 1) == ':')
                && longest < 30
                && end - start < 24 * (slashes + 1)) {
            return line.at(start) != '/' || slashes > 1 || end - start < 16;
        }
        return hasExtension(line, start, end);
    }

    private static boolean hasExtension(TextLine line, int start, int end) {
        int dot = end - 1;
        while (dot >= start && end - dot < LONGEST_EXTENSION && line.at(dot) != '.') {
            dot--;
        }
        if (line.at(dot) != '.') {
            return false;
        }
        for (String extension : EXTENSIONS) {
            if (end - start > extension.length() && line.matchesIgnoringCase(end - extension.length(), extension)) {
                return true;
            }
        }
        return false;
    }

    /** Words and a version, as artifacts, images and agents are called: {@code jjwt-jackson-0.11.2}. */
    static boolean isVersioned(TextLine line, int start, int end) {
        int i = end;
        int dots = 0;
        while (i > start && (Chars.isDigit(line.at(i - 1)) || line.at(i - 1) == '.')) {
            i--;
            dots += line.at(i) == '.' ? 1 : 0;
        }
        int before = line.at(i - 1);
        return dots >= 1
                && i > start
                && end - i <= 12
                && Chars.isDigit(line.at(i))
                && (before == '-' || before == ':' || before == '/' || before == '@' || before == '_' || before == 'v');
    }

    /** Two slashes at least, or one and a mark of a route: {@code cms/sites/passwords#edit}. */
    static boolean isRoute(TextLine line, int start, int end) {
        int slashes = 0;
        boolean marked = false;
        for (int i = start; i < end; i++) {
            int c = line.at(i);
            slashes += c == '/' ? 1 : 0;
            marked |= c == '#' || c == ':' || c == '.' || c == '*';
            if (!Chars.isName(c) && c != '/' && c != '#' && c != ':' && c != '*' && c != '@') {
                return false;
            }
        }
        return slashes > 1 || (slashes == 1 && marked);
    }

    /** A name of a variable. */
    static boolean isIdentifier(TextLine line, int start, int end) {
        int i = start;
        while (i < end && (Chars.isAlnum(line.at(i)) || line.at(i) == '_')) {
            i++;
        }
        return i == end && !Chars.isDigit(line.at(start));
    }

    /** Many characters in their order, none twice: a set to choose from. */
    private static boolean isAlphabet(TextLine line, int start, int end) {
        if (end - start < 24 || !Placeholders.isTyped(line, start, end)) {
            return false;
        }
        long low = 0;
        long high = 0;
        int changes = 0;
        for (int i = start; i < end; i++) {
            int c = line.at(i);
            long bit = 1L << (c & 63);
            if (c >= 128 || ((c < 64 ? low : high) & bit) != 0) {
                return false;
            }
            changes += Chars.isUpper(c) != Chars.isUpper(line.at(Math.max(start, i - 1))) ? 1 : 0;
            low |= c < 64 ? bit : 0;
            high |= c < 64 ? 0 : bit;
        }
        return changes <= 2;
    }

    /** Names joined by dots, arrows or colons: a member of something, or a key of configuration. */
    static boolean isName(TextLine line, int start, int end, boolean quoted) {
        int joints = 0;
        int longest = 0;
        int part = 0;
        for (int i = start; i < end; i++) {
            int c = line.at(i);
            boolean arrow = c == '-' && line.at(i + 1) == '>';
            boolean joint = c == '.' || arrow || (c == ':' && line.at(i + 1) == ':');
            if (joint) {
                joints++;
                part = 0;
                i += c == '.' ? 0 : 1;
                continue;
            }
            if (!Chars.isAlnum(c) && c != '_' && c != '-' && c != '$') {
                return false;
            }
            if (part == 0 && Chars.isDigit(c)) {
                return false;
            }
            part++;
            longest = Math.max(longest, part);
        }
        return joints > 0 && longest < (quoted ? 20 : 32) && part > 0 && end - start < 20 * (joints + 1);
    }

    /** Escapes of Unicode or bytes: text for people, written for machines. */
    private static boolean hasEscapes(TextLine line, int start, int end) {
        for (int i = start; i + 3 < end; i++) {
            int c = line.at(i + 1) | 32;
            if (line.at(i) == '\\'
                    && (c == 'u' || c == 'x')
                    && Chars.isHex(line.at(i + 2))
                    && Chars.isHex(line.at(i + 3))) {
                return true;
            }
        }
        return false;
    }
}
