/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.personal;

import java.util.Map;
import java.util.function.Predicate;

/**
 * The rules by which issuers make the numbers of persons; each takes the digits and capitals of a number, without what
 * separates them.
 */
final class CheckDigits {
    private static final String DNI = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String HETU = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private static final String CURP = "0123456789ABCDEFGHIJKLMN#OPQRSTUVWXYZ";
    /** Values of 0 to 9 and of A to Z at the odd places of a codice fiscale. */
    private static final int[] CODICE_ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10,
        22, 25, 24, 23
    };

    private static final int[][] DIHEDRAL = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
        {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
        {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
        {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
        {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
        {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
        {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
        {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
        {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
        {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
    };
    private static final int[] TURN = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

    private static final Map<String, Predicate<String>> NAMED = Map.ofEntries(
            Map.entry("none", id -> true),
            Map.entry("us-itin", id -> id.charAt(0) == '9' && "5678".indexOf(id.charAt(3)) >= 0),
            Map.entry("uk-nino", CheckDigits::nino),
            Map.entry("uk-nhs", id -> weighted(id, 0, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)),
            Map.entry("de-tax", CheckDigits::germanTax),
            Map.entry("fr-nir", CheckDigits::french),
            Map.entry("es-dni", CheckDigits::spanish),
            Map.entry("it-codice", CheckDigits::italian),
            Map.entry("pl-pesel", id -> date(id, 2, true) && weighted(id, 0, 10, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)),
            Map.entry("nl-bsn", id -> weighted(id, 0, 11, 9, 8, 7, 6, 5, 4, 3, 2, -1)),
            Map.entry("br-cpf", id -> varied(id) && brazilian(id, 9) && brazilian(id, 10)),
            Map.entry("br-cnpj", id -> varied(id) && brazilian(id, 12) && brazilian(id, 13)),
            Map.entry("in-aadhaar", id -> id.charAt(0) >= '2' && verhoeff(id)),
            Map.entry("se-personal", CheckDigits::swedish),
            Map.entry("fi-hetu", CheckDigits::finnish),
            Map.entry("dk-cpr", id -> dayFirst(id)),
            Map.entry("no-birth", CheckDigits::norwegian),
            Map.entry("be-national", CheckDigits::belgian),
            Map.entry("ch-ahv", id -> weighted(id, 0, 10, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1)),
            Map.entry("luhn", id -> varied(id) && luhn(id)),
            Map.entry("za-id", id -> date(id, 2, false) && luhn(id)),
            Map.entry("au-tfn", id -> weighted(id, 0, 11, 1, 4, 3, 7, 5, 8, 6, 9, 10)),
            Map.entry("kr-rrn", CheckDigits::korean),
            Map.entry("cn-id", CheckDigits::chinese),
            Map.entry("mx-curp", CheckDigits::mexican),
            Map.entry("ar-cuit", CheckDigits::argentine),
            Map.entry("cl-rut", CheckDigits::chilean),
            Map.entry("tr-id", CheckDigits::turkish),
            Map.entry("pt-nif", CheckDigits::portuguese),
            Map.entry("ro-cnp", CheckDigits::romanian),
            Map.entry("sg-nric", CheckDigits::singaporean),
            Map.entry("jp-number", CheckDigits::japanese),
            Map.entry("cz-birth", CheckDigits::czech),
            Map.entry("ie-pps", CheckDigits::irish),
            Map.entry("at-svnr", CheckDigits::austrian));

    private CheckDigits() {}

    /**
     * Returns a rule by its name.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static Predicate<String> named(String name) {
        Predicate<String> found = NAMED.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no check is called " + name);
        }
        return found;
    }

    private static int digit(String id, int i) {
        return id.charAt(i) - '0';
    }

    private static int number(String id, int start, int end) {
        return Integer.parseInt(id, start, end, 10);
    }

    private static int sum(String id, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * digit(id, i);
        }
        return sum;
    }

    /** Whether the weighted digits add up to a number modulo another, and are not all zero. */
    private static boolean weighted(String id, int rest, int modulus, int... weights) {
        return varied(id) && Math.floorMod(sum(id, weights), modulus) == rest;
    }

    private static boolean varied(String id) {
        return id.chars().distinct().count() > 1;
    }

    static boolean luhn(String id) {
        int sum = 0;
        for (int i = 0; i < id.length(); i++) {
            int twice = digit(id, id.length() - 1 - i) << (i & 1);
            sum += twice > 9 ? twice - 9 : twice;
        }
        return sum % 10 == 0;
    }

    private static boolean verhoeff(String id) {
        int state = 0;
        for (int i = 0; i < id.length(); i++) {
            int d = digit(id, id.length() - 1 - i);
            for (int turns = i % 8; turns > 0; turns--) {
                d = TURN[d];
            }
            state = DIHEDRAL[state][d];
        }
        return state == 0;
    }

    /** Whether year, month and day stand at the beginning; a month may tell its century by 20, 40, 60 or 80 more. */
    private static boolean date(String id, int yearDigits, boolean centuries) {
        int month = number(id, yearDigits, yearDigits + 2);
        int day = number(id, yearDigits + 2, yearDigits + 4);
        return valid(centuries ? month % 20 : month, day);
    }

    private static boolean dayFirst(String id) {
        return valid(number(id, 2, 4), number(id, 0, 2));
    }

    private static boolean valid(int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    private static boolean nino(String id) {
        String prefix = id.substring(0, 2);
        return "DFIQUV".indexOf(id.charAt(0)) < 0
                && "DFIQUVO".indexOf(id.charAt(1)) < 0
                && !"BG GB NK KN TN NT ZZ".contains(prefix)
                && id.charAt(8) <= 'D';
    }

    /** Eleven digits by ISO 7064; of the first ten one stands twice or three times, at least one not at all. */
    private static boolean germanTax(String id) {
        int[] counts = new int[10];
        int product = 10;
        for (int i = 0; i < 10; i++) {
            counts[digit(id, i)]++;
            int sum = (digit(id, i) + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        int repeated = 0;
        for (int count : counts) {
            repeated += count > 1 ? 1 : 0;
            if (count > 3) {
                return false;
            }
        }
        return id.charAt(0) != '0' && repeated == 1 && digit(id, 10) == (11 - product) % 10;
    }

    private static boolean french(String id) {
        int month = number(id, 3, 5);
        String plain = id.replace("2A", "19").replace("2B", "18");
        if (!"123478".contains(id.substring(0, 1)) || month == 0 || (month > 12 && month < 20)) {
            return false;
        }
        for (int i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) > '9') {
                return false;
            }
        }
        return 97 - Long.parseLong(plain, 0, 13, 10) % 97 == number(plain, 13, 15);
    }

    private static boolean spanish(String id) {
        int first = "XYZ".indexOf(id.charAt(0));
        if (first < 0 && id.charAt(0) > '9') {
            return false;
        }
        int value = first < 0 ? number(id, 0, 8) : number(first + id.substring(1), 0, 8);
        return DNI.charAt(value % 23) == id.charAt(8);
    }

    private static boolean italian(String id) {
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            int value = Character.digit(id.charAt(i), 36);
            sum += i % 2 == 0 ? CODICE_ODD[value] : value < 10 ? value : value - 10;
        }
        return "ABCDEHLMPRST".indexOf(id.charAt(8)) >= 0 && 'A' + sum % 26 == id.charAt(15);
    }

    private static boolean brazilian(String id, int at) {
        int sum = 0;
        for (int i = 0; i < at; i++) {
            int weight = at + 1 - i;
            sum += digit(id, i) * (id.length() == 14 ? (weight - 2) % 8 + 2 : weight);
        }
        int rest = sum % 11;
        return digit(id, at) == (rest < 2 ? 0 : 11 - rest);
    }

    private static boolean swedish(String id) {
        String last = id.substring(id.length() - 10);
        int day = number(last, 4, 6);
        return valid(number(last, 2, 4), day > 60 ? day - 60 : day) && luhn(last);
    }

    private static boolean finnish(String id) {
        return dayFirst(id)
                && HETU.charAt(number(id.substring(0, 6) + id.substring(id.length() - 4), 0, 9) % 31)
                        == id.charAt(id.length() - 1);
    }

    private static boolean norwegian(String id) {
        int day = number(id, 0, 2);
        return valid(number(id, 2, 4) % 40, day > 40 ? day - 40 : day)
                && weighted(id, 0, 11, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
                && weighted(id, 0, 11, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1);
    }

    private static boolean belgian(String id) {
        long first = Long.parseLong(id, 0, 9, 10);
        int check = number(id, 9, 11);
        return date(id, 2, true) && (97 - first % 97 == check || 97 - (2_000_000_000L + first) % 97 == check);
    }

    private static boolean korean(String id) {
        int rest = (11 - sum(id, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5) % 11) % 10;
        return date(id, 2, false) && rest == digit(id, 12);
    }

    private static boolean chinese(String id) {
        int sum = sum(id, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
        int year = number(id, 6, 10);
        return year >= 1900
                && year < 2100
                && date(id.substring(6), 4, false)
                && "10X98765432".charAt(sum % 11) == id.charAt(17);
    }

    private static boolean mexican(String id) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += CURP.indexOf(id.charAt(i)) * (18 - i);
        }
        char sex = id.charAt(10);
        return date(id.substring(4), 2, false)
                && (sex == 'H' || sex == 'M' || sex == 'X')
                && (10 - sum % 10) % 10 == digit(id, 17);
    }

    private static boolean argentine(String id) {
        int rest = 11 - sum(id, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return "20 23 24 25 26 27 30 33 34".contains(id.substring(0, 2)) && rest % 11 == digit(id, 10);
    }

    private static boolean chilean(String id) {
        int sum = 0;
        for (int i = id.length() - 2, weight = 2; i >= 0; i--, weight = weight == 7 ? 2 : weight + 1) {
            sum += digit(id, i) * weight;
        }
        return "0K987654321".charAt(sum % 11) == id.charAt(id.length() - 1);
    }

    private static boolean turkish(String id) {
        int odd = digit(id, 0) + digit(id, 2) + digit(id, 4) + digit(id, 6) + digit(id, 8);
        int even = digit(id, 1) + digit(id, 3) + digit(id, 5) + digit(id, 7);
        int tenth = Math.floorMod(7 * odd - even, 10);
        return id.charAt(0) != '0' && digit(id, 9) == tenth && digit(id, 10) == (odd + even + tenth) % 10;
    }

    private static boolean portuguese(String id) {
        int rest = sum(id, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return "1235689".indexOf(id.charAt(0)) >= 0 && digit(id, 8) == (rest < 2 ? 0 : 11 - rest);
    }

    private static boolean romanian(String id) {
        int rest = sum(id, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
        return id.charAt(0) != '0' && date(id.substring(1), 2, false) && digit(id, 12) == (rest == 10 ? 1 : rest);
    }

    private static boolean singaporean(String id) {
        int sum = sum(id.substring(1), 2, 7, 6, 5, 4, 3, 2);
        char last = id.charAt(8);
        return switch (id.charAt(0)) {
            case 'S' -> "JZIHGFEDCBA".charAt(sum % 11) == last;
            case 'T' -> "JZIHGFEDCBA".charAt((sum + 4) % 11) == last;
            case 'F' -> "XWUTRQPNMLK".charAt(sum % 11) == last;
            case 'G' -> "XWUTRQPNMLK".charAt((sum + 4) % 11) == last;
            default -> false;
        };
    }

    private static boolean japanese(String id) {
        int rest = sum(id, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return varied(id) && digit(id, 11) == (rest < 2 ? 0 : 11 - rest);
    }

    private static boolean czech(String id) {
        long value = Long.parseLong(id, 0, 9, 10);
        int month = number(id, 2, 4) % 50;
        return valid(month > 20 ? month - 20 : month, number(id, 4, 6)) && value % 11 % 10 == digit(id, 9);
    }

    private static boolean irish(String id) {
        int sum = sum(id, 8, 7, 6, 5, 4, 3, 2) + (id.length() == 9 ? 9 * (id.charAt(8) - 'A' + 1) : 0);
        return "WABCDEFGHIJKLMNOPQRSTUV".charAt(sum % 23) == id.charAt(7);
    }

    private static boolean austrian(String id) {
        return valid(number(id, 6, 8), number(id, 4, 6)) && sum(id, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6) % 11 == digit(id, 3);
    }
}
