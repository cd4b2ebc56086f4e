/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Knows the verbs that destroy, and finds them in names that people give to tasks, subcommands and options. It is the net
 * below the tables: a word that a table takes for harmless, or does not know, is not harmless if it says so itself.
 */
final class DestructiveWords {

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

    /** Act, where the table has found a word that reads: a subcommand of a subcommand mostly. */
    private static final Set<String> ACTS = Set.of(
            "suspend",
            "restore",
            "repair",
            "rewrite",
            "expire",
            "evict",
            "drain",
            "failover",
            "rotate",
            "roll",
            "invalidate",
            "void",
            "transfer",
            "unlink",
            "detach",
            "deny",
            "ban",
            "block",
            "mute",
            "silence",
            "quit",
            "shutdown",
            "restart",
            "reboot",
            "rebuild",
            "retire",
            "deprecate",
            "seal",
            "unseal",
            "set",
            "unset",
            "update",
            "create",
            "put",
            "add",
            "apply",
            "import",
            "publish",
            "send",
            "exec",
            "write",
            "rename",
            "archive",
            "disable",
            "deactivate",
            "kill",
            "cancel",
            "abort",
            "clear",
            "clean",
            "cleanup",
            "prune",
            "rm",
            "rb",
            "undo",
            "rollback",
            "leave",
            "forget",
            "compact",
            "scale",
            "stop",
            "unsubscribe",
            "withdraw",
            "refund");

    private DestructiveWords() {}

    /** Tells whether a name says that something is destroyed which nobody can make anew. */
    static boolean in(String name) {
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
    static boolean isVerb(String word) {
        return !isPath(word) && in(word);
    }

    /** Reports the first word that is a verb and destroys. */
    static void words(Invocation invocation, EffectSink sink) {
        for (Word word : invocation.words()) {
            if (word.isLiteral() && isVerb(word.text())) {
                gap(word, sink);
                return;
            }
        }
    }

    /** Reports the first word that acts, in a command that a table takes for a read because of another word. */
    static void actions(Invocation invocation, EffectSink sink) {
        for (Word word : invocation.words()) {
            if (!word.isLiteral() || isPath(word.text())) {
                continue;
            }
            String text = word.text().toLowerCase(Locale.ROOT);
            if (text.contains("::")) {
                // The name of a repository and what is in it.
                continue;
            }
            int from = Math.max(text.lastIndexOf(':'), -1) + 1;
            int end = text.indexOf('_', from);
            String verb = text.substring(from, end < 0 ? text.length() : end);
            if (ACTS.contains(verb) || STRONG.contains(verb) || isCompoundVerb(word, text, invocation)) {
                gap(word, sink);
                return;
            }
        }
    }

    /** A word such as {@code bulk-delete}, where it can be no value of an option. */
    private static boolean isCompoundVerb(Word word, String text, Invocation invocation) {
        return text.indexOf('-') > 0 && !invocation.doubtful().contains(word) && in(text);
    }

    /** Reports the options that a table does not know and whose names say that they destroy. */
    static void options(Invocation invocation, EffectSink sink) {
        for (String name : invocation.options().keySet()) {
            if (name.length() > 3 && invocation.entry().option(name) == null && in(name)) {
                sink.gap(
                        Coverage.PARTIAL,
                        "an option that is not in the table may destroy something",
                        invocation.command().span());
                return;
            }
        }
    }

    private static void gap(Word word, EffectSink sink) {
        sink.gap(Coverage.PARTIAL, "a word says that something is destroyed or changed", word.span());
    }

    private static boolean isPath(String text) {
        int dot = text.lastIndexOf('.');
        if (dot > 0 && STRONG.contains(text.substring(dot + 1))) {
            return false;
        }
        return text.indexOf('/') >= 0
                || text.indexOf(' ') >= 0
                || text.startsWith("-")
                || (dot > 0 && text.length() - dot <= 6 && Character.isLetter(text.charAt(text.length() - 1)));
    }

    /** Returns the parts of a name, in lower case: at signs, and where a capital follows a small letter. */
    private static List<String> parts(String name) {
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
