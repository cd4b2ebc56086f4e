/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/**
 * Tells in a few steps that {@link Assignment#find} finds nothing at a keyword: behind the name stands what joins no value to
 * it. It reads across lines, and so needs no line cut out. What is a way to give a value to a name there must be one here;
 * a property test compares.
 */
public final class AssignmentGate {
    private static final int LONGEST_REST_OF_NAME = 40;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_WORD = 120;

    private AssignmentGate() {}

    /** Returns whether a value may be given to the name round a keyword at {@code [start, end)}. INVARIANT: if one is, true. */
    public static boolean opens(TextLine block, int start, int end) {
        int nameEnd = end;
        while (nameEnd - end <= LONGEST_REST_OF_NAME && Operators.isNameAt(block, nameEnd)) {
            nameEnd++;
        }
        block.step(nameEnd - end);
        if (nameEnd - end > LONGEST_REST_OF_NAME) {
            return false;
        }
        return switch (block.at(nameEnd)) {
            case '=', ':', '>', '?', '.', '+', '-', '|', '!', '~', Operators.WIDE_COLON ->
                assigns(block, nameEnd)
                        || block.at(nameEnd) == '>'
                        || Wrappings.behindTags(block, nameEnd) >= 0
                        || Wrappings.afterFallback(block, nameEnd) >= 0
                        || Arguments.intoMap(block, nameEnd) >= 0
                        || Arguments.behindEquals(block, nameEnd) >= 0
                        || Arguments.added(block, nameEnd) >= 0
                        || (block.at(nameEnd + 1) == '(' && opensArguments(block, nameEnd + 1));
            case '*' -> block.at(nameStart(block, start, nameEnd) - 1) == '*';
            case '(' -> opensLiteral(block, nameEnd + 1) || opensArguments(block, nameEnd);
            case ',' -> isArgument(block, start, nameEnd) || isNamed(block, start, nameEnd);
            case ' ', '\t' -> isNamed(block, start, nameEnd) || behindGap(block, start, nameEnd);
            case '"', '\'', '`' -> behindQuote(block, start, nameEnd, nameEnd + 1);
            case '\\' -> behindEscape(block, start, nameEnd);
            case '<' ->
                isNamed(block, start, nameEnd)
                        || Operators.isArrow(block, nameEnd)
                        || Wrappings.behindTags(block, nameEnd) >= 0;
            case '}' ->
                Wrappings.afterFallback(block, nameEnd) >= 0
                        || Columns.behindVariable(block, nameStart(block, start, nameEnd), nameEnd) >= 0;
            case '\n', '\r', -1 ->
                isNamed(block, start, nameEnd) || Layout.isLabel(block, nameStart(block, start, nameEnd), nameEnd);
            case '{' -> Operators.isQuoteOpening(block, nameEnd + 1);
            case '[' ->
                block.at(nameEnd + 1) == ']'
                        || Chars.isDigit(block.at(nameEnd + 1))
                        || Arguments.behindKey(block, nameEnd) > nameEnd;
            case ']' -> true;
            default -> Sentences.behindParticle(block, nameEnd) >= 0;
        };
    }

    private static int nameStart(TextLine block, int start, int nameEnd) {
        int i = start;
        while (nameEnd - i < LONGEST_NAME && Operators.isNameBefore(block, i)) {
            i--;
        }
        block.step(start - i);
        return i;
    }

    private static boolean isNamed(TextLine block, int start, int nameEnd) {
        return Layout.isNamed(block, nameStart(block, start, nameEnd));
    }

    /** An operator that gives, and behind it something that a value may begin with. */
    private static boolean assigns(TextLine block, int from) {
        if (Operators.isArrow(block, from)) {
            return true;
        }
        int i = from;
        boolean assigns = false;
        while (i - from < 5 && Operators.isOperator(block.at(i))) {
            int c = block.at(i);
            assigns |= c == '=' || c == ':' || c == Operators.WIDE_COLON || (c == '>' && i > from);
            i++;
        }
        boolean scope = i - from == 2 && block.at(from) == ':' && block.at(from + 1) == ':';
        if (!assigns || scope || Operators.isComparison(block, from, i)) {
            return false;
        }
        int value = Layout.skipBlanks(block, i);
        return switch (block.at(value)) {
            case '}', '(', ')', ',', ';' -> false;
            case '{' -> block.at(value + 1) != '}';
            case 't' -> !isConstant(block, value, "true");
            case 'f' -> !isConstant(block, value, "false");
            case 'n' -> !isConstant(block, value, "null");
            default -> true;
        };
    }

    private static boolean opensArguments(TextLine block, int open) {
        return block.at(open) == '(' && Arguments.last(block, open) >= 0;
    }

    /** A word that is the whole value: what ends a value in every notation stands behind it. */
    private static boolean isConstant(TextLine block, int from, String word) {
        int end = from + word.length();
        int behind = block.at(end) == ',' ? block.at(end + 1) : block.at(end);
        return block.matches(from, word)
                && (behind == '\n' || behind == '\r' || (block.at(end) == ',' && behind == ' ') || behind == '}');
    }

