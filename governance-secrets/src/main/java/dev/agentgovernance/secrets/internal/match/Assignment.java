/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/**
 * Reads a name and the value given to it, round a keyword that is part of the name: {@code name = "value"} in the ways of
 * properties, YAML, JSON (also inside a string, with escaped quotes), shells, XML, flags, and code. Reused; for one thread.
 *
 * <p>What it finds depends on the end of the name alone, so that several keywords in one name give the same answer, and
 * the answer for the last name is kept.
 */
public final class Assignment {
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_REST_OF_NAME = 40;
    private static final int LONGEST_GAP = 24;
    private static final int LEAST_WIDTH = 72;

    private int nameStart;
    private int nameEnd;
    private final Joint joint = new Joint();
    private final ValueReader value = new ValueReader();
    private boolean pair;
    private boolean goesOn;
    private boolean found;
    private int serial = -1;
    private final char[] keptName = new char[LONGEST_NAME];
    private int keptLength;
    private boolean keptProse;
    private boolean keptLabel;
    private boolean alone;

    /** Returns whether a value is given to the name that a keyword is in. */
    public boolean find(TextLine line, int hitStart, int hitEnd) {
        int end = hitEnd;
        while (end - hitEnd <= LONGEST_REST_OF_NAME && Operators.isNameAt(line, end)) {
            end++;
        }
        line.step(end - hitEnd);
        if (end - hitEnd > LONGEST_REST_OF_NAME) {
            // What was read of another name, in another line perhaps, is not what opens here.
            serial = -1;
            clear();
            return false;
        }
        if (serial == line.serial() && nameEnd == end && !isEscaped(line, hitStart)) {
            return found && nameStart <= hitStart;
        }
        serial = line.serial();
        nameEnd = end;
        int start = hitStart;
        while (nameEnd - start < LONGEST_NAME && Operators.isNameBefore(line, start)) {
            start--;
        }
        line.step(hitStart - start);
        nameStart = start;
        clear();
        int from = joint.find(line, nameStart, nameEnd);
        found = from >= 0 && value.read(line, from, start);
        return found;
    }

    /**
     * Returns whether {@link #find} may find a name round a keyword whose value is {@link #open}. False costs a few steps: what
     * stands at the end of the line is neither the name nor anything that a value may follow.
     *
     * @param lineEnd where the line ends
     */
    public static boolean mayBeOpen(TextLine line, int hitEnd, int lineEnd) {
        int end = hitEnd;
        while (end - hitEnd <= LONGEST_REST_OF_NAME && Operators.isNameAt(line, end)) {
            end++;
        }
        if (end >= lineEnd) {
            return true;
        }
        int last = line.at(lineEnd - 1);
        if (last == ';' || last == ',' || Chars.isQuote(last)) {
            int behind = line.at(end);
            return behind == last
                    || behind == '<'
                    || behind == '\\'
                    || Chars.isBlank(behind)
                    || Chars.isQuote(behind)
                    || behind == ','
                    || behind == ';';
        }
        return Chars.isBlank(last) || last == '\\' || Operators.isOperator(last);
    }

    /** Whether the last name began with the letter of an escape, as a longer keyword does: {@code \nkey=}. */
    private boolean isEscaped(TextLine line, int hitStart) {
        return nameStart < hitStart && !Operators.isNameBefore(line, nameStart + 1);
    }

    private void clear() {
        alone = false;
        joint.clear();
        value.clear();
    }

    /** Points at a value that stands on a line of its own, or goes on there, under the name that this object holds. */
    public boolean readAlone(TextLine line) {
        int i = line.from();
        while (Chars.isBlank(line.at(i))) {
            i++;
        }
        serial = -1;
        clear();
        alone = true;
        joint.prose = keptProse;
        joint.loud = keptLabel;
        if (keptLabel && Operators.isQuoteOpening(line, i)) {
            return false;
        }
        if (pair || line.at(i) == '<') {
            int value = Layout.valueBehind(line, i);
            if (value >= 0 || line.at(i) == '<') {
                // Between tags the value is not the rest of the line.
                int begin = line.at(value - 1) == '>' ? -1 : line.from();
                return value >= 0 && this.value.read(line, value, begin) && !this.value.open();
            }
        }
        if (goesOn) {
            i += line.at(i) == '+' || line.at(i) == '.' || line.at(i) == '&' ? 1 : 0;
            i = Layout.skipBlanks(line, i);
            return Operators.isQuoteOpening(line, i) && value.read(line, i, -1) && value.quoted();
        }
        boolean any =
                Operators.isQuoteOpening(line, i) ? value.read(line, i, -1) : value.readBare(line, i, line.from());
        int after = value.end() + (value.quoted() ? 1 : 0);
        while (any && (Chars.isBlank(line.at(after)) || line.at(after) == ',' || line.at(after) == ';')) {
            after++;
        }
        return any && line.at(after) < 0;
    }

