/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.filter.Names;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import org.jspecify.annotations.Nullable;

/**
 * Follows a manifest of Kubernetes in JSON, on one line or on many, from its {@code "apiVersion": "v1"} to the end of its object.
 * What stands in it is judged as {@link Manifest} does. An object inside that has a version of its own, such as an item of a
 * list, is followed from there on. Reused; for one thread.
 */
final class JsonManifest {
    private static final int LONGEST_STRING = 8192;
    private static final int LONGEST_BLANKS = 64;
    private static final int LONGEST_KIND = 40;
    /** A manifest with more lines is left. */
    private static final int MOST_LINES = 2000;

    private enum Section {
        NONE,
        KIND,
        DATA,
        STRING_DATA
    }

    private final Manifest manifest;
    private @Nullable Rule rule;
    private int lines;
    private int depth;
    private boolean secret;
    private Section section = Section.NONE;
    private int keyFrom;
    private int keyTo = -1;
    private int serial = -1;
    private int scannedTo;

    JsonManifest(Manifest manifest) {
        this.manifest = manifest;
    }

    /** A key {@code "apiVersion"} with the value {@code "v1"}: the group that secrets are in. */
    static void open(Reading reading, Rule rule, int start, int end) {
        reading.jsonManifest().begin(reading, rule, start, end);
    }

    private void begin(Reading reading, Rule newRule, int start, int end) {
        TextLine line = reading.line();
        int value = valueOfVersion(line, end - 1);
        if (line.at(start - 1) != '"' || value < 0 || (line.serial() == serial && start < scannedTo)) {
            return;
        }
        rule = newRule;
        lines = 0;
        enter();
        secret = line.containsIgnoringCase(Math.max(line.from(), start - LONGEST_KIND), start, "\"secret\"");
        scan(reading, newRule, value);
    }

    private void enter() {
        depth = 0;
        secret = false;
        section = Section.NONE;
        keyTo = -1;
    }

    /** Returns where the value ends if it is {@code "v1"}, or -1. */
    private static int valueOfVersion(TextLine line, int quote) {
        int colon = skipBlanks(line, quote + 1);
        int value = skipBlanks(line, colon + 1);
        return line.at(colon) == ':' && line.matches(value, "\"v1\"") ? value + 4 : -1;
    }

    boolean isOpen() {
        return rule != null;
    }

    void close() {
        rule = null;
    }

    void read(Reading reading, boolean whole) {
        Rule entries = rule;
        if (entries == null || !whole || ++lines > MOST_LINES) {
            close();
        } else {
            keyTo = -1;
            scan(reading, entries, reading.line().from());
        }
    }

    private void scan(Reading reading, Rule entries, int from) {
        TextLine line = reading.line();
        int i = from;
        while (rule != null && i < line.to()) {
            int c = line.at(i);
            if (c == '"') {
                i = string(reading, entries, i);
                continue;
            }
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            if (depth < 0) {
                close();
            } else if (depth == 0 && (c == '}' || c == ']')) {
                section = Section.NONE;
            }
            i++;
        }
        line.step(Math.max(0, i - from));
        serial = line.serial();
        scannedTo = i;
    }

    /** Reads a key or a value, and returns where it ends. */
    private int string(Reading reading, Rule entries, int quote) {
        TextLine line = reading.line();
        int close = quote + 1;
        while (close - quote < LONGEST_STRING && line.at(close) >= 0 && line.at(close) != '"') {
            close += line.at(close) == '\\' ? 2 : 1;
        }
        if (line.at(close) != '"') {
            close();
            return line.to();
        }
        boolean key = line.at(skipBlanks(line, close + 1)) == ':';
        if (key) {
            key(line, quote + 1, close);
        } else if (depth == 0 && section == Section.KIND) {
            secret = line.matchesIgnoringCase(quote + 1, "secret") && close - quote == 7;
            section = Section.NONE;
            if (!secret) {
                close();
            }
        } else if (depth == 1 && keyTo >= 0 && (section == Section.DATA || section == Section.STRING_DATA)) {
            if (!Names.isOpen(line.text(keyFrom, keyTo))) {
                manifest.add(reading, entries, quote + 1, close, section == Section.STRING_DATA, secret);
            }
            keyTo = -1;
        }
        return close + 1;
    }

    private void key(TextLine line, int from, int to) {
        if (line.matches(from, "apiVersion\"")) {
            if (valueOfVersion(line, to) >= 0) {
                enter();
            }
            return;
        }
        keyFrom = from;
        keyTo = to;
        if (depth == 0) {
            section = line.matches(from, "kind\"")
                    ? Section.KIND
                    : line.matches(from, "data\"")
                            ? Section.DATA
                            : line.matches(from, "stringData\"") ? Section.STRING_DATA : Section.NONE;
        }
    }

    private static int skipBlanks(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_BLANKS && Chars.isBlank(line.at(i))) {
            i++;
        }
        return i;
    }
}
