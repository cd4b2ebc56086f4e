/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.Globs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells from the name or address of a database where a statement would take hold. */
final class Databases {

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1", "[::1]", ":memory:");

    private Databases() {}

    static Environment environment(String database, ClassifierSettings settings) {
        List<String> names = names(database.toLowerCase(Locale.ROOT));
        // A name of production settles it, whatever else the address says.
        for (String name : names) {
            if (Globs.matchesAny(settings.productionNames(), name)) {
                return Environment.PRODUCTION;
            }
        }
        for (String name : names) {
            if (LOCAL.contains(name) || name.endsWith(".db") || name.endsWith(".sqlite") || name.endsWith(".sqlite3")) {
                return Environment.LOCAL;
            }
        }
        for (String name : names) {
            if (Globs.matchesAny(settings.nonProductionNames(), name)) {
                return Environment.DEVELOPMENT;
            }
        }
        return Environment.UNKNOWN;
    }

    /** Returns the whole and, of an address, the host and what stands in its path; nothing of users and parameters. */
    private static List<String> names(String database) {
        List<String> names = new ArrayList<>();
        if (database.length() > 1_024) {
            return names;
        }
        names.add(database);
        int start = database.indexOf("://");
        if (start < 0) {
            // A host and a name, as the options of a client give them.
            names.addAll(List.of(database.split("/", -1)));
            return names;
        }
        start = Math.max(start + 3, database.lastIndexOf('@') + 1);
        int end = start;
        for (int i = start; i <= database.length(); i++) {
            char c = i < database.length() ? database.charAt(i) : '?';
            if (c == '/' || c == ':' || c == ',' || c == '?' || c == ';') {
                names.add(database.substring(end, i));
                end = i + 1;
                if (c == '?' || c == ';') {
                    break;
                }
            }
        }
        return names;
    }
}
