/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.filter.Names;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The forms of the values of issuers, to know what nearly has one: {@code mistral_token = } with 28 characters, when Mistral
 * gives out 32, {@code xoxp-} with too few behind it, a whole token with {@code _extra} behind it. Such a value is shown by
 * tools and documents in the place of a token, and opens nothing. One of another form altogether is kept: issuers change
 * their forms. Immutable.
 */
final class IssuerForms {
    /** A literal of fewer letters begins many values that nobody issued, if no sign ends it as in {@code hf_}. */
    private static final int SHORTEST_MARK = 4;

    private static final int SHORTEST_SEPARATED_MARK = 3;

    private static final int LONGEST_MARK = 24;
    /** Marks of issuers that many others use: a value that one of them would call too short is whole for another. */
    private static final Set<String> COMMON_MARKS = Set.of(
            "live_", "test_", "prod_", "secret_", "secret-", "key_", "key-", "token_", "user_", "api_", "app_", "app-",
            "sk_", "pk_", "ak_", "pat_");

    /** Behind the name of the issuer fewer are a mark, such as {@code sk-}. */
    private static final int SHORTEST_NAMED_MARK = 3;

    private static final int SHORTEST_NAME = 3;
    /** Names of more words than this in a row are no names of issuers. */
    private static final int MOST_WORDS = 3;

    /** Knows no issuer: nothing is cut short. */
    static final IssuerForms NONE = new IssuerForms(List.of());

    private record Index(Map<String, Forms> byName, Map<String, Forms> byMark) {}

    /** Some forms, which are read when a value is compared with them. */
    private static final class Forms {
        private final List<String> notations = new ArrayList<>();
        /** Two threads may read them at once; either will do. */
        private volatile @Nullable List<Shape> shapes;

        List<Shape> shapes() {
            List<Shape> known = shapes;
            if (known == null) {
                known = new ArrayList<>();
                for (String notation : notations) {
                    try {
                        known.add(Shape.parse(notation));
                    } catch (IllegalArgumentException notWellFormed) {
                        // The rules tell where.
                    }
                }
                shapes = known;
            }
            return known;
        }

        boolean has(String value, Shape.Fit fit) {
            return shapes().stream().anyMatch(shape -> shape.fit(value) == fit);
        }

        /** Whether a value is the beginning of one of the forms with a mark of so many characters, and the whole of none. */
        boolean isCut(String value, int leastMark, boolean digest) {
            return !has(value, Shape.Fit.WHOLE)
                    && shapes().stream()
                            .anyMatch(shape -> (shape.prefixLength() >= leastMark || (digest && shape.isOfHex()))
                                    && shape.fit(value) == Shape.Fit.CUT
                                    && (shape.prefixLength() > 0 || isNearly(value, shape)));
        }

        /** Less than half of what an issuer without a mark gives out is something else, unless it may be half of a number. */
        private static boolean isNearly(String value, Shape shape) {
            return value.length() * 2 >= shape.least() || value.chars().allMatch(Chars::isHex);
        }

        /** Whether all forms have a joint, a value has that of one, and none of the forms. */
        boolean areJoinedAs(String value) {
            List<Shape> all = shapes();
            return !all.isEmpty()
                    && all.stream().allMatch(Shape::isComposite)
                    && all.stream().anyMatch(shape -> shape.joint() >= 0 && value.indexOf(shape.joint()) > 0)
                    && !has(value, Shape.Fit.WHOLE);
        }
    }

    private final List<KindFile.Block> blocks;
    /** Two threads may make it at once; either will do. */
    private volatile @Nullable Index index;

    private IssuerForms(List<KindFile.Block> blocks) {
        this.blocks = blocks;
    }

    /** Takes the forms of all kinds, and reads them when they are first asked for: few scans do. */
    static IssuerForms of(List<KindFile.Block> blocks) {
        return new IssuerForms(blocks);
    }

    /** Returns whether no issuer is known, as in thorough scans, which report what is nearly a value or may be known as well. */
    boolean isNone() {
        return blocks.isEmpty();
    }

    private Index index() {
        Index known = index;
        if (known == null) {
            known = read();
            index = known;
        }
        return known;
    }

