/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

import java.util.Arrays;

/**
 * Reads what follows the name of a provider in a line: the places where a value may begin, and for each what was said
 * before it. {@code adafruit_io_key = "…"}, {@code "mailgun": {"key": "…"}}, {@code deepgram token …}. Reused; for one thread.
 *
 * <p>The answer depends on the place of the name alone and is kept for the last one, so that many kinds of one provider
 * cost one reading.
 */
public final class Surroundings {
    private static final String MARKER = "[redacted:";
    /** A value begins within so many characters behind its name. */
    public static final int REACH = 80;

    /** What is longer is a value: nothing behind it belongs to the name any more. */
    private static final int LONGEST_CHUNK = 24;

    private static final int LONGEST_PREFIX = 32;
    private static final int MOST_PLACES = 8;
    private static final int LEAST_VALUE = 4;
    private static final int MOST_WORDS = 7;

    /** Words that say that the value is one to keep. */
    private static final long[] CREDENTIALS =
            packed("key keys apikey apikeys token tokens secret secrets password passwd pass pwd passphrase auth"
                    + " bearer credential credentials creds cred private pat dsn license licence signing signature"
                    + " authtoken accesstoken apitoken secretkey accesskey authkey privatekey licensekey clientsecret"
                    + " secrettoken unseal webhook basic hmac cookie login seed init initialize");
    /** Words that say that it is something else of the same form. */
    private static final long[] DENIALS = packed(
            "commit commits sha sha1 sha256 sha512 md5 hash hashes digest checksum etag revision rev version ver build"
                    + " trace traceid span request image layer blob tree fingerprint integrity thumbprint ref branch tag"
                    + " asset nonce crc rowid uuid guid package module deviceid example");
    /** Last words of a name whose value tells where or who, not how to get in. */
    private static final long[] ABOUT = packed(
            "id ids sid uid name username user url uri host hostname domain region endpoint account email mail type"
                    + " version path file dir port env environment zone org organization project workspace team channel"
                    + " model bucket title description label count size date time status");

    private final int[] starts = new int[MOST_PLACES];
    private final int[] flags = new int[MOST_PLACES];
    private int count;
    private int serial = -1;
    private int keywordEnd = -1;
    private int keywordStart = -1;

    /** The value is assigned: an operator stands right before it. */
    private static final int GIVEN = 1;
    /** A comma or a parenthesis stands right before it. */
    private static final int ARGUMENT = 2;
    /** A word for a credential was said. */
    private static final int NAMED = 4;
    /** A word that denies it was said. */
    private static final int DENIED = 8;
    /** The last word is one for an identity or a place. */
    private static final int IDENTITY = 16;
    /** Nothing was said but the provider. */
    private static final int BARE = 32;

    /**
     * Reads behind a name at {@code [start, end)}.
     *
     * @return how many places were found
     */
    public int read(TextLine line, int start, int end) {
        if (line.serial() == serial && end == keywordEnd && start == keywordStart) {
            return count;
        }
        serial = line.serial();
        keywordEnd = end;
        keywordStart = start;
        count = 0;
        if (isWord(line, start, end) && !isInMarker(line, start)) {
            collect(line, start, end);
        }
        return count;
    }

    /** Returns where a value may begin. */
    public int start(int place) {
        return starts[place];
    }

