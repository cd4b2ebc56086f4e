/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.Set;

/** Key bindings of a fuzzy finder: {@code KEY:ACTION+ACTION,KEY:ACTION}. An action that is not known may run a program. */
final class FinderKeys {

    private static final Set<String> HARMLESS = Set.of(
            "abort",
            "accept",
            "accept-non-empty",
            "accept-or-print-query",
            "backward-char",
            "backward-delete-char",
            "backward-kill-word",
            "backward-word",
            "beginning-of-line",
            "cancel",
            "clear-multi",
            "clear-query",
            "clear-screen",
            "clear-selection",
            "close",
            "delete-char",
            "delete-char/eof",
            "deselect",
            "deselect-all",
            "disable-search",
            "down",
            "enable-search",
            "end-of-line",
            "exclude",
            "first",
            "forward-char",
            "forward-word",
            "half-page-down",
            "half-page-up",
            "hide-header",
            "hide-preview",
            "ignore",
            "jump",
            "jump-accept",
            "kill-line",
            "kill-word",
            "last",
            "next-history",
            "next-selected",
            "offset-down",
            "offset-middle",
            "offset-up",
            "page-down",
            "page-up",
            "prev-history",
            "prev-selected",
            "preview-bottom",
            "preview-down",
            "preview-half-page-down",
            "preview-half-page-up",
            "preview-page-down",
            "preview-page-up",
            "preview-top",
            "preview-up",
            "print-query",
            "refresh-preview",
            "select",
            "select-all",
            "show-header",
            "show-preview",
            "toggle",
            "toggle-all",
            "toggle-header",
            "toggle-hscroll",
            "toggle-in",
            "toggle-input",
            "toggle-multi-line",
            "toggle-out",
            "toggle-preview",
            "toggle-preview-wrap",
            "toggle-search",
            "toggle-sort",
            "toggle-track",
            "toggle-wrap",
            "top",
            "track-current",
            "unix-line-discard",
            "unix-word-rubout",
            "untrack-current",
            "up",
            "yank");

    /** Change a text on the screen, to one that is given. */
    private static final Set<String> TEXTS = Set.of(
            "change-border-label",
            "change-footer",
            "change-ghost",
            "change-header",
            "change-header-label",
            "change-input-label",
            "change-list-label",
            "change-multi",
            "change-nth",
            "change-pointer",
            "change-preview-label",
            "change-preview-window",
            "change-prompt",
            "change-query",
            "pos",
            "print",
            "put",
            "rebind",
            "search",
            "toggle-bind",
            "unbind");

    /** Run a command and show what it prints; those that are for more than showing are not among them. */
    private static final Set<String> RUNS = Set.of(
            "change-preview",
            "preview",
            "reload",
            "reload-sync",
            "transform-border-label",
            "transform-footer",
            "transform-ghost",
            "transform-header",
            "transform-header-label",
            "transform-input-label",
            "transform-list-label",
            "transform-nth",
            "transform-pointer",
            "transform-preview-label",
            "transform-prompt",
            "transform-query",
            "transform-search");

    private FinderKeys() {}

    static void apply(Invocation invocation, EffectSink sink, List<String> environments) {
        sink.effect(Effect.of(EffectKind.SYSTEM_READ, "", invocation.command().span()));
        for (Word preview : invocation.values("--preview")) {
            if (preview.isLiteral()) {
                run(preview.text(), preview, sink);
            } else {
                unknown(preview, sink);
            }
        }
        for (Word binding : invocation.values("--bind")) {
            if (!binding.isLiteral() || !bindings(binding, sink)) {
                unknown(binding, sink);
            }
        }
    }

    private static void unknown(Word word, EffectSink sink) {
        sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, "", word.span()));
        sink.gap(Coverage.PARTIAL, "a key that may run a program", word.span());
    }

    /** Reads {@code KEY:ACTION+ACTION,KEY:ACTION}; false where that is not possible or an action is not known. */
    private static boolean bindings(Word binding, EffectSink sink) {
        String text = binding.text();
        int at = 0;
        while (at < text.length()) {
            int colon = text.indexOf(':', at + 1);
            if (colon < 0) {
                return false;
            }
            at = colon + 1;
            do {
                at = action(text, text.charAt(at - 1) == '+' ? at : colon + 1, binding, sink);
                if (at < 0) {
                    return false;
                }
            } while (at <= text.length() && text.charAt(at - 1) == '+');
        }
        return true;
    }

    /** Reads one action and what ends it; returns the place behind both, or -1 where it is not known. */
    private static int action(String text, int start, Word binding, EffectSink sink) {
        int end = start;
        while (end < text.length() && (Character.isLetter(text.charAt(end)) || "-/".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        String name = text.substring(start, end);
        char open = end < text.length() ? text.charAt(end) : ',';
        if (open == ',' || open == '+') {
            return HARMLESS.contains(name) ? Math.min(end + 1, text.length() + 1) : -1;
        }
        int close = open == ':' ? text.length() : text.indexOf(closing(open), end + 1);
        if (close < 0) {
            return -1;
        }
        if (RUNS.contains(name)) {
            run(text.substring(end + 1, close), binding, sink);
        } else if (!TEXTS.contains(name)) {
            return -1;
        }
        int next = open == ':' ? close : close + 1;
        return next >= text.length() ? text.length() + 1 : ",+".indexOf(text.charAt(next)) >= 0 ? next + 1 : -1;
    }

    private static char closing(char open) {
        int pair = "([{<".indexOf(open);
        return pair < 0 ? open : ")]}>".charAt(pair);
    }

    /** Has a command judged, with the names that the finder lists where its placeholders stand. */
    private static void run(String template, Word place, EffectSink sink) {
        StringBuilder script = new StringBuilder();
        int from = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
            int close = template.indexOf('}', open);
            boolean placeholder = close > 0
                    && template.substring(open + 1, close)
                            .chars()
                            .allMatch(c -> Character.isDigit(c) || "+qnfs*.-,".indexOf(c) >= 0);
            if (!placeholder) {
                script.append(template, from, open + 1);
                from = open + 1;
                continue;
            }
            script.append(template, from, open).append("./**");
            from = close + 1;
        }
        script.append(template, from, template.length());
        sink.run(Action.shell(script.toString()), place.span());
    }
}
