/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.api.secret.SecretKind.Category;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The rules of a scanner, and which keyword leads to which of them. Immutable. */
public final class RuleSet {
    private static final Set<String> WORDS = Set.of(
            "provider",
            "category",
            "profile",
            "keyword",
            "shape",
            "value",
            "near",
            "expression",
            "after",
            "matcher",
            "check",
            "confidence",
            "+",
            "-");
    private static final String MARKER = "[redacted:";
    private static final int RANK_LITERAL = 100;
    private static final int RANK_BLOCK = 90;
    private static final int RANK_SHAPE = 80;
    private static final int RANK_VALUE = 60;
    private static final int RANK_SURROUNDINGS = 50;
    private static final int RANK_DIGITS = 40;
    private static final int RANK_GENERIC = 20;

    private final List<Rule> rules;
    private final List<String> keywords;
    private final Rule[][] byKeyword;

    private RuleSet(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        Map<String, List<Rule>> index = new LinkedHashMap<>();
        for (Rule rule : rules) {
            for (String keyword : rule.keywords()) {
                index.computeIfAbsent(keyword, key -> new ArrayList<>()).add(rule);
            }
        }
        keywords = List.copyOf(index.keySet());
        byKeyword =
                index.values().stream().map(list -> list.toArray(Rule[]::new)).toArray(Rule[][]::new);
    }

    /**
     * Makes the rules from the data.
     *
     * @param personal whether kinds of the personal profile are among them
     * @param literals values to find as they are
     * @throws IllegalArgumentException if a block is not well formed
     */
    public static RuleSet of(List<KindFile.Block> blocks, boolean personal, List<String> literals) {
        return of(blocks, personal, literals, List.of());
    }

    /**
     * Makes the rules from the data, with some that are made elsewhere.
     *
     * @throws IllegalArgumentException if a block is not well formed
     */
    public static RuleSet of(List<KindFile.Block> blocks, boolean personal, List<String> literals, List<Rule> more) {
        List<Rule> rules = new ArrayList<>(more);
        for (KindFile.Block block : blocks) {
            if (personal || !block.one("profile", "standard").equals("personal")) {
                addRules(block, rules);
            }
        }
        SecretKind named = new SecretKind("named-value", "generic", Category.SECRET);
        for (String literal : literals) {
            rules.add(literal(named, literal));
        }
        SecretKind marker = new SecretKind("redaction-marker", "generic", Category.SECRET);
        rules.add(new Rule(marker, 0, List.of(MARKER), RuleSet::marker));
        return new RuleSet(rules);
    }

    /** Keywords are ASCII: the longest part of the value that is leads to it. */
    private static Rule literal(SecretKind kind, String literal) {
        int best = 0;
        int bestEnd = 0;
        for (int i = 0; i < literal.length(); i++) {
            int end = i;
            while (end < literal.length() && literal.charAt(end) < 128) {
                end++;
            }
            if (end - i > bestEnd - best) {
                best = i;
                bestEnd = end;
            }
            i = end;
        }
        if (bestEnd == best) {
            throw new IllegalArgumentException("a value to mask holds at least one ASCII character");
        }
        int offset = best;
        Rule.Matcher matcher = (reading, rule, start, end) -> {
            int from = start - offset;
            reading.line().step(literal.length());
            if (reading.line().matches(from, literal)) {
                reading.add(rule, from, from + literal.length(), Confidence.CONFIRMED, "a value that the host named");
            }
        };
        String keyword = literal.substring(best, bestEnd).toLowerCase(Locale.ROOT);
        return new Rule(kind, RANK_LITERAL, List.of(keyword), matcher);
    }

    /** {@code [REDACTED:kind:8 digits]}, and nothing that only begins like it: else it would be a place to hide in. */
    private static void marker(Reading reading, Rule rule, int start, int end) {
        int i = end;
        while (i - end < 64 && isKindName(reading.line().at(i))) {
            i++;
        }
        int digits = i + 1;
        if (reading.line().at(i) != ':') {
            return;
        }
        for (int d = digits; d < digits + 8; d++) {
            if (!Chars.isHex(reading.line().at(d))) {
                return;
            }
        }
        if (reading.line().at(digits + 8) == ']') {
            reading.addMarker(rule, start, digits + 9);
        }
    }

