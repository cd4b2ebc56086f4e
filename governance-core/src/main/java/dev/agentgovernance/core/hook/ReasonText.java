/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.secret.Redactor;
import java.util.List;

/** Makes texts that a model and a terminal may see: without secrets, without control characters, of bounded length. */
final class ReasonText {

    /** The longest text that Claude Code takes whole. */
    static final int MAX_CHARS = 10_000;

    private static final int MAX_REASONS = 5;
    private static final String CUT = " … (cut)";

    private final Redactor redactor;

    ReasonText(Redactor redactor) {
        this.redactor = redactor;
    }

    /** Returns a lead and the most important reasons, one a line, each with the name of its rule. */
    String of(String lead, List<Reason> reasons) {
        StringBuilder text = new StringBuilder(lead);
        for (Reason reason : reasons.subList(0, Math.min(MAX_REASONS, reasons.size()))) {
            text.append('\n')
                    .append(reason.text())
                    .append(" [")
                    .append(reason.rule())
                    .append(']');
        }
        if (reasons.size() > MAX_REASONS) {
            text.append("\nand ").append(reasons.size() - MAX_REASONS).append(" more reasons.");
        }
        return clean(text.toString());
    }

    /** Returns a text as it may be shown; a fixed one where it cannot be checked. */
    String clean(String text) {
        String safe;
        try {
            safe = redactor.redact(text);
        } catch (RuntimeException e) {
            return "The reason cannot be shown, since it cannot be checked for secrets.";
        }
        StringBuilder shown = new StringBuilder(Math.min(safe.length(), MAX_CHARS));
        safe.codePoints().forEach(c -> shown.appendCodePoint(isShown(c) ? c : '\uFFFD'));
        if (shown.length() <= MAX_CHARS) {
            return shown.toString();
        }
        int end = MAX_CHARS - CUT.length();
        return shown.substring(0, Character.isHighSurrogate(shown.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    private static boolean isShown(int c) {
        // Controls could steer a terminal; formats (bidirectional marks, zero-width characters) could disguise a text.
        return c == '\n' || c == '\t' || !(Character.isISOControl(c) || isDisguise(Character.getType(c)));
    }

    private static boolean isDisguise(int type) {
        return type == Character.FORMAT || type == Character.SURROGATE;
    }
}
