/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import dev.agentgovernance.secrets.internal.words.Spelling;
import dev.agentgovernance.secrets.internal.words.WordMemory;
import dev.agentgovernance.secrets.internal.words.WordModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells how a value seems to have been made, by its characters and by how it is spelled. Reused; for one thread. */
final class Maker {
    /** Letters cost this much more than chance in what is no word, in sixteenths of a bit. */
    private static final int STRANGE = 6;
    /** What people type is shorter than what programs call things. */
    private static final int LONGEST_CHOSEN = 24;
    /** So many pieces a word with a number may have; letters that chance drew in both cases have more. */
    private static final int MOST_RUNS = 4;

    private static final int SHORTEST = 4;
    private static final int LONGEST = 2048;
    private static final List<Make> MAKES = List.of(Make.values());

    private final ValueProfile profile = new ValueProfile();
    /** Made with the first value: most processes that start judge none. */
    private @Nullable Spelling spelling;

    private @Nullable WordMemory words;
    private int longestDigits;
    private int digitRuns;
    private boolean title;

    /** Reads a value. */
    void read(TextLine line, int start, int end) {
        profile.read(line, start, end);
        spelling().read(line.chars(), start, Math.min(end, start + 256));
        title = Chars.isUpper(line.at(start));
        longestDigits = 0;
        digitRuns = 0;
        int run = 0;
        for (int i = start; i < end; i++) {
            run = Chars.isDigit(line.at(i)) ? run + 1 : 0;
            digitRuns += run == 1 ? 1 : 0;
            longestDigits = Math.max(longestDigits, run);
        }
        line.step(2 * (end - start));
    }

    /** Reads a value, and returns false if its form alone says that it is no secret. */
    boolean readValue(TextLine line, int start, int end, boolean quoted) {
        if (end - start < SHORTEST || end - start > LONGEST || Codes.isCode(line, start, end, quoted)) {
            return false;
        }
        read(line, start, end);
        if (profile.foreign() > 0 && profile.digits() + profile.symbols() == 0) {
            return false;
        }
        if (Codes.isVersioned(line, start, end) && isHalfWords()) {
            return false;
        }
        if (Codes.isRoute(line, start, end) && isWords()) {
            return false;
        }
        return profile.blanks() == 0
                && profile.foreign() * 2 <= profile.length()
                && !(line.at(start) == '$' && Codes.isIdentifier(line, start + 1, end) && isWords())
                && !(Codes.isName(line, start, end, quoted)
                        && (!looksDrawn() || isWords() || (!quoted && isHalfWords())));
    }

    private Spelling spelling() {
        Spelling known = spelling;
        if (known == null) {
            known = new Spelling(WordModel.standard());
            spelling = known;
        }
        return known;
    }

    ValueProfile profile() {
        return profile;
    }

    /** Returns what {@link #make} says of a value that is letters alone and short; null if it says nothing or is another. */
    @SuppressWarnings("EnumOrdinal") // The numbers are kept by this object alone.
    @Nullable Make makeOfWord(TextLine line, int start, int end) {
        WordMemory memory = words == null ? new WordMemory() : words;
        words = memory;
        if (memory.find(line.chars(), start, end)) {
            int known = (int) memory.result();
            return known < 0 ? null : MAKES.get(known);
        }
        if (!memory.isWord()) {
            return null;
        }
        read(line, start, end);
        Make make = make(line, start, end);
        memory.keep(make == null ? -1 : MAKES.indexOf(make));
        return make;
    }

    /** Returns how the value that was read seems to have been made, or null if it says nothing. */
    @Nullable Make make(TextLine line, int start, int end) {
        if (isUuid(line, start, end)) {
            return Make.UUID;
        }
        if (looksDrawn()) {
            return profile.length() >= 20 && profile.entropy() >= 3.2 ? Make.DRAWN_LONG : Make.DRAWN;
        }
        if (profile.letters() == 0) {
            return madeOfDigits();
        }
        if (profile.digits() == 0 && profile.symbols() == 0 && profile.foreign() == 0) {
            return madeOfLetters();
        }
        return madeOfSeveral(line, start, end);
    }

    private @Nullable Make madeOfDigits() {
        if (profile.symbols() == 0) {
            return profile.length() >= 15 && profile.entropy() > 2
                    ? Make.LONG_NUMBER
                    : profile.length() >= 5 && profile.length() <= 12 ? Make.DIGITS : null;
        }
        return profile.loud() > 0 && profile.digits() >= 3 ? Make.MIXED : null;
    }

    private @Nullable Make madeOfLetters() {
        int length = profile.length();
        if (isStrange()) {
            return length >= 8 ? Make.GIBBERISH : length >= 5 ? Make.SHORT_GIBBERISH : null;
        }
        if (spelling().runs() > 1) {
            return Make.PHRASE;
        }
        return spelling().words() > 1 && length >= 9 ? Make.COMPOUND : Make.WORD;
    }

