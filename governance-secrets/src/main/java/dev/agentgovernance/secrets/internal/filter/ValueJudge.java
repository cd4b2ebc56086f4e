/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Names.Promise;
import dev.agentgovernance.secrets.internal.match.Assignment;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.PlainWord;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the value of an assignment is a secret. What the name promises, how the value seems to have been made, and
 * where it stands each weigh something; the sum is compared with what the strictness asks for. Reused; for one thread.
 */
public final class ValueJudge {
    private static final int SHORTEST = 4;
    private static final int LEAST_LETTERS = 5;
    /** The name of a hint that may have a word before it: {@code key}, {@code token}. */
    private static final int LONGEST_HINT = 5;
    /** What a literal in quotes weighs. */
    private static final int BEST_PLACE = 8;
    /** How much may be missing from what is asked for in a place for a secret. */
    private static final int WITHIN_REACH = 30;
    /** From this sum on a finding is likely, below it possible. */
    private static final int LIKELY = 60;

    private static final Map<Make, Verdict> LIKELY_VERDICTS = verdicts(Confidence.LIKELY);
    private static final Map<Make, Verdict> POSSIBLE_VERDICTS = verdicts(Confidence.POSSIBLE);
    private static final Verdict PLACE_VERDICT = new Verdict(Confidence.PLACEHOLDER, Verdict.PLACE);
    private static final Verdict TYPED_VERDICT = new Verdict(
            Confidence.POSSIBLE, "the name it is given to, but it was typed in sequence: weak, or an example");
    private static final Verdict PATTERN_VERDICT = new Verdict(
            Confidence.PLACEHOLDER, "typed in a pattern that chance makes once in a million values: an example");
    private static final Verdict PHRASE_VERDICT = new Verdict(
            Confidence.POSSIBLE, "the name it is given to, and words that make no sentence are a passphrase");
    private static final Verdict CUT_VERDICT = new Verdict(
            Confidence.POSSIBLE, "the name it is given to, and much of it is shown though its end is cut off");
    private static final int LEAST_SHOWN = 16;
    /** A generator that draws marks as well draws more of them. */
    private static final int MOST_ODD = 2;
    /** What such marks weigh in a token. */
    private static final int ODD = -34;
    /** A shorter one may be the weak choice of a human. */
    private static final int LEAST_PATTERN = 12;

    private final Maker maker = new Maker();
    private final Patterns patterns = new Patterns();
    private final NameMemory names = new NameMemory();
    private final int leastScore;
    private final Strictness strictness;

    /** Makes a judge. */
    public ValueJudge(Strictness strictness) {
        leastScore = strictness.leastScore();
        this.strictness = strictness;
    }

    private static Map<Make, Verdict> verdicts(Confidence confidence) {
        Map<Make, Verdict> verdicts = new EnumMap<>(Make.class);
        for (Make make : Make.values()) {
            verdicts.put(make, new Verdict(confidence, "the name it is given to, " + make.reason()));
        }
        return verdicts;
    }