    /**
     * Returns whether what was said before a place makes a value of a secret.
     *
     * @param lookalike whether the value has the form of a hash, an id or a number, which needs more to be said
     * @param marked whether the value has a mark of its own, which needs nothing more to be said
     * @param identifier whether the kind is an identity, so that its name may end in {@code id}
     */
    public boolean promises(int place, boolean lookalike, boolean marked, boolean identifier) {
        int said = flags[place];
        if (marked) {
            return !has(said, DENIED);
        }
        if (has(said, DENIED) || (has(said, IDENTITY) && !identifier)) {
            return false;
        }
        boolean named = has(said, NAMED) || (identifier && has(said, IDENTITY));
        if (named) {
            return true;
        }
        return lookalike ? has(said, GIVEN) && has(said, BARE) : has(said, GIVEN) || has(said, ARGUMENT);
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    /** The name of a kind in the place of a value that was redacted before says nothing about what follows. */
    private static boolean isInMarker(TextLine line, int start) {
        int i = start;
        while (start - i < LONGEST_PREFIX && Chars.isName(line.at(i - 1))) {
            i--;
        }
        return line.at(i - 1) == ':' && line.matchesIgnoringCase(i - MARKER.length(), MARKER);
    }

    /** A whole word, or one that is told from its neighbours by its case or goes on with a word of names. */
    public static boolean isWord(TextLine line, int start, int end) {
        int before = line.at(start - 1);
        boolean camel = Chars.isUpper(line.at(start)) && !Chars.isUpper(before);
        if (Chars.isLetter(before) && !camel && line.at(start - 2) != '\\') {
            return false;
        }
        int next = line.at(end);
        if (!Chars.isLetter(next) || !Chars.isLetter(line.at(end - 1))) {
            return true;
        }
        if (Chars.isUpper(next) && !Chars.isUpper(line.at(end - 1))) {
            return true;
        }
        for (String word : mayContinue(next, line.at(end + 1)) ? CONTINUATIONS : NONE) {
            if (line.matchesIgnoringCase(end, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayContinue(int first, int second) {
        return Chars.isLetter(second) && (SECOND_LETTERS[first & 31] >>> (second & 31) & 1) != 0;
    }

    private static final String[] NONE = {};
    private static final String[] CONTINUATIONS = {
        "key", "token", "secret", "api", "access", "auth", "app", "client", "pass", "pwd", "pat", "hq", "io", "user",
        "account", "webhook", "cloud", "sdk", "admin", "service", "server", "license", "dsn", "bot", "private",
        "config", "cred", "org", "site", "rest", "sig", "connect", "labs", "pub"
    };

    /** For each letter: those that follow it at the beginning of a continuation. */
    private static final int[] SECOND_LETTERS = new int[32];

    static {
        for (String word : CONTINUATIONS) {
            SECOND_LETTERS[word.charAt(0) & 31] |= 1 << (word.charAt(1) & 31);
        }
    }

    private void collect(TextLine line, int start, int end) {
        int said = prefix(line, start) | own(line, start, end);
        int words = 0;
        int last = Math.min(line.to(), end + REACH);
        int i = end;
        boolean separated = false;
        boolean operator = false;
        int chunk = 0;
        while (i < last && count < MOST_PLACES && words <= MOST_WORDS) {
            int c = line.at(i);
            chunk = isOpener(c) ? 0 : chunk + 1;
            if (chunk > LONGEST_CHUNK || isEnd(line, i)) {
                break;
            }
            operator |= c == '=' || c == ':';
            if (c == ',' && (operator || count > 0)) {
                said = 0;
            }
            if (separated && isValueStart(line, i)) {
                place(i, said | operator(line, i) | (words == 0 ? BARE : 0));
            }
            separated = isOpener(c);
            if (Chars.isAlnum(c)) {
                int to = wordEnd(line, i);
                int word = meaning(line, i, to);
                chunk += to - i - 1;
                said = (said & ~IDENTITY) | word;
                words += to - i > 1 && !line.matchesIgnoringCase(i, "api") ? 1 : 0;
                i = to;
                separated = false;
            } else {
                i++;
            }
        }
        line.step(i - end);
    }

    private static boolean isEnd(TextLine line, int i) {
        int c = line.at(i);
        return c == ';'
                || c == '}'
                || (c == '<' && line.at(i + 1) == '/')
                || (c == '[' && line.matchesIgnoringCase(i, MARKER));
    }

    /** What stands in the same name before the provider. */
    private static int prefix(TextLine line, int start) {
        int i = start;
        int said = 0;
        while (start - i < LONGEST_PREFIX && (Chars.isName(line.at(i - 1)) || line.at(i - 1) == '.')) {
            i--;
        }
        line.step(start - i);
        while (i < start) {
            if (Chars.isAlnum(line.at(i))) {
                int to = Math.min(start, wordEnd(line, i));
                said |= meaning(line, i, to) & (NAMED | DENIED);
                i = to;
            } else {
                i++;
            }
        }
        return said;
    }

    /** What the name of the provider says by itself, as in {@code circle_token}. */
    private static int own(TextLine line, int start, int end) {
        int said = 0;
        for (int i = start; i < end; ) {
            int to = Math.min(end, wordEnd(line, i));
            said |= Chars.isAlnum(line.at(i)) ? meaning(line, i, to) & NAMED : 0;
            i = Chars.isAlnum(line.at(i)) ? to : i + 1;
        }
        return said;
    }

    private static boolean isOpener(int c) {
        return c <= ' '
                || Chars.isQuote(c)
                || c == '='
                || c == ':'
                || c == '>'
                || c == '('
                || c == ','
                || c == '['
                || c == '{'
                || c == '|'
                || c == '&';
    }

    /** A run of characters without blanks and quotes that is long enough for a value. */
    private static boolean isValueStart(TextLine line, int i) {
        if (isOpener(line.at(i)) || line.at(i) == '/') {
            return false;
        }
        int to = i;
        while (to - i < LEAST_VALUE && line.at(to) > ' ' && !Chars.isQuote(line.at(to)) && line.at(to) != ',') {
            to++;
        }
        return to - i == LEAST_VALUE;
    }

    private void place(int start, int said) {
        starts[count] = start;
        flags[count] = said;
        count++;
    }

    /** What stands right before a value, over blanks and quotes. */
    private static int operator(TextLine line, int start) {
        int i = start - 1;
        while (start - i < 8 && (Chars.isBlank(line.at(i)) || Chars.isQuote(line.at(i)) || line.at(i) == '\\')) {
            i--;
        }
        return switch (line.at(i)) {
            case '=', ':', '>' -> GIVEN;
            case ',', '(', '[', '{', '|' -> ARGUMENT;
            default -> 0;
        };
    }

    /** Words end where letters and digits do, and before a capital behind a small letter. */
    private static int wordEnd(TextLine line, int start) {
        int i = start + 1;
        while (Chars.isAlnum(line.at(i)) && !(Chars.isUpper(line.at(i)) && !Chars.isUpper(line.at(i - 1)))) {
            i++;
        }
        return i;
    }

    private static int meaning(TextLine line, int start, int end) {
        long word = 0;
        if (end - start <= 12) {
            for (int i = start; i < end; i++) {
                word = word << 5 | code(line.at(i));
            }
            word = word << 4 | (end - start);
        }
        if (word == 0) {
            return 0;
        }
        if (Arrays.binarySearch(CREDENTIALS, word) >= 0) {
            return NAMED;
        }
        return (Arrays.binarySearch(DENIALS, word) >= 0 ? DENIED : 0)
                | (Arrays.binarySearch(ABOUT, word) >= 0 ? IDENTITY : 0);
    }

    /** Letters without case in five bits; digits share the rest, which tells the few words with digits well enough. */
    private static long code(int c) {
        return Chars.isDigit(c) ? 27 + (c - '0') % 5 : c & 31;
    }

    private static long[] packed(String words) {
        String[] all = words.split(" ", -1);
        long[] packed = new long[all.length];
        for (int i = 0; i < all.length; i++) {
            packed[i] = pack(all[i]);
        }
        Arrays.sort(packed);
        return packed;
    }

    private static long pack(String word) {
        if (word.length() > 12) {
            throw new IllegalArgumentException("a word of at most 12 letters");
        }
        long packed = 0;
        for (int i = 0; i < word.length(); i++) {
            packed = packed << 5 | code(word.charAt(i));
        }
        return packed << 4 | word.length();
    }
}
