/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.automaton.KeywordSearch;
import dev.agentgovernance.secrets.internal.decode.Escapes;
import dev.agentgovernance.secrets.internal.match.AssignmentGate;
import dev.agentgovernance.secrets.internal.match.Shape;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The first look at a place where keywords end: whether their gates may open. Immutable, safe for use by several threads.
 *
 * <p>Most places lead to nothing, and each is of another keyword than the one before: what counts is how much memory one
 * touches. So what closes most gates stands in one row of a flat table for each set of keywords; only a place that passes
 * reads the gates themselves.
 */
public final class FirstLook {
    /** How far behind a keyword must be known what stands there. */
    public static final int REACH = Gate.REACH;

    private static final int WIDTH = 8;
    private static final int SORTS = 0;
    private static final int SHAPE = 1;
    private static final int NAME = 3;

    /** Something that only the gates themselves can tell. */
    private static final int OTHER = 1;
    /** Escapes that count in lines that look like JSON. */
    private static final int IN_JSON = 2;

    private static final int ASSIGNED = 4;
    private static final int NAMED = 8;
    private static final int SHAPED = 16;
    /** Escapes that count in every line. */
    private static final int ESCAPE = 32;
    /** Escapes of quoted-printable. */
    private static final int PRINTABLE = 64;
    /** The last character of all its keywords is outside of ASCII: in the automaton others share the class of such a one. */
    private static final int FOREIGN = 128;

    private static final int ASCII = 128;

    /** Where in the first number of a row they begin. */
    private static final int NAME_LENGTH = 8;

    private static final int NAME_LEAST = 16;
    private static final int SHAPE_LEAST = 24;
    private static final int SHAPE_LAST = 32;
    private static final int ASSIGNED_LENGTH = 48;

    private static final int LONGEST_SHAPE = 16;
    private static final int LONGEST_LENGTH = 127;

    private final RuleSet rules;
    private final KeywordSearch search;
    private final long[] rows;

    private FirstLook(RuleSet rules, KeywordSearch search, long[] rows) {
        this.rules = rules;
        this.search = search;
        this.rows = rows;
    }

    /** Returns the keywords that a scan with some rules looks for: theirs, and those of what is encoded. */
    public static List<String> keywords(RuleSet rules) {
        List<String> keywords = new ArrayList<>(rules.keywords());
        keywords.addAll(Escapes.KEYWORDS);
        return keywords;
    }

    /**
     * Makes the table.
     *
     * @param keywords {@linkplain #keywords those} of the rules
     */
    public static FirstLook of(RuleSet rules, List<String> keywords, KeywordSearch search) {
        FirstLook look = new FirstLook(rules, search, new long[search.sets() * WIDTH]);
        for (int set = 0; set < search.sets(); set++) {
            look.fill(set, keywords);
        }
        return look;
    }

    /** Takes a table that was made for the same rules and their keywords. */
    static FirstLook of(RuleSet rules, KeywordSearch search, long[] rows) {
        if (rows.length != search.sets() * WIDTH) {
            throw new IllegalStateException("not the first look of these keywords");
        }
        return new FirstLook(rules, search, rows);
    }

    /** Returns the table, to be kept with the keywords. */
    long[] rows() {
        return rows.clone();
    }

    /** The row of a set is made of the rows of its keywords; what does not fit is left to the gates. */
    private void fill(int set, List<String> keywords) {
        Set<Integer> names = new HashSet<>();
        int row = set * WIDTH;
        int own = rules.keywordCount();
        set(row, SHAPE_LEAST, LONGEST_SHAPE);
        set(row, ASSIGNED_LENGTH, LONGEST_LENGTH);
        rows[row] |= isForeign(set, keywords) ? FOREIGN : 0;
        for (int keyword : search.keywords(set)) {
            if (keyword >= own) {
                rows[row] |= keyword < own + Escapes.JSON_ONLY ? IN_JSON : ESCAPE;
                rows[row] |= Escapes.isPrintable(keywords.get(keyword)) ? PRINTABLE : 0;
                continue;
            }
            String text = keywords.get(keyword);
            for (Gate gate : rules.gates(keyword)) {
                if (gate instanceof ShapeGate shape) {
                    add(row, shape.shape());
                } else if (gate instanceof ContextGate name
                        && text.length() <= LONGEST_LENGTH
                        && names.add(keyword)
                        && names.size() == 1) {
                    rows[row] |= NAMED;
                    set(row, NAME_LENGTH, text.length());
                    set(row, NAME_LEAST, name.least());
                    rows[row + NAME] = name.low();
                    rows[row + NAME + 1] = name.high();
                } else if (gate == Gate.ASSIGNMENT && isName(text)) {
                    rows[row] |= ASSIGNED;
                    set(row, ASSIGNED_LENGTH, Math.min(field(rows[row], ASSIGNED_LENGTH), text.length()));
                } else {
                    rows[row] |= OTHER;
                }
            }
        }
    }

