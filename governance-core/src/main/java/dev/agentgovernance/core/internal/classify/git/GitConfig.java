/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of git from several files, the later files over the earlier ones. Sections and names are in lower case, what
 * stands between them is as it is written: {@code remote.Origin.pushurl}.
 */
final class GitConfig {

    /**
     * One setting.
     *
     * @param value its value; {@code true} where it has none
     * @param file the file it stands in
     * @param line the line, from 1
     */
    record Setting(String value, String file, int line) {}

    private final Map<String, List<Setting>> settings = new HashMap<>();
    private boolean includes;

    /** Adds the settings of a file. What cannot be read of it is left out. */
    void read(String file, String text) {
        String section = "";
        int line = 0;
        String[] lines = text.split("\n", -1);
        while (line < lines.length) {
            int begun = line + 1;
            String written = lines[line++].strip();
            while (written.endsWith("\\") && !written.endsWith("\\\\") && line < lines.length) {
                written = written.substring(0, written.length() - 1) + lines[line++].strip();
            }
            if (written.startsWith("[")) {
                int end = closing(written);
                section = section(written.substring(1, end));
                written = end < written.length() ? written.substring(end + 1).strip() : "";
            }
            if (!written.isEmpty() && written.charAt(0) != '#' && written.charAt(0) != ';') {
                add(section, written, file, begun);
            }
        }
    }

    private static int closing(String header) {
        boolean quoted = false;
        for (int i = 1; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ']' && !quoted) {
                return i;
            }
        }
        return header.length();
    }

    private static String section(String header) {
        int quote = header.indexOf('"');
        if (quote < 0) {
            return header.strip().toLowerCase(Locale.ROOT);
        }
        String name = header.substring(0, quote).strip().toLowerCase(Locale.ROOT);
        int end = header.lastIndexOf('"');
        return name + "."
                + header.substring(quote + 1, Math.max(quote + 1, end))
                        .replace("\\\\", "\\")
                        .replace("\\\"", "\"");
    }

    private void add(String section, String written, String file, int line) {
        int equals = written.indexOf('=');
        String name =
                (equals < 0 ? written : written.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
        String value = equals < 0 ? "true" : value(written.substring(equals + 1).strip());
        includes |= section.equals("include") || section.startsWith("includeif.");
        settings.computeIfAbsent(section + "." + name, key -> new ArrayList<>()).add(new Setting(value, file, line));
    }

    /** Takes quotes, escapes and a comment at the end off a value. */
    private static String value(String written) {
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        int kept = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && i + 1 < written.length()) {
                char next = written.charAt(++i);
                value.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
                kept = value.length();
            } else if (!quoted && (c == '#' || c == ';')) {
                break;
            } else {
                value.append(c);
                kept = quoted || !Character.isWhitespace(c) ? value.length() : kept;
            }
        }
        value.setLength(kept);
        return value.toString();
    }

    /** Returns all values of a setting, in the order in which they were read. */
    List<String> all(String key) {
        return settings.getOrDefault(key, List.of()).stream()
                .map(Setting::value)
                .toList();
    }

    /** Returns the value that counts, or null. */
    @Nullable String last(String key) {
        List<Setting> all = settings.getOrDefault(key, List.of());
        return all.isEmpty() ? null : all.get(all.size() - 1).value();
    }

    boolean isTrue(String key) {
        String value = last(key);
        return value != null && List.of("true", "yes", "on", "1").contains(value.toLowerCase(Locale.ROOT));
    }

    /** Returns the names that stand between a section and a setting: of {@code remote} the remotes. */
    List<String> names(String section) {
        TreeSet<String> names = new TreeSet<>();
        for (String key : settings.keySet()) {
            int last = key.lastIndexOf('.');
            if (key.startsWith(section + ".") && last > section.length()) {
                names.add(key.substring(section.length() + 1, last));
            }
        }
        return List.copyOf(names);
    }

    Map<String, List<Setting>> settings() {
        return settings;
    }

    /** Tells whether a file includes others, which are not read. */
    boolean hasIncludes() {
        return includes;
    }
}
