/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.match.Chars;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the name of a value says about it; the words are in a resource. */
public final class Names {
    /** What a name promises. */
    public enum Promise {
        /** Nothing secret. */
        NOTHING(0),
        /** Something that may be secret: a key of some sort, or something about a secret. */
        HINT(6),
        /** A key of something, or what authorises. */
        KEY(14),
        /** Something a machine made. */
        TOKEN(26),
        /** Something a machine made or a human chose. */
        SECRET(28),
        /** Something a human chose. */
        PASSWORD(30);

        private final int weight;

        Promise(int weight) {
            this.weight = weight;
        }

        int weight() {
            return weight;
        }
    }

    private static final char ASCII = 128;
    private static final char FIRST_OTHER_SCRIPT = '\u0370';
    private static final char FIRST_ACCENTED = '\u00c0';
    /** Scripts from here on are spelled as they are, but for more Latin and Greek. */
    private static final char FIRST_UNACCENTED = '\u0400';

    private static final char FIRST_ADDED = '\u1e00';
    private static final char LAST_ADDED = '\u2000';
    private static final char FIRST_COMBINING = '\u0300';
    private static final char LAST_COMBINING = '\u036f';
    private static final WordLists LISTS = WordLists.read("names.txt");
    private static final Set<String> PASSWORD = LISTS.all("password");
    private static final String[] PASSWORD_ENDS = LISTS.array("password-end");
    private static final Set<String> SECRET = LISTS.all("secret");
    private static final String[] SECRET_ENDS = LISTS.array("secret-end");
    private static final Set<String> TOKEN = LISTS.all("token");
    private static final String[] TOKEN_ENDS = LISTS.array("token-end");
    private static final Set<String> KEY = LISTS.all("key");
    private static final Set<String> KEY_WORDS = LISTS.all("key-word");
    private static final Set<String> HINT = LISTS.all("hint");
    private static final Set<String> SECRET_KEYS = LISTS.all("secret-key");
    private static final Set<String> OPEN_KEYS = LISTS.all("open-key");
    private static final Set<String> OPEN_TOKENS = LISTS.all("open-token");
    private static final Set<String> OPEN_WORDS = LISTS.all("open");
    private static final Set<String> ABOUT = LISTS.all("about");
    private static final Set<String> FILLER = LISTS.all("filler");
    private static final Set<String> SETTERS = LISTS.all("setter");
    private static final Set<String> USERS = LISTS.all("users");
    private static final Set<String> ASKING = LISTS.all("asking");
    private static final Set<String> CREDENTIALS = LISTS.all("credentials");
    private static final Set<String> FOREIGN = LISTS.all("foreign");
    private static final Set<String> FICTION = LISTS.all("fiction");
    private static final Set<String> SENTENCE = LISTS.all("sentence");
    private static final Set<String> CODES = LISTS.all("code");
    private static final Set<String> NOBODY = LISTS.all("nobody");

    private Names() {}

    /** Returns what a name promises. */
    public static Promise promise(String name) {
        String[] words = words(name);
        int last = words.length - 1;
        while (last > 0 && (Chars.isDigit(words[last].charAt(0)) || FILLER.contains(words[last]))) {
            last--;
        }
        if (last < 0) {
            return Promise.NOTHING;
        }
        words[last] = withoutParticle(words[last]);
        if (last > 0 && words[last].equals("api") && isKey(words[last - 1])) {
            return Promise.TOKEN;
        }
        if (last < words.length - 1 && words[last].equals("signature") && words[last + 1].equals("value")) {
            // What was signed with, in XML, is not in it.
            return Promise.NOTHING;
        }
        if (last > 0 && words[last].equals("code") && CODES.contains(words[last - 1])) {
            return Promise.PASSWORD;
        }
        if (last > 0 && words[last].equals("phrase") && words[last - 1].equals("pass")) {
            return Promise.PASSWORD;
        }
        if (last > 0 && isAbout(words[last])) {
            return Promise.NOTHING;
        }
        for (String word : words) {
            if (OPEN_WORDS.contains(word)) {
                return Promise.NOTHING;
            }
        }
        if (last > 1 && words[0].equals("social") && words[1].equals("auth") && isKey(words[last])) {
            // What a provider of logins calls its client.
            return Promise.NOTHING;
        }
        Promise promise = promiseOf(words, last);
        if (promise != Promise.NOTHING || last == 0) {
            return promise;
        }
        return isKey(words[last]) ? Promise.NOTHING : promiseOfEarlier(name, words, last);
    }

    /** In Chinese, Japanese and Korean what makes a sentence of a word is written on. */
    private static String withoutParticle(String word) {
        int end = word.length() - 1;
        return end > 0 && Chars.isParticle(word.charAt(end)) ? word.substring(0, end) : word;
    }

