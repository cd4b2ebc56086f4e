/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The kinds of the detector as other tools would have to be told of them: the keywords that lead to each, and one expression
 * (RE2 syntax) for it. Read from the data of the detector, whose notation the README of governance-secrets describes.
 *
 * <p>An expression says what a rule looks for and not how it judges: no checksum, no placeholder, no word model. Kinds of
 * personal data are left out, since the detector looks for them only when asked.
 */
final class KindData {
    private static final String FOLDER = "internal/rules/kinds/";
    /** What every program is full of, names such as key and token, comes first: it is in all numbers of kinds. */
    private static final List<String> FILES = List.of(
            "generic",
            "forges",
            "ci",
            "registries",
            "cloud",
            "ai",
            "messaging",
            "payments",
            "observability",
            "databases",
            "infrastructure",
            "identity",
            "services",
            "wallets",
            "keys");

    private static final String UUID = "{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}";
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("digit", "0-9"),
            Map.entry("lower", "a-z"),
            Map.entry("upper", "A-Z"),
            Map.entry("letter", "a-zA-Z"),
            Map.entry("alnum", "0-9a-zA-Z"),
            Map.entry("lowernum", "0-9a-z"),
            Map.entry("uppernum", "0-9A-Z"),
            Map.entry("hex", "0-9a-fA-F"),
            Map.entry("lowerhex", "0-9a-f"),
            Map.entry("upperhex", "0-9A-F"),
            Map.entry("base32", "2-7A-Z"),
            Map.entry("lowerbase32", "2-7a-z"),
            Map.entry("base58", "1-9A-HJ-NP-Za-km-z"),
            Map.entry("bech32", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"),
            Map.entry("base64", "0-9a-zA-Z+/"),
            Map.entry("base64pad", "0-9a-zA-Z+/="),
            Map.entry("base64url", "0-9a-zA-Z_-"),
            Map.entry("base64urlpad", "0-9a-zA-Z_=-"),
            Map.entry("token", "0-9a-zA-Z_=+/.~-"),
            Map.entry("dotted", "0-9a-zA-Z_.-"),
            Map.entry("tilde", "0-9a-zA-Z_.~-"),
            Map.entry("uuid", "0-9a-fA-F-"),
            Map.entry("quoted", "0-9a-zA-Z_.+/=%-"),
            Map.entry("symbols", "!#-&(-;=?@A-\\[\\]^_a-z{|}~"),
            Map.entry("space", " \\t"));
    /** A name, an operator and a value, as lists of rules write it. */
    private static final String GIVEN = "[\\w.-]{0,20}[\"'\\s]{0,3}[:=]{1,3}[\"'\\s]{0,3}";

    /**
     * A kind.
     *
     * @param id its name
     * @param keywords one of them stands in every finding, small letters
     * @param expression finds it
     */
    record Kind(String id, List<String> keywords, String expression) {}

    private KindData() {}