    /** Returns whether the value seems to go on in the line that follows: nothing ends it, or an operator does. */
    public boolean goesOn(TextLine line) {
        if (!value.quoted()) {
            return false;
        }
        int after = Layout.skipBlanks(line, value.end() + 1);
        if (line.at(after) == '+' || line.at(after) == '.' || line.at(after) == '&' || line.at(after) == '\\') {
            after = Layout.skipBlanks(line, after + 1);
        }
        return line.at(after) < 0 && line.complete();
    }

    /** Keeps the name for a value that goes on in the line that follows. */
    public void keepNameForMore(TextLine line) {
        if (!alone) {
            keepName(line);
        }
        pair = false;
        goesOn = true;
    }

    /** Points at a value that stands behind {@code value} or {@code default} in a block with the name that this object holds. */
    public boolean readInBlock(TextLine line) {
        int from = Layout.skipBlanks(line, line.from());
        int operator = Layout.operatorBehindDefault(line, from);
        serial = -1;
        clear();
        alone = true;
        return operator >= 0 && value.read(line, Layout.skipBlanks(line, operator + 1), from) && !value.open();
    }

    /** Returns whether a block with the name begins at the end of the line. */
    public boolean opensBlock() {
        return joint.opensBlock;
    }

    /** Returns whether a map or a list with the name begins at the end of the line. */
    public boolean opensEntries(TextLine line) {
        return joint.opensEntries && nameStart >= line.from();
    }

    /** Returns whether the name is a line of its own, as labels are. */
    public boolean isLabel() {
        return joint.label;
    }

    /** Returns where the literal begins in a conversion of it: {@code Some("…")}, {@code []byte("…")}; or the place given. */
    public static int intoConversion(TextLine line, int value) {
        return Wrappings.intoConversion(line, value);
    }

    /** Keeps the name for a value on the line that follows. */
    public void keepName(TextLine line) {
        keptProse = joint.prose;
        keptLabel = joint.label;
        keptLength = Math.min(keptName.length, nameEnd - nameStart);
        System.arraycopy(line.chars(), nameEnd - keptLength, keptName, 0, keptLength);
        pair = joint.opensPair;
        goesOn = false;
    }

    /** Points at the next literal of the list that the value is in, and returns whether there is one. */
    public boolean nextInList(TextLine line) {
        if (alone || !joint.opensList || !value.quoted() || value.isJoined()) {
            return false;
        }
        int comma = Layout.skipBlanks(line, value.end() + 1);
        int next = Layout.skipBlanks(line, comma + 1);
        if (line.at(comma) != ',' || !Operators.isQuoteOpening(line, next)) {
            return false;
        }
        value.clear();
        return value.read(line, next, -1) && value.quoted();
    }

    /** Returns where the name begins, if it stands in this line. */
    public int nameStart() {
        return nameStart;
    }

    /** Returns where the name ends, if it stands in this line. */
    public int nameEnd() {
        return nameEnd;
    }

    /** Returns the name. */
    public String name(TextLine line) {
        return alone ? new String(keptName, 0, keptLength) : line.text(nameStart, nameEnd);
    }

    /** Returns the name with the word before it, where a blank is between them. */
    public String nameWithWordBefore(TextLine line) {
        return alone ? name(line) : line.text(startWithWordBefore(line), nameEnd);
    }

    /** Returns where the word before the name begins, where a blank is between them, or else the name. */
    public int startWithWordBefore(TextLine line) {
        if (!Chars.isBlank(line.at(nameStart - 1))) {
            return nameStart;
        }
        int start = nameStart - 1;
        while (nameStart - start < LONGEST_GAP
                && (Chars.isName(line.at(start - 1)) || Chars.isForeignLetter(line.at(start - 1)))) {
            start--;
        }
        return start;
    }

    /** Returns where the value begins. */
    public int valueStart() {
        return value.start();
    }

    /** Returns where the value ends. */
    public int valueEnd() {
        return value.end();
    }

    /** Returns whether the value stands in quotes. */
    public boolean quoted() {
        return value.quoted();
    }

    /** Returns whether the value is a beginning that something shows of a longer one, and says so. */
    public boolean cut() {
        return value.cut();
    }

    /**
     * Returns whether the value ends where a long line does, or a text in quotes that a line is part of: a terminal, or
     * whatever took a part of a text, may have cut it there. Terminals have no narrower lines.
     */
    public boolean wraps(TextLine line) {
        int after = line.at(value.end());
        boolean ends = after < 0 || after == '\\' || Chars.isQuote(after);
        return !value.quoted() && ends && value.end() - line.from() >= LEAST_WIDTH;
    }

