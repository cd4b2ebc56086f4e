/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.SourceSpan;
import java.util.List;
import java.util.Set;

/** Turns the clauses of a statement into effects. */
final class ClauseEffects {

    private static final Set<String> BEFORE_NAME = Set.of(
            "TABLE",
            "INTO",
            "FROM",
            "ONLY",
            "IF",
            "NOT",
            "EXISTS",
            "OR",
            "REPLACE",
            "TEMP",
            "TEMPORARY",
            "GLOBAL",
            "LOCAL",
            "UNLOGGED",
            "UNIQUE",
            "IGNORE",
            "LOW_PRIORITY",
            "HIGH_PRIORITY",
            "DELAYED",
            "QUICK",
            "CONCURRENTLY",
            "VIEW",
            "MATERIALIZED",
            "INDEX",
            "DATABASE",
            "SCHEMA",
            "SEQUENCE",
            "FUNCTION",
            "PROCEDURE",
            "TRIGGER",
            "TYPE",
            "FOREIGN",
            "EXTERNAL",
            "RECURSIVE",
            "OVERWRITE",
            "ABORT",
            "ROLLBACK",
            "FAIL",
            "USER",
            "ROLE",
            "LOGIN",
            "EXTENSION",
            "LANGUAGE",
            "DOMAIN",
            "OUTFILE",
            "PROC",
            "EVENT",
            "TABLESPACE",
            "PROGRAM",
            "CLUSTERED",
            "NONCLUSTERED",
            "FULLTEXT",
            "SPATIAL");

    private final String text;
    private final List<Token> tokens;
    private final Findings out;
    private final SourceSpan span;

    ClauseEffects(String text, List<Token> tokens, Findings out, SourceSpan span) {
        this.text = text;
        this.tokens = tokens;
        this.out = out;
        this.span = span;
    }

    void report(Clause clause) {
        if (clause.planned) {
            return;
        }
        switch (clause.word()) {
            case "UPDATE", "DELETE" -> changeRows(clause);
            case "ALTER" -> alter(clause);
            case "DROP", "TRUNCATE" -> perName(clause);
            case "COPY" -> copy(clause);
            case "SET" ->
                add(
                        clause,
                        clause.admin ? EffectKind.DB_ADMIN : clause.verb.kinds().get(0),
                        "");
            case "PREPARE" -> prepare(clause);
            default -> table(clause);
        }
        if (clause.verb.has("gap")) {
            out.gapOnly(Coverage.PARTIAL, "code that the text does not show", span);
        }
    }

    private void table(Clause clause) {
        String name = "";
        if (clause.isQuery()) {
            name = clause.from >= 0 ? nameFrom(clause.from + 1) : "";
        } else if (clause.is("GRANT") || clause.is("REVOKE")) {
            name = clause.on >= 0 ? nameFrom(clause.on + 1) : "";
        } else {
            name = nameFrom(afterVerb(clause));
        }
        for (EffectKind kind : clause.verb.kinds()) {
            add(clause, kind, name);
        }
    }

    private void changeRows(Clause clause) {
        boolean rows = clause.verb.name().equals(clause.word());
        boolean all = rows && (clause.where < 0 || Condition.passesAll(text, tokens, clause.where + 1, clause.end));
        out.step(clause.end - clause.start);
        boolean fromElsewhere = clause.is("DELETE") && clause.from > clause.start + 1;
        String name = nameFrom(fromElsewhere ? clause.from + 1 : afterVerb(clause));
        for (EffectKind kind : clause.verb.kinds()) {
            add(clause, all && kind == EffectKind.DB_WRITE ? EffectKind.DB_WRITE_UNBOUNDED : kind, name);
        }
    }

    private void alter(Clause clause) {
        String name = nameFrom(afterVerb(clause));
        for (EffectKind kind : clause.verb.kinds()) {
            add(clause, clause.destroys && kind == EffectKind.DB_SCHEMA ? EffectKind.DB_SCHEMA_DESTROY : kind, name);
        }
        if (clause.permission) {
            add(clause, EffectKind.DB_PERMISSION, name);
        }
    }

    /** One effect for each name of a list. */
    private void perName(Clause clause) {
        int i = afterVerb(clause);
        do {
            String name = nameFrom(i);
            for (EffectKind kind : clause.verb.kinds()) {
                add(clause, kind, name);
            }
            while (i < clause.end && !tokens.get(i).isSymbol(",")) {
                i++;
            }
            i++;
        } while (i < clause.end);
    }

    private void copy(Clause clause) {
        String name = nameFrom(afterVerb(clause));
        boolean reads = clause.to >= 0 && (clause.from < 0 || clause.to < clause.from);
        add(clause, reads ? EffectKind.DB_READ : EffectKind.DB_WRITE, name);
        if (clause.program) {
            add(clause, EffectKind.DB_EXECUTE, "");
            out.gapOnly(Coverage.PARTIAL, "a program that the server would run", span);
        } else if (reads) {
            file(EffectKind.FS_WRITE, clause.to + 1);
        } else if (clause.from >= 0) {
            file(EffectKind.FS_READ, clause.from + 1);
        }
    }

    private void prepare(Clause clause) {
        table(clause);
        // PREPARE p FROM @text; in PREPARE p AS SELECT … FROM t the statement is there to see.
        if (clause.from == clause.start + 2) {
            out.gap(Coverage.PARTIAL, "a statement that is put together at run time", span);
        }
    }

    /** Reports a file of the server, where a literal stands at an index. */
    void file(EffectKind kind, int i) {
        if (i < tokens.size() && tokens.get(i).kind() == Token.Kind.STRING) {
            Token path = tokens.get(i);
            int quote = text.indexOf('\'', path.start());
            String name = quote >= 0 && quote + 1 < path.end() ? text.substring(quote + 1, path.end() - 1) : "";
            Effect effect = Effect.of(kind, name, span);
            out.effect(kind.isRead() ? effect : effect.withReach(Reach.SHARED));
        }
    }

    /** Returns the name at an index, past the words that may stand in front of one; empty if there is none. */
    String nameFrom(int index) {
        int i = index;
        while (i < tokens.size()
                && tokens.get(i).kind() == Token.Kind.WORD
                && BEFORE_NAME.contains(tokens.get(i).text())) {
            i++;
        }
        if (i + 3 < tokens.size()
                && tokens.get(i).isWord("TOP")
                && tokens.get(i + 1).isSymbol("(")) {
            i += 4;
            i += i < tokens.size() && tokens.get(i).isWord("FROM") ? 1 : 0;
        }
        StringBuilder name = new StringBuilder();
        while (i < tokens.size() && tokens.get(i).isName()) {
            Token part = tokens.get(i);
            name.append(part.kind() == Token.Kind.QUOTED ? part.text() : text.substring(part.start(), part.end()));
            if (i + 1 < tokens.size() && tokens.get(i + 1).isSymbol(".")) {
                name.append('.');
                i += 2;
            } else {
                break;
            }
        }
        return name.toString();
    }

    private int afterVerb(Clause clause) {
        return clause.start + 1;
    }

    private void add(Clause clause, EffectKind kind, String name) {
        Effect effect = Effect.of(kind, name, span);
        out.effect(kind == EffectKind.SECRET_READ ? effect.withData(DataSensitivity.SECRET) : effect);
        out.step(clause.verb.kinds().size());
    }
}
