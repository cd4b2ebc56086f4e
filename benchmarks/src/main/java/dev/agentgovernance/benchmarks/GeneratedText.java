/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Texts made from a seed: transcripts of agents, logs, and small stand-ins for the corpora that are fetched. Secrets are
 * planted at a chosen distance; each is drawn by chance, so none is alive.
 *
 * <p>INVARIANT: the same seed, size and distance give the same text on every machine.
 */
final class GeneratedText {
    private static final String ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final List<String> NOUNS = List.of(
            "order",
            "cart",
            "token",
            "session",
            "request",
            "handler",
            "user",
            "invoice",
            "cache",
            "index",
            "key",
            "stream",
            "parser",
            "config",
            "branch",
            "author",
            "secretary",
            "keyboard",
            "passenger",
            "build",
            "module",
            "worker",
            "queue",
            "schema",
            "client",
            "address",
            "channel",
            "payload",
            "metric",
            "region");
    private static final List<String> VERBS = List.of(
            "load", "store", "find", "merge", "open", "close", "read", "write", "check", "build", "parse", "retry",
            "map", "filter", "count", "send", "resolve", "update");
    private static final List<String> PATHS = List.of(
            "src/main/java/shop",
            "src/test/java/shop",
            "web/src/components",
            "infra/modules/network",
            "docs/guide",
            "services/billing",
            "tools/scripts");
    private static final List<String> PROSE = List.of(
            "I will look at the failing test first and then change the handler.",
            "The build is green again. The token of the parser was read twice.",
            "Let me check which files use this key before I rename it.",
            "That is a secret of the trade: the index must be warm.",
            "Done. I did not push, because the branch is protected.");

    private final Random random;
    private final int distance;
    private final List<String> planted = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int nextSecret;

    private GeneratedText(long seed, int distance) {
        random = new Random(seed);
        this.distance = distance;
        nextSecret = distance / 2;
    }

    /**
     * A text and what was planted in it.
     *
     * @param text the text
     * @param secrets the secrets in it, as they stand there
     */
    record Planted(String text, List<String> secrets) {}

    /**
     * Returns lines of JSON as a coding agent's session leaves them.
     *
     * @param chars about how long it is
     * @param distance how many characters are between secrets; 0 for none
     */
    static Planted transcript(long seed, int chars, int distance) {
        GeneratedText made = new GeneratedText(seed, distance);
        while (made.text.length() < chars) {
            made.event();
        }
        return made.planted();
    }

    /** Returns lines of logs; the parameters are those of a transcript. */
    static Planted logs(long seed, int chars, int distance) {
        GeneratedText made = new GeneratedText(seed, distance);
        while (made.text.length() < chars) {
            made.text.append(made.logLine()).append('\n');
        }
        return made.planted();
    }

    /** Returns code in lines; the parameters are those of a transcript. */
    static Planted code(long seed, int chars, int distance) {
        GeneratedText made = new GeneratedText(seed, distance);
        while (made.text.length() < chars) {
            made.text.append(made.codeLine()).append('\n');
        }
        return made.planted();
    }

    private Planted planted() {
        return new Planted(text.toString(), List.copyOf(planted));
    }

    private void event() {
        String uuid = hex(8) + "-" + hex(4) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12);
        text.append("{\"uuid\":\"").append(uuid).append("\",\"type\":");
        switch (random.nextInt(5)) {
            case 0 ->
                text.append("\"assistant\",\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"")
                        .append(one(PROSE))
                        .append("\"}]}}");
            case 1 ->
                text.append(
                                "\"assistant\",\"message\":{\"content\":[{\"type\":\"tool_use\",\"name\":\"Bash\",\"input\":{\"command\":\"")
                        .append(escaped(command()))
                        .append("\"}}]}}");
            case 2 -> result(this::codeLine);
            case 3 -> result(this::logLine);
            default -> result(this::diffLine);
        }
        text.append('\n');
    }

    /** A part of a transcript that is many lines in one string. */
    private void result(java.util.function.Supplier<String> line) {
        text.append("\"user\",\"message\":{\"content\":[{\"type\":\"tool_result\",\"content\":\"");
        int lines = 5 + random.nextInt(60);
        for (int i = 0; i < lines; i++) {
            text.append(escaped(line.get())).append("\\n");
        }
        text.append("\"}]}}");
    }

