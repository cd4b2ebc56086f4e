/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.secrets.internal.match.CharClass;
import dev.agentgovernance.secrets.internal.match.Checksums;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Expands the examples of the data: {@code {alnum:36}} becomes 36 characters drawn by a seeded chance. */
final class Templates {
    private Templates() {}

    static String expand(String template, Random random) {
        return expand(template, random, new ArrayList<>());
    }

    /** Also tells which characters chance made. */
    static String expand(String template, Random random, List<String> drawn) {
        StringBuilder out = new StringBuilder();
        String lastRun = "";
        int i = 0;
        while (i < template.length()) {
            int close = template.indexOf('}', i);
            if (template.charAt(i) != '{' || close < 0 || !isName(template, i + 1, close)) {
                out.append(template.charAt(i++));
                continue;
            }
            String name = template.substring(i + 1, close);
            int colon = name.indexOf(':');
            if (colon > 0) {
                lastRun = run(
                        CharClass.named(name.substring(0, colon)), Integer.parseInt(name.substring(colon + 1)), random);
                out.append(lastRun);
                drawn.add(lastRun);
            } else {
                out.append(made(name, out, lastRun, random));
            }
            i = close + 1;
        }
        return out.toString();
    }

    private static boolean isName(String template, int start, int end) {
        return end > start
                && template.substring(start, end)
                        .matches("[a-z0-9]+:\\d+|nl|tab|uuid|crc62|luhn|one5|iban|ibangrouped|jwt|basic");
    }

    private static String made(String name, CharSequence before, String lastRun, Random random) {
        return switch (name) {
            case "nl" -> "\n";
            case "tab" -> "\t";
            case "uuid" -> expand("{lowerhex:8}-{lowerhex:4}-{lowerhex:4}-{lowerhex:4}-{lowerhex:12}", random);
            case "crc62" -> Checksums.base62(Checksums.crc32(lastRun));
            case "one5" -> String.valueOf(1 + random.nextInt(5));
            case "luhn" -> luhn(before);
            case "iban" -> iban(random);
            case "ibangrouped" -> iban(random).replaceAll("(.{4})(?=.)", "$1 ");
            case "jwt" ->
                base64Url("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")
                        + "." + base64Url("{\"sub\":\"" + run(CharClass.named("alnum"), 12, random) + "\"}")
                        + "." + run(CharClass.named("alnum"), 43, random);
            case "basic" ->
                Base64.getEncoder()
                        .encodeToString(
                                ("bob:" + run(CharClass.named("alnum"), 14, random)).getBytes(StandardCharsets.UTF_8));
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Draws a run; one that hardly varies is drawn again, as whoever issues tokens would never see it either. */
    static String run(CharClass members, int length, Random random) {
        int least = length < 8 ? 1 : (Math.min(length, members.members().length()) + 1) / 2;
        String run = drawn(members, length, random);
        for (int tries = 0; tries < 20 && run.chars().distinct().count() < least; tries++) {
            run = drawn(members, length, random);
        }
        return run;
    }

    private static String drawn(CharClass members, int length, Random random) {
        StringBuilder run = new StringBuilder();
        for (int i = 0; i < length; i++) {
            run.append(members.members().charAt(random.nextInt(members.members().length())));
        }
        return run.toString();
    }

    private static String base64Url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String luhn(CharSequence before) {
        int sum = 0;
        boolean twice = true;
        for (int i = before.length() - 1; i >= 0; i--) {
            char c = before.charAt(i);
            if (c == ' ') {
                continue;
            }
            if (c < '0' || c > '9') {
                break;
            }
            int digit = c - '0';
            sum += twice ? (digit > 4 ? 2 * digit - 9 : 2 * digit) : digit;
            twice = !twice;
        }
        return String.valueOf((10 - sum % 10) % 10);
    }

    private static String iban(Random random) {
        String account = run(CharClass.named("digit"), 18, random);
        int rest = new java.math.BigInteger(account + "131400")
                .mod(java.math.BigInteger.valueOf(97))
                .intValue();
        return "DE" + String.format("%02d", 98 - rest) + account;
    }
}
