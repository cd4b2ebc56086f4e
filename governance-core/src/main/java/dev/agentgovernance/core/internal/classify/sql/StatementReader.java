/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.api.effect.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the clauses of one statement that do something, and the functions and relations that matter wherever they stand.
 *
 * <p>One pass over the tokens with a stack of the clauses that parentheses interrupt: a WHERE belongs to the clause at its
 * own depth. A verb counts where a statement can begin: in front, after a parenthesis, after AS; and, where statements need no
 * separator (SQL Server, control flow, text that is not understood anyway), wherever its word stands.
 */
final class StatementReader {

    private static final Set<String> MODIFIERS = Set.of(
            "OR",
            "REPLACE",
            "TEMP",
            "TEMPORARY",
            "GLOBAL",
            "LOCAL",
            "UNLOGGED",
            "UNIQUE",
            "IF",
            "NOT",
            "EXISTS",
            "TRUSTED",
            "PROCEDURAL",
            "FOREIGN",
            "EXTERNAL",
            "AGGREGATE",
            "RECURSIVE");
    private static final Set<String> NO_STATEMENT_AFTER =
            Set.of("FOR", "AFTER", "BEFORE", "OF", "OR", "GRANT", "REVOKE", "DENY", "SHOW");
    private static final Set<String> STATEMENT_AFTER = Set.of("BEGIN", "THEN", "ELSE", "LOOP", "DO");
    private static final Set<String> TRANSACTION_WORDS = Set.of(
            "TRANSACTION",
            "TRAN",
            "WORK",
            "ISOLATION",
            "READ",
            "DEFERRED",
            "IMMEDIATE",
            "EXCLUSIVE",
            "NOT",
            "TRY",
            "CATCH",
            "CONCURRENT",
            "DEFERRABLE",
            "DISTRIBUTED");
    private static final Set<String> ROW_LOCKS = Set.of("UPDATE", "SHARE", "KEY", "NO");
    private static final Set<String> KEEPS_DATA = Set.of("NOT", "DEFAULT", "EXPRESSION", "IDENTITY");
    private static final Set<String> ALTER_DESTROYS = Set.of("TRUNCATE", "SWITCH", "EXCHANGE", "DISCARD");
    private static final Set<String> EXECUTES = Set.of("EXEC", "EXECUTE", "CALL");
    private static final Set<String> ROWS = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE");
    private static final Set<String> EXPLAINED =
            Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "MERGE", "TABLE", "VALUES", "FORMAT");

    private final String text;
    private final List<Token> tokens;
    private final SqlMode mode;
    private final SqlWords words;
    private final int maxDepth;
    private final Findings out;
    private final SourceSpan span;
    private final List<Clause> clauses = new ArrayList<>();
    private final List<@Nullable Clause> interrupted = new ArrayList<>();
    private @Nullable Clause current;
    private SqlWords.@Nullable Entry root;
    private int lead;
    private boolean anywhere;
    private boolean planned;
    private boolean callsUnknown;

    StatementReader(String text, List<Token> tokens, SqlMode mode, SqlWords words, int maxDepth, Findings out) {
        this.text = text;
        this.tokens = tokens;
        this.mode = mode;
        this.words = words;
        this.maxDepth = maxDepth;
        this.out = out;
        this.span = new SourceSpan(
                tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    }

    /** Reports what the statement does. */
    void read() {
        while (lead < tokens.size() && tokens.get(lead).isSymbol("(")) {
            lead++;
        }
        root = verbAt(lead);
        if (root == null) {
            out.gap(Coverage.OPAQUE, "a statement that begins with an unknown word", span);
        } else if (startsWith(lead, "EXPLAIN") || startsWith(lead, "DESCRIBE") || startsWith(lead, "DESC")) {
            explain();
        } else if (startsWith(lead, "ANALYZE") && lead + 1 < tokens.size() && isOneOf(lead + 1, EXPLAINED)) {
            explain();
            planned = false;
        }
        anywhere = mode == SqlMode.SQLSERVER || root == null || root.has("control");
        scan();
        ClauseEffects effects = new ClauseEffects(text, tokens, out, span);
        for (Clause clause : clauses) {
            effects.report(clause);
        }
        if (callsUnknown && clauses.stream().allMatch(Clause::seemsToRead)) {
            out.gap(Coverage.PARTIAL, "a function whose code the text does not show", span);
        }
    }

    /** Goes on to the statement that is explained, which is run only if it is also analysed. */
    private void explain() {
        out.effect(Effect.of(EffectKind.DB_READ, "", span));
        planned = true;
        int i = lead + 1;
        while (i < tokens.size()) {
            if (isOneOf(i, Set.of("ANALYZE", "ANALYSE"))) {
                planned = false;
            } else if (tokens.get(i).isName() && verbAt(i) != null) {
                break;
            }
            i++;
        }
        lead = i;
    }

    private void scan() {
        for (int i = 0; i < tokens.size(); i++) {
            out.step(1);
            Token token = tokens.get(i);
            if (token.isSymbol("(")) {
                interrupted.add(current);
                current = null;
                if (interrupted.size() > maxDepth) {
                    out.gap(Coverage.OPAQUE, "parentheses nest deeper than the limit", span);
                    break;
                }
            } else if (token.isSymbol(")")) {
                end(i);
                current = interrupted.isEmpty() ? null : interrupted.remove(interrupted.size() - 1);
            } else if (i >= lead) {
                i = scanWord(i, token);
            }
        }
        end(tokens.size());
        for (Clause clause : interrupted) {
            if (clause != null) {
                clause.end = tokens.size();
            }
        }
    }

    private int scanWord(int i, Token token) {
        if (token.kind() == Token.Kind.WORD) {
            SqlWords.Entry verb = i == lead || mayStartStatement(i) ? verbAt(i) : null;
            if (verb != null && (i == lead || counts(i, verb))) {
                begin(verb, i);
            } else {
                note(i, token);
            }
        } else if (token.kind() == Token.Kind.VARIABLE) {
            if (current != null
                    && current.is("SET")
                    && (token.text().startsWith("@@GLOBAL") || token.text().startsWith("@@PERSIST"))) {
                current.admin = true;
            }
        }
        if (token.isName()) {
            judgeName(i, token);
        }
        return i;
    }

    private void begin(SqlWords.Entry verb, int i) {
        end(i);
        boolean shown = planned
                && (i == lead
                        || mode != SqlMode.SQLSERVER
                        || ROWS.contains(tokens.get(i).text()));
        current = new Clause(verb, i, shown);
        current.end = tokens.size();
        clauses.add(current);
        if (isOneOf(i, STATEMENT_AFTER)) {
            bodyStarts(i);
        }
    }

    private void end(int i) {
        if (current != null) {
            current.end = i;
        }
    }

    /** Tells whether a verb that is not the first of the statement counts. */
    private boolean counts(int i, SqlWords.Entry verb) {
        if (verb.has("inner")) {
            return true;
        }
        boolean bodyOfControl = anywhere && i > 0 && isOneOf(i - 1, STATEMENT_AFTER) && !isQueryWord(i);
        return bodyOfControl || (isQueryWord(i) && current != null && (current.is("UPDATE") || current.is("DELETE")));
    }

    private boolean isQueryWord(int i) {
        return tokens.get(i).isWord("SELECT");
    }

    private boolean mayStartStatement(int i) {
        Token before = tokens.get(i - 1);
        Token word = tokens.get(i);
        if (before.isSymbol(",") || before.isSymbol(".") || isOneOf(i - 1, NO_STATEMENT_AFTER)) {
            return false;
        }
        if (i + 1 < tokens.size()) {
            Token after = tokens.get(i + 1);
            boolean called = after.isSymbol("(") && !EXECUTES.contains(word.text()) && !before.isSymbol("(");
            if (called || after.isSymbol(".") || after.isSymbol("=") || after.isWord("JOIN")) {
                return false;
            }
        }
        if (isPartOfClause(before, word)) {
            return false;
        }
        return anywhere || isQueryWord(i) || before.isSymbol("(") || before.isSymbol(")") || before.isWord("AS");
    }

    /** Tells whether a verb belongs to a clause that has begun: {@code ON CONFLICT DO UPDATE}, {@code ALTER … DROP}. */
    private boolean isPartOfClause(Token before, Token word) {
        if (before.isWord("KEY")
                || (before.isWord("DO") && root != null && root.name().startsWith("INSERT"))) {
            return true;
        }
        if (current == null) {
            return false;
        }
        boolean defines = current.is("CREATE") || current.is("ALTER");
        return (current.is("MERGE") && before.isWord("THEN"))
                || (defines && before.isWord("ON"))
                || (current.is("ALTER") && (word.isWord("DROP") || word.isWord("ALTER") || word.isWord("TRUNCATE")));
    }

    /** Keeps what later words say about the clause they stand in. */
    private void note(int i, Token token) {
        if (token.isWord("FOR") && i + 1 < tokens.size() && isOneOf(i + 1, ROW_LOCKS) && !planned) {
            locks();
        } else if (token.isWord("LOCK")
                && i + 1 < tokens.size()
                && tokens.get(i + 1).isWord("IN")
                && !planned) {
            locks();
        } else if (token.isWord("INTO") && !planned) {
            into(i);
        }
        if (anywhere && isOneOf(i, STATEMENT_AFTER)) {
            bodyStarts(i);
        }
        Clause clause = current;
        if (clause == null) {
            return;
        }
        switch (token.text()) {
            case "WHERE" -> clause.where = clause.where < 0 ? i : clause.where;
            case "FROM" -> clause.from = clause.from < 0 ? i : clause.from;
            case "ON" -> clause.on = clause.on < 0 ? i : clause.on;
            case "TO" -> clause.to = clause.to < 0 ? i : clause.to;
            case "PROGRAM" -> clause.program = true;
            case "OWNER" -> clause.permission |= clause.is("ALTER");
            case "GLOBAL", "PERSIST", "PERSIST_ONLY" -> clause.admin |= clause.is("SET");
            case "DROP" ->
                clause.destroys |= clause.is("ALTER") && !(i + 1 < tokens.size() && isOneOf(i + 1, KEEPS_DATA));
            default -> clause.destroys |= clause.is("ALTER") && ALTER_DESTROYS.contains(token.text());
        }
    }

    private void locks() {
        out.effect(Effect.of(EffectKind.DB_WRITE, "", span).withReversibility(Reversibility.REVERSIBLE));
    }

    /** A query that puts its rows into a table or a file. */
    private void into(int i) {
        Clause clause = current;
        if (clause != null && !clause.isQuery()) {
            // The first one names the target of an INSERT; a second one belongs to a query behind it.
            boolean second = clause.usedInto && clause.is("INSERT");
            clause.usedInto = true;
            if (!second) {
                return;
            }
        }
        if (i + 1 >= tokens.size() || tokens.get(i + 1).kind() == Token.Kind.VARIABLE) {
            return;
        }
        if (tokens.get(i + 1).isWord("OUTFILE") || tokens.get(i + 1).isWord("DUMPFILE")) {
            new ClauseEffects(text, tokens, out, span).file(EffectKind.FS_WRITE, i + 2);
        } else {
            String name = new ClauseEffects(text, tokens, out, span).nameFrom(i + 1);
            out.effect(Effect.of(EffectKind.DB_SCHEMA, name, span));
        }
    }

    /** In control flow, what follows BEGIN or THEN is a statement, and has to be a known one. */
    private void bodyStarts(int i) {
        if (root == null || !root.has("control") || i + 1 >= tokens.size()) {
            return;
        }
        Token next = tokens.get(i + 1);
        boolean expression = tokens.get(i).isWord("THEN") || tokens.get(i).isWord("ELSE");
        boolean statement = next.kind() == Token.Kind.WORD && !TRANSACTION_WORDS.contains(next.text());
        if (statement && !expression && verbAt(i + 1) == null) {
            out.gap(Coverage.PARTIAL, "an unknown statement inside control flow", span);
        }
    }

    private void judgeName(int i, Token token) {
        String name = token.text().toLowerCase(Locale.ROOT);
        callsUnknown |= Calls.isUnknown(tokens, i, words);
        boolean followed = i + 1 < tokens.size();
        if (followed
                && !planned
                && (tokens.get(i + 1).isSymbol("(") || tokens.get(i + 1).isSymbol("."))) {
            report(words.function(name));
        }
        boolean qualified =
                i >= 2 && tokens.get(i - 1).isSymbol(".") && tokens.get(i - 2).isName();
        SqlWords.Entry relation = words.relation(name);
        if (relation == null && qualified) {
            relation = words.relation(tokens.get(i - 2).text().toLowerCase(Locale.ROOT) + "." + name);
        }
        report(relation);
    }

    private void report(SqlWords.@Nullable Entry entry) {
        if (entry == null) {
            return;
        }
        for (EffectKind kind : entry.kinds()) {
            Effect effect = Effect.of(kind, entry.name(), span);
            out.effect(kind == EffectKind.SECRET_READ ? effect.withData(DataSensitivity.SECRET) : effect);
        }
        if (entry.has("gap")) {
            out.gapOnly(Coverage.PARTIAL, "code that the text does not show", span);
        }
    }

    /** Returns the verb at an index by the longest phrase the table knows. */
    private SqlWords.@Nullable Entry verbAt(int i) {
        if (i >= tokens.size() || tokens.get(i).kind() != Token.Kind.WORD) {
            return null;
        }
        String first = tokens.get(i).text();
        SqlWords.Entry one = words.verb(first);
        if (one == null) {
            return null;
        }
        int second = i + 1;
        boolean replaces = false;
        if (first.equals("CREATE") || first.equals("DROP") || first.equals("ALTER")) {
            while (second < tokens.size() && isOneOf(second, MODIFIERS) && second < i + 8) {
                replaces |= tokens.get(second).isWord("REPLACE");
                second++;
            }
        }
        if (second >= tokens.size() || tokens.get(second).kind() != Token.Kind.WORD) {
            return one;
        }
        String phrase =
                first + (replaces ? " OR REPLACE " : " ") + tokens.get(second).text();
        if (second + 1 < tokens.size()) {
            SqlWords.Entry three =
                    words.verb(phrase + " " + tokens.get(second + 1).text());
            if (three != null) {
                return three;
            }
        }
        SqlWords.Entry two = words.verb(phrase);
        if (two == null && replaces) {
            two = words.verb(first + " " + tokens.get(second).text());
        }
        return two == null ? one : two;
    }

    private boolean startsWith(int i, String word) {
        return tokens.get(i).isWord(word);
    }

    private boolean isOneOf(int i, Set<String> set) {
        return tokens.get(i).kind() == Token.Kind.WORD
                && set.contains(tokens.get(i).text());
    }
}
