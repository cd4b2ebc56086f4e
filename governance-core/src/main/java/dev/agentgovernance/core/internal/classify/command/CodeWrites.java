/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.core.internal.classify.command.CodeTokens.Kind;
import dev.agentgovernance.core.internal.classify.command.CodeTokens.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a piece of code puts into files, as far as its texts say it. */
final class CodeWrites {

    private static final List<String> DESTROYS = List.of(
            "rm -r",
            "rm -f",
            "git reset --hard",
            "git clean -",
            "git push --force",
            "git push -f",
            "git checkout --",
            "git stash drop",
            "git stash clear",
            "git branch -d",
            "drop table",
            "drop database",
            "truncate table",
            "mkfs",
            "| sh",
            "| bash",
            " -delete",
            "dd if=");

    /** Put something into an open file. */
    private static final Set<String> FILLS = Set.of(
            "write",
            "writelines",
            "writerow",
            "writerows",
            "writeheader",
            "dump",
            "print",
            "puts",
            "fwrite",
            "fputs",
            "save");

    private CodeWrites() {}

    /** Tells whether code holds a command that destroys something, be it in a text. */
    static boolean destroys(String code) {
        String lower = code.toLowerCase(Locale.ROOT);
        return DESTROYS.stream().anyMatch(lower::contains);
    }

    /** Tells whether an argument is a text without a character. */
    static boolean isEmptyText(List<Token> argument) {
        return argument.size() == 1
                && argument.get(0).kind() == Kind.TEXT
                && argument.get(0).text().isEmpty();
    }

    /** Tells whether something is put into the files that are opened. */
    static boolean fills(List<Token> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            boolean empty = CodeArguments.token(tokens, i + 2).kind() == Kind.TEXT
                    && CodeArguments.token(tokens, i + 2).text().isEmpty()
                    && CodeArguments.token(tokens, i + 3).is(")");
            if (CodeArguments.token(tokens, i).kind() == Kind.NAME
                    && FILLS.contains(CodeArguments.token(tokens, i).text())
                    && CodeArguments.token(tokens, i + 1).is("(")
                    && !empty) {
                return true;
            }
        }
        return false;
    }
}