    /** Returns what is decided on the value of an assignment, or null if it is no secret. */
    public @Nullable Verdict judge(TextLine line, Assignment assignment) {
        if (assignment.valueEnd() - assignment.valueStart() < SHORTEST) {
            return null;
        }
        Promise atFirst = assignment.alone()
                ? Promise.PASSWORD
                : assignment.further() ? promiseOfArguments(line, assignment) : promiseOfName(line, assignment);
        if (atFirst == Promise.NOTHING) {
            return null;
        }
        TextLine content = assignment.content(line);
        int start = assignment.joined() ? content.from() : assignment.valueStart();
        int end = assignment.joined() ? content.to() : assignment.valueEnd();
        // Most values are words, and most names are no more than a hint: that is settled wherever they stand.
        Make word = atFirst == Promise.PASSWORD ? null : maker.makeOfWord(content, start, end);
        if (word != null && isHopeless(word, atFirst)) {
            return null;
        }
        if (!maker.readValue(content, start, end, assignment.quoted())) {
            if ((assignment.call() && !assignment.further())
                    || assignment.inPath(line)
                    || !isOfWords(line, assignment, content, start, end, atFirst)) {
                return null;
            }
            return ofWords(content, start, end);
        }
        Make make = maker.make(content, start, end);
        if (make == null && !Placeholders.isMask(content, start, end)) {
            return null;
        }
        if (make != null && atFirst != Promise.PASSWORD && isHopeless(make, atFirst)) {
            return null;
        }
        Promise promise = promise(line, assignment, atFirst);
        if (promise == Promise.NOTHING
                || assignment.inPath(line)
                || isKnownToAnybody(line, assignment, promise, make)) {
            return null;
        }
        int place = make == null ? 0 : place(line, assignment, make, promise);
        if (make != null
                && promise != Promise.PASSWORD
                && promise.weight() + weight(make, promise) + place < leastScore - WITHIN_REACH) {
            return null;
        }
        String name = assignment.name(line);
        if (((assignment.prose() || assignment.adjacent()) && OpenBytes.isKeyId(content, start, end))
                || assignment.chosen(line)
                || assignment.inExpression(line)
                || (name.equalsIgnoreCase("pass") && isVerb(line, assignment, name) && !isLoud(make))) {
            return null;
        }
        if (make == Make.PHRASE && Names.promise(content.text(start, end)) != Promise.NOTHING) {
            return null;
        }
        if (make == Make.PHRASE && !assignment.call() && isOfWords(line, assignment, content, start, end, promise)) {
            return ofWords(content, start, end);
        }
        Verdict verdict = decide(content, start, end, make, promise, place, echoes(content.text(start, end), name));
        if (TYPED_VERDICT.equals(verdict)
                && promise != Promise.PASSWORD
                && (Placeholders.isCount(content, start, end)
                        || Names.namesNobody(assignment.nameWithWordBefore(line)))) {
            verdict = withoutOwner(content, start, end);
        }
        if (verdict != null && verdict.confidence() != Confidence.PLACEHOLDER && assignment.cut()) {
            verdict = make != null && make.drawn() && showsEnough(content, start, end) ? CUT_VERDICT : PLACE_VERDICT;
        }
        return verdict != null && Names.isFiction(name) ? PLACE_VERDICT : verdict;
    }

    /**
     * Whether a value that looks like a name or a sentence is what people take for a password: words that hyphens join, in quotes or
     * where only a value can be, or many words in quotes; where little has to speak for it, also words with a number.
     */
    private boolean isOfWords(
            TextLine line, Assignment assignment, TextLine content, int start, int end, Promise promise) {
        if (strictness == Strictness.PRECISE || content.containsIgnoringCase(start, end, " ")) {
            return promise == Promise.PASSWORD
                    && assignment.quoted()
                    && Phrases.isPassphrase(content, start, end, leastWords(line, assignment));
        }
        boolean value = assignment.quoted()
                || assignment.inElement(line)
                || (assignment.fillsLine(line) && assignment.inConfiguration(line));
        boolean thorough = strictness == Strictness.THOROUGH;
        return value
                && (promise == Promise.PASSWORD || (thorough && promise == Promise.SECRET))
                && (Phrases.isPassphrase(content, start, end, 3) || Phrases.isNumbered(content, start, end));
    }

    private static Verdict ofWords(TextLine content, int start, int end) {
        return Placeholders.isPlaceholder(content, start, end) ? PLACE_VERDICT : PHRASE_VERDICT;
    }

    /** A name that asks for a phrase is given fewer words than one that asks for a word. */
    private static int leastWords(TextLine line, Assignment assignment) {
        String[] words = Names.words(assignment.name(line));
        String last = words[words.length - 1];
        return last.equals("passphrase") || last.equals("phrase") ? 3 : 4;
    }

    /** Returns what is decided on a drawn value of which a tool, and not its author, left out the end. */
    public static Verdict cutShort() {
        return CUT_VERDICT;
    }

    /** Returns whether a value that is cut short still has so many characters in a row that it is of use to a thief. */
    public static boolean showsEnough(TextLine line, int start, int end) {
        int run = 0;
        for (int i = start; i < end && run < LEAST_SHOWN; i++) {
            run = Chars.isAlnum(line.at(i)) ? run + 1 : 0;
        }
        return run >= LEAST_SHOWN;
    }

    /**
     * Returns what is decided on a value that was typed in sequence and that no name of an issuer speaks for: a machine makes
     * keys and tokens, and makes none in a pattern.
     */
    public Verdict withoutOwner(TextLine line, int start, int end) {
        return end - start >= LEAST_PATTERN && patterns.isPattern(line, start, end) ? PATTERN_VERDICT : TYPED_VERDICT;
    }

