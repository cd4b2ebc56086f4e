/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads single lines of source and configuration, without knowing the language. Pure functions, linear in the line. */
final class LineText {

    /** A line longer than this is read to here: what people write is shorter. */
    static final int MOST_READ = 2_000;

    private LineText() {}

    static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    /** Returns a line with one blank between words and none beside anything else. */
    static String plain(String line) {
        int length = Math.min(line.length(), MOST_READ);
        StringBuilder plain = new StringBuilder(length);
        boolean blank = false;
        for (int i = 0; i < length; i++) {
            char c = line.charAt(i);
            if (Character.isWhitespace(c)) {
                blank = true;
                continue;
            }
            if (blank && plain.length() > 0 && isWord(c) && isWord(plain.charAt(plain.length() - 1))) {
                plain.append(' ');
            }
            plain.append(c);
            blank = false;
        }
        return plain.toString();
    }

    /** Returns a line without any white space. */
    static String squeezed(String line) {
        StringBuilder squeezed = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            if (!Character.isWhitespace(line.charAt(i))) {
                squeezed.append(line.charAt(i));
            }
        }
        return squeezed.toString();
    }

    /** Tells whether a plain line is a comment in one of the common languages. */
    static boolean isComment(String plain) {
        return plain.startsWith("//")
                || plain.startsWith("/*")
                || (plain.startsWith("*") && !plain.startsWith("*/"))
                || plain.startsWith("<!--")
                || plain.startsWith("--")
                || plain.startsWith(";")
                || (plain.startsWith("#") && !plain.startsWith("#[") && !plain.startsWith("#!["));
    }

    /** Returns a line with a {@code #} in place of each number. */
    static String skeleton(String plain) {
        StringBuilder skeleton = new StringBuilder(plain.length());
        int i = 0;
        while (i < plain.length()) {
            int end = numberEnd(plain, i);
            skeleton.append(end > i ? '#' : plain.charAt(i));
            i = Math.max(end, i + 1);
        }
        return skeleton.toString();
    }

    /** Returns the numbers of a line in order. */
    static List<Double> numbers(String plain) {
        List<Double> numbers = new ArrayList<>();
        int i = 0;
        while (i < plain.length()) {
            int end = numberEnd(plain, i);
            if (end > i) {
                numbers.add(Double.valueOf(plain.substring(i, end)));
            }
            i = Math.max(end, i + 1);
        }
        return numbers;
    }

    /** Returns where the number ends that begins here; {@code from} where none does. */
    private static int numberEnd(String text, int from) {
        if (!digit(text, from) || (from > 0 && (isWord(text.charAt(from - 1)) || text.charAt(from - 1) == '.'))) {
            return from;
        }
        int i = digits(text, from);
        if (i < text.length() && text.charAt(i) == '.' && digit(text, i + 1)) {
            i = digits(text, i + 1);
        }
        if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            int sign = i + 1 < text.length() && (text.charAt(i + 1) == '-' || text.charAt(i + 1) == '+') ? 1 : 0;
            if (digit(text, i + 1 + sign)) {
                i = digits(text, i + 1 + sign);
            }
        }
        return i;
    }

    private static boolean digit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static int digits(String text, int from) {
        int i = from;
        while (digit(text, i)) {
            i++;
        }
        return i;
    }

    /** Returns what a value is given to: the text before the first colon or equals sign; empty where there is none. */
    static String key(String line) {
        String text = line.strip();
        if (text.startsWith("<")) {
            int end = text.indexOf('>');
            return end < 0 ? "" : text.substring(1, end);
        }
        int at = separator(text);
        if (at < 0) {
            return "";
        }
        String key = text.substring(0, at).strip();
        for (String lead : List.of("- ", "export ", "ENV ", "ARG ", "Environment=")) {
            key = key.startsWith(lead) ? key.substring(lead.length()).strip() : key;
        }
        return trimmed(key);
    }

    /** Returns what is given to {@link #key}. */
    static String value(String line) {
        String text = line.strip();
        if (text.startsWith("<")) {
            int end = text.indexOf('>');
            int close = text.lastIndexOf("</");
            return end < 0
                    ? ""
                    : text.substring(end + 1, close > end ? close : text.length())
                            .strip();
        }
        int at = separator(text);
        return at < 0 ? "" : trimmed(text.substring(at + 1).strip());
    }

    private static int separator(String text) {
        for (int i = 0; i < Math.min(text.length(), MOST_READ); i++) {
            char c = text.charAt(i);
            if (c == '=' || (c == ':' && !text.startsWith("://", i))) {
                return i;
            }
        }
        return -1;
    }

    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (to > from && (text.charAt(to - 1) == ',' || text.charAt(to - 1) == ';' || quote(text.charAt(to - 1)))) {
            to--;
        }
        while (from < to && quote(text.charAt(from))) {
            from++;
        }
        return text.substring(from, to);
    }

    private static boolean quote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    /** Returns the hosts of the addresses in a text, in lower case. */
    static Set<String> hosts(String text) {
        Set<String> hosts = new TreeSet<>();
        for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
            int start = at + 3;
            int end = start;
            while (end < text.length() && (isWord(text.charAt(end)) || "-._@:%[]{}".indexOf(text.charAt(end)) >= 0)) {
                end++;
            }
            String authority = text.substring(start, end);
            String host = authority.substring(authority.lastIndexOf('@') + 1);
            int port = host.indexOf(':');
            hosts.add((port < 0 ? host : host.substring(0, port)).toLowerCase(java.util.Locale.ROOT));
        }
        return hosts;
    }

    /** Tells whether a line gives a version: a number after a sign of comparison, or a value that is one. */
    static boolean givesVersion(String line) {
        String value = value(line);
        if (isVersion(value)) {
            return true;
        }
        int from = -1;
        for (int i = 0; i < Math.min(line.length(), MOST_READ); i++) {
            char c = line.charAt(i);
            if (quote(c)) {
                if (from >= 0 && isVersion(line.substring(from, i))) {
                    return true;
                }
                from = i + 1;
            }
            boolean compares = (c == '=' || c == '>' || c == '<') && i > 0 && "=~!<>^".indexOf(line.charAt(i - 1)) >= 0;
            if ((compares || c == '^' || c == '~') && digit(line, skipBlanks(line, i + 1))) {
                return true;
            }
        }
        return false;
    }

    private static int skipBlanks(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private static boolean isVersion(String value) {
        for (String source : List.of("workspace:", "git+", "file:", "npm:", "github:", "git://", "link:")) {
            if (value.startsWith(source)) {
                return true;
            }
        }
        if (value.equals("*") || value.equals("latest")) {
            return true;
        }
        int i = 0;
        while (i < value.length() && "~^<>=v ".indexOf(value.charAt(i)) >= 0) {
            i++;
        }
        return digit(value, i) && (i > 0 || value.indexOf('.') > 0);
    }
}
