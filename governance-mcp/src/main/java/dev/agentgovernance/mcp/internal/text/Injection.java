/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.internal.text;

import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells whether texts read like instructions to an agent. A heuristic over what their sentences speak of
 * ({@code injection.words}) and what is suspicious together ({@code injection.rules}), in some twenty languages: it raises
 * suspicion, and whoever wants to get around it will. Linear in the length of the texts.
 */
public final class Injection {

    static final String RESOURCE = "injection.rules";
    private static final int SUSPICIOUS = 10;

    /** What adds up stands in so many sentences in a row: a long document says a little of everything somewhere. */
    private static final int NEAR = 4;

    /** What is suspicious where all notions stand within some words of a sentence, and the others nowhere in it. */
    private record Rule(int line, int weight, int reach, long all, long none) {
        boolean matches(long[] sentence, long notions) {
            return (notions & all) == all && (notions & none) == 0 && areNear(sentence);
        }

        private boolean areNear(long[] sentence) {
            for (int start = 0; start < sentence.length; start++) {
                if ((sentence[start] & all) != 0
                        && (union(sentence, start, Math.min(sentence.length, start + reach)) & all) == all) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Literal(int line, int weight, String text) {}

    private static final Notions NOTIONS = Notions.load();
    private static final List<Rule> RULES = new ArrayList<>();
    private static final List<Literal> LITERALS = new ArrayList<>();

    static {
        for (RuleFile.Rule rule : RuleFile.load(Injection.class, RESOURCE)) {
            add(rule);
        }
    }

    private Injection() {}

    private static void add(RuleFile.Rule rule) {
        int weight = Integer.parseInt(rule.words().get(0));
        List<String> rest = rule.words().subList(1, rule.words().size());
        if (rest.get(0).startsWith("=")) {
            LITERALS.add(new Literal(rule.line(), weight, String.join(" ", rest).substring(1)));
            return;
        }
        long all = 0;
        long none = 0;
        for (String notion : rest.subList(1, rest.size())) {
            if (notion.startsWith("!")) {
                none |= NOTIONS.bit(notion.substring(1));
            } else {
                all |= NOTIONS.bit(notion);
            }
        }
        RULES.add(new Rule(rule.line(), weight, Integer.parseInt(rest.get(0)), all, none));
    }

    /** Tells whether some sentences in a row, of one text or of texts that belong together, reach the weight of an attack. */
    public static boolean isSuspicious(List<String> texts) {
        Read read = read(texts);
        int literals = read.literals().stream().mapToInt(Literal::weight).sum();
        boolean suspicious = literals >= SUSPICIOUS;
        for (int i = 0; i < read.sentences().size() && !suspicious; i++) {
            suspicious = literals + weight(read.sentences(), i) >= SUSPICIOUS;
        }
        return suspicious;
    }

    /** Returns what the sentences from one on weigh together, each rule counted once; nothing where that one says nothing. */
    private static int weight(List<Set<Rule>> sentences, int first) {
        if (sentences.get(first).isEmpty()) {
            return 0;
        }
        Set<Rule> near = new HashSet<>();
        sentences.subList(first, Math.min(sentences.size(), first + NEAR)).forEach(near::addAll);
        return near.stream().mapToInt(Rule::weight).sum();
    }

    /** Returns the lines of the rules that match somewhere in the texts. */
    static Set<Integer> lines(List<String> texts) {
        Set<Integer> lines = new LinkedHashSet<>();
        Read read = read(texts);
        read.literals().forEach(literal -> lines.add(literal.line()));
        read.sentences().forEach(sentence -> sentence.forEach(rule -> lines.add(rule.line())));
        return lines;
    }

    /** The pieces that stand somewhere in texts, and the rules that match in each of their sentences. */
    private record Read(Set<Literal> literals, List<Set<Rule>> sentences) {}

    private static Read read(List<String> texts) {
        Read read = new Read(new LinkedHashSet<>(), new ArrayList<>());
        for (String text : texts) {
            String folded = Notions.folded(text);
            for (Literal literal : LITERALS) {
                if (folded.contains(literal.text())) {
                    read.literals().add(literal);
                }
            }
            NOTIONS.read(folded, sentence -> read.sentences().add(rules(sentence)));
        }
        return read;
    }

    private static Set<Rule> rules(long[] sentence) {
        long notions = union(sentence, 0, sentence.length);
        if (notions == 0) {
            return Set.of();
        }
        Set<Rule> found = new HashSet<>();
        for (Rule rule : RULES) {
            if (rule.matches(sentence, notions)) {
                found.add(rule);
            }
        }
        return found.isEmpty() ? Set.of() : found;
    }

    private static long union(long[] notions, int from, int to) {
        long union = 0;
        for (int i = from; i < to; i++) {
            union |= notions[i];
        }
        return union;
    }
}