    /** Returns whether the value is part of a sentence. */
    public boolean prose() {
        return joint.prose;
    }

    /** Returns whether the value is the argument of a function that has the name. */
    public boolean call() {
        return joint.call;
    }

    /** Returns whether the line ends where the value would begin. */
    public boolean open() {
        return value.open();
    }

    /** Returns whether the value stands on a line of its own. */
    public boolean alone() {
        return alone;
    }

    /** Returns whether the name is that of a flag of a command, with a value behind it. */
    public boolean flag(TextLine line) {
        return !alone && line.at(nameStart) == '-' && (line.at(nameStart + 1) == '-' || nameEnd - nameStart > 4);
    }

    /**
     * Returns whether the line holds the name and the value and no more, but for a mark of a list or a keyword before and a
     * remark behind: a line of configuration.
     */
    public boolean fillsLine(TextLine line) {
        return Layout.endsLine(line, value.end()) && Layout.beginsLine(line, nameStart);
    }

    /**
     * Returns whether name and value are joined as in files of configuration and not as in code: {@code DB_PASSWORD=…},
     * {@code db.password = …}, {@code password: …}.
     */
    public boolean inConfiguration(TextLine line) {
        if (alone) {
            return true;
        }
        boolean colon = line.at(nameEnd) == Operators.WIDE_COLON
                || (line.at(nameEnd) == ':' && Chars.isBlank(line.at(nameEnd + 1)));
        boolean tight = line.at(nameEnd) == '=' && value.start() == nameEnd + 1;
        return colon || tight || isDotted(line);
    }

    /** Returns whether name and value are joined by a sign without blanks: {@code secret=…}. */
    public boolean isTight(TextLine line) {
        return !alone && line.at(nameEnd) == '=' && value.start() == nameEnd + 1;
    }

    private boolean isDotted(TextLine line) {
        for (int i = nameStart; i < nameEnd; i++) {
            if (line.at(i) == '.') {
                return !line.matchesIgnoringCase(nameStart, "self.") && !line.matchesIgnoringCase(nameStart, "this.");
            }
        }
        return false;
    }

    /**
     * Returns whether the name is a part of a path or of a list: {@code arn:…:secret:name}, {@code Scope::Key},
     * {@code user, password = "…", "…"}.
     */
    public boolean inPath(TextLine line) {
        if (alone) {
            return false;
        }
        int before = line.at(nameStart - 1);
        boolean scope = before == ':' && line.at(nameStart - 2) == ':';
        boolean symbol = Chars.isBlank(line.at(nameEnd + 1)) && Layout.beginsLine(line, nameStart);
        boolean path = before == ':' && line.at(nameEnd) == ':' && !symbol;
        int i = nameStart - 1;
        while (Chars.isBlank(line.at(i)) && nameStart - i < LONGEST_GAP) {
            i--;
        }
        boolean list = line.at(i) == ',' && line.at(value.end() + (value.quoted() ? 1 : 0)) == ',';
        boolean assigned = line.at(nameEnd) == '=' || (Chars.isBlank(line.at(nameEnd)) && line.at(nameEnd + 1) == '=');
        boolean tuple = list && assigned && Chars.isBlank(line.at(nameEnd)) && Layout.beginsWithList(line, i);
        boolean sum = before == '/'
                && (line.matchesIgnoringCase(nameStart - 9, "checksum/")
                        || line.matchesIgnoringCase(nameStart - 5, "hash/"));
        return scope || path || tuple || sum;
    }

    /** Returns whether name and value are what one of is chosen: {@code shown ? "text" : "password"}. */
    public boolean chosen(TextLine line) {
        int i = nameStart - 1;
        if (alone || !Chars.isQuote(line.at(i)) || line.at(nameEnd) != line.at(i)) {
            return false;
        }
        do {
            i--;
        } while (Chars.isBlank(line.at(i)) && nameStart - i < LONGEST_GAP);
        return line.at(i) == '?';
    }

    /** Returns whether the name is that of a group in an expression: {@code (?P<token>…)}. */
    public boolean inExpression(TextLine line) {
        int open = line.at(nameStart - 2) == 'P' ? nameStart - 3 : nameStart - 2;
        return !alone && line.at(nameStart - 1) == '<' && line.at(open) == '?' && line.at(open - 1) == '(';
    }

    /** Returns the line that holds the value: the one that was read, or one that holds what was joined and nothing else. */
    public TextLine content(TextLine line) {
        return value.content(line);
    }

    /** Returns whether the value was joined from several literals. */
    public boolean joined() {
        return value.isJoined();
    }

