/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Placeholders;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.Checksums;
import dev.agentgovernance.secrets.internal.match.TextLine;

/**
 * Payment cards and bank accounts: they have no keyword, so their long runs of digits are looked for, by every eighth
 * character, which no run of ten passes.
 */
public final class DigitRuns {
    private static final int STRIDE = 8;
    private static final int SHORTEST = 10;
    private static final int LONGEST = 40;
    /** Country and length of an account number. */
    private static final String ACCOUNT_LENGTHS =
            "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29CH21CR22CY28CZ24DE22DK18DO28EE20ES24FI18"
                    + "FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IS26IT27JO30KW30KZ20LB28LI21LT20LU20LV21MC27MD24ME22MK19MR27MT31"
                    + "MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SE24SI19SK24SM27TN24TR26UA29VG24XK20";

    private DigitRuns() {}

    /** Looks for cards and accounts in the line. */
    public static void match(Reading reading, Rule card, Rule account) {
        TextLine line = reading.line();
        for (int i = line.from() + STRIDE - 1; i < line.to(); i += STRIDE) {
            if (isPart(line, i)) {
                i = matchRun(reading, card, account, i);
            }
        }
    }

    private static int matchRun(Reading reading, Rule card, Rule account, int inside) {
        TextLine line = reading.line();
        int start = inside;
        while (inside - start < STRIDE && isPart(line, start - 1)) {
            start--;
        }
        int end = inside + 1;
        while (isPart(line, end)) {
            end++;
        }
        line.step(end - start);
        while (start < end && !Chars.isDigit(line.at(start))) {
            start++;
        }
        int last = end;
        while (last > start && !Chars.isDigit(line.at(last - 1))) {
            last--;
        }
        if (last - start >= SHORTEST && last - start <= LONGEST) {
            card(reading, card, start, last);
            account(reading, account, start);
        }
        return end;
    }

    /** A digit, or a single blank or hyphen between two. */
    private static boolean isPart(TextLine line, int i) {
        int c = line.at(i);
        return Chars.isDigit(c)
                || ((c == ' ' || c == '-') && Chars.isDigit(line.at(i - 1)) && Chars.isDigit(line.at(i + 1)));
    }

    private static void card(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        int digits = 0;
        for (int i = start; i < end; i++) {
            digits += Chars.isDigit(line.at(i)) ? 1 : 0;
        }
        int before = line.at(start - 1);
        int behind = line.at(end);
        boolean alone = !Chars.isAlnum(before)
                && before != '.'
                && before != '_'
                && before != '-'
                && before != '/'
                && !Chars.isAlnum(behind)
                && behind != '_'
                && behind != '-'
                && !(behind == '.' && Chars.isDigit(line.at(end + 1)));
        if (alone && isIssued(line, start, digits) && Checksums.luhn(line, start, end)) {
            boolean grouped = end - start > digits;
            boolean place = Placeholders.isPlaceholder(line, start, end);
            reading.add(
                    rule,
                    start,
                    end,
                    place ? Confidence.PLACEHOLDER : grouped ? Confidence.LIKELY : Confidence.POSSIBLE,
                    place ? "a number for tests" : "its digits add up");
        }
    }

    private static boolean isIssued(TextLine line, int start, int digits) {
        int first = line.at(start) - '0';
        int second = line.at(start + 1) - '0';
        return switch (first) {
            case 4 -> digits == 16 || digits == 19;
            case 5 -> digits == 16 && second >= 1 && second <= 5;
            case 2 -> digits == 16 && second >= 2 && second <= 7;
            case 3 ->
                switch (digits) {
                    case 14 -> second == 0 || second == 6 || second == 8;
                    case 15 -> second == 4 || second == 7;
                    default -> digits == 16 && second == 5;
                };
            case 6 -> digits == 16 && (second == 0 || second == 4 || second == 5 || second == 2);
            default -> false;
        };
    }

    /** An account number begins two characters before its first digits, or two and a bank's letters before. */
    private static void account(Reading reading, Rule rule, int digits) {
        TextLine line = reading.line();
        for (int start = digits - 2; start >= digits - 12 && start >= line.from(); start--) {
            if (Chars.isUpper(line.at(start))
                    && Chars.isUpper(line.at(start + 1))
                    && Chars.isDigit(line.at(start + 2))
                    && Chars.isDigit(line.at(start + 3))
                    && !Chars.isAlnum(line.at(start - 1))) {
                int end = accountEnd(line, start);
                if (end > 0 && Checksums.mod97(line, start, end) == 1) {
                    boolean place = Placeholders.isPlaceholder(line, start, end);
                    reading.add(
                            rule,
                            start,
                            end,
                            place ? Confidence.PLACEHOLDER : Confidence.CONFIRMED,
                            place ? "a number for tests" : "its length fits its country and its check digits fit");
                }
                return;
            }
        }
    }

    private static int accountEnd(TextLine line, int start) {
        int country = -1;
        for (int i = 0; i < ACCOUNT_LENGTHS.length(); i += 4) {
            if (line.at(start) == ACCOUNT_LENGTHS.charAt(i) && line.at(start + 1) == ACCOUNT_LENGTHS.charAt(i + 1)) {
                country = i;
            }
        }
        if (country < 0) {
            return -1;
        }
        int length = Integer.parseInt(ACCOUNT_LENGTHS, country + 2, country + 4, 10);
        int i = start;
        int count = 0;
        while (count < length) {
            int c = line.at(i);
            if (Chars.isDigit(c) || Chars.isUpper(c)) {
                count++;
            } else if (c != ' ' || !Chars.isAlnum(line.at(i + 1))) {
                return -1;
            }
            i++;
        }
        line.step(i - start);
        return Chars.isAlnum(line.at(i)) ? -1 : i;
    }
}
