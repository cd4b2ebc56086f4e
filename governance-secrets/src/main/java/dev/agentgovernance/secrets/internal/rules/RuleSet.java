/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.api.secret.SecretKind.Category;
import dev.agentgovernance.secrets.internal.filter.Strictness;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The rules of a scanner, and which keyword leads to which of them. Immutable. */
public final class RuleSet {
    private static final String MARKER = "[redacted:";
    private static final int RANK_LITERAL = 100;
    private final List<Rule> rules;
    private final List<String> keywords;
    private final Rule[][] byKeyword;
    /** Of each keyword: those of its rules, alike ones once. */
    private final Gate[][] gates;

    private final int[] lengths;
    private final Strictness strictness;

    private RuleSet(List<Rule> rules, Strictness strictness) {
        this.strictness = strictness;
        this.rules = List.copyOf(rules);
        Map<String, List<Rule>> index = new LinkedHashMap<>();
        for (Rule rule : rules) {
            for (String keyword : rule.keywords()) {
                index.computeIfAbsent(keyword, key -> new ArrayList<>()).add(rule);
            }
        }
        keywords = List.copyOf(index.keySet());
        lengths = keywords.stream().mapToInt(String::length).toArray();
        byKeyword =
                index.values().stream().map(list -> list.toArray(Rule[]::new)).toArray(Rule[][]::new);
        gates = new Gate[byKeyword.length][];
        for (int keyword = 0; keyword < gates.length; keyword++) {
            gates[keyword] = gates(byKeyword[keyword]);
        }
    }

    private static Gate[] gates(Rule[] rules) {
        List<Gate> gates = new ArrayList<>();
        List<Shape> behindName = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.matcher() instanceof ContextMatcher matcher) {
                behindName.add(matcher.shape());
            } else {
                Gate gate = rule.matcher().gate();
                // Rules share few gates, and those are the same object.
                if (gates.stream().noneMatch(other -> other == gate)) {
                    gates.add(gate);
                }
            }
        }
        if (!behindName.isEmpty()) {
            gates.add(ContextGate.of(behindName));
        }
        return gates.toArray(Gate[]::new);
    }

    /**
     * Makes the rules from the data.
     *
     * @param strictness how much has to speak for a value under a telling name
     * @param literals values to find as they are
     * @param more rules that are made elsewhere
     * @throws IllegalArgumentException if a block is not well formed
     */
    public static RuleSet of(
            List<KindFile.Block> blocks, Strictness strictness, List<String> literals, List<Rule> more) {
        List<Rule> rules = new ArrayList<>(more);
        Set<String> names = new HashSet<>();
        IssuerForms forms = strictness == Strictness.THOROUGH ? IssuerForms.NONE : IssuerForms.of(blocks);
        for (KindFile.Block block : blocks) {
            if (!names.add(block.kind())) {
                throw new IllegalArgumentException(
                        block.place() + ": there is a kind called " + block.kind() + " already");
            }
            rules.addAll(BlockRules.of(block, forms));
        }
        SecretKind named = new SecretKind("named-value", "generic", Category.SECRET);
        for (String literal : literals) {
            rules.add(literal(named, literal));
        }
        SecretKind marker = new SecretKind("redaction-marker", "generic", Category.SECRET);
        rules.add(new Rule(marker, 0, List.of(MARKER), RuleSet::marker));
        return new RuleSet(rules, strictness);
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

    /** Returns how much has to speak for a value under a telling name. */
    public Strictness strictness() {
        return strictness;
    }

    /** Returns the rules. */
    public List<Rule> rules() {
        return rules;
    }

    /** Returns the keywords in small letters, each once. */
    public List<String> keywords() {
        return keywords;
    }

    /**
     * Runs the rules of a keyword that ends before {@code end}, if it begins in the line.
     *
     * @param gated whether to leave out rules of which a few steps tell that they find nothing; a test compares
     */
    public void match(Reading reading, int keyword, int end, boolean gated) {
        int start = end - lengths[keyword];
        if (start < reading.line().from()) {
            return;
        }
        Gate first = gates[keyword][0];
        // The other matchers begin with what their gates ask.
        if (gated
                && gates[keyword].length == 1
                && first instanceof ContextGate
                && !first.opens(reading.line(), start, end)) {
            return;
        }
        for (Rule rule : byKeyword[keyword]) {
            rule.matcher().match(reading, rule, start, end);
        }
    }

    /** Returns the gates of a keyword: if none opens, its rules find nothing. */
    Gate[] gates(int keyword) {
        return gates[keyword];
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