    /** Returns whether the value follows its name without an operator. */
    public boolean adjacent() {
        return joint.adjacent;
    }

    /** Returns whether the name stands behind a command that takes a name, a blank and a value. */
    public boolean follows(TextLine line) {
        return Layout.followsEnv(line, nameStart);
    }

    /** Returns whether the name is that of a macro: {@code #define SMTP_PASS "…"}. */
    public boolean defines(TextLine line) {
        int i = nameStart;
        while (!alone && nameStart - i < LONGEST_GAP && Chars.isBlank(line.at(i - 1))) {
            i--;
        }
        return !alone && i < nameStart && line.matches(i - 7, "#define");
    }

    /** Returns whether the name begins its line and the value ends it, with blanks between them. */
    public boolean directive() {
        return joint.directive;
    }

    /** Returns whether a colon and a blank stand before the value, and the line ends behind it: {@code user: a / pw: b}. */
    public boolean closesLine(TextLine line) {
        if (alone || line.at(nameEnd) != ':' || value.start() != nameEnd + 2) {
            return false;
        }
        boolean remark = line.at(value.end()) == ' '
                && (line.at(value.end() + 1) == '-'
                        || line.at(value.end() + 1) == '('
                        || line.at(value.end() + 1) == '\u2013')
                && line.at(value.end() + 2) > 0;
        return remark || Layout.endsLine(line, value.end());
    }

    /** Returns whether the value is what a reference stands for that has none: {@code ${db.password:…}}. */
    public boolean isDefault(TextLine line) {
        return !alone && line.at(nameStart - 1) == '{' && line.at(nameStart - 2) == '$' && line.at(value.end()) == '}';
    }

    /** Returns whether the value stands right behind the name, and is like nothing but a password. */
    public boolean loud() {
        return joint.loud;
    }

    /**
     * Returns whether the value is given to the name with nothing between but the sign, and blanks, quotes or the edge of the
     * line stand round both: an argument of a command, or a part of a connection string.
     */
    public boolean isArgument(TextLine line) {
        if (alone || line.at(nameEnd) != '=' || value.start() != nameEnd + 1) {
            return false;
        }
        int before = line.at(nameStart - 1);
        int after = line.at(value.end());
        boolean begins = before <= ' ' || before == '=' || before == ',' || Chars.isQuote(before);
        return begins && (after <= ' ' || Chars.isQuote(after));
    }

    /** Returns whether the value is an argument of a function with the name, and not the first. */
    public boolean further() {
        return joint.further;
    }

    /** Returns whether the name is that of something that is made with the value: {@code new TokenService(store, "…")}. */
    public boolean constructs(TextLine line) {
        return !alone && joint.further && Chars.isUpper(line.at(nameStart));
    }

    /** Returns whether the value is added to what the name stands for. */
    public boolean added() {
        return joint.added;
    }

    /** Returns whether the value stands in the next cell of a table. */
    public boolean inCell() {
        return joint.cell;
    }

    /** Returns whether the key of a map stands between the name and the value: {@code passwords["bob"] = "…"}. */
    public boolean hasKey() {
        return !alone && joint.keyEnd > joint.keyStart;
    }

    /** Returns the key of a map that stands between the name and the value. */
    public String key(TextLine line) {
        return line.text(joint.keyStart, joint.keyEnd);
    }

    /** Returns whether the value is the text of an element, whatever names it. */
    public boolean inElement(TextLine line) {
        return !value.quoted() && line.at(value.start() - 1) == '>' && line.at(value.end()) == '<';
    }

    /** Returns whether the name is compared with the value. */
    public boolean compared() {
        return joint.compared;
    }

    /** Returns whether the value ends as that of a parameter does in an address, a tag or a connection string. */
    public boolean endsLikeParameter(TextLine line) {
        int before = line.at(nameStart - 1);
        int after = line.at(value.end());
        if (before == ' ' && after == ';' && isTight(line) && Chars.isLetter(line.at(value.end() + 1))) {
            // Data Source=a.mdb;Jet OLEDB:Database Password=…;
            int i = nameStart - 1;
            while (nameStart - i < LONGEST_GAP
                    && (Chars.isName(line.at(i)) || line.at(i) == ' ' || line.at(i) == ':')) {
                i--;
            }
            return line.at(i) == ';' || Chars.isQuote(line.at(i));
        }
        return ((before == '&' || before == '?' || before == ';') && line.at(nameEnd) == '=')
                || (before == '<' && after == '<')
                || (line.at(nameEnd) == '='
                        && Operators.isTextEdge(line, before, nameStart - 2)
                        && (Chars.isQuote(after) || after == '\\'));
    }
}