    private boolean isForeign(int set, List<String> keywords) {
        for (int keyword : search.keywords(set)) {
            String text = keywords.get(keyword);
            if (text.charAt(text.length() - 1) < ASCII) {
                return false;
            }
        }
        return true;
    }

    private void add(int row, Shape shape) {
        String anchor = shape.anchor();
        int last = anchor.charAt(anchor.length() - 1);
        boolean alike = (rows[row] & SHAPED) == 0 || field(rows[row], SHAPE_LAST) == last;
        rows[row] |= SHAPED;
        set(row, SHAPE_LEAST, Math.min(field(rows[row], SHAPE_LEAST), shape.leastBehindAnchor()));
        set(row, SHAPE_LAST, alike ? last : 0);
        rows[row + SHAPE] |= shape.alphabetBehindAnchor(false);
        rows[row + SHAPE + 1] |= shape.alphabetBehindAnchor(true);
    }

    private static boolean isName(String keyword) {
        return keyword.chars().allMatch(c -> c == '_' || c == '-' || Character.isLetterOrDigit(c));
    }

    private void set(int row, int from, long value) {
        rows[row] = (rows[row] & ~(0xffL << from)) | (value << from);
    }

    private static int field(long row, int from) {
        return (int) (row >>> from) & 0xff;
    }

    /**
     * Returns whether the keywords that end at a place may lead to something: then, true. False costs a few steps, and no line.
     *
     * @param block what was read of the text, with {@link #REACH} characters or the end of the line behind the place
     */
    public boolean opens(TextLine block, int set, int end) {
        long sorts = rows[set * WIDTH + SORTS];
        return (sorts & ESCAPE) != 0
                || leadsToRule(block, set, end)
                || ((sorts & IN_JSON) != 0 && Escapes.mayBeInJson(block, end));
    }

    /**
     * Returns whether the rules of the keywords that end at a place may find something: then, true. Escapes do not count.
     *
     * @param block what was read of the text, or the line, with {@link #REACH} characters or its end behind the place
     */
    public boolean leadsToRule(TextLine block, int set, int end) {
        int row = set * WIDTH;
        long sorts = rows[row + SORTS];
        if ((sorts & FOREIGN) != 0 && block.at(end - 1) < ASCII) {
            return false;
        }
        if ((sorts & SHAPED) != 0 && mayBeShape(block, row, sorts, end)) {
            return anyOpens(block, set, end);
        }
        if ((sorts & ASSIGNED) != 0 && AssignmentGate.opens(block, end - field(sorts, ASSIGNED_LENGTH), end)) {
            return true;
        }
        if ((sorts & NAMED) != 0
                && ContextGate.opens(
                        block,
                        end - field(sorts, NAME_LENGTH),
                        end,
                        field(sorts, NAME_LEAST),
                        rows[row + NAME],
                        rows[row + NAME + 1])) {
            return true;
        }
        return (sorts & OTHER) != 0 && anyOpens(block, set, end);
    }

    /**
     * Returns how many characters the only keyword has that ends at a place, if it can lead to nothing there but a value that is
     * given to its name; 0 if there may be more.
     */
    public int assignedLength(TextLine block, int set, int end) {
        int row = set * WIDTH;
        long sorts = rows[row + SORTS];
        if ((sorts & (ASSIGNED | NAMED | OTHER | ESCAPE | IN_JSON)) != ASSIGNED
                || ((sorts & SHAPED) != 0 && mayBeShape(block, row, sorts, end))) {
            return 0;
        }
        int[] keywords = search.keywords(set);
        return keywords.length == 1 && rules.isAssigned(keywords[0]) ? field(sorts, ASSIGNED_LENGTH) : 0;
    }

    /** Returns whether an escape ends at a place with a set. */
    public boolean isEscape(int set) {
        return (rows[set * WIDTH + SORTS] & (ESCAPE | IN_JSON)) != 0;
    }

    /** Returns whether an escape of quoted-printable ends at a place with a set. */
    public boolean isPrintable(int set) {
        return (rows[set * WIDTH + SORTS] & PRINTABLE) != 0;
    }

    private boolean mayBeShape(TextLine block, int row, long sorts, int end) {
        int last = field(sorts, SHAPE_LAST);
        if (last != 0 && last != block.at(end - 1)) {
            return false;
        }
        long low = rows[row + SHAPE];
        long high = rows[row + SHAPE + 1];
        for (int i = end + field(sorts, SHAPE_LEAST) - 1; i >= end; i--) {
            int c = block.at(i);
            if (c < 0 || c >= 128 || ((c < 64 ? low : high) >>> c & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    private boolean anyOpens(TextLine block, int set, int end) {
        int own = rules.keywordCount();
        for (int keyword : search.keywords(set)) {
            if (keyword < own && opens(rules.gates(keyword), block, end - rules.length(keyword), end)) {
                return true;
            }
        }
        return false;
    }

    static boolean opens(Gate[] gates, TextLine block, int start, int end) {
        for (Gate gate : gates) {
            if (gate.opens(block, start, end)) {
                return true;
            }
        }
        return false;
    }
}