    private Make madeOfSeveral(TextLine line, int start, int end) {
        boolean words = isWords();
        if (profile.loud() > 0 && !isMarkup(line, start, end)) {
            return profile.digits() > 0 || !words ? Make.MIXED : Make.SYMBOLS;
        }
        if (profile.digits() == 0) {
            return words || !isStrange() ? Make.PHRASE : Make.GIBBERISH;
        }
        boolean plain = profile.symbols() == 0;
        boolean torn = digitRuns > 1 || (spelling().runs() > MOST_RUNS && !isHalfWords());
        if (!words && plain && (isStrange() || (profile.mixedCase() && torn))) {
            return profile.length() >= 8 ? Make.MIXED : Make.NUMBERED;
        }
        if (plain && spelling().runs() <= MOST_RUNS) {
            return Make.NUMBERED;
        }
        boolean tail = profile.symbols() == 1 && spelling().runs() <= 2 && profile.digits() >= 2 && digitRuns == 1;
        return tail || isChosen(line, start, end) ? Make.NUMBERED : words || !isStrange() ? Make.PHRASE : Make.MIXED;
    }

    /**
     * Words and what makes a password of them, joined as in a name: a digit in place of a letter ({@code gr33n-tea}), or
     * capitals and a number at the end ({@code Winter-Fox7}).
     */
    private boolean isChosen(TextLine line, int start, int end) {
        boolean capital = true;
        for (int i = start; i < end; i++) {
            int c = line.at(i);
            boolean within = Chars.isLetter(line.at(i - 1)) && i > start && i + 1 < end;
            if (within && isLeet(c) && Chars.isLetter(line.at(line.at(i + 1) == c ? i + 2 : i + 1))) {
                return profile.length() <= LONGEST_CHOSEN && !isAbbreviation(line, i);
            }
            capital &= !Chars.isLetter(c) || Chars.isUpper(c) || (i > start && Chars.isAlnum(line.at(i - 1)));
        }
        return capital
                && profile.upper() > 1
                && profile.mixedCase()
                && Chars.isDigit(line.at(end - 1))
                && digitRuns == 1
                && spelling().runs() <= 3;
    }

    /** Digits that stand for letters; 2, 6, 8 and 9 are in names as often. */
    private static boolean isLeet(int c) {
        return c == '0' || c == '1' || c == '3' || c == '4' || c == '5' || c == '7';
    }

    /** {@code s3cret} is none, {@code h3} and {@code s3} are. */
    private static boolean isAbbreviation(TextLine line, int digit) {
        return !Chars.isLetter(line.at(digit - 2)) && !Chars.isLetter(line.at(digit + 2));
    }

    /** Returns whether the value is letters alone, the first a capital and the others small. */
    boolean isTitle() {
        return title && profile.upper() == 1 && profile.letters() + profile.foreign() == profile.length();
    }

    /** Returns whether the value is small letters in parts that underscores join: a name of code. */
    boolean isSnake(TextLine line, int start, int end) {
        int joints = 0;
        for (int i = start; i < end; i++) {
            int c = line.at(i);
            joints += c == '_' ? 1 : 0;
            if (c != '_' && (!Chars.isLetter(c) || Chars.isUpper(c))) {
                return false;
            }
        }
        return joints > 0;
    }

    /** Returns whether words cover at least half of the letters. */
    boolean isHalfWords() {
        return spelling().covered() * 2 >= spelling().letters();
    }

    /** Letters and digits spread as by chance: what a machine makes. */
    boolean looksDrawn() {
        int length = profile.length();
        int letters = profile.letters();
        int digits = profile.digits();
        if (length >= 32 && digits > 0 && profile.loud() > 1 && profile.entropy() >= 4.2 && !isWords()) {
            return true;
        }
        if (length < 10 || (letters + digits) * 4 < length * 3) {
            return false;
        }
        double least = length < 16 ? 2.6 : length < 24 ? 2.8 : 3.0;
        if (profile.entropy() < least || isWords()) {
            return false;
        }
        if (letters == 0) {
            return false;
        }
        if (digits >= 2 || (digits == 1 && profile.mixedCase())) {
            return length >= 16 || digitRuns >= 2 || isStrange();
        }
        return length >= 16 && profile.symbols() <= 1 && isStrange() && profile.entropy() >= 3.2;
    }

    /** Returns whether the letters are those of words, with few and short numbers between them. */
    boolean isWords() {
        int letters = spelling().letters();
        int left = letters - spelling().covered();
        boolean covers = left * 5 <= letters
                || (left * 2 <= letters
                        && spelling().longestUncovered() <= 3
                        && spelling().strangeness() < -6)
                || (spelling().strangeness() < -18 && spelling().longestUncovered() <= 6);
        int mean = spelling().runs() == 0 ? 0 : letters / spelling().runs();
        return letters > 0
                && covers
                && mean >= 3
                && profile.digits() * 2 <= letters
                && longestDigits <= 8
                && digitRuns <= spelling().runs();
    }

    private boolean isStrange() {
        return spelling().letters() >= 3
                && spelling().covered() * 2 < spelling().letters()
                && spelling().strangeness() > STRANGE;
    }

    /** Marks that are loud in a password and quiet at the edge of a text: {@code Really?}, {@code @name}, {@code #id}. */
    private boolean isMarkup(TextLine line, int start, int end) {
        if (profile.loud() > 1 || profile.digits() > 0) {
            return false;
        }
        int first = line.at(start);
        int last = line.at(end - 1);
        return first == '@'
                || first == '#'
                || first == '+'
                || first == '&'
                || first == '*'
                || last == '?'
                || last == '*'
                || last == '+'
                || last == '%';
    }

    private static boolean isUuid(TextLine line, int start, int end) {
        if (end - start != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            int c = line.at(start + i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !Chars.isHex(c)) {
                return false;
            }
        }
        return true;
    }
}
