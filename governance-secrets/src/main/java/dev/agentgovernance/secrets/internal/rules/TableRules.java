/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rules of a table when they are first asked for: of the kinds that ship, a scan of a command needs a handful. Each
 * rule is made once; for several threads.
 */
final class TableRules {
    private final KindTable table;
    private final IssuerForms forms;
    private final List<@Nullable List<Rule>> byBlock;
    private final Rule marker = RuleSet.marker();

    TableRules(KindTable table, IssuerForms forms) {
        this.table = table;
        this.forms = forms;
        byBlock = new ArrayList<>(
                Collections.<@Nullable List<Rule>>nCopies(table.blocks().size(), null));
    }

    /** Returns the rules that a keyword leads to. */
    synchronized Rule[] rules(int keyword) {
        Rule[] rules = new Rule[table.leads(keyword)];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = rule(table.lead(keyword, i));
        }
        return rules;
    }

    /** Returns all rules, in the order of the kinds. */
    synchronized List<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        for (int block = 0; block < byBlock.size(); block++) {
            if (table.isSecret(block)) {
                rules.addAll(ofBlock(block));
            }
        }
        rules.add(marker);
        return rules;
    }

    /** Returns the keywords. */
    List<String> keywords() {
        return table.keywords();
    }

    /** Returns a keyword by its number. */
    String keyword(int keyword) {
        return table.keyword(keyword);
    }

    private Rule rule(int number) {
        return number == KindTable.MARKER
                ? marker
                : ofBlock(number >>> KindTable.BLOCK).get(number & ((1 << KindTable.BLOCK) - 1));
    }

    private List<Rule> ofBlock(int block) {
        List<Rule> rules = byBlock.get(block);
        if (rules == null) {
            rules = BlockRules.of(table.blocks().get(block), forms);
            byBlock.set(block, rules);
        }
        return rules;
    }
}
