/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A condition on the words of a command.
 *
 * @param terms all of which have to hold; a value that begins with {@code =} has to fit each that is given
 */
record Condition(List<Term> terms) {

    /**
     * One part of a condition.
     *
     * @param negated whether it must not hold
     * @param subject an option, {@code word}, {@code first}, {@code last}, {@code said}, {@code arg} or {@code input}
     * @param value a glob for the value, empty where any will do; for {@code arg} a number
     */
    record Term(boolean negated, String subject, String value) {}

    private static final Set<String> OFF = Set.of("false", "no", "off");

    static Condition parse(String text) {
        return new Condition(
                Arrays.stream(text.split("&", -1)).map(Condition::term).toList());
    }

    private static Term term(String text) {
        boolean negated = text.startsWith("!");
        String rest = negated ? text.substring(1) : text;
        if (rest.length() > 3 && rest.startsWith("arg") && rest.chars().skip(3).allMatch(Character::isDigit)) {
            return new Term(negated, "arg", rest.substring(3));
        }
        int equals = rest.indexOf('=');
        return equals < 0
                ? new Term(negated, rest, "")
                : new Term(negated, rest.substring(0, equals), rest.substring(equals + 1));
    }

    /**
     * Tells whether it holds.
     *
     * @param unknown what a word that is not known counts as: true where holding makes a judgement stricter
     */
    boolean holds(Invocation invocation, boolean unknown) {
        for (Term term : terms) {
            // A negated term is asked the other way round, so that what is not known stays on the strict side.
            // What may be the value of an option makes nothing milder.
            Set<Word> ignored = unknown || term.negated ? Set.of() : invocation.doubtful();
            if (holds(term, invocation, ignored, unknown != term.negated) == term.negated) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether a word that turns out to be an option may make it hold. */
    boolean asksForOption() {
        boolean alone = terms.stream().anyMatch(term -> term.negated && term.subject.equals("arg"));
        return !alone && terms.stream().anyMatch(term -> !term.negated && term.subject.startsWith("-"));
    }

    /** Tells whether a word that turns out to be an option may make it fail. */
    boolean asksForNoOption() {
        return terms.stream().anyMatch(term -> term.negated && term.subject.startsWith("-"));
    }

    private static boolean holds(Term term, Invocation invocation, Set<Word> ignored, boolean unknown) {
        return switch (term.subject) {
            case "arg" ->
                invocation.words().size() >= Integer.parseInt(term.value)
                        || (unknown && invocation.words().stream().anyMatch(Condition::mayBeMany));
            case "input" -> invocation.command().input().source() != Command.Input.Source.INHERITED;
            case "word" -> anyMatches(words(invocation), term.value, ignored, unknown);
            case "said" -> anyMatches(words(invocation), term.value, ignored, false);
            case "first" -> matchesAt(words(invocation), 0, term.value, ignored, unknown);
            case "last" -> matchesAt(words(invocation), invocation.words().size() - 1, term.value, ignored, unknown);
            default ->
                term.subject.endsWith("*")
                        ? invocation.options().keySet().stream()
                                .anyMatch(name -> Globs.matches(term.subject, name)
                                        && hasValue(name, term.value, invocation, unknown))
                        : invocation.has(term.subject)
                                && (unknown || !isOff(invocation.values(term.subject), term.value))
                                && hasValue(term.subject, term.value, invocation, unknown);
        };
    }

    /** Returns the words, in small letters where the program does not tell them from capitals. */
    private static List<Word> words(Invocation invocation) {
        if (!invocation.entry().anyCase) {
            return invocation.words();
        }
        return invocation.words().stream()
                .map(word -> new Word(word.form(), word.text().toLowerCase(Locale.ROOT), word.choices(), word.span()))
                .toList();
    }

    /** Tells whether an option that would be on by its name is switched off by its value: {@code --dry-run=false}. */
    private static boolean isOff(List<Word> values, String asked) {
        return asked.isEmpty() && values.stream().anyMatch(value -> OFF.contains(value.text()));
    }

    private static boolean hasValue(String option, String glob, Invocation invocation, boolean unknown) {
        List<Word> values = invocation.values(option);
        if (glob.startsWith("=")) {
            // Whichever of them counts.
            String every = glob.substring(1);
            return !values.isEmpty()
                    && values.stream().allMatch(value -> value.isLiteral() && Globs.matches(every, value.text()));
        }
        return glob.isEmpty() || anyMatches(values, glob, Set.of(), unknown);
    }

    private static boolean matchesAt(List<Word> words, int at, String glob, Set<Word> ignored, boolean unknown) {
        return at >= 0 && at < words.size() && anyMatches(words.subList(at, at + 1), glob, ignored, unknown);
    }

    /** Tells whether a word that is known in part may turn out to match: what both begin with has to agree. */
    private static boolean mayMatch(Word word, String glob) {
        if (word.form() != Word.Form.GLOB) {
            return true;
        }
        if (word.text().contains("://")) {
            // No file is called so: the pattern is for the one who is asked.
            return Globs.matches(glob, word.text());
        }
        String one = fixed(word.text());
        String other = fixed(glob);
        return one.startsWith(other) || other.startsWith(one);
    }

    /** Returns what stands in front of the first sign of a pattern. */
    private static String fixed(String text) {
        int end = 0;
        while (end < text.length() && "*?[{\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, end);
    }

    /** Tells whether a word that is not known may become several. */
    private static boolean mayBeMany(Word word) {
        return word.form() == Word.Form.DYNAMIC && word.text().isEmpty();
    }

    private static boolean anyMatches(List<Word> words, String glob, Set<Word> ignored, boolean unknown) {
        for (Word word : words) {
            if (ignored.contains(word)) {
                continue;
            }
            if (word.isLiteral() ? Globs.matches(glob, word.text()) : unknown && mayMatch(word, glob)) {
                return true;
            }
        }
        return false;
    }
}
