/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.filter.Names;
import dev.agentgovernance.secrets.internal.match.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The forms of the values of issuers, to know one that was cut short: {@code mistral_token = } with 28 characters, when
 * Mistral gives out 32, or {@code xoxp-} with too few behind it. Such a value is shown by tools and documents in the place
 * of a token, and opens nothing. One that is longer, or has another form, is kept: issuers change their forms. Immutable.
 */
final class IssuerForms {
    /** A literal of fewer letters begins many values that nobody issued. */
    private static final int SHORTEST_MARK = 4;

    private static final int LONGEST_MARK = 24;
    /** Behind the name of the issuer fewer are a mark, such as {@code sk-}. */
    private static final int SHORTEST_NAMED_MARK = 3;

    private static final int SHORTEST_NAME = 3;
    /** Names of more words than this in a row are no names of issuers. */
    private static final int MOST_WORDS = 3;

    /** Knows no issuer: nothing is cut short. */
    static final IssuerForms NONE = new IssuerForms(List.of());

    private record Index(Map<String, List<Shape>> byName, Map<String, List<Shape>> byMark) {}

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

    private Index index() {
        Index known = index;
        if (known == null) {
            known = read();
            index = known;
        }
        return known;
    }

    /** Those that are not well formed are left to the rules that are made of them. */
    private Index read() {
        Map<String, List<Shape>> byName = new HashMap<>();
        Map<String, List<Shape>> byMark = new HashMap<>();
        for (KindFile.Block block : blocks) {
            List<String> texts = new ArrayList<>(block.all("shape"));
            texts.addAll(block.all("context"));
            List<Shape> shapes = new ArrayList<>();
            for (String text : texts) {
                add(text, shapes, byMark);
            }
            for (String line : block.all("word")) {
                for (String word : line.split(" ", -1)) {
                    String name = word.toLowerCase(Locale.ROOT).replace("_", "");
                    byName.computeIfAbsent(name, key -> new ArrayList<>()).addAll(shapes);
                }
            }
        }
        return new Index(byName, byMark);
    }

    private static void add(String text, List<Shape> shapes, Map<String, List<Shape>> byMark) {
        try {
            Shape shape = Shape.parse(text);
            shapes.add(shape);
            int mark = shape.prefixLength();
            if (mark >= SHORTEST_MARK && mark <= LONGEST_MARK) {
                byMark.computeIfAbsent(text.substring(0, mark), key -> new ArrayList<>())
                        .add(shape);
            }
        } catch (IllegalArgumentException notWellFormed) {
            // The rules tell where.
        }
    }

    /** Returns whether a value is the beginning of what an issuer gives out whom its name or its mark tells. */
    boolean isCutShort(String name, String value) {
        Map<String, List<Shape>> byMark = index().byMark();
        for (int length = SHORTEST_MARK; length <= Math.min(LONGEST_MARK, value.length()); length++) {
            if (isCut(byMark.get(value.substring(0, length)), value, 0)) {
                return true;
            }
        }
        Names.Promise promise = Names.promise(name);
        if (promise != Names.Promise.TOKEN && promise != Names.Promise.KEY) {
            return false;
        }
        // What has no mark and one of the usual lengths may be of a form not known here.
        boolean marked = promise == Names.Promise.KEY || isUsualLength(value);
        return isCutOfIssuer(name, value, marked ? SHORTEST_NAMED_MARK : 0);
    }

    /** Returns whether a value begins with the mark of an issuer and has none of the forms that begin so. */
    boolean isOfAnotherForm(String value) {
        Map<String, List<Shape>> byMark = index().byMark();
        for (int length = Math.min(LONGEST_MARK, value.length()); length >= SHORTEST_MARK; length--) {
            List<Shape> shapes = byMark.get(value.substring(0, length));
            if (shapes != null) {
                return shapes.stream().noneMatch(shape -> shape.compareLength(value) == 0);
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

    private boolean isCutOfIssuer(String name, String value, int leastMark) {
        Map<String, List<Shape>> byName = index().byName();
        String[] words = Names.words(name);
        for (int i = 0; i < words.length; i++) {
            // One letter begins the names of headers: X-Api-Key.
            StringBuilder joined = new StringBuilder();
            for (int j = words[i].length() < 2 ? words.length : i; j < Math.min(words.length, i + MOST_WORDS); j++) {
                joined.append(words[j]);
                if (joined.length() >= SHORTEST_NAME && isCut(byName.get(joined.toString()), value, leastMark)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a value is the beginning of one of several forms with a mark of so many characters, and the whole of none. */
    private static boolean isCut(@Nullable List<Shape> shapes, String value, int leastMark) {
        boolean cut = false;
        for (int i = 0; shapes != null && i < shapes.size(); i++) {
            int whole = shapes.get(i).compareLength(value);
            if (whole == 0) {
                return false;
            }
            cut |= whole < 0 && shapes.get(i).prefixLength() >= leastMark;
        }
        return cut;
    }
}
