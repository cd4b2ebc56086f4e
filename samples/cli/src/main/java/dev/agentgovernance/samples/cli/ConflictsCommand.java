/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.core.approval.VisibleText;
import dev.agentgovernance.core.integrity.Conflict;
import dev.agentgovernance.core.integrity.ConflictCheck;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code governance conflicts}. */
@Command(
        name = "conflicts",
        mixinStandardHelpOptions = true,
        description = {
            "Names what stands between the work at hand and other branches, before they are merged:",
            "BRANCH: FILE:LINE ~ FILE:LINE: KIND: what is the matter. The first place is of the work at hand.",
            "Both are held against the commit at which they parted. Exits with 1 if they surely do not go together; what",
            "begins with '?' is to be built and tested as one."
        })
final class ConflictsCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Redactor redactor = Redactor.of(SecretScanner.standard());

    @Option(names = "--committed", description = "Leave out what is not committed.")
    private boolean committed;

    @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "A folder of the repository.")
    private Path folder = Path.of(".");

    @Parameters(arity = "1..*", paramLabel = "BRANCH", description = "The branches of others.")
    private List<String> branches = List.of();

    ConflictsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        int certain = 0;
        int all = 0;
        for (String branch : branches) {
            try (GitDiff git = GitDiff.open(folder, branch)) {
                for (Conflict conflict : ConflictCheck.between(git.diff(committed), git.diffOfOther())) {
                    terminal.out()
                            .println((conflict.kind().isCertain() ? "" : "? ") + shown(branch) + ": "
                                    + place(conflict.file(), conflict.line()) + " ~ "
                                    + place(conflict.otherFile(), conflict.otherLine()) + ": "
                                    + conflict.kind().id() + ": " + shown(conflict.why()));
                    certain += conflict.kind().isCertain() ? 1 : 0;
                    all++;
                }
            } catch (IllegalArgumentException e) {
                throw new InputException("The changes cannot be read: " + e.getMessage() + ".");
            }
        }
        terminal.err().println(all + " found, " + certain + " of them certain");
        terminal.out().flush();
        return certain == 0 ? GovernanceCommand.FINE : GovernanceCommand.FINDINGS;
    }

    private String place(String file, int line) {
        return shown(file) + (line > 0 ? ":" + line : "");
    }

    private String shown(String text) {
        return VisibleText.of(redactor.redact(text));
    }
}
