/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.action.SqlAction.Dialect;
import dev.agentgovernance.api.effect.ParseLimits;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that are as long as is allowed and made to take long: the work is counted in looks at tokens. */
class SqlWorstCaseTest {

    private static final int LENGTH = ParseLimits.DEFAULT.maxChars();

    /** Counts how often somebody looks at a token. */
    private static final class Counting extends AbstractList<Token> implements RandomAccess {
        private final List<Token> tokens;
        private long looks;

        Counting(List<Token> tokens) {
            this.tokens = tokens;
        }

        @Override
        public Token get(int index) {
            looks++;
            return tokens.get(index);
        }

        @Override
        public int size() {
            return tokens.size();
        }
    }

    private static long looks(String text) {
        long worst = 0;
        for (SqlMode mode : SqlMode.of(Dialect.UNKNOWN, text)) {
            Findings findings = new Findings(Environment.UNKNOWN);
            Counting tokens = new Counting(SqlLexer.tokens(text, mode, SqlClassifier.words(), findings));
            // INVARIANT: there are no more tokens than characters.
            assertThat(tokens.size()).isLessThanOrEqualTo(text.length() + 1);
            new StatementReader(text, tokens, mode, SqlClassifier.words(), ParseLimits.DEFAULT.maxDepth(), findings)
                    .read();
            worst = Math.max(worst, tokens.looks);
        }
        return worst;
    }

    // INVARIANT: work is linear in the length of the text: each character costs a bounded number of looks.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "select ",
                "a,",
                "a.",
                "a(",
                "f(x),",
                "case when ",
                "with a as (",
                "or 1=1 ",
                "and ",
                "not ",
                "x=x or ",
                "where ",
                "delete from t where ",
                "begin ",
                "begin end ",
                "if 1=1 ",
                "union select ",
                "explain ",
                "values(1),",
                "in (",
                "x in (select ",
                "exists(",
                "copy ",
                "a::",
                "<>",
                "@",
                "declare x ",
                "prepare a as ",
                "do ",
                "execute ",
                "lateral ",
                "merge into ",
                "when matched then ",
                "insert into t select ",
                "set a=",
                "call f(",
                "1.",
                "a b ",
                "alter table x ",
                "grant all ",
                "update t set a=1 ",
                "from t ",
                "into x ",
                "for update ",
                "returning * ",
                ")",
                "[a] ",
                "'a' ",
                "=",
                "end ",
                "as (",
                "then ",
                "limit 1 "
            })
    void theWorkIsLinearInTheLength(String piece) {
        for (String start : List.of("", "delete from t where ", "select ", "with a as (delete from b ")) {
            String whole = (start + piece.repeat(LENGTH / piece.length() + 1)).substring(0, LENGTH);
            long all = looks(whole);
            long half = looks(whole.substring(0, LENGTH / 2));
            assertThat(all).as("%s then %s", start, piece).isLessThan(200L * LENGTH);
            assertThat(all).as("%s then %s", start, piece).isLessThan(half * 5 / 2 + 10_000);
        }
    }
}