    private Index read() {
        Map<String, Forms> byName = new HashMap<>();
        Map<String, Forms> byMark = new HashMap<>();
        for (KindFile.Block block : blocks) {
            List<String> notations = new ArrayList<>(block.all("shape"));
            notations.addAll(block.all("context"));
            for (String notation : notations) {
                int mark = notation.indexOf('{') < 0 ? notation.length() : notation.indexOf('{');
                if (mark <= LONGEST_MARK && isMark(notation, mark)) {
                    of(notation.substring(0, mark), byMark).notations.add(notation);
                }
            }
            for (String line : block.all("word")) {
                for (String word : line.split(" ", -1)) {
                    String name = word.toLowerCase(Locale.ROOT).replace("_", "");
                    of(name, byName).notations.addAll(notations);
                }
            }
        }
        return new Index(byName, byMark);
    }

    private static Forms of(String key, Map<String, Forms> forms) {
        Forms known = forms.get(key);
        if (known == null) {
            known = new Forms();
            forms.put(key, known);
        }
        return known;
    }

    private static boolean isMark(String text, int length) {
        return length >= SHORTEST_MARK
                || (length == SHORTEST_SEPARATED_MARK && !Chars.isAlnum(text.charAt(length - 1)));
    }

    /** Returns whether a value is the beginning of what an issuer gives out whom its name or its mark tells. */
    boolean isCutShort(String name, String value) {
        Map<String, Forms> byMark = index().byMark();
        for (int length = SHORTEST_SEPARATED_MARK; length <= Math.min(LONGEST_MARK, value.length()); length++) {
            String mark = value.substring(0, length);
            Forms forms = isMark(value, length) && !COMMON_MARKS.contains(mark) ? byMark.get(mark) : null;
            if (forms != null && forms.isCut(value, 0, false)) {
                return true;
            }
        }
        Names.Promise promise = Names.promise(name);
        if (promise != Names.Promise.TOKEN && promise != Names.Promise.KEY) {
            return false;
        }
        // What has no mark and one of the usual lengths may be of a form not known here; but the digits of a token are
        // those of
        // one digest. Keys an issuer has of several sorts.
        boolean token = promise == Names.Promise.TOKEN;
        boolean marked = promise == Names.Promise.KEY || isUsualLength(value);
        int leastMark = marked ? SHORTEST_NAMED_MARK : 0;
        return formsOf(name).stream().anyMatch(forms -> forms.isCut(value, leastMark, token));
    }

    /**
     * Returns whether a value is nearly what an issuer gives out and too long, or joined of parts as it and of none of its
     * forms: {@code ghp_…_extra}, {@code telegram_token = "bot:…"}.
     */
    boolean isNearMiss(String name, String value) {
        boolean tailed = false;
        for (int length = SHORTEST_MARK; length <= Math.min(LONGEST_MARK, value.length()); length++) {
            String mark = value.substring(0, length);
            Forms forms = index().byMark().get(mark);
            if (forms != null && forms.has(value, Shape.Fit.WHOLE)) {
                return false;
            }
            tailed |= forms != null && !COMMON_MARKS.contains(mark) && forms.has(value, Shape.Fit.TAILED);
        }
        return tailed || formsOf(name).stream().anyMatch(forms -> forms.areJoinedAs(value));
    }

    /** Returns whether a value without a name begins as what an issuer gives out, and is too short or too long for it. */
    boolean isNearly(String value) {
        return isCutShort("", value) || isNearMiss("", value);
    }

    /** Returns whether a value begins with the mark of an issuer and has none of the forms that begin so. */
    boolean isOfAnotherForm(String value) {
        Map<String, Forms> byMark = index().byMark();
        for (int length = Math.min(LONGEST_MARK, value.length()); length >= SHORTEST_MARK; length--) {
            Forms forms = byMark.get(value.substring(0, length));
            if (forms != null) {
                return forms.shapes().stream().noneMatch(shape -> shape.fit(value) == Shape.Fit.WHOLE);
            }
        }
        return false;
    }

    private static boolean isUsualLength(String value) {
        return switch (value.length()) {
            case 32, 36, 40, 48, 64 -> true;
            default -> false;
        };
    }

    /** Returns the forms of the issuers that a name names. */
    private List<Forms> formsOf(String name) {
        List<Forms> named = new ArrayList<>();
        String[] words = Names.words(name);
        for (int i = 0; i < words.length; i++) {
            // One letter begins the names of headers: X-Api-Key.
            StringBuilder joined = new StringBuilder();
            for (int j = words[i].length() < 2 ? words.length : i; j < Math.min(words.length, i + MOST_WORDS); j++) {
                joined.append(words[j]);
                Forms forms = joined.length() < SHORTEST_NAME
                        ? null
                        : index().byName().get(joined.toString());
                if (forms != null) {
                    named.add(forms);
                }
            }
        }
        return named;
    }
}
