/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.core.internal.classify.DestructiveNames;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The net below the tables: a word that a table takes for harmless, or does not know, is not harmless if it says so itself.
 */
final class DestructiveWords {

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

    /** Reports the first word that is a verb and destroys; what is made anew may be called as one likes. */
    static void words(Invocation invocation, EffectSink sink) {
        @Nullable String before = null;
        for (Word word : invocation.words()) {
            if (word.isLiteral()
                    && (word.text().startsWith("make:") || word.text().endsWith(":make"))) {
                return;
            }
            boolean together =
                    before != null && DestructiveNames.in(before + "-" + word.text()) && !DestructiveNames.in(before);
            if (word.isLiteral()
                    && (DestructiveNames.isVerb(word.text()) || (together && !DestructiveNames.isPath(word.text())))) {
                gap(word, sink);
                return;
            }
            before = word.isLiteral() && !DestructiveNames.isPath(word.text()) ? word.text() : null;
        }
    }

    /** Reports the first word that acts, in a command that a table takes for a read because of another word. */
    static void actions(Invocation invocation, EffectSink sink) {
        for (Word word : invocation.words()) {
            if (!word.isLiteral() || DestructiveNames.isPath(word.text())) {
                continue;
            }
            String text = word.text().toLowerCase(Locale.ROOT);
            if (text.contains("::")) {
                // The name of a repository and what is in it.
                continue;
            }
            int from = text.lastIndexOf(':') + 1;
            if (from > 0 && text.lastIndexOf('.', from) > 0) {
                // A field that is asked for a value.
                continue;
            }
            int end = text.indexOf('_', from);
            String verb = text.substring(from, end < 0 ? text.length() : end);
            if (ACTS.contains(verb) || DestructiveNames.isStrong(verb) || isCompoundVerb(word, text, invocation)) {
                gap(word, sink);
                return;
            }
        }
    }

    /** A word such as {@code bulk-delete}, where it can be no value of an option. */
    private static boolean isCompoundVerb(Word word, String text, Invocation invocation) {
        return text.indexOf('-') > 0 && !invocation.doubtful().contains(word) && DestructiveNames.in(text);
    }

    /** Reports the options that a table does not know and whose names say that they destroy. */
    static void options(Invocation invocation, EffectSink sink) {
        for (String name : invocation.options().keySet()) {
            if (name.length() > 3 && invocation.entry().option(name) == null && DestructiveNames.in(name)) {
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
}