    private static boolean isKindName(int c) {
        return (Chars.isAlnum(c) && !Chars.isUpper(c)) || c == '-';
    }

    private static void addRules(KindFile.Block block, List<Rule> rules) {
        for (String word : block.lines().keySet()) {
            if (!WORDS.contains(word)) {
                throw new IllegalArgumentException(block.kind() + ": what is " + word + "?");
            }
        }
        SecretKind kind = new SecretKind(
                block.kind(),
                block.one("provider", "generic"),
                Category.valueOf(block.one("category", "secret").toUpperCase(Locale.ROOT)));
        Checks check = Checks.named(block.one("check", "none"));
        Confidence confidence =
                Confidence.valueOf(block.one("confidence", "likely").toUpperCase(Locale.ROOT));
        List<String> keywords = block.all("keyword").stream()
                .map(k -> k.replace("{space}", " ").toLowerCase(Locale.ROOT))
                .toList();
        for (String text : block.all("shape")) {
            Shape shape = Shape.parse(text);
            rules.add(new Rule(
                    kind,
                    RANK_SHAPE,
                    List.of(shape.anchor().toLowerCase(Locale.ROOT)),
                    Matchers.shape(shape, check, confidence)));
        }
        for (String text : block.all("value")) {
            rules.add(new Rule(kind, RANK_VALUE, keywords, Matchers.value(Shape.parse(text), check, confidence)));
        }
        for (String text : block.all("near")) {
            int space = text.indexOf(' ');
            int distance = Integer.parseInt(text.substring(0, space));
            Shape shape = Shape.parse(text.substring(space + 1));
            rules.add(new Rule(kind, RANK_VALUE, keywords, Matchers.near(shape, distance, confidence)));
        }
        for (String text : block.all("expression")) {
            String before = block.one("after", "");
            rules.add(new Rule(
                    kind, RANK_SURROUNDINGS, keywords, Matchers.expression(text, before.isEmpty() ? null : before)));
        }
        for (String text : block.all("matcher")) {
            rules.add(byName(kind, keywords, text));
        }
    }

    private static Rule byName(SecretKind kind, List<String> keywords, String name) {
        return switch (name) {
            case "pem" ->
                new Rule(kind, RANK_BLOCK + (keywords.get(0).startsWith("-") ? 0 : 1), keywords, PemMatcher::match);
            case "assignment" -> new Rule(kind, RANK_GENERIC, keywords, Matchers::assignment);
            case "url-credentials" -> new Rule(kind, RANK_SURROUNDINGS, keywords, WebMatchers::urlCredentials);
            case "basic" -> new Rule(kind, RANK_SURROUNDINGS, keywords, WebMatchers::basic);
            case "bearer" -> new Rule(kind, RANK_SURROUNDINGS, keywords, WebMatchers::bearer);
            case "email" -> new Rule(kind, RANK_DIGITS, keywords, WebMatchers::email);
            // Found by their digits; see DigitRuns.
            case "payment-card", "bank-account" ->
                new Rule(kind, RANK_DIGITS, List.of(), (reading, rule, start, end) -> {});
            default -> throw new IllegalArgumentException("no matcher is called " + name);
        };
    }

    /** Returns the rules. */
    public List<Rule> rules() {
        return rules;
    }

    /** Returns the keywords in small letters, each once. */
    public List<String> keywords() {
        return keywords;
    }

    /** Runs the rules of a keyword that ends before {@code end}. */
    public void match(Reading reading, int keyword, int end) {
        int start = end - keywords.get(keyword).length();
        for (Rule rule : byKeyword[keyword]) {
            rule.matcher().match(reading, rule, start, end);
        }
    }

    /**
     * Returns the only rule of a kind that has one.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public Rule rule(String kind) {
        return rules.stream()
                .filter(rule -> rule.kind().id().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind is called " + kind));
    }
}