    /** Returns whether a value is taken for an example because it was typed in a pattern, whatever it begins with. */
    public boolean isExample(TextLine line, int start, int end) {
        return strictness == Strictness.PRECISE && end - start >= LEAST_PATTERN && patterns.isPattern(line, start, end);
    }

    /** Returns whether a verdict says that the value was typed in sequence. */
    public static boolean isTyped(Verdict verdict) {
        return verdict.equals(TYPED_VERDICT);
    }

    /** Returns what is decided on a literal that stands where a password belongs, or null if it is no secret. */
    public @Nullable Verdict judgePassword(TextLine line, int start, int end, boolean quoted) {
        boolean words = quoted
                && strictness != Strictness.PRECISE
                && (Phrases.isNumbered(line, start, end) || Phrases.isPassphrase(line, start, end, 4))
                && !line.containsIgnoringCase(start, end, " ");
        if (words) {
            return ofWords(line, start, end);
        }
        if (!maker.readValue(line, start, end, quoted)) {
            return null;
        }
        return decide(line, start, end, maker.make(line, start, end), Promise.PASSWORD, quoted ? 8 : 2, false);
    }

    private @Nullable Verdict decide(
            TextLine line, int start, int end, @Nullable Make make, Promise promise, int place, boolean echoes) {
        if (make == null) {
            return Placeholders.isMask(line, start, end) ? PLACE_VERDICT : null;
        }
        int score = promise.weight() + weight(make, promise) + place + (hasOddMarks(make, promise) ? ODD : 0);
        if (score < leastScore - WITHIN_REACH) {
            return null;
        }
        if (echoes || Placeholders.isPlaceholder(line, start, end)) {
            return PLACE_VERDICT;
        }
        if (Codes.isType(line, start, end)) {
            return null;
        }
        boolean typed = Placeholders.isTyped(line, start, end);
        if (score - (typed && promise != Promise.PASSWORD ? 6 : 0) < leastScore) {
            return null;
        }
        if (typed || patterns.isPattern(line, start, end)) {
            return strictness == Strictness.PRECISE ? PLACE_VERDICT : TYPED_VERDICT;
        }
        return (score >= LIKELY ? LIKELY_VERDICTS : POSSIBLE_VERDICTS).get(make);
    }

    /** {@code ghp_4fK?…}: a token with a mark or two that no token has was broken to show what is none. */
    private boolean hasOddMarks(Make make, Promise promise) {
        boolean token = promise == Promise.TOKEN || promise == Promise.KEY || promise == Promise.HINT;
        int odd = maker.profile().odd();
        return token && make.drawn() && odd > 0 && odd <= MOST_ODD;
    }

    private static int weight(Make make, Promise promise) {
        return switch (promise) {
            case PASSWORD -> make.asPassword();
            case SECRET -> (make.asPassword() + make.asToken()) / 2;
            case TOKEN, KEY, HINT, NOTHING -> make.asToken();
        };
    }

    /** Whether not even the best place makes it a finding; the word before the name may make a token of a hint. */
    private boolean isHopeless(Make make, Promise promise) {
        int most = Math.max(promise.weight(), Promise.TOKEN.weight()) + weight(make, promise) + BEST_PLACE;
        return most < leastScore - WITHIN_REACH;
    }

    /**
     * Returns whether {@link #judge} finds no secret in a value that is letters alone, wherever the name and the value stand:
     * most names are no more than a hint, and most values are words. That is remembered.
     */
    public boolean isNothing(TextLine line, PlainWord word) {
        if (word.end() - word.start() < SHORTEST) {
            return true;
        }
        Promise promise = names.promise(line.chars(), word.nameStart(), word.nameEnd());
        if (promise == Promise.NOTHING || promise == Promise.PASSWORD) {
            return promise == Promise.NOTHING;
        }
        Make make = maker.makeOfWord(line, word.start(), word.end());
        return make != null && isHopeless(make, promise);
    }

    /** Returns what a name promises. */
    public Promise promise(TextLine line, int start, int end) {
        return names.promise(line.chars(), start, end);
    }

