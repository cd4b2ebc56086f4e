/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/** What joins a name to its value: an operator in one of many languages, or what stands for one. Reused; for one thread. */
final class Joint {
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_GAP = 24;

    private int nameStart;
    private int nameEnd;
    private int behindName;
    /** Whether the value is told in a sentence. */
    boolean prose;
    /** Whether it is the argument of a function with the name. */
    boolean call;
    /** Whether it follows without an operator. */
    boolean adjacent;
    /** Whether the name is compared with it. */
    boolean compared;
    /** Whether name and value are a line of a server's configuration. */
    boolean directive;
    /** Whether the value is said to come in the next line. */
    boolean opensPair;
    /** Whether a block with the name begins at the end of the line. */
    boolean opensBlock;
    /** Whether the value is the first of a list. */
    boolean opensList;
    /** Whether the value stands right behind the name, and is like nothing but a password. */
    boolean loud;
    /** Whether the name is a line of its own, as labels are. */
    boolean label;
    /** Whether it is an argument of a function with the name, and not the first. */
    boolean further;
    /** Whether it is added to what the name stands for. */
    boolean added;
    /** Whether it stands in the next cell of a table. */
    boolean cell;
    /** Whether a map or a list begins at the end of the line. */
    boolean opensEntries;
    /** The key of a map behind the name, if the ends differ. */
    int keyStart;

    int keyEnd;

    void clear() {
        prose = false;
        call = false;
        adjacent = false;
        compared = false;
        directive = false;
        opensPair = false;
        opensBlock = false;
        opensList = false;
        loud = false;
        label = false;
        further = false;
        added = false;
        cell = false;
        opensEntries = false;
        keyStart = 0;
        keyEnd = 0;
    }

    /** Returns where the value of a name begins, or -1 if there is none. */
    int find(TextLine line, int start, int end) {
        clear();
        nameStart = start;
        nameEnd = end;
        return afterOperator(line);
    }

    private int afterOperator(TextLine line) {
        int i = nameEnd;
        boolean closed = false;
        while (line.at(i) == '\\') {
            i++;
        }
        if (Chars.isQuote(line.at(i))) {
            closed = true;
            i++;
        } else {
            i = Wrappings.afterEmphasis(line, nameStart, nameEnd);
        }
        i = afterIndex(line, i, closed);
        if (Operators.mayBeNamed(line.at(nameEnd)) && Layout.isNamed(line, nameStart)) {
            int pairValue = Layout.pairValue(line, nameEnd);
            opensPair = pairValue >= 0 && line.at(pairValue) < 0;
            int valueBefore = pairValue < 0 || opensPair ? Layout.valueBefore(line, nameStart) : -1;
            if (valueBefore >= 0) {
                opensPair = false;
                return valueBefore;
            }
            if (pairValue >= 0) {
                return pairValue;
            }
            int tag = closed ? Wrappings.endOfTag(line, i) : -1;
            if (tag >= 0) {
                int element = Layout.valueBehind(line, tag + 1);
                int text = Wrappings.intoProperty(line, Layout.skipBlanks(line, tag + 1));
                opensPair = element < 0 && line.at(text) < 0;
                return element >= 0 ? element : text;
            }
        }
        int behindTags = closed ? -1 : Wrappings.behindTags(line, i);
        if (behindTags >= 0) {
            return behindTags;
        }
        int column = closed ? -1 : Columns.behindVariable(line, nameStart, nameEnd);
        if (column >= 0) {
            further = Columns.isLastOfList(line, nameEnd, column);
            return column;
        }
        int equals = closed ? -1 : Arguments.behindEquals(line, i);
        if (equals >= 0) {
            compared = true;
            return equals;
        }
        int put = closed ? -1 : Arguments.intoMap(line, i);
        if (put >= 0) {
            further = true;
            return put;
        }
        int gap = Layout.skipBlanks(line, closed ? i : Wrappings.afterRemark(line, i));
        behindName = i - 1;
        int operator = operatorEnd(line, gap, closed);
        if (operator >= 0) {
            int first = Layout.skipBlanks(line, Wrappings.afterStars(line, operator));
            int named = line.at(first) == '[' ? Layout.valueBehind(line, first + 1) : -1;
            if (named >= 0) {
                return named;
            }
            int value = Operators.afterType(line, Operators.intoList(line, first));
            opensList = value == first + 1 && line.at(first) == '[';
            opensEntries = (line.at(first) == '[' || line.at(first) == '{')
                    && line.at(Layout.skipBlanks(line, first + 1)) < 0
                    && line.complete();
            if (line.at(value) == '{') {
                opensBlock = line.at(Layout.skipBlanks(line, value + 1)) < 0;
                return opensBlock ? -1 : Layout.valueBehind(line, value + 1);
            }
            value = Wrappings.intoMarkup(line, Wrappings.behindAnchor(line, Wrappings.intoConversion(line, value)));
            // In "Enter the key: " the quote behind the name closes what the one before it opened.
            boolean closes =
                    !closed && Chars.isQuote(line.at(nameStart - 1)) && line.at(value) == line.at(nameStart - 1);
            return closes ? -1 : value;
        }
        if (!closed && line.at(nameEnd) < 0) {
            label = Layout.isLabel(line, nameStart, nameEnd);
            return label ? nameEnd : -1;
        }
        int fallback = Wrappings.afterFallback(line, i);
        if (fallback >= 0) {
            return fallback;
        }
        int addition = closed ? -1 : Arguments.added(line, gap);
        if (addition >= 0) {
            added = true;
            return addition;
        }
        int before = line.at(nameStart - 2);
        if (closed && line.at(gap) == ',' && (before == '(' || Chars.isBlank(before))) {
            return Wrappings.afterDefault(line, gap);
        }
        int particle = closed ? -1 : Sentences.behindParticle(line, nameEnd);
        if (particle >= 0) {
            prose = true;
            return particle;
        }
        return gap > i ? afterGap(line, gap, closed) : -1;
    }

