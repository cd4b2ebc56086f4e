/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.shell.Syntax.Part;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Pattern;
import dev.agentgovernance.core.internal.classify.shell.Syntax.ShellWord;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Substitution;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Text;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Tilde;
import java.util.ArrayList;
import java.util.List;

/** Reads words: quotes, patterns, and by {@link ExpansionParser} what stands behind a dollar. */
final class WordParser {

    /** Where a word stands decides what ends it. */
    private enum Place {
        /** In a command. */
        COMMAND,
        /** Behind {@code =~}: parentheses and bars belong to it. */
        REGEX,
        /** In braces, up to the closing one. */
        BRACES,
        /** In braces in double quotes, where a single quote is a character. */
        QUOTED_BRACES,
        /** In brackets, up to the closing one. */
        BRACKETS
    }

    private final Cursor in;
    private final ExpansionParser expansions;

    WordParser(Cursor in) {
        this.in = in;
        this.expansions = new ExpansionParser(in, this);
    }

    /** Returns a reader for another text. */
    WordParser on(Cursor other) {
        return new WordParser(other);
    }

    /** Reads a word of a command; it is empty where none stands here. */
    ShellWord commandWord() {
        return read(Place.COMMAND);
    }

    ShellWord regexWord() {
        return read(Place.REGEX);
    }

    /** Reads up to a closing brace, which is not read. */
    ShellWord bracedWord(boolean quoted) {
        return read(quoted ? Place.QUOTED_BRACES : Place.BRACES);
    }

    /** Reads a subscript up to its closing bracket, which is not read. */
    ShellWord bracketedWord() {
        return read(Place.BRACKETS);
    }

    /** Reads the rest as the body of a here-document whose delimiter was not quoted. */
    ShellWord hereDocumentBody() {
        int start = in.position();
        Collector parts = new Collector();
        while (!in.atEnd()) {
            quotedCharacter(parts, false);
        }
        return new ShellWord(parts.done(), in.span(start, in.position()));
    }

    private ShellWord read(Place place) {
        in.budget().enter();
        int start = in.position();
        Collector parts = new Collector();
        int open = 0;
        while (!in.atEnd()) {
            int c = in.peek();
            if (place == Place.REGEX && (c == '(' || c == ')' || c == '|') && (c != ')' || open > 0)) {
                open += c == '(' ? 1 : c == ')' ? -1 : 0;
                parts.text(in.next(), false);
            } else if (place == Place.REGEX && open > 0 && c == ' ') {
                parts.text(in.next(), false);
            } else if (!processSubstitution(place, parts)) {
                if (ends(place, c) || (c == '\0' && fail())) {
                    break;
                }
                part(place, parts, start);
            }
        }
        in.budget().leave();
        return new ShellWord(parts.done(), in.span(start, in.position()));
    }

    private boolean fail() {
        throw in.error("it holds a zero character");
    }

    private static boolean ends(Place place, int c) {
        return switch (place) {
            case COMMAND, REGEX -> Cursor.endsWord(c);
            case BRACES, QUOTED_BRACES -> c == '}';
            case BRACKETS -> c == ']';
        };
    }

    private boolean processSubstitution(Place place, Collector parts) {
        if (place != Place.COMMAND && place != Place.BRACES) {
            return false;
        }
        if (!in.looking("<(") && !in.looking(">(")) {
            return false;
        }
        in.skip(2);
        parts.add(new Substitution(expansions.commandsUpToParenthesis(), true, false));
        return true;
    }

    private void part(Place place, Collector parts, int start) {
        int c = in.peek();
        switch (c) {
            case '\\' -> backslash(parts, place == Place.QUOTED_BRACES);
            case '\'' -> {
                if (place == Place.QUOTED_BRACES) {
                    parts.text(in.next(), true);
                } else {
                    in.skip(1);
                    parts.text(upToQuote(), true);
                }
            }
            case '"' -> doubleQuotes(parts);
            case '`' -> parts.add(expansions.backquotes(place == Place.QUOTED_BRACES));
            case '$' -> dollar(parts, place == Place.QUOTED_BRACES);
            case '*', '?', '+', '@', '!', '[', ']' -> pattern(parts, place);
            case '~' -> tilde(parts, place, start);
            default -> parts.text(in.next(), place == Place.QUOTED_BRACES);
        }
    }

    private void dollar(Collector parts, boolean quoted) {
        if (!quoted && in.looking("$'")) {
            in.skip(2);
            parts.text(AnsiC.decode(upToAnsiQuote()), true);
        } else if (!quoted && in.looking("$\"")) {
            in.skip(1);
            doubleQuotes(parts);
        } else {
            Part part = expansions.dollar(quoted);
            if (part instanceof Text text) {
                parts.text(text.text(), text.quoted());
            } else {
                parts.add(part);
            }
        }
    }

    private void backslash(Collector parts, boolean quoted) {
        in.skip(1);
        if (in.atEnd()) {
            parts.text('\\', true);
        } else if (in.peek() == '\n') {
            in.skip(1);
        } else {
            char c = in.next();
            if (quoted && "$`\"\\}".indexOf(c) < 0) {
                parts.text('\\', true);
            }
            parts.text(c, true);
        }
    }