    /** A literal, or a conversion of one, in parentheses. */
    private static boolean opensLiteral(TextLine block, int from) {
        int value = Wrappings.intoConversion(block, Layout.skipBlanks(block, from));
        return Operators.literalAt(block, value) >= 0;
    }

    private static boolean opensAnyLiteral(TextLine block, int from) {
        int value = Wrappings.intoConversion(block, Layout.skipBlanks(block, from));
        return Operators.literalAt(block, value) >= 0;
    }

    /** A name among arguments, with a literal behind the comma. */
    private static boolean isArgument(TextLine block, int start, int nameEnd) {
        int before = block.at(nameStart(block, start, nameEnd) - 1);
        return (before == '(' || before == ':' || before == '{') && opensLiteral(block, nameEnd + 1);
    }

    private static boolean behindEscape(TextLine block, int start, int nameEnd) {
        int i = nameEnd;
        while (block.at(i) == '\\') {
            i++;
        }
        return Chars.isQuote(block.at(i)) ? behindQuote(block, start, nameEnd, i + 1) : isNamed(block, start, nameEnd);
    }

    private static boolean behindQuote(TextLine block, int start, int nameEnd, int from) {
        int i = from;
        while (block.at(i) == ']' || block.at(i) == ')') {
            i++;
        }
        int gap = Layout.skipBlanks(block, i);
        int c = block.at(gap);
        if (assigns(block, gap) || isNamed(block, start, nameEnd)) {
            return true;
        }
        int nameStart = nameStart(block, start, nameEnd);
        int before = block.at(nameStart - 2);
        return c == '['
                || Wrappings.afterFallback(block, i) >= 0
                || (c == '{' && Layout.isVariable(block, nameStart))
                || (c == ','
                        && (before == '('
                                || before == '['
                                || before == '\\'
                                || Chars.isBlank(before)
                                || Layout.quoteBefore(block, nameStart) >= 0))
                || (gap > i
                        && (block.at(nameStart) == '-'
                                || Wrappings.afterAlternative(block, gap) >= 0
                                || block.matchesIgnoringCase(gap, "value")
                                || block.matches(gap, "to ")
                                || block.matches(gap, "with ")
                                || Sentences.said(block, gap) >= 0));
    }

    private static boolean behindGap(TextLine block, int start, int nameEnd) {
        int gap = Layout.skipBlanks(block, nameEnd);
        int c = block.at(gap);
        if (assigns(block, gap)
                || (c == '(' && (opensLiteral(block, gap + 1) || Wrappings.afterRemark(block, nameEnd) > nameEnd))) {
            return true;
        }
        int nameStart = nameStart(block, start, nameEnd);
        int before = block.at(nameStart - 1);
        return c == ','
                || block.at(nameStart) == '-'
                || before == '<'
                || before == ':'
                || Operators.isQuoteAt(block, gap)
                || Wrappings.afterAlternative(block, gap) >= 0
                || Sentences.said(block, gap) >= 0
                || Sentences.behindParticle(block, nameEnd) >= 0
                || Sentences.told(block, gap) >= 0
                || Sentences.labelled(block, nameStart, gap) >= 0
                || Layout.followsEnv(block, nameStart)
                || isDirective(block, nameStart, gap)
                || Columns.nextCell(block, nameStart, gap) >= 0
                || Columns.behindPicture(block, gap) >= 0
                || Arguments.added(block, gap) >= 0
                || (c == '.' && Operators.isPairOpening(block, nameStart))
                || isTyped(block, gap)
                || Wrappings.initialValue(block, gap) >= 0
                || Wrappings.afterAccessors(block, gap) >= 0
                || (holdsDigit(block, gap) && (Layout.isLoudWord(block, gap) || Layout.isLongToken(block, gap)));
    }

    /** Most words hold none, and then they are no passwords that speak for themselves. */
    private static boolean holdsDigit(TextLine block, int from) {
        int i = from;
        while (i - from < LONGEST_REST_OF_NAME && block.at(i) > ' ' && !Chars.isDigit(block.at(i))) {
            i++;
        }
        return Chars.isDigit(block.at(i));
    }

    /** The name begins its line, and one word ends it. */
    private static boolean isDirective(TextLine block, int nameStart, int value) {
        int i = nameStart;
        while (nameStart - i < LONGEST_WORD && Chars.isBlank(block.at(i - 1))) {
            i--;
        }
        if (!block.isEdge(i - 1) && nameStart - i < LONGEST_WORD) {
            return false;
        }
        int end = value;
        while (end - value < LONGEST_WORD && block.at(end) > ' ') {
            end++;
        }
        block.step(end - value);
        return end > value && block.isEdge(end);
    }

    /** A type, and what may give a literal to it: {@code key String = "…"}. */
    private static boolean isTyped(TextLine block, int gap) {
        int word = Operators.endOfType(block, gap);
        int operator = Layout.skipBlanks(block, word);
        int i = operator;
        while (i - operator < 5 && Operators.isOperator(block.at(i))) {
            i++;
        }
        int c = block.at(operator);
        return word > gap
                && (Operators.isArrow(block, operator)
                        || (i > operator
                                ? opensAnyLiteral(block, i)
                                : (c == '(' || c == ',') && opensLiteral(block, operator + 1)));
    }
}
