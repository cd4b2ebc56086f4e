/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds in a text the commands that bots of forges obey when somebody writes them into a comment. */
final class CommentCommands {

    static final String RESOURCE = "comments.rules";
    private static final int LONGEST = 64 << 10;

    /**
     * A command.
     *
     * @param kind what it brings about
     * @param words the words as they are written, in lower case
     * @param argument the word behind it, for example an environment; empty where there is none
     */
    record Found(EffectKind kind, String words, String argument) {}

    private record CommentRule(EffectKind kind, String words) {}

    private static final List<CommentRule> RULES = RuleFile.load(CommentCommands.class, RESOURCE).stream()
            .map(rule -> new CommentRule(
                    EffectKind.of(rule.words().get(0)).orElseThrow(),
                    String.join(" ", rule.words().subList(1, rule.words().size()))))
            .toList();

    private CommentCommands() {}

    static List<Found> in(String text) {
        String lower = text.substring(0, Math.min(text.length(), LONGEST)).toLowerCase(Locale.ROOT);
        List<Found> found = new ArrayList<>();
        for (CommentRule rule : RULES) {
            int at = lower.indexOf(rule.words());
            while (at >= 0) {
                int end = at + rule.words().length();
                if (begins(lower, at) && ends(lower, end)) {
                    found.add(new Found(rule.kind(), rule.words(), word(lower, end)));
                    break;
                }
                at = lower.indexOf(rule.words(), at + 1);
            }
        }
        return found;
    }

    private static boolean begins(String text, int at) {
        if (at == 0) {
            return true;
        }
        char before = text.charAt(at - 1);
        // A line break may still be written as \n.
        boolean escaped = before == 'n' && at > 1 && text.charAt(at - 2) == '\\';
        return escaped || Character.isWhitespace(before) || "'\"=:>`(".indexOf(before) >= 0;
    }

    private static boolean ends(String text, int end) {
        char last = text.charAt(end - 1);
        char next = end < text.length() ? text.charAt(end) : ' ';
        return last == '=' || !(Character.isLetterOrDigit(next) || next == '-' || next == '/' || next == '_');
    }

    private static String word(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        int end = at;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '-')) {
            end++;
        }
        return at == from ? "" : text.substring(at, end);
    }
}
