/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command line that comes without the name of its shell and shows the marks of a shell of Windows. It is judged as the
 * worse of what a shell of the Bourne family does with it and what that shell does; what is a command of that shell alone
 * is no program for the other, so nothing happens there.
 *
 * <p>Only a line that is understood as a whole is such a line: whatever else it may be counts as before.
 */
final class WindowsLine {

    private static final int MAX_LENGTH = 16_384;

    /** Marks of PowerShell wherever they stand. */
    private static final List<String> SIGNS = List.of(
            "$env:",
            "$Env:",
            "$ENV:",
            "$_",
            "$PSItem",
            "$PSVersionTable",
            "]::",
            "@{",
            "$null",
            "$LASTEXITCODE",
            "$Host.",
            "if ($",
            "if (!",
            "\" -f ",
            "' -f ",
            " -split ",
            " -replace ",
            " -match ",
            " -like ",
            " -join ",
            "foreach (");

    /** Names that other shells have as well, or that say too little. */
    private static final Set<String> COMMON = Set.of(
            "echo",
            "cd",
            "mkdir",
            "rmdir",
            "set",
            "exit",
            "date",
            "time",
            "pushd",
            "popd",
            "break",
            "find",
            "timeout",
            "path",
            "more",
            "cls",
            "pause",
            "start",
            "mode",
            "at",
            "net",
            "tree",
            "expand",
            "control",
            "convert",
            "sc",
            "where",
            "hostname",
            "label",
            "fc",
            "comp",
            "call",
            "goto",
            "shift",
            "explorer",
            "netstat");

    /** Short names of PowerShell that are no programs elsewhere. */
    private static final Set<String> SHORT = Set.of(
            "gci",
            "gc",
            "gi",
            "gp",
            "sls",
            "gps",
            "gsv",
            "gcm",
            "gm",
            "gl",
            "gal",
            "gv",
            "iwr",
            "irm",
            "iex",
            "ni",
            "ri",
            "ft",
            "fl",
            "saps",
            "measure",
            "rvpa",
            "spps",
            "ac",
            "clc",
            "foreach-object",
            "where-object");

    private static final Set<String> AUTOMATIC = Set.of(
            "psversiontable",
            "null",
            "true",
            "false",
            "lastexitcode",
            "error",
            "host",
            "profile",
            "psscriptroot",
            "matches",
            "args",
            "input",
            "psboundparameters",
            "pid",
            "psitem");

    private static final Set<String> KEYWORDS = Set.of("try", "catch", "finally", "foreach", "elseif", "throw", "}");

    private final String text;
    private final boolean powerShell;
    private final List<String> readings;
    private final Set<String> assigned;

    private WindowsLine(String text, boolean powerShell, List<String> readings, Set<String> assigned) {
        this.text = text;
        this.powerShell = powerShell;
        this.readings = readings;
        this.assigned = assigned;
    }

    /** Returns the line as one for Windows; null where it shows no marks, or is not understood. */
    static @Nullable WindowsLine of(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        int marks = marks(text);
        if (marks == 0) {
            return null;
        }
        if ((marks & 1) != 0) {
            return powerShell(text);
        }
        String prompt = CommandPrompt.translate(text);
        if (prompt == null) {
            return null;
        }
        String other = PowerShell.translate(text);
        boolean apart = other == null
                && (text.indexOf(';') >= 0 || text.indexOf('\n') >= 0 || text.contains("$(") || text.indexOf('`') >= 0);
        return apart
                ? null
                : new WindowsLine(text, false, other == null ? List.of(prompt) : List.of(prompt, other), Set.of());
    }

    private static @Nullable WindowsLine powerShell(String text) {
        try {
            PowerShell shell = new PowerShell(text, 0);
            String script = shell.whole();
            return new WindowsLine(text, true, List.of(script), Set.copyOf(new HashSet<>(shell.assigned)));
        } catch (NotUnderstood e) {
            return null;
        }
    }

    /** Returns what the line is for a shell of the Bourne family, for each shell of Windows it may be for. */
    List<String> readings() {
        return readings;
    }

