/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.personal;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/**
 * The form of a number: {@code 9} is a digit, {@code A} a capital, {@code X} a digit or a capital; what stands before
 * {@code ?} may be missing; {@code ~} is a blank; everything else stands for itself. Immutable.
 *
 * @param text the form
 */
record Form(String text) {

    /** Returns where a number ends that begins at a place, or -1. What may be missing is not tried both ways. */
    int end(TextLine line, int start) {
        int i = start;
        for (int f = 0; f < text.length(); f++) {
            char wanted = text.charAt(f);
            boolean optional = f + 1 < text.length() && text.charAt(f + 1) == '?';
            boolean fits = fits(wanted, line.at(i));
            i += fits ? 1 : 0;
            if (!fits && !optional) {
                return -1;
            }
            f += optional ? 1 : 0;
        }
        return i;
    }

    private static boolean fits(char wanted, int c) {
        return switch (wanted) {
            case '9' -> Chars.isDigit(c);
            case 'A' -> Chars.isUpper(c);
            case 'X' -> Chars.isDigit(c) || Chars.isUpper(c);
            case '~' -> c == ' ';
            default -> c == wanted;
        };
    }

    /** Returns whether the first character of a number may be a digit. */
    boolean startsWithDigit() {
        char first = text.charAt(0);
        return first == '9' || first == 'X' || Chars.isDigit(first);
    }

    /** Returns whether the first character of a number may be a capital. */
    boolean startsWithCapital() {
        char first = text.charAt(0);
        return first == 'X' || Chars.isUpper(first);
    }
}
