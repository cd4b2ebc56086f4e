/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import java.util.Locale;

/** Makes text from outside fit to be shown: what is invisible or changes the direction is written out, and it ends. */
final class Display {

    private static final int MOST = 160;

    private Display() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), MOST) + 16);
        int i = 0;
        while (i < text.length() && i < MOST) {
            int c = text.codePointAt(i);
            int width = Character.charCount(c);
            if (hidden(c)) {
                shown.append(String.format(Locale.ROOT, "\\u{%04X}", c));
            } else {
                shown.appendCodePoint(c);
            }
            i += width;
        }
        if (i < text.length()) {
            shown.append("… (").append(text.length() - i).append(" more characters)");
        }
        return shown.toString();
    }

    private static boolean hidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> c != ' ' && Character.isSpaceChar(c);
        };
    }
}
