/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.personal;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Placeholders;
import dev.agentgovernance.secrets.internal.match.Assignment;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import dev.agentgovernance.secrets.internal.rules.LinePass;
import dev.agentgovernance.secrets.internal.rules.Reading;
import dev.agentgovernance.secrets.internal.rules.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Fields and columns that the host calls personal: what is given to such a name, and what stands below it in a table (CSV, tabs,
 * semicolons, pipes). Names are compared by their letters and digits, in any case. For one thread.
 */
public final class Columns implements LinePass {
    private static final String SEPARATORS = ",;\t|";
    private static final String EVIDENCE = "the host calls its name personal";
    private static final int LONGEST_HEADING = 64;
    private static final int MOST_COLUMNS = 512;

    private final Rule rule;
    private final Set<String> names;
    private final List<int[]> cells = new ArrayList<>();
    /** Which columns of the table are personal; empty where there is no table. */
    private boolean[] personal = new boolean[0];

    private char separator;

    private Columns(Rule rule, Set<String> names) {
        this.rule = rule;
        this.names = names;
    }

    /** Makes the rule for values that are given to a name, found by the ways in which its words are joined. */
    public static Rule rule(Collection<String> columns) {
        Set<String> names = normal(columns);
        Set<String> keywords = new LinkedHashSet<>();
        for (String column : columns) {
            List<String> words = words(column);
            for (String joint : new String[] {"", "_", "-", " ", "."}) {
                keywords.add(String.join(joint, words));
            }
        }
        Rule none = IdentityKinds.rule("personal-column");
        return new Rule(
                none.kind(),
                none.rank(),
                List.copyOf(keywords),
                (reading, r, start, end) -> field(reading, r, names, start, end));
    }

    /** Returns a pass that reads tables. */
    public static Columns tables(Collection<String> columns) {
        return new Columns(IdentityKinds.rule("personal-column"), normal(columns));
    }

    private static Set<String> normal(Collection<String> columns) {
        Set<String> names = new LinkedHashSet<>();
        columns.forEach(column -> names.add(normal(column)));
        return names;
    }

    private static String normal(String name) {
        StringBuilder normal = new StringBuilder();
        name.chars().filter(Chars::isAlnum).forEach(c -> normal.append((char) c));
        return normal.toString().toLowerCase(Locale.ROOT);
    }

    /** Cuts a name at what is no letter or digit and before capitals. */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean begins = Chars.isUpper(c) && i > 0 && !Chars.isUpper(name.charAt(i - 1));
            if ((!Chars.isAlnum(c) || begins) && word.length() > 0) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (Chars.isAlnum(c)) {
                word.append(Character.toLowerCase(c));
            }
        }
        if (word.length() > 0) {
            words.add(word.toString());
        }
        return words;
    }

    private static void field(Reading reading, Rule rule, Set<String> names, int start, int end) {
        TextLine line = reading.line();
        Assignment assignment = reading.assignment();
        if (!assignment.find(line, start, end) || assignment.open()) {
            return;
        }
        String name = assignment.name(line);
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (!names.contains(normal(name)) && !names.contains(normal(last))) {
            return;
        }
        int from = assignment.valueStart();
        int to = assignment.valueEnd();
        if (!Placeholders.isReference(line, from, to, assignment.quoted())) {
            reading.add(rule, from, assignment.quoted() ? to : wholeValue(line, to), Confidence.LIKELY, EVIDENCE);
        }
    }

    /** Without quotes a value goes on over blanks up to what ends a field. */
    private static int wholeValue(TextLine line, int end) {
        int to = end;
        while (to < line.to() && ",;&|\"'`}])<>#\\".indexOf(line.at(to)) < 0) {
            to++;
        }
        line.step(to - end);
        while (to > end && line.at(to - 1) <= ' ') {
            to--;
        }
        return to;
    }

    @Override
    public void match(Reading reading) {
        TextLine line = reading.line();
        if (personal.length > 0 && row(reading)) {
            return;
        }
        personal = new boolean[0];
        for (int s = 0; s < SEPARATORS.length() && personal.length == 0; s++) {
            heading(line, SEPARATORS.charAt(s));
        }
    }

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public void reset() {
        personal = new boolean[0];
    }

    private void heading(TextLine line, char candidate) {
        separator = candidate;
        split(line);
        if (cells.size() < 2 || cells.size() > MOST_COLUMNS) {
            return;
        }
        boolean[] found = new boolean[cells.size()];
        boolean any = false;
        for (int k = 0; k < found.length; k++) {
            int[] cell = cells.get(k);
            if (cell[1] - cell[0] > LONGEST_HEADING) {
                return;
            }
            for (int i = cell[0]; i < cell[1]; i++) {
                int c = line.at(i);
                if (c < 128 && !Chars.isName(c) && c != ' ' && c != '.') {
                    return;
                }
            }
            found[k] = names.contains(normal(line.text(cell[0], cell[1])));
            any |= found[k];
        }
        personal = any ? found : personal;
    }

    /** Adds the cells of a line that has as many as the heading, and returns whether the table goes on. */
    private boolean row(Reading reading) {
        TextLine line = reading.line();
        if (isRule(line)) {
            return true;
        }
        split(line);
        if (cells.size() != personal.length) {
            return false;
        }
        for (int k = 0; k < personal.length; k++) {
            int[] cell = cells.get(k);
            if (personal[k] && cell[0] < cell[1]) {
                reading.add(rule, cell[0], cell[1], Confidence.LIKELY, EVIDENCE);
            }
        }
        return true;
    }

    private static boolean isRule(TextLine line) {
        for (int i = line.from(); i < line.to(); i++) {
            if ("-+|=: ".indexOf(line.at(i)) < 0) {
                return false;
            }
        }
        return line.from() < line.to();
    }

    /** Cuts a line at separators outside of quotes; blanks and quotes round a cell are not in it. */
    private void split(TextLine line) {
        cells.clear();
        int start = line.from();
        boolean quoted = false;
        for (int i = line.from(); i <= line.to(); i++) {
            int c = line.at(i);
            quoted ^= c == '"';
            if (i == line.to() || (c == separator && !quoted)) {
                cells.add(trimmed(line, start, i));
                start = i + 1;
            }
        }
        line.step(line.to() - line.from());
    }

    private static int[] trimmed(TextLine line, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && (line.at(from) <= ' ' || line.at(from) == '"')) {
            from++;
        }
        while (to > from && (line.at(to - 1) <= ' ' || line.at(to - 1) == '"')) {
            to--;
        }
        return new int[] {from, to};
    }
}
