/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.classify.command;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.classify.EffectSink;
import dev.agentgovernance.core.classify.Word;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;

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

    private FinderKeys() {}

    static void apply(Invocation invocation, EffectSink sink, List<String> environments) {
        sink.effect(Effect.of(EffectKind.SYSTEM_READ, "", invocation.command().span()));
        for (Word binding : invocation.values("--bind")) {
            if (!binding.isLiteral() || !isHarmless(binding.text())) {
                sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, "", binding.span()));
                sink.gap(Coverage.PARTIAL, "a key that may run a program", binding.span());
            }
        }
    }

    private static boolean isHarmless(String bindings) {
        for (String binding : bindings.split(",", -1)) {
            int colon = binding.indexOf(':');
            if (colon <= 0 || !actsOnlyInside(binding.substring(colon + 1))) {
                return false;
            }
        }
        return true;
    }

    private static boolean actsOnlyInside(String actions) {
        StringTokenizer names = new StringTokenizer(actions, "+");
        while (names.hasMoreTokens()) {
            if (!HARMLESS.contains(names.nextToken())) {
                return false;
            }
        }
        return true;
    }
}
