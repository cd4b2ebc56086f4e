/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the variables of the environment of Windows are for a shell of the Bourne family. */
final class WindowsEnvironment {

    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("USERPROFILE", "HOME"),
            Map.entry("HOMEPATH", "HOME"),
            Map.entry("TEMP", "TMPDIR"),
            Map.entry("TMP", "TMPDIR"),
            Map.entry("CD", "PWD"));

    private static final Map<String, String> FOLDERS = Map.ofEntries(
            Map.entry("APPDATA", "\"$HOME\"/AppData/Roaming"),
            Map.entry("LOCALAPPDATA", "\"$HOME\"/AppData/Local"),
            Map.entry("PROGRAMFILES", "'C:/Program Files'"),
            Map.entry("PROGRAMDATA", "'C:/ProgramData'"),
            Map.entry("WINDIR", "'C:/Windows'"),
            Map.entry("SYSTEMROOT", "'C:/Windows'"),
            Map.entry("SYSTEMDRIVE", "'C:'"),
            Map.entry("PUBLIC", "'C:/Users/Public'"));

    private WindowsEnvironment() {}

    /** Returns the name that a variable of the environment has for the Bourne family; null where it has no name. */
    static @Nullable String name(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.isEmpty() || upper.indexOf('?') >= 0 ? null : ENVIRONMENT.getOrDefault(upper, upper);
    }

    /** Returns the word for a variable of the environment. */
    static String word(String name) {
        String known = FOLDERS.get(name.toUpperCase(Locale.ROOT));
        String variable = name(name);
        if (variable == null) {
            throw new NotUnderstood();
        }
        return known != null ? known : "\"$" + variable + "\"";
    }
}
