/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.classify.git;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The aliases in a configuration file of git. */
final class GitAliases {

    private GitAliases() {}

    /** Returns what an alias stands for, the last one that is given; null where there is none. */
    static @Nullable String find(String name, String configuration) {
        String found = null;
        boolean inAliases = false;
        for (String line : configuration.lines().map(String::strip).toList()) {
            int equals = line.indexOf('=');
            if (line.startsWith("[")) {
                inAliases = line.toLowerCase(Locale.ROOT).startsWith("[alias]");
            } else if (inAliases
                    && equals > 0
                    && line.substring(0, equals).strip().equalsIgnoreCase(name)) {
                String value = line.substring(equals + 1).strip();
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                found = quoted ? value.substring(1, value.length() - 1).replace("\\\"", "\"") : value;
            }
        }
        return found;
    }
}
