/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Knows the verbs that destroy, and finds them in names that people give to tasks, subcommands, options and programs. */
public final class DestructiveNames {

    /** Destroy whatever they stand beside. */
    private static final Set<String> STRONG = Set.of(
            "delete",
            "deletes",
            "del",
            "destroy",
            "purge",
            "drop",
            "wipe",
            "reset",
            "terminate",
            "revoke",
            "erase",
            "truncate",
            "nuke",
            "teardown",
            "undeploy",
            "unpublish",
            "uninstall",
            "unregister",
            "deregister",
            "deprovision",
            "decommission",
            "dropall",
            "flush",
            "flushall",
            "flushdb",
            "obliterate",
            "shred",
            "remove",
            "rmi",
            "rmtree");

    /** Destroy where they stand beside something that holds data. */
    private static final Set<String> WEAK = Set.of(
            "clean",
            "clear",
            "fresh",
            "refresh",
            "rollback",
            "down",
            "undo",
            "revert",
            "empty",
            "restore",
            "load",
            "prune",
            "rm",
            "overwrite",
            "rebuild",
            "recreate",
            "retire",
            "kill");

    private static final Set<String> DATA = Set.of(
            "db",
            "database",
            "databases",
            "flyway",
            "liquibase",
            "schema",
            "table",
            "tables",
            "data",
            "prod",
            "production",
            "redis",
            "postgres",
            "mysql",
            "mongo",
            "queue",
            "queues",
            "index",
            "indices",
            "bucket",
            "buckets",
            "volume",
            "volumes",
            "users",
            "tenant",
            "tenants",
            "backup",
            "backups",
            "snapshot",
            "snapshots",
            "cluster",
            "infra",
            "stack",
            "stacks",
            "migration",
            "migrations",
            "migrate",
            "fixtures",
            "hex",
            "ecto",
            "resque",
            "sidekiq",
            "jobs",
            "topics",
            "streams",
            "storage");

    /** What a tool makes anew, and what only a text loses: destroying it costs nothing. */
    private static final Set<String> CHEAP = Set.of(
            "cache",
            "caches",
            "output",
            "outputs",
            "orphans",
            "comments",
            "whitespace",
            "imports",
            "unused",
            "console",
            "tmp",
            "temp",
            "dist",
            "coverage",
            "headers",
            "dead",
            "duplicate",
            "trailing",
            "logs",
            "no",
            "not",
            "dont",
            "never",
            "skip",
            "without");

    private DestructiveNames() {}

    /** Tells whether a name says that something is destroyed which nobody can make anew. */
    public static boolean in(String name) {
        boolean weak = false;
        boolean data = false;
        boolean strong = false;
        for (String part : parts(name)) {
            if (CHEAP.contains(part)) {
                return false;
            }
            strong |= STRONG.contains(part);
            weak |= WEAK.contains(part);
            data |= DATA.contains(part);
        }
        return strong || (weak && data);
    }

    /** Tells whether a word, which is no path and no name of a file, says that something is destroyed. */
    public static boolean isVerb(String word) {
        return !isPath(word) && in(word);
    }

    /** Tells whether a name says that all it touches was made for tests. */
    public static boolean isOfTests(String name) {
        List<String> parts = parts(name);
        return (parts.contains("test") || parts.contains("tests"))
                && !parts.contains("prod")
                && !parts.contains("production");
    }

    /** Tells whether a word destroys by itself. */
    public static boolean isStrong(String word) {
        return STRONG.contains(word);
    }

    /** Tells whether a word is a path or the name of a file, by its look. */
    public static boolean isPath(String text) {
        int dot = text.lastIndexOf('.');
        if (dot > 0 && (STRONG.contains(text.substring(dot + 1)) || WEAK.contains(text.substring(dot + 1)))) {
            return false;
        }
        if (text.startsWith("migrate/")) {
            // A route of a framework.
            return false;
        }
        return text.indexOf('/') >= 0
                || text.indexOf(' ') >= 0
                || text.startsWith("-")
                || (dot > 0 && text.length() - dot <= 6 && Character.isLetter(text.charAt(text.length() - 1)));
    }

    /** Returns the parts of a name, in lower case: at signs, and where a capital follows a small letter. */
    public static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char before = ' ';
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = Character.isLetter(c);
            if (!part.isEmpty() && (!letter || (Character.isUpperCase(c) && Character.isLowerCase(before)))) {
                parts.add(part.toString());
                part.setLength(0);
            }
            if (letter) {
                part.append(Character.toLowerCase(c));
            }
            before = c;
        }
        if (!part.isEmpty()) {
            parts.add(part.toString());
        }
        return parts;
    }
}