    /** Returns the kinds in the order of the data. */
    static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (String file : FILES) {
            for (Map<String, List<String>> block : blocks(resource(FOLDER + file + ".txt"))) {
                if (!block.getOrDefault("category", List.of()).contains("personal")) {
                    kinds.add(kind(block));
                }
            }
        }
        return List.copyOf(kinds);
    }

    /** Returns the keywords of kinds, each once: those of ASCII, for libraries differ in the capitals of other letters. */
    static List<String> keywords(List<Kind> kinds) {
        Set<String> keywords = new LinkedHashSet<>();
        kinds.forEach(kind -> keywords.addAll(kind.keywords()));
        keywords.removeIf(keyword -> !keyword.chars().allMatch(c -> c < 128));
        return List.copyOf(keywords);
    }

    private static String resource(String name) {
        try (InputStream in = SecretScanner.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no data of kinds: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, List<String>>> blocks(String text) {
        List<Map<String, List<String>>> blocks = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            int space = line.indexOf(' ');
            String word = space < 0 ? line : line.substring(0, space);
            if (word.equals("kind")) {
                blocks.add(new LinkedHashMap<>());
            }
            if (space > 0 && !blocks.isEmpty()) {
                blocks.get(blocks.size() - 1)
                        .computeIfAbsent(word, key -> new ArrayList<>())
                        .add(line.substring(space + 1));
            }
        }
        return blocks;
    }

    private static Kind kind(Map<String, List<String>> block) {
        Set<String> keywords = new LinkedHashSet<>();
        List<String> parts = new ArrayList<>();
        for (String shape : all(block, "shape")) {
            keywords.add(anchor(shape).toLowerCase(Locale.ROOT));
            parts.add(expression(shape));
        }
        addContexts(block, keywords, parts);
        List<String> names = new ArrayList<>();
        for (String keyword : all(block, "keyword")) {
            String text = keyword.replace("{space}", " ").toLowerCase(Locale.ROOT);
            keywords.add(text);
            names.add(quote(text));
        }
        String named = "(?i:" + String.join("|", names) + ")";
        all(block, "value").forEach(shape -> parts.add(named + GIVEN + expression(shape)));
        for (String near : all(block, "near")) {
            int space = near.indexOf(' ');
            parts.add(named + "[^\\r\\n]{0," + near.substring(0, space) + "}?" + expression(near.substring(space + 1)));
        }
        all(block, "expression").forEach(text -> parts.add(text));
        if (!all(block, "matcher").isEmpty()) {
            parts.add(
                    all(block, "matcher").contains("pem")
                            ? named + "[^\\r\\n]{0,40}-----"
                            : named + GIVEN + "[^\\s\"']{8,80}");
        }
        return new Kind(all(block, "kind").get(0), List.copyOf(keywords), String.join("|", parts));
    }

    private static void addContexts(Map<String, List<String>> block, Set<String> keywords, List<String> parts) {
        List<String> words = new ArrayList<>();
        for (String line : all(block, "word")) {
            for (String word : line.toLowerCase(Locale.ROOT).split(" ", -1)) {
                for (String join : word.indexOf('_') < 0 ? List.of("") : List.of("_", "", "-", ".", " ")) {
                    keywords.add(word.replace("_", join));
                }
                words.add(quote(word).replace("_", "[_. -]?"));
            }
        }
        if (!words.isEmpty()) {
            String before = "\\b(?i:" + String.join("|", words) + ")[^\\r\\n]{0,80}?\\b";
            all(block, "context").forEach(shape -> parts.add(before + expression(shape)));
        }
    }

    private static List<String> all(Map<String, List<String>> block, String word) {
        return block.getOrDefault(word, List.of());
    }

    /** Returns the longest literal of a shape. */
    private static String anchor(String shape) {
        String longest = "";
        for (String literal :
                shape.replace("{uuid}", UUID).replaceAll("\\{[^}]*}", "\n").split("\n", -1)) {
            longest = literal.length() > longest.length() ? literal : longest;
        }
        return longest;
    }

    /** Returns a shape as an expression. */
    static String expression(String shape) {
        String text = shape.replace("{uuid}", UUID);
        StringBuilder expression = new StringBuilder("(?:");
        int i = 0;
        while (i < text.length()) {
            int open = text.indexOf('{', i);
            expression.append(quote(text.substring(i, open < 0 ? text.length() : open)));
            if (open < 0) {
                break;
            }
            int colon = text.indexOf(':', open);
            int close = text.indexOf('}', open);
            String members = CLASSES.get(text.substring(open + 1, colon));
            if (members == null) {
                throw new IllegalStateException("an unknown class of characters in " + shape);
            }
            // RE2 allows 1,000 repetitions at most.
            String[] length = text.substring(colon + 1, close).split("-", -1);
            expression.append('[').append(members).append("]{").append(Math.min(1000, Integer.parseInt(length[0])));
            if (length.length == 2) {
                expression.append(',').append(Math.min(1000, Integer.parseInt(length[1])));
            }
            expression.append('}');
            i = close + 1;
        }
        return expression.append(')').toString();
    }

    private static String quote(String literal) {
        StringBuilder quoted = new StringBuilder(literal.length() + 8);
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != ' ') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.toString();
    }
}
