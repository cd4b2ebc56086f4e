/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.StringTokenizer;
import java.util.stream.Collectors;

/**
 * Judges programs that ask the network about a name or an address. Whoever answers for the name sees it, so data can leave
 * in it: only one that reads like a name is taken for a question.
 */
final class Lookups {

    private static final int LONG_WORD = 80;
    private static final int MOST_LABELS = 7;
    private static final int LONG_LABEL = 24;
    /** A part of a label that mixes letters and digits and is longer than this may be a text that was encoded. */
    private static final int LONG_MIXED = 11;

    private Lookups() {}

    static void report(Invocation invocation, EffectSink sink, List<String> environments) {
        List<Word> words = invocation.words();
        // Names out of a file, a payload of one's own, as fast as it goes.
        boolean odd = invocation.hasAny("-f", "-p", "-A");
        boolean known = !words.isEmpty() && !odd && words.stream().allMatch(Lookups::isName);
        String resource = words.stream().map(Word::text).collect(Collectors.joining(" "));
        sink.effect(Effect.of(
                known ? EffectKind.NET_FETCH_KNOWN : EffectKind.NET_FETCH,
                resource,
                invocation.command().span()));
    }

    private static boolean isName(Word word) {
        String text = word.text();
        if (!word.isLiteral() || text.length() > LONG_WORD || !text.chars().allMatch(Lookups::mayBeInName)) {
            return false;
        }
        StringTokenizer labels = new StringTokenizer(text, ".");
        if (labels.countTokens() > MOST_LABELS) {
            return false;
        }
        while (labels.hasMoreTokens()) {
            if (!isPlain(labels.nextToken())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(String label) {
        if (label.length() > LONG_LABEL) {
            return false;
        }
        StringTokenizer parts = new StringTokenizer(label, "-_:/@+=");
        while (parts.hasMoreTokens()) {
            String part = parts.nextToken();
            boolean digits = part.chars().anyMatch(c -> c >= '0' && c <= '9');
            boolean letters = part.chars().anyMatch(c -> c > '9');
            if (part.length() > LONG_MIXED && digits && letters) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayBeInName(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || ".-_:/@+=".indexOf(c) >= 0;
    }
}
