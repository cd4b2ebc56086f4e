/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.core.approval.VisibleText;
import dev.agentgovernance.core.change.Diff;
import dev.agentgovernance.core.integrity.Conflict;
import dev.agentgovernance.core.integrity.ConflictCheck;
import dev.agentgovernance.core.integrity.MergeQueue;
import dev.agentgovernance.core.integrity.MergeQueue.LeftOut;
import dev.agentgovernance.core.integrity.MergeQueue.Outcome;
import dev.agentgovernance.core.integrity.MergeQueue.Verdict;
import dev.agentgovernance.core.integrity.ModuleGraph;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
            "begins with '?' is to be built and tested as one. With --merge the branches are merged onto HEAD, one after",
            "another, in a working tree of its own, and a command is run after each: exits with 1 if one does not go with",
            "the others."
        })
final class ConflictsCommand implements Callable<Integer> {

    private static final String OWN = "HEAD";
    private static final int LAST_LINES = 20;

    private final Terminal terminal;
    private final Redactor redactor = Redactor.of(SecretScanner.standard());

    @Option(names = "--committed", description = "Leave out what is not committed.")
    private boolean committed;

    @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "A folder of the repository.")
    private Path folder = Path.of(".");

    @Option(
            names = "--graph",
            description = "Names besides which modules to build and test, and in which order to merge.")
    private boolean graph;

    @ArgGroup(exclusive = false)
    private @Nullable Merging merging;

    @Parameters(arity = "1..*", paramLabel = "BRANCH", description = "The branches of others.")
    private List<String> branches = List.of();

    /** How branches are merged and tested. */
    static final class Merging {

        @Option(names = "--merge", required = true, description = "Merge the branches onto HEAD, as it is committed.")
        private boolean merge;

        @Option(
                names = "--test",
                required = true,
                paramLabel = "CMD",
                description =
                        "What the shell runs at the top of the tree after each merge; it passes with exit code 0.")
        private String test = "";

        @Option(
                names = "--proposed-order",
                description = "Merge in the order that --graph proposes, not in that of the command line.")
        private boolean proposed;

        @Option(
                names = "--minutes",
                paramLabel = "N",
                defaultValue = "60",
                description = "How long one run of the command may take. Default: ${DEFAULT-VALUE}.")
        private int minutes = 60;
    }

    ConflictsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Set<String> others = new LinkedHashSet<>(branches);
        Map<String, Diff> changes = new LinkedHashMap<>();
        Map<String, String> commits = new LinkedHashMap<>();
        Path top = folder;
        String head = "";
        int result = GovernanceCommand.FINE;
        for (String branch : others) {
            try (GitDiff git = GitDiff.open(folder, branch)) {
                top = git.top();
                head = git.head();
                changes.putIfAbsent(OWN, git.diff(committed));
                changes.put(branch, git.diffOfOther());
                commits.put(branch, git.other());
            } catch (IllegalArgumentException e) {
                throw new InputException("The changes cannot be read: " + e.getMessage() + ".");
            }
        }
        ModuleGraph modules = ModuleGraph.read(top);
        Merging how = merging != null && merging.merge ? merging : null;
        if (how == null) {
            result = conflicts(others, modules);
        }
        if (graph) {
            new ModuleReport(terminal, this::shown).print(changes, modules);
        }
        if (how != null) {
            List<String> order = how.proposed ? modules.mergeOrder(ModuleReport.files(changes)) : List.copyOf(others);
            result = merge(how, order, head, commits);
        }
        terminal.out().flush();
        return result;
    }

    private int conflicts(Set<String> others, ModuleGraph modules) throws IOException {
        int certain = 0;
        int all = 0;
        for (String branch : others) {
            try (GitDiff git = GitDiff.open(folder, branch)) {
                for (Conflict conflict : ConflictCheck.between(git.diff(committed), git.diffOfOther(), modules)) {
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
        return certain == 0 ? GovernanceCommand.FINE : GovernanceCommand.FINDINGS;
    }

    private int merge(Merging how, List<String> order, String head, Map<String, String> commits) {
        List<String> onlyOthers = new ArrayList<>(order);
        onlyOthers.remove(OWN);
        try (TestedMerge trial = TestedMerge.open(folder, how.test, Duration.ofMinutes(how.minutes), head, commits)) {
            Verdict verdict = MergeQueue.check(onlyOthers, tried -> report(tried, trial));
            if (!verdict.basePasses()) {
                throw new InputException("The command fails on HEAD itself, before anything is merged.");
            }
            for (LeftOut out : verdict.leftOut()) {
                terminal.out().println(shown(line(out)));
            }
            terminal.out()
                    .println(
                            verdict.merged().isEmpty()
                                    ? "None goes with the others."
                                    : "These go together: " + shown(String.join(" ", verdict.merged())));
            terminal.err().println(verdict.trials() + " runs");
            return verdict.leftOut().isEmpty() ? GovernanceCommand.FINE : GovernanceCommand.FINDINGS;
        }
    }

    /** Tells each trial as it ends: they may take long. */
    private Outcome report(List<String> tried, TestedMerge trial) {
        Outcome outcome = trial.of(tried);
        String what = outcome instanceof Outcome.Passed
                ? "passes"
                : outcome instanceof Outcome.Failed ? "fails" : "cannot be merged";
        terminal.err().println(shown(OWN + (tried.isEmpty() ? "" : " + " + String.join(" + ", tried))) + ": " + what);
        if (outcome instanceof Outcome.Failed) {
            trial.lastLines(LAST_LINES).forEach(line -> terminal.err().println("  | " + shown(line)));
        }
        return outcome;
    }

    private static String line(LeftOut out) {
        String where = out.with()
                .map(other -> out.isPair()
                        ? "each passes alone, and not with " + other
                        : "passes alone, and not with " + other + " on top of those before it")
                .orElse("alone");
        return out.outcome() instanceof Outcome.Unmergeable conflict
                ? out.branch() + ": merge: cannot be merged, "
                        + out.with().map(other -> "with " + other).orElse("onto " + OWN) + ": "
                        + String.join(" ", conflict.files())
                : out.branch() + ": test: the command fails, " + where;
    }

    private String place(String file, int line) {
        return shown(file) + (line > 0 ? ":" + line : "");
    }

    private String shown(String text) {
        return VisibleText.of(redactor.redact(text));
    }
}