    /** {@code WHERE password = '…'}. */
    private static boolean isCondition(TextLine line, Assignment assignment) {
        if (assignment.alone()) {
            return false;
        }
        int before = assignment.startWithWordBefore(line);
        return line.matchesIgnoringCase(before, "where ")
                || line.matchesIgnoringCase(before, "when ")
                || line.matchesIgnoringCase(before, "and ")
                || line.matchesIgnoringCase(before, "or ");
    }

    private static Promise promiseOfArguments(TextLine line, Assignment assignment) {
        return Names.promiseOfArguments(assignment.name(line), assignment.constructs(line));
    }

    /**
     * Whether what stands round a value says that anybody may know it: the checksum of a password, with which it is compared or as
     * which it is named; an identifier; the half of a pair that names who has the other half.
     */
    private boolean isKnownToAnybody(TextLine line, Assignment assignment, Promise promise, @Nullable Make make) {
        String name = assignment.name(line);
        int start = assignment.valueStart();
        int end = assignment.valueEnd();
        if (assignment.prose()
                && !assignment.alone()
                && Names.isOpen(line.text(assignment.nameEnd(), assignment.valueStart()))) {
            return true;
        }
        if ((make == Make.UUID || make == Make.LONG_NUMBER) && promise == Promise.HINT) {
            return true;
        }
        boolean chosen = promise == Promise.PASSWORD || promise == Promise.SECRET;
        boolean compared = assignment.compared() || isCondition(line, assignment);
        if (chosen && Digests.isDigest(line, start, end) && (compared || Digests.isNamed(name))) {
            return true;
        }
        return (chosen && Digests.isSalted(line, start, end))
                || (strictness != Strictness.THOROUGH && name.equals("key") && Digests.isFollowedBySecret(line, end))
                || (assignment.hasKey() && Names.isOpen(assignment.key(line)));
    }

    private Promise promiseOfName(TextLine line, Assignment assignment) {
        if (assignment.hasKey() && line.at(assignment.nameEnd() - 1) == 's' && !Names.isOpen(assignment.name(line))) {
            return names.promise(line.chars(), assignment.nameStart(), assignment.nameEnd() - 1);
        }
        return names.promise(line.chars(), assignment.nameStart(), assignment.nameEnd());
    }

    /** {@code api key: …}: a name of one word may have its meaning from the word before. */
    private Promise promise(TextLine line, Assignment assignment, Promise ofName) {
        if (assignment.further()) {
            return ofName;
        }
        if (assignment.call()) {
            return Names.promiseOfCall(assignment.name(line));
        }
        if (assignment.alone()) {
            return Names.promise(assignment.name(line));
        }
        boolean hint = ofName == Promise.HINT;
        if ((hint || ofName == Promise.TOKEN) && assignment.nameEnd() - assignment.nameStart() <= LONGEST_HINT) {
            Promise longer = names.promise(line.chars(), assignment.startWithWordBefore(line), assignment.nameEnd());
            if (hint ? longer.weight() > Promise.KEY.weight() : longer == Promise.NOTHING) {
                return longer;
            }
        }
        return ofName;
    }