    /** {@code tokens[0]}, {@code config["token"]}: returns where the brackets end. */
    private int afterIndex(TextLine line, int from, boolean closed) {
        int i = from;
        if (line.at(i) == '[' && (line.at(i + 1) == ']' || Chars.isDigit(line.at(i + 1)))) {
            i++;
            while (Chars.isDigit(line.at(i)) && i - nameEnd < LONGEST_GAP) {
                i++;
            }
        }
        while (line.at(i) == ']' || (line.at(i) == ')' && closed)) {
            i++;
        }
        int key = Arguments.behindKey(line, i);
        if (key > i && (closed || line.at(nameEnd - 1) == 's')) {
            keyStart = i + 2;
            keyEnd = key - (line.at(i + 1) == ':' ? 1 : 2);
            return key;
        }
        return i;
    }

    /** What may stand where an operator is missing: a flag, a type, {@code value=} in XML, or "is" in a sentence. */
    private int afterGap(TextLine line, int gap, boolean closed) {
        if (line.at(nameStart) == '-') {
            // Lists of flags tell what they are for behind some blanks.
            return line.at(gap) == '-' || gap > behindName + 2 ? -1 : gap;
        }
        if (closed && (line.matches(gap, "to ") || line.matches(gap, "with "))) {
            int value = Layout.skipBlanks(line, gap + (line.at(gap) == 't' ? 3 : 5));
            return Operators.isQuoteOpening(line, value) ? value : -1;
        }
        if (closed && line.matchesIgnoringCase(gap, "value")) {
            int operator = operatorEnd(line, Layout.skipBlanks(line, gap + 5), false);
            return operator < 0 ? -1 : Layout.skipBlanks(line, operator);
        }
        if (closed && line.at(gap) == '{' && line.at(Layout.skipBlanks(line, gap + 1)) < 0) {
            opensBlock = Layout.isVariable(line, nameStart);
            return -1;
        }
        int other = Wrappings.afterAlternative(line, gap, !closed || !Chars.isQuote(line.at(behindName)));
        if (other >= 0) {
            return other;
        }
        int accessors = Wrappings.afterAccessors(line, gap);
        if (accessors >= 0) {
            return accessors;
        }
        int said = Sentences.said(line, gap);
        if (said >= 0) {
            prose = true;
            return said;
        }
        int told = closed ? -1 : Math.max(Sentences.told(line, gap), Sentences.labelled(line, nameStart, gap));
        if (told >= 0) {
            prose = true;
            return told;
        }
        if (closed) {
            return -1;
        }
        int element = Wrappings.intoElement(line, nameStart, nameEnd);
        if (element >= 0) {
            return element;
        }
        int nextCell = Columns.nextCell(line, nameStart, gap);
        if (nextCell >= 0) {
            cell = true;
            return nextCell;
        }
        int picture = Columns.behindPicture(line, gap);
        if (picture >= 0) {
            return picture;
        }
        directive = Wrappings.isDirective(line, nameStart, gap);
        if (directive || Operators.isQuoteAt(line, gap) || Layout.followsEnv(line, nameStart)) {
            adjacent = true;
            return gap;
        }
        if (Layout.isLoudWord(line, gap)) {
            adjacent = true;
            loud = true;
            return gap;
        }
        int initial = Wrappings.initialValue(line, gap);
        if (initial >= 0) {
            return initial;
        }
        int word = Operators.endOfType(line, gap);
        int operator = word > gap ? operatorEnd(line, Layout.skipBlanks(line, word), false) : -1;
        if (operator < 0) {
            adjacent = Layout.isLongToken(line, gap);
            return adjacent ? gap : -1;
        }
        int value = Wrappings.intoConversion(line, Layout.skipBlanks(line, operator));
        return line.at(value) == '@' ? -1 : Operators.literalAt(line, value);
    }