    private String upToQuote() {
        int from = in.position();
        while (!in.atEnd()) {
            if (in.next() == '\'') {
                return in.slice(from, in.position() - 1);
            }
        }
        throw in.error("a single quote is not closed");
    }

    private String upToAnsiQuote() {
        int from = in.position();
        while (!in.atEnd()) {
            char c = in.next();
            if (c == '\\' && !in.atEnd()) {
                in.skip(1);
            } else if (c == '\'') {
                return in.slice(from, in.position() - 1);
            }
        }
        throw in.error("a single quote is not closed");
    }

    /** Reads a text in double quotes; the cursor stands at the opening one. */
    private void doubleQuotes(Collector parts) {
        in.budget().enter();
        in.skip(1);
        parts.text("", true);
        while (!in.atEnd()) {
            if (in.peek() == '"') {
                in.skip(1);
                in.budget().leave();
                return;
            }
            quotedCharacter(parts, true);
        }
        throw in.error("a double quote is not closed");
    }

    private void quotedCharacter(Collector parts, boolean inQuotes) {
        int c = in.peek();
        if (c == '\\' && in.peek(1) != Cursor.END) {
            in.skip(1);
            char escaped = in.next();
            if (escaped == '\n') {
                return;
            }
            if ("$`\\".indexOf(escaped) < 0 && !(inQuotes && escaped == '"')) {
                parts.text('\\', true);
            }
            parts.text(escaped, true);
        } else if (c == '$') {
            dollar(parts, true);
        } else if (c == '`') {
            parts.add(expansions.backquotes(inQuotes));
        } else if (c == '\0') {
            fail();
        } else {
            parts.text(in.next(), true);
        }
    }

    private void pattern(Collector parts, Place place) {
        int c = in.peek();
        if (in.peek(1) == '(' && c != '[' && c != ']' && place == Place.COMMAND) {
            int from = in.position();
            in.skip(2);
            extended(parts, from);
        } else if (c == '*' || c == '?' || c == '[' || c == ']') {
            parts.add(new Pattern(String.valueOf(in.next())));
        } else {
            parts.text(in.next(), false);
        }
    }

    /** Tells whether zsh takes a group behind a pattern for a condition that runs a command: {@code *(e:'cmd':)}. */
    private static boolean runsInZsh(String group) {
        for (int i = group.indexOf('e'); i >= 0; i = group.indexOf('e', i + 1)) {
            boolean first = i == 0 || "^.@/*".indexOf(group.charAt(i - 1)) >= 0;
            if (first && i + 1 < group.length() && ":'\"{[<^#,;%".indexOf(group.charAt(i + 1)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Reads an extended pattern such as {@code !(a|b)}: any name may match it, and its words may hold substitutions. */
    private void extended(Collector parts, int from) {
        in.budget().enter();
        while (in.peek() != ')') {
            if (in.atEnd()) {
                throw in.error("a pattern is not closed");
            }
            if (in.peek() == '(' || in.peek() == '\n') {
                throw in.error("there is a parenthesis where none belongs");
            }
            if (Cursor.endsWord(in.peek())) {
                in.skip(1);
                continue;
            }
            for (Part part : commandWord().parts()) {
                if (!(part instanceof Text) && !(part instanceof Pattern)) {
                    parts.add(part);
                }
            }
        }
        if (runsInZsh(in.slice(from + 2, in.position()))) {
            throw in.error("some shells run what stands in this pattern");
        }
        in.skip(1);
        in.budget().spend(in.position() - from);
        in.budget().leave();
        parts.add(new Pattern("*"));
    }

    private void tilde(Collector parts, Place place, int start) {
        boolean first = in.position() == start;
        if (place != Place.COMMAND || !(first || parts.endsWith('=') || parts.endsWith(':'))) {
            parts.text(in.next(), place == Place.QUOTED_BRACES);
            return;
        }
        int from = in.position() + 1;
        in.skip(1);
        while (Cursor.isName(in.peek()) || in.peek() == '-' || in.peek() == '+' || in.peek() == '.') {
            in.skip(1);
        }
        int c = in.peek();
        if (c == '/' || c == ':' || Cursor.endsWord(c)) {
            parts.add(new Tilde(in.slice(from, in.position())));
        } else {
            parts.text("~" + in.slice(from, in.position()), false);
        }
    }

    /** Collects parts and joins neighbouring texts that are quoted alike. */
    private static final class Collector {
        private final List<Part> parts = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private boolean quoted;
        private boolean open;

        void text(String more, boolean isQuoted) {
            switchTo(isQuoted);
            text.append(more);
        }

        void text(char c, boolean isQuoted) {
            switchTo(isQuoted);
            text.append(c);
        }

        private void switchTo(boolean isQuoted) {
            if (open && quoted != isQuoted) {
                flush();
            }
            open = true;
            quoted = isQuoted;
        }

        boolean endsWith(char c) {
            return open && !quoted && !text.isEmpty() && text.charAt(text.length() - 1) == c;
        }

        void add(Part part) {
            flush();
            parts.add(part);
        }

        private void flush() {
            if (open) {
                parts.add(new Text(text.toString(), quoted));
                text.setLength(0);
                open = false;
            }
        }

        List<Part> done() {
            flush();
            return List.copyOf(parts);
        }
    }
}
