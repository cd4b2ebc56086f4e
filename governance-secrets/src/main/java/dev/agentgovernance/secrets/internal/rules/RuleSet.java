/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.api.secret.SecretKind.Category;
import dev.agentgovernance.secrets.internal.filter.Strictness;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.Shape;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a scanner, and which keyword leads to which of them. Immutable, safe for use by several threads: what is made
 * late is made the same by every thread.
 */
public final class RuleSet {
    private static final String MARKER = "[redacted:";
    private static final int RANK_LITERAL = 100;
    private static final int ASCII = 128;
    private static final Rule[] NO_RULES = {};

    private final Strictness strictness;
    /** Makes the rules that are not there yet; null if all are. */
    private final @Nullable TableRules later;

    private final List<Rule> rules;
    private final List<String> keywords;
    private final int[] lengths;
    /** By keyword. What is not there is made when its keyword is first seen; threads see all of it or nothing. */
    private final @Nullable Lead[] leads;

    /** What a keyword leads to. Immutable: it is handed from thread to thread without a lock. */
    private static final class Lead {
        private final Rule[] rules;
        /** Those of the rules, alike ones once. */
        private final Gate[] gates;
        /** Whether all but shapes are about values that are given to the name. */
        private final boolean assigned;
        /** The keyword, if it has characters outside of ASCII: the automaton also reports it where others of its class stand. */
        private final @Nullable String foreign;

        Lead(String keyword, Rule[] rules) {
            this.rules = rules;
            foreign = isAscii(keyword) ? null : keyword;
            gates = gatesOf(rules);
            assigned = areAssigned(rules);
        }
    }

    private RuleSet(List<Rule> rules, Strictness strictness) {
        this.strictness = strictness;
        this.rules = List.copyOf(rules);
        later = null;
        Map<String, List<Rule>> index = new LinkedHashMap<>();
        for (Rule rule : rules) {
            for (String keyword : rule.keywords()) {
                index.computeIfAbsent(keyword, key -> new ArrayList<>()).add(rule);
            }
        }
        keywords = List.copyOf(index.keySet());
        lengths = new int[keywords.size()];
        leads = new Lead[keywords.size()];
        for (int keyword = 0; keyword < leads.length; keyword++) {
            String text = keywords.get(keyword);
            lengths[keyword] = text.length();
            leads[keyword] = new Lead(text, index.getOrDefault(text, List.of()).toArray(Rule[]::new));
        }
    }

    private RuleSet(KindTable table, Strictness strictness) {
        this.strictness = strictness;
        IssuerForms forms = strictness == Strictness.THOROUGH ? IssuerForms.NONE : IssuerForms.of(table.blocks());
        later = new TableRules(table, forms);
        rules = List.of();
        keywords = List.of();
        lengths = table.lengths();
        leads = new Lead[lengths.length];
    }

    private static boolean isAscii(String keyword) {
        for (int i = 0; i < keyword.length(); i++) {
            if (keyword.charAt(i) >= ASCII) {
                return false;
            }
        }
        return true;
    }

    private static boolean areAssigned(Rule[] rules) {
        for (Rule rule : rules) {
            if (!(rule.matcher() instanceof Matchers.AssignedValue)
                    && !(rule.matcher().gate() instanceof ShapeGate)) {
                return false;
            }
        }
        return true;
    }

    private static Gate[] gatesOf(Rule[] rules) {
        List<Gate> gates = new ArrayList<>();
        List<Shape> behindName = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.matcher() instanceof ContextMatcher matcher) {
                behindName.add(matcher.shape());
            } else {
                addOnce(gates, rule.matcher().gate());
            }
        }
        if (!behindName.isEmpty()) {
            gates.add(ContextGate.of(behindName));
        }
        return gates.toArray(new Gate[0]);
    }

    /** Rules share few gates, and those are the same object. */
    private static void addOnce(List<Gate> gates, Gate gate) {
        for (int i = 0; i < gates.size(); i++) {
            if (gates.get(i) == gate) {
                return;
            }
        }
        gates.add(gate);
    }

    /** Returns the rules of the kinds that ship with the library, secrets alone; each is made when it is first needed. */
    public static RuleSet of(KindTable table, Strictness strictness) {
        return new RuleSet(table, strictness);
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
        rules.add(marker());
        return new RuleSet(rules, strictness);
    }

    /** Returns the rule for what stands in the place of a value that was redacted before. */
    static Rule marker() {
        SecretKind marker = new SecretKind("redaction-marker", "generic", Category.SECRET);
        return new Rule(marker, 0, List.of(MARKER), new Marker());
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
    private record Marker() implements Rule.Matcher {
        @Override
        public void match(Reading reading, Rule rule, int start, int end) {
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
    }

    /** Returns how much has to speak for a value under a telling name. */
    public Strictness strictness() {
        return strictness;
    }

    /** Returns the rules. */
    public List<Rule> rules() {
        return later == null ? rules : later.all();
    }

    /** Returns the keywords in small letters, each once. */
    public List<String> keywords() {
        return later == null ? keywords : later.keywords();
    }

    /** Returns the number of keywords. */
    public int keywordCount() {
        return lengths.length;
    }

    /** Returns how many characters a keyword has. */
    int length(int keyword) {
        return lengths[keyword];
    }

    private Lead lead(int keyword) {
        Lead known = leads[keyword];
        return known == null ? makeLead(keyword) : known;
    }

    private Lead makeLead(int keyword) {
        Lead made = later == null ? new Lead("", NO_RULES) : new Lead(later.keyword(keyword), later.rules(keyword));
        leads[keyword] = made;
        return made;
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
        Lead lead = lead(keyword);
        if (lead.foreign != null && !stands(reading.line(), start, lead.foreign)) {
            return;
        }
        Gate first = lead.gates[0];
        // The other matchers begin with what their gates ask.
        if (gated
                && lead.gates.length == 1
                && first instanceof ContextGate
                && !first.opens(reading.line(), start, end)) {
            return;
        }
        for (Rule rule : lead.rules) {
            rule.matcher().match(reading, rule, start, end);
        }
    }

    private static boolean stands(TextLine line, int start, String keyword) {
        for (int i = 0; i < keyword.length(); i++) {
            int c = line.at(start + i);
            if (keyword.charAt(i) != (c >= 'A' && c <= 'Z' ? c + 32 : c < ASCII ? c : Character.toLowerCase(c))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the rules that a keyword leads to. */
    List<Rule> rules(int keyword) {
        return List.of(lead(keyword).rules);
    }

    /** Returns whether the rules of a keyword are shapes, and the one for values that are given to a name with it. */
    boolean isAssigned(int keyword) {
        return lead(keyword).assigned;
    }

    /** Returns the gates of a keyword: if none opens, its rules find nothing. */
    Gate[] gates(int keyword) {
        return lead(keyword).gates;
    }

    /**
     * Returns the only rule of a kind that has one.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public Rule rule(String kind) {
        for (Rule rule : rules()) {
            if (rule.kind().id().equals(kind)) {
                return rule;
            }
        }
        throw new IllegalArgumentException("no kind is called " + kind);
    }
}