    /** Returns whether a value is a member of something in code, by its form: {@code request.owner_key}, no digit in it. */
    public static boolean isMember(TextLine line, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Chars.isDigit(line.at(i))) {
                return false;
            }
        }
        return Codes.isName(line, start, end, false);
    }

    /** Returns whether the letters of a value are those of words. */
    public boolean isWords(TextLine line, int start, int end) {
        maker.read(line, start, end);
        return maker.isWords();
    }

    /**
     * Returns whether letters alone in a place for passwords are one: small letters that make no word, or, where little has to
     * speak for it, any.
     */
    public boolean isChosenLetters(TextLine line, int start, int end) {
        if (end - start < LEAST_LETTERS || Names.isOfSentence(line.text(start, end))) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (!Chars.isLetter(line.at(i)) || Chars.isUpper(line.at(i))) {
                return false;
            }
        }
        maker.read(line, start, end);
        Make make = maker.make(line, start, end);
        return strictness == Strictness.THOROUGH || make == Make.GIBBERISH || make == Make.SHORT_GIBBERISH;
    }

    /** Returns whether the letters of a value are those of words, or half of them are and it has no digit. */
    public boolean isMostlyWords(TextLine line, int start, int end) {
        maker.read(line, start, end);
        return maker.isWords() || (maker.profile().digits() == 0 && maker.isHalfWords());
    }

    /** {@code user `dev`, pass `…`}: what is made as passwords are is no object of a verb. */
    private boolean isLoud(@Nullable Make make) {
        return make != null
                && (make == Make.MIXED || make.drawn())
                && maker.profile().loud() > 0;
    }

    /** {@code PASS: test}, {@code pass 'x' to …}, {@code colour('PASS', 'green')}: no password. */
    private static boolean isVerb(TextLine line, Assignment assignment, String name) {
        return assignment.adjacent()
                || line.at(assignment.nameEnd() + 1) == ','
                || (name.equals("PASS") && line.at(assignment.valueStart() - 2) == ':');
    }

    /** What the place of a value weighs: a literal in quotes, the rest of a line of configuration, or a word in code. */
    private int place(TextLine line, Assignment assignment, Make make, Promise promise) {
        if (assignment.compared()) {
            return assignment.quoted() ? 4 : -30;
        }
        if (assignment.added()) {
            return -14;
        }
        if (assignment.further() && promise == Promise.TOKEN) {
            return make == Make.DRAWN_LONG ? 2 : -40;
        }
        if (assignment.quoted()) {
            int label = maker.isTitle() ? label(make) : 0;
            boolean set = promise == Promise.PASSWORD && assignment.call() && Names.isSetter(assignment.name(line));
            boolean beside = assignment.adjacent() && !assignment.defines(line);
            return label + ((assignment.call() && !set) || beside ? 2 : BEST_PLACE);
        }
        if (assignment.prose()) {
            return maker.profile().digits() > 0 ? -3 : -20;
        }
        if (assignment.directive()) {
            return make == Make.WORD || make == Make.PHRASE ? -40 : 2;
        }
        if (assignment.loud()) {
            return make == Make.MIXED || make.drawn() ? -12 : -40;
        }
        if (assignment.inCell()) {
            return make == Make.NUMBERED || make == Make.MIXED || make.drawn() ? 0 : -40;
        }
        if (assignment.adjacent() && !assignment.follows(line)) {
            return make == Make.DRAWN_LONG && !maker.isHalfWords() ? -6 : -40;
        }
        if (maker.isSnake(line, assignment.valueStart(), assignment.valueEnd())) {
            return -22;
        }
        if (assignment.alone() || assignment.fillsLine(line)) {
            boolean word = make == Make.WORD || make == Make.COMPOUND;
            boolean small = word
                    && maker.profile().upper() == 0
                    && promise == Promise.PASSWORD
                    && !Names.isForeign(assignment.name(line));
            boolean tight = promise == Promise.SECRET && make == Make.NUMBERED && assignment.isTight(line);
            return word ? (small && assignment.inConfiguration(line) ? 8 : 0) : tight ? 8 : 6;
        }
        if (assignment.inElement(line) && maker.profile().digits() > 0) {
            return 3;
        }
        if (assignment.flag(line) || assignment.endsLikeParameter(line) || assignment.isDefault(line)) {
            return 2;
        }
        if (promise == Promise.PASSWORD && assignment.isArgument(line)) {
            return 2;
        }
        if (assignment.closesLine(line) && (make == Make.NUMBERED || make == Make.MIXED)) {
            return -2;
        }
        return maker.profile().symbols() == 0 && !make.drawn() ? -22 : -4;
    }

    /** A single word that begins with a capital is a label more often than a password, in any language. */
    private static int label(Make make) {
        return switch (make) {
            case WORD -> -10;
            case GIBBERISH -> -26;
            case SHORT_GIBBERISH -> -18;
            default -> 0;
        };
    }

    /** Returns whether a value behind a scheme such as {@code Bearer} looks made by chance. */
    public boolean looksDrawnAlone(TextLine line, int start, int end) {
        maker.read(line, start, end);
        Make make = maker.make(line, start, end);
        return end - start >= 16 && (make == Make.UUID || (make != null && make.drawn()));
    }

    /** {@code password = "password"}: the value repeats the name, a part of it, or its words in another order. */
    private static boolean echoes(String value, String name) {
        String letters = Names.joined(value);
        return !letters.isEmpty()
                && (Names.isPasswordWord(letters)
                        || Names.joined(name).contains(letters)
                        || List.of(Names.words(name)).containsAll(List.of(Names.words(value))));
    }
}
