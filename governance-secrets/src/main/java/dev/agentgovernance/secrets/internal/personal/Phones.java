/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.personal;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import dev.agentgovernance.secrets.internal.rules.Reading;
import dev.agentgovernance.secrets.internal.rules.Rule;
import java.util.List;

/** Phone numbers: with their country, in the form of North America, and national ones behind a word for phone. */
final class Phones {
    private static final int MOST_DIGITS = 15;
    /** Country codes of one and two digits; all others have three. */
    private static final String SHORT_CODES =
            " 1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84"
                    + " 86 90 91 92 93 94 95 98 ";
    /** First two digits of the codes of three. */
    private static final String LONG_CODES = " 21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 99 ";

    private static final List<String> CONTEXT = List.of(
            "phone",
            "tel",
            "telefon",
            "mobile",
            "mobil",
            "handy",
            "cell",
            "fax",
            "fon",
            "call",
            "whatsapp",
            "sms",
            "msisdn",
            "móvil",
            "portable",
            "celular",
            "cellulare",
            "contact");

    private Phones() {}

    /** Adds the phone number that begins at a place: a plus, a parenthesis or a digit. */
    static void match(Reading reading, Rule rule, int start) {
        TextLine line = reading.line();
        boolean plus = line.at(start) == '+';
        int digits = 0;
        int groups = 1;
        int i = start + (plus ? 1 : 0);
        while (digits <= MOST_DIGITS) {
            if (Chars.isDigit(line.at(i))) {
                digits++;
                i++;
            } else {
                int next = separatorEnd(line, i);
                if (next < 0) {
                    break;
                }
                groups++;
                i = next;
            }
        }
        line.step(i - start);
        if (digits < 7 || digits > MOST_DIGITS || !Surroundings.closes(line, i)) {
            return;
        }
        StringBuilder number = new StringBuilder(digits);
        for (int k = start; k < i; k++) {
            if (Chars.isDigit(line.at(k))) {
                number.append((char) line.at(k));
            }
        }
        if (number.chars().allMatch(c -> c == '0')) {
            return;
        }
        Confidence confidence = judge(line, start, plus, number, groups);
        if (confidence != null) {
            boolean place = isFiction(number);
            reading.add(
                    rule,
                    start,
                    i,
                    place ? Confidence.PLACEHOLDER : confidence,
                    place ? "a number for tests" : plus ? "its country and its length" : "its form");
        }
    }

    private static @org.jspecify.annotations.Nullable Confidence judge(
            TextLine line, int start, boolean plus, StringBuilder number, int groups) {
        if (plus) {
            return hasCountry(number) && number.length() >= 8 ? Confidence.LIKELY : null;
        }
        boolean american = number.length() == 10
                && groups == 3
                && number.charAt(0) >= '2'
                && number.charAt(3) >= '2'
                && (line.at(start) == '(' || line.at(start + 3) == '-');
        if (Surroundings.saysBefore(line, start, CONTEXT)) {
            return american || number.charAt(0) == '0' || groups > 1 ? Confidence.LIKELY : Confidence.POSSIBLE;
        }
        return american ? Confidence.POSSIBLE : null;
    }

    /** One of blank, hyphen, dot, slash and parentheses, or two of them, between groups of digits. */
    private static int separatorEnd(TextLine line, int i) {
        int end = i;
        while (end - i < 2 && isSeparator(line.at(end))) {
            end++;
        }
        return end > i && Chars.isDigit(line.at(end)) ? end : -1;
    }

    private static boolean isSeparator(int c) {
        return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
    }

    private static boolean hasCountry(CharSequence number) {
        if (number.length() < 3) {
            return false;
        }
        return SHORT_CODES.contains(" " + number.charAt(0) + " ")
                || SHORT_CODES.contains(" " + number.subSequence(0, 2) + " ")
                || LONG_CODES.contains(" " + number.subSequence(0, 2) + " ");
    }

    /** 555-01xx is kept free for stories. */
    private static boolean isFiction(CharSequence number) {
        int length = number.length();
        return length >= 10
                && number.subSequence(length - 7, length - 2).toString().equals("55501");
    }
}