    /** {@code API_KEY_GITHUB} names whose key it is; {@code passwordManagement} is about something else. */
    private static Promise promiseOfEarlier(String name, String[] words, int last) {
        for (int i = last - 1; i >= 0; i--) {
            Promise earlier = promiseOf(words, i);
            if (earlier != Promise.NOTHING) {
                boolean separated = name.indexOf('_') >= 0 || name.indexOf('-') >= 0 || name.indexOf('.') >= 0;
                boolean key = isKey(words[i]) && (i == 0 || !SECRET_KEYS.contains(words[i - 1]));
                return separated && !key && last - i <= 2 ? earlier : Promise.HINT;
            }
        }
        return Promise.NOTHING;
    }

    /** Returns what the name of a function promises about its argument: {@code getKey("…")} is asked for, not given. */
    public static Promise promiseOfCall(String name) {
        String function = name.substring(name.lastIndexOf('.') + 1);
        String[] words = words(function);
        if (words.length == 0) {
            return Promise.NOTHING;
        }
        return switch (words[words.length - 1]) {
            case "key", "keys", "pass", "value", "auth", "seed", "session", "login" -> Promise.NOTHING;
            default -> {
                Promise promise = promise(function);
                boolean gives = words.length == 1 || SETTERS.contains(words[0]);
                yield gives ? promise : promise == Promise.NOTHING ? Promise.NOTHING : Promise.HINT;
            }
        };
    }

    /**
     * Returns what the name of a function promises about an argument that is not its first: {@code checkPassword(user, "…")} is
     * called with a password; what is made with a token is given the key that signs it.
     *
     * @param constructs whether something is made that has the name
     */
    public static Promise promiseOfArguments(String name, boolean constructs) {
        String[] words = words(name.substring(name.lastIndexOf('.') + 1));
        int last = words.length - 1;
        if (last < 0 || ASKING.contains(words[0]) || (isAbout(words[last]) && !constructs)) {
            return Promise.NOTHING;
        }
        Promise promise = Promise.NOTHING;
        for (String given : words) {
            String word = given.endsWith("s") ? given.substring(0, given.length() - 1) : given;
            if (OPEN_WORDS.contains(word) || FICTION.contains(word)) {
                return Promise.NOTHING;
            }
            if (PASSWORD.contains(word) || endsInOne(word, PASSWORD_ENDS) || CREDENTIALS.contains(given)) {
                promise = Promise.PASSWORD;
            } else if (constructs && (TOKEN.contains(word) || SECRET.contains(word))) {
                promise = promise == Promise.PASSWORD ? promise : Promise.TOKEN;
            }
        }
        if (promise == Promise.NOTHING && words[last].equals("auth")) {
            return Promise.PASSWORD;
        }
        return isAbout(words[last]) && promise == Promise.PASSWORD ? Promise.NOTHING : promise;
    }

    private static boolean isAbout(String word) {
        return ABOUT.contains(word) || (word.endsWith("s") && ABOUT.contains(word.substring(0, word.length() - 1)));
    }

    private static boolean isKey(String word) {
        return KEY_WORDS.contains(word);
    }

    private static Promise promiseOf(String[] words, int i) {
        String word = words[i];
        if (i > 0 && OPEN_TOKENS.contains(words[i - 1]) && (word.equals("token") || word.equals("tokens"))) {
            return Promise.NOTHING;
        }
        if (PASSWORD.contains(word) || endsInOne(word, PASSWORD_ENDS)) {
            return Promise.PASSWORD;
        }
        if (SECRET.contains(word) || endsInOne(word, SECRET_ENDS)) {
            return Promise.SECRET;
        }
        if (TOKEN.contains(word) || endsInOne(word, TOKEN_ENDS)) {
            return Promise.TOKEN;
        }
        if (isKey(word)) {
            return promiseOfKey(i > 0 ? words[i - 1] : "");
        }
        return KEY.contains(word) ? Promise.KEY : HINT.contains(word) ? Promise.HINT : Promise.NOTHING;
    }

    /** A key is what the word before it says; a key to a secret is the name of its place. */
    private static Promise promiseOfKey(String before) {
        if (SECRET_KEYS.contains(before)) {
            return Promise.TOKEN;
        }
        boolean place = PASSWORD.contains(before) || endsInOne(before, PASSWORD_ENDS);
        if (place || OPEN_KEYS.contains(before)) {
            return Promise.NOTHING;
        }
        return before.isEmpty() ? Promise.HINT : Promise.KEY;
    }

