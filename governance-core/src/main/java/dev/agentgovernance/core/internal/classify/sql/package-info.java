/**
 * What SQL text would do to a database.
 *
 * <p>No grammar: servers accept more than any grammar of theirs says, and what a parser refuses it cannot judge. Instead
 * {@link dev.agentgovernance.core.internal.classify.sql.SqlLexer} cuts the text as one family of servers would
 * ({@link dev.agentgovernance.core.internal.classify.sql.SqlMode}), {@link dev.agentgovernance.core.internal.classify.sql.StatementReader}
 * finds the words that stand where a statement can begin, and {@link dev.agentgovernance.core.internal.classify.sql.SqlWords} (a
 * table among the resources) says what each does. {@link dev.agentgovernance.core.internal.classify.sql.Condition} tells a condition
 * that chooses rows from one that lets all pass. {@link dev.agentgovernance.core.internal.classify.sql.SqlClassifier} is the door: it
 * adds up what all readings find, since the server may be any of those that come into question.
 */
@NullMarked
package dev.agentgovernance.core.internal.classify.sql;

import org.jspecify.annotations.NullMarked;
