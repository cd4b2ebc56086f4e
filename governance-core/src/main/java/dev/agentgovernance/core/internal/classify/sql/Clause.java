/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import dev.agentgovernance.api.effect.EffectKind;

/** A part of a statement that does something: a verb and what belongs to it at its own depth of parentheses. */
final class Clause {

    static final int NONE = -1;

    final SqlWords.Entry verb;
    final int start;
    /** True for what EXPLAIN shows without doing it. */
    final boolean planned;

    int end;
    int where = NONE;
    int from = NONE;
    int on = NONE;
    int to = NONE;
    boolean usedInto;
    boolean destroys;
    boolean permission;
    boolean admin;
    boolean program;

    Clause(SqlWords.Entry verb, int start, boolean planned) {
        this.verb = verb;
        this.start = start;
        this.planned = planned;
    }

    /** Returns the first word of the verb. */
    String word() {
        int space = verb.name().indexOf(' ');
        return space < 0 ? verb.name() : verb.name().substring(0, space);
    }

    boolean is(String word) {
        return word().equals(word);
    }

    boolean isQuery() {
        return is("SELECT") || is("WITH") || is("VALUES") || is("TABLE") || is("FROM") || verb.has("control");
    }

    /** A clause that writes is judged as that; in it, names with columns look like calls. */
    boolean seemsToRead() {
        return planned || is("COPY") || verb.kinds().stream().allMatch(EffectKind::isRead);
    }
}