    private String command() {
        return switch (random.nextInt(4)) {
            case 0 -> "cd " + one(PATHS) + " && grep -rn '" + name() + "' --include=*.java . | head -20";
            case 1 -> "mvn -q test -Dtest=" + capital(name()) + "Test";
            case 2 -> "git diff --stat HEAD~" + random.nextInt(9) + " -- " + path();
            default -> withSecret("export ", "curl -s https://shop.example.com/" + one(NOUNS));
        };
    }

    private String codeLine() {
        String indent = "    ".repeat(1 + random.nextInt(4));
        return indent
                + switch (random.nextInt(8)) {
                    case 0 -> "private final " + capital(name()) + " " + name() + ";";
                    case 1 -> "if (" + name() + " == null || " + name() + ".isEmpty()) {";
                    case 2 -> "return " + name() + "." + name() + "(" + one(NOUNS) + ", \"" + one(NOUNS) + "\");";
                    case 3 -> "}";
                    case 4 -> "// The " + one(NOUNS) + " is " + one(VERBS) + " before the " + one(NOUNS) + ".";
                    case 5 -> "\"" + name() + "\": " + random.nextInt(100_000) + ",";
                    case 6 ->
                        withSecret("String ", "String " + name() + " = \"" + one(NOUNS) + "-" + one(NOUNS) + "\";");
                    default ->
                        name() + "." + one(VERBS) + "(" + name() + " -> " + name() + ".get(" + one(NOUNS) + "));";
                };
    }

    private String logLine() {
        String time = String.format(
                Locale.ROOT,
                "2026-11-%02dT%02d:%02d:%02d.%03dZ",
                1 + random.nextInt(28),
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60),
                random.nextInt(1000));
        return time
                + switch (random.nextInt(6)) {
                    case 0 ->
                        " INFO  [http-" + random.nextInt(64) + "] GET /" + one(NOUNS) + "/" + random.nextInt(90_000)
                                + " 200 " + random.nextInt(400) + "ms trace=" + hex(32);
                    case 1 -> " DEBUG [" + one(NOUNS) + "-pool] " + name() + " took " + random.nextInt(900) + " ms";
                    case 2 -> " WARN  [main] " + one(VERBS) + " of " + path() + " was slow, key=" + one(NOUNS);
                    case 3 ->
                        " ERROR [worker] java.lang.IllegalStateException: no " + one(NOUNS) + " at shop."
                                + capital(name()) + "." + one(VERBS) + "(" + capital(name()) + ".java:"
                                + random.nextInt(900) + ")";
                    case 4 ->
                        " INFO  [audit] user=" + random.nextInt(9000) + " " + one(VERBS) + "s " + one(NOUNS) + " "
                                + hex(8) + "-" + hex(4) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12);
                    default -> withSecret(" INFO  env ", " INFO  [main] " + one(NOUNS) + " is up");
                };
    }

    private String diffLine() {
        return switch (random.nextInt(6)) {
            case 0 -> "@@ -" + random.nextInt(900) + ",7 +" + random.nextInt(900) + ",9 @@";
            case 1 -> "diff --git a/" + path() + " b/" + path();
            case 2, 3 -> "+" + codeLine();
            case 4 -> "-" + codeLine();
            default -> " " + codeLine();
        };
    }

    /** Returns a line with a secret when one is due, or another line. */
    private String withSecret(String before, String otherwise) {
        if (distance <= 0 || text.length() < nextSecret) {
            return otherwise;
        }
        nextSecret = text.length() + distance;
        String secret = secret();
        planted.add(secret);
        return before + "SERVICE_TOKEN='" + secret + "'";
    }

    private String secret() {
        return switch (random.nextInt(5)) {
            case 0 -> "AK" + "IA" + from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16);
            case 1 -> "glp" + "at-" + from(ALNUM, 20);
            case 2 -> "sk_" + "live_" + from(ALNUM, 24);
            case 3 -> "AI" + "za" + from(ALNUM, 35);
            default -> "xo" + "xb-" + from("0123456789", 12) + "-" + from("0123456789", 12) + "-" + from(ALNUM, 24);
        };
    }

    private String path() {
        return one(PATHS) + "/" + capital(name()) + ".java";
    }

    private String name() {
        return one(VERBS) + capital(one(NOUNS));
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String escaped(String line) {
        return line.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private String hex(int length) {
        return from("0123456789abcdef", length);
    }

    private String from(String alphabet, int length) {
        StringBuilder made = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            made.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return made.toString();
    }
}