    /** 1 for PowerShell, 2 for the command prompt. */
    private static int marks(String text) {
        int marks = 0;
        if (text.indexOf('$') >= 0 || text.indexOf(':') >= 0 || text.indexOf('@') >= 0) {
            marks |= SIGNS.stream().anyMatch(text::contains) ? 1 : 0;
        }
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("|;&({\n@".indexOf(c) >= 0 || text.startsWith("= ", i)) {
                begins = true;
            } else if (c == '%' && isVariable(text, i)) {
                marks |= 2;
            } else if (c == '>'
                    && text.regionMatches(true, text.startsWith("> ", i) ? i + 2 : i + 1, "nul", 0, 3)
                    && !goesOn(text, i)) {
                marks |= 2;
            } else if (c == '\\' && isPath(text, i)) {
                marks |= 2;
            } else if (begins && c != ' ' && c != '\t' && c != '\r') {
                begins = false;
                marks |= ofCommand(text, i);
            }
        }
        return marks;
    }

    private static boolean goesOn(String text, int at) {
        int end = at + (text.startsWith("> ", at) ? 5 : 4);
        return end < text.length()
                && (Cursor.isName(text.charAt(end)) || text.charAt(end) == '.' || text.charAt(end) == '/');
    }

    private static boolean isVariable(String text, int at) {
        int end = at + 1;
        while (end < text.length() && (Cursor.isName(text.charAt(end)) || "()".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end > at + 2
                && end < text.length()
                && text.charAt(end) == '%'
                && Character.isUpperCase(text.charAt(at + 1));
    }

    /** Tells whether a backslash stands in {@code C:\x}, {@code .\x} or {@code ..\x} at the beginning of a word. */
    private static boolean isPath(String text, int at) {
        boolean name = at + 1 < text.length() && (Cursor.isName(text.charAt(at + 1)) || text.charAt(at + 1) == '.');
        int from = at - 1;
        if (!name || from < 0 || (text.charAt(from) != '.' && text.charAt(from) != ':')) {
            return false;
        }
        boolean drive = text.charAt(from) == ':';
        if (from > 0 && (drive ? Cursor.isNameStart(text.charAt(from - 1)) : text.charAt(from - 1) == '.')) {
            from--;
        } else if (drive) {
            return false;
        }
        return from == 0 || " \t\"'=>\n".indexOf(text.charAt(from - 1)) >= 0;
    }

    /** Tells whether a name stands here that gets a value as only PowerShell writes it: {@code $x = …}. */
    private static boolean isAssignment(String text, int from) {
        int end = from;
        while (end < text.length() && Cursor.isName(text.charAt(end))) {
            end++;
        }
        return end > from && text.startsWith(" = ", end);
    }

    private static int ofCommand(String text, int from) {
        if (text.charAt(from) == '$') {
            return isAssignment(text, from + 1) ? 1 : 0;
        }
        int end = from;
        while (end < text.length()
                && end < from + 64
                && (Cursor.isName(text.charAt(end)) || text.charAt(end) == '-' || text.charAt(end) == '.')) {
            end++;
        }
        if (end == from || end == from + 64) {
            return 0;
        }
        String name = text.substring(from, end);
        if (name.indexOf('-') > 0 && CmdletTable.isCmdlet(name)) {
            return 1;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (SHORT.contains(lower)) {
            return 1;
        }
        lower = lower.endsWith(".exe") ? lower.substring(0, lower.length() - 4) : lower;
        if (lower.equals("if") || lower.equals("for")) {
            String rest = text.substring(end, Math.min(text.length(), end + 24))
                    .stripLeading()
                    .toLowerCase(Locale.ROOT);
            boolean prompt = lower.equals("for")
                    ? rest.startsWith("%") || rest.startsWith("/")
                    : List.of(
                                    "exist ",
                                    "not exist ",
                                    "defined ",
                                    "not defined ",
                                    "errorlevel ",
                                    "not errorlevel ",
                                    "/i ",
                                    "\"%",
                                    "%")
                            .stream()
                            .anyMatch(rest::startsWith);
            return prompt ? 2 : 0;
        }
        boolean word = end == text.length() || " \t\r\n;|&)/".indexOf(text.charAt(end)) >= 0;
        boolean own = word && (PromptPrograms.isOwn(lower) || PromptPrograms.isProgram(lower));
        boolean switched = text.startsWith(" /", end)
                && text.length() > end + 2
                && (end + 3 == text.length() || " :&|".indexOf(text.charAt(end + 3)) >= 0);
        // There is a builtin of that name, which takes options of the Bourne family.
        boolean asks = lower.equals("type") && text.startsWith(" -", end);
        return own && !asks && (!COMMON.contains(lower) || switched) ? 2 : 0;
    }

    /** Tells whether a name that no table knows is none of a program: a command of that shell alone, or a value. */
    boolean isAbsent(String name) {
        if (!powerShell) {
            return PromptPrograms.isOwn(name) || name.equalsIgnoreCase("echo.");
        }
        boolean number = !name.isEmpty() && name.chars().allMatch(c -> Cursor.isDigit(c) || c == '.');
        boolean value =
                number || "[{(@\"'".indexOf(name.charAt(0)) >= 0 || name.indexOf(' ') >= 0 || name.indexOf('\n') >= 0;
        return value || KEYWORDS.contains(name) || CmdletTable.isCmdlet(name) || CmdletTable.isShort(name);
    }

    /** Tells whether a word that is only known when it runs is no program: a variable of PowerShell. */
    boolean isAbsent(Word word) {
        int at = word.span().start();
        if (!powerShell || at < 0 || at + 1 >= text.length()) {
            return false;
        }
        at += text.charAt(at) == '"' ? 1 : 0;
        if (text.startsWith("@(", at) || text.charAt(at) == '[' || isText(word)) {
            return true;
        }
        if (text.charAt(at) != '$') {
            return false;
        }
        int end = at + 1;
        while (end < text.length() && Cursor.isName(text.charAt(end))) {
            end++;
        }
        String name = text.substring(at + 1, end).toLowerCase(Locale.ROOT);
        char next = end < text.length() ? text.charAt(end) : ' ';
        return (name.equals("env") && next == ':')
                || (name.equals("_") && next == '.')
                || AUTOMATIC.contains(name)
                || (assigned.contains("ps_" + name) && isSetFirst(name));
    }

    /** Tells whether the first that is said of a variable is what it holds. */
    private boolean isSetFirst(String name) {
        String lower = text.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("$" + name);
        int end = at + 1 + name.length();
        while (end < lower.length() && lower.charAt(end) == ' ') {
            end++;
        }
        return at >= 0 && (lower.startsWith("=", end) || lower.startsWith("in ", end));
    }

    /** Tells whether a text in quotes goes through a pipe to a command of PowerShell. */
    boolean isText(Word word) {
        int from = word.span().start();
        if (!powerShell || from < 0 || from >= text.length() || "\"'".indexOf(text.charAt(from)) < 0) {
            return false;
        }
        int end = text.indexOf(text.charAt(from), from + 1);
        int at = end < 0 ? text.length() : end + 1;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return text.startsWith("| ", at) && ofCommand(text, at + 2) == 1;
    }

    /** Tells whether the word behind a name makes it that of a value: {@code a = 1}. */
    boolean isKey(Word second) {
        return powerShell && second.is("=");
    }

    /** Tells whether a redirection goes to nothing: the other shells refuse to write where there is no name. */
    boolean isNothing(Word target) {
        return powerShell && text.startsWith("$null", Math.max(0, target.span().start()));
    }

    /** Tells whether a line that is no script for the Bourne family is read with the same quotes by both shells. */
    boolean isRefusedByBoth() {
        boolean escapes =
                text.indexOf('`') >= 0 || text.contains("\\\"") || text.contains("\\'") || text.contains("\\\n");
        if (escapes
                || (!powerShell
                        && (text.contains("$(")
                                || text.replace("('", "").replace("')", "").indexOf('\'') >= 0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '"' || c == '\'') && c == text.charAt(i - 1)) {
                boolean before = i == 1 || " =(,".indexOf(text.charAt(i - 2)) >= 0;
                boolean after = i + 1 == text.length() || " ),;|".indexOf(text.charAt(i + 1)) >= 0;
                if (!before || !after) {
                    return false;
                }
            }
        }
        return true;
    }
}