    private int operatorEnd(TextLine line, int from, boolean closed) {
        if (Operators.isArrow(line, from)) {
            return from + 2;
        }
        int i = from;
        boolean assigns = false;
        while (i - from < 5 && Operators.isOperator(line.at(i))) {
            int c = line.at(i);
            assigns |= c == '=' || c == ':' || c == Operators.WIDE_COLON || (c == '>' && i > from);
            i++;
        }
        if (assigns) {
            boolean scope = i - from == 2 && line.at(from) == ':' && line.at(from + 1) == ':';
            boolean flag = line.at(from) == '-' && line.at(from + 1) == '-';
            compared = line.at(from) == '!' || (line.at(from) == '=' && line.at(from + 1) == '=');
            return scope || flag || Operators.isComparison(line, from, i) ? -1 : i;
        }
        if (line.at(from) == '>' && from == nameEnd && line.at(nameStart - 1) == '<') {
            return from + 1;
        }
        int c = line.at(from);
        if (c == ',' && !closed && Wrappings.isReplaced(line, nameStart)) {
            int value = Layout.skipBlanks(line, from + 1);
            return Operators.isQuoteOpening(line, value) ? value : -1;
        }
        if (c == '{' && !closed && from == nameEnd && Operators.isQuoteOpening(line, from + 1)) {
            return from + 1;
        }
        compared = c == ',' && !closed && Wrappings.isCompared(line, nameStart);
        boolean symbol = c == ',' && !closed && line.at(nameStart - 1) == ':' && line.at(from + 1) == ' ';
        boolean argument = compared
                || symbol
                || (c == ',' && closed && opensArguments(line, Layout.quoteBefore(line, nameStart), from));
        if (!closed && Operators.isPairOpening(line, nameStart) && (c == ',' || (c == '.' && from > nameEnd))) {
            return Operators.literalAt(line, Layout.skipBlanks(line, from + 1));
        }
        int open = (c == '?' || c == '!') && line.at(from + 1) == '(' ? from + 1 : from;
        int last = closed || from != nameEnd || line.at(open) != '(' ? -1 : Arguments.last(line, open);
        if (last >= 0) {
            call = true;
            further = true;
            return last;
        }
        if (argument || (c == '(' && !closed)) {
            call = c == '(';
            return Operators.literalAt(line, Wrappings.intoConversion(line, Layout.skipBlanks(line, from + 1)));
        }
        return -1;
    }

    /** Whether a name in quotes is the first argument of a call, the first of two in a list, or a key in {@code Map.of(…)}. */
    private boolean opensArguments(TextLine line, int quote, int comma) {
        if (quote < 0) {
            return false;
        }
        int i = quote - 1;
        while (quote - i < LONGEST_GAP && (Chars.isBlank(line.at(i)) || line.at(i) == '\\')) {
            i--;
        }
        if (line.at(i) == ',') {
            int from = Math.max(line.from(), i - LONGEST_NAME);
            adjacent = line.containsIgnoringCase(from, i, "map.of(")
                    || line.containsIgnoringCase(from, i, "configfield")
                    || line.containsIgnoringCase(from, i, "resvalue")
                    || line.matches(nameStart, "--")
                    || (line.at(quote) == '\'' && line.containsIgnoringCase(from, i, "'user"))
                    || (line.at(quote) == '"' && line.containsIgnoringCase(from, i, "\"user"))
                    || Layout.isLoudLiteral(line, Layout.skipBlanks(line, comma + 1));
            return adjacent;
        }
        adjacent = line.at(i) == '[' && Layout.isLastOfList(line, nameEnd + 1);
        return adjacent || line.at(i) == '(';
    }
}
