/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.SqlAction;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import java.util.List;
import java.util.Objects;

/**
 * Works out what SQL text would do to a database: reads, writes with and without a condition, changes to the schema, to
 * permissions, to the server, and code it would run.
 *
 * <p>Text whose dialect is not known is read as each family of servers would read it, and all that any of the readings finds
 * is reported. What is not understood is a gap together with {@code db.execute}, and so is a query that calls a function
 * which does not ship with a server. A read is what the text shows to be one: what a view, an operator or a search path of
 * the database makes of it is not in the text.
 *
 * <p>Immutable and safe for use by several threads. Time is linear in the text, which is at most
 * {@link ParseLimits#maxChars()} long; no recursion.
 */
public final class SqlClassifier implements ActionClassifier {

    private static final SqlWords WORDS = SqlWords.load();

    private final ClassifierSettings settings;
    private final ParseLimits limits;

    private SqlClassifier(ClassifierSettings settings, ParseLimits limits) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    /** Returns a classifier that knows environments by the names in the settings and reads no further than the limits. */
    public static SqlClassifier of(ClassifierSettings settings, ParseLimits limits) {
        return new SqlClassifier(settings, limits);
    }

    @Override
    public Classification classify(Action action, ActionContext context) {
        return action instanceof SqlAction sql ? read(sql).toClassification() : Classification.NOTHING;
    }

    Findings read(SqlAction action) {
        String text = action.statement();
        Findings findings = new Findings(Databases.environment(action.database(), settings));
        if (text.length() > limits.maxChars()) {
            findings.gap(Coverage.OPAQUE, "the text is longer than the limit", new SourceSpan(0, text.length()));
            return findings;
        }
        for (SqlMode mode : SqlMode.of(action.dialect(), text)) {
            List<Token> tokens = SqlLexer.tokens(text, mode, WORDS, findings);
            readStatements(text, tokens, mode, findings);
        }
        return findings;
    }

    private void readStatements(String text, List<Token> tokens, SqlMode mode, Findings findings) {
        int statements = 0;
        int start = 0;
        for (int i = 0; i <= tokens.size(); i++) {
            if (i < tokens.size() && tokens.get(i).kind() != Token.Kind.SEPARATOR) {
                continue;
            }
            if (i > start) {
                statements++;
                if (statements > limits.maxCommands()) {
                    SourceSpan rest = new SourceSpan(tokens.get(start).start(), text.length());
                    findings.gap(Coverage.OPAQUE, "more statements than the limit", rest);
                    return;
                }
                new StatementReader(text, tokens.subList(start, i), mode, WORDS, limits.maxDepth(), findings).read();
            }
            start = i + 1;
        }
    }

    static SqlWords words() {
        return WORDS;
    }
}