    private static boolean endsInOne(String word, String[] ends) {
        for (String end : ends) {
            if (word.endsWith(end)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a word means password in some language: as a value it is a label. */
    static boolean isPasswordWord(String word) {
        return PASSWORD.contains(word);
    }

    /** Returns whether a name is a word of people who write another language than programs are written in. */
    static boolean isForeign(String name) {
        String[] words = words(name);
        return words.length > 0 && FOREIGN.contains(words[words.length - 1]);
    }

    /** Returns whether a name says that its value is made up. */
    static boolean isFiction(String name) {
        String[] words = words(name);
        for (int i = 0; i < words.length; i++) {
            if (FICTION.contains(words[i]) || (words[i].equals("non") && i + 1 < words.length)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a name is that of something anybody may know, among others that name secrets: a user, a host. */
    public static boolean isOpen(String name) {
        String[] words = words(name);
        for (String word : words) {
            if (OPEN_WORDS.contains(word)) {
                return true;
            }
        }
        return words.length > 0 && isAbout(words[words.length - 1]);
    }

    /** Returns whether a word is one of those that sentences about passwords are made of. */
    static boolean isOfSentence(String word) {
        return SENTENCE.contains(word) || PASSWORD.contains(word) || ABOUT.contains(word);
    }

    /** Returns whether a name is that of several keys, tokens or secrets: {@code API_KEYS}, {@code validTokens}. */
    public static boolean isOfMany(String name) {
        int end = name.length() - 1;
        if (end < 2 || (name.charAt(end) != 's' && name.charAt(end) != 'S')) {
            return false;
        }
        return switch (promise(name.substring(0, end))) {
            case TOKEN, SECRET, PASSWORD -> true;
            default -> false;
        };
    }

    /** Returns whether a function is one that sets what its name says. */
    static boolean isSetter(String name) {
        String[] words = words(name.substring(name.lastIndexOf('.') + 1));
        return words.length > 1 && words[0].equals("set");
    }

    /** Returns whether a name is one that users have in examples and on servers. */
    public static boolean isUser(String name) {
        String[] words = words(name);
        return words.length > 0 && USERS.contains(words[0]);
    }

    /** Returns whether a word of a name is one by which values are judged, whatever the name then promises. */
    public static boolean isTelling(String name) {
        for (String word : words(name)) {
            if (isKey(word)
                    || PASSWORD.contains(word)
                    || SECRET.contains(word)
                    || TOKEN.contains(word)
                    || KEY.contains(word)
                    || HINT.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a name says what its value is and not whose: {@code api_key}, {@code oauth.token2}. */
    static boolean namesNobody(String name) {
        for (String word : words(name)) {
            boolean common = word.length() < 3
                    || Chars.isDigit(word.charAt(0))
                    || isKey(word)
                    || PASSWORD.contains(word)
                    || SECRET.contains(word)
                    || TOKEN.contains(word)
                    || KEY.contains(word)
                    || HINT.contains(word)
                    || SECRET_KEYS.contains(word)
                    || FILLER.contains(word)
                    || SETTERS.contains(word)
                    || NOBODY.contains(word);
            if (!common) {
                return false;
            }
        }
        return true;
    }

    /** Returns the letters and digits of a name in small letters. */
    static String joined(String name) {
        return String.join("", words(name));
    }

    /** Cuts a name at separators and humps and makes the words small: {@code awsSecret_KEY2} is aws, secret, key, 2. */
    public static String[] words(String spelled) {
        String name = withoutAccents(spelled);
        StringBuilder cut = new StringBuilder(name.length() + 8);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Chars.isAlnum(c) && !Chars.isForeignLetter(c)) {
                cut.append(' ');
                continue;
            }
            char before = i == 0 ? ' ' : name.charAt(i - 1);
            if (c >= ASCII || before >= ASCII) {
                // No language writes a word in two scripts; but Latin has more letters than ASCII.
                boolean border = Chars.isAlnum(c) != Chars.isAlnum(before);
                boolean latin = c < FIRST_OTHER_SCRIPT && before < FIRST_OTHER_SCRIPT;
                cut.append(border && !latin ? " " : "").append(Character.toLowerCase(c));
                continue;
            }
            char next = i + 1 < name.length() ? name.charAt(i + 1) : ' ';
            boolean hump = Chars.isUpper(c) && (isLower(before) || (Chars.isUpper(before) && isLower(next)));
            boolean number = Chars.isDigit(c) != Chars.isDigit(before) && Chars.isAlnum(before) && !isHashName(name, i);
            if (hump || number) {
                cut.append(' ');
            }
            cut.append(Chars.isUpper(c) ? (char) (c + 32) : c);
        }
        return split(cut);
    }

    /** {@code contraseña} is contrasena. */
    private static String withoutAccents(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c >= FIRST_ACCENTED && c < FIRST_UNACCENTED) || (c >= FIRST_ADDED && c < LAST_ADDED)) {
                return Normalizer.normalize(name, Normalizer.Form.NFD)
                        .codePoints()
                        .filter(part -> part < FIRST_COMBINING || part > LAST_COMBINING)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return name;
    }

    private static String[] split(CharSequence text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ' ') {
                if (i > start) {
                    words.add(text.subSequence(start, i).toString());
                }
                start = i + 1;
            }
        }
        return words.toArray(new String[0]);
    }

    private static boolean isLower(int c) {
        return Chars.isLetter(c) && !Chars.isUpper(c);
    }

    /** {@code sha256} and {@code md5} are words. */
    private static boolean isHashName(String name, int i) {
        return name.regionMatches(true, i - 3, "sha", 0, 3) || name.regionMatches(true, i - 2, "md", 0, 2);
    }
}
