/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.audit.AuditSink;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.samples.cli.Terminal.Style;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code governance explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says what a command line would do, what is decided on it, and why. Nothing is run, nothing is put on record.",
            "",
            "For example: governance explain 'git push origin HEAD:main'",
            "",
            "The exit code is 0 where it is allowed, 1 where it is not."
        })
final class ExplainCommand implements Callable<Integer> {

    private static final int WIDTH = 100;
    private static final int INDENT = 4;
    private static final int LONGEST_PLACE = 60;

    private final Terminal terminal;

    @Mixin
    private PolicyOptions judging = new PolicyOptions();

    @Option(names = "--repo", paramLabel = "NAME", description = "The repository, as policies name it.")
    private @Nullable String repository;

    @Option(names = "--cwd", paramLabel = "DIR", defaultValue = ".", description = "Where it would run. Default: here.")
    private Path folder = Path.of(".");

    @Parameters(
            arity = "0..1",
            paramLabel = "COMMAND",
            description = "The command line, as one argument. Default: what the input holds.")
    private @Nullable String command;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new InputException("There is no folder " + folder + ".");
        }
        String line =
                command == null ? new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8).strip() : command;
        if (line.isBlank()) {
            throw new InputException("There is no command line to explain.");
        }
        SecretScanner scanner = SecretScanner.standard();
        Governance governance = judging.builder(judging.policy(), scanner, AuditSink.NONE, judging.trust())
                .build();
        Decision decision = governance.decide(Action.shell(line), context());
        show(line, decision, Redactor.of(scanner));
        return decision.match(
                allow -> GovernanceCommand.FINE, ask -> GovernanceCommand.FINDINGS, deny -> GovernanceCommand.FINDINGS);
    }

    private ActionContext context() {
        Path here = folder.toAbsolutePath().normalize();
        ActionContext.Builder context =
                ActionContext.builder("agent").workingDirectory(here.toString()).repositoryRoot(top(here));
        if (repository != null) {
            context.repository(repository);
        }
        return context.build();
    }

    /** Returns the top folder of the working tree that a folder is in, or the folder. */
    private static String top(Path folder) {
        for (Path parent = folder; parent != null; parent = parent.getParent()) {
            if (Files.exists(parent.resolve(".git"))) {
                return parent.toString();
            }
        }
        return folder.toString();
    }

    private void show(String line, Decision decision, Redactor redactor) {
        Assessment assessment = decision.assessment();
        terminal.out().println(badge(decision) + "  " + terminal.styled(Style.CYAN, redactor.redact(line)));
        section("What it would do");
        if (assessment.effects().isEmpty()) {
            rows("nothing that has an effect");
        }
        for (Effect effect : assessment.effects()) {
            rows(effect.kind().id() + (effect.resource().isEmpty() ? "" : " " + effect.resource()) + " ("
                    + lower(effect.reversibility()) + ", environment " + lower(effect.environment()) + ")"
                    + place(line, effect.span(), assessment));
            if (!effect.evidence().isEmpty()) {
                rows("  " + effect.evidence());
            }
        }
        if (!assessment.gaps().isEmpty()) {
            section("What was not understood");
            for (Classification.Gap gap : assessment.gaps()) {
                rows(gap.why() + place(line, gap.span(), assessment));
            }
        }
        section("How it is judged");
        rows("impact " + lower(assessment.impact()) + ", trust " + lower(assessment.trust()) + ": oversight "
                + lower(assessment.oversight()) + (assessment.withinScope() ? "" : "; it is not part of the task"));
        if (!assessment.findings().isEmpty()) {
            rows("secrets or personal data in its text: "
                    + assessment.findings().size());
        }
        if (!decision.reasons().isEmpty()) {
            section("Why");
            for (Reason reason : decision.reasons()) {
                rows(reason.text() + " [" + reason.rule() + "]");
            }
        }
    }

    /** Where in the line; not in its words where these hold a secret. */
    private static String place(String line, SourceSpan span, Assessment assessment) {
        int end = Math.min(span.end(), line.length());
        if (span.start() >= end || (span.start() == 0 && end == line.length())) {
            return "";
        }
        String words = line.substring(span.start(), end);
        boolean plain = assessment.findings().isEmpty()
                && words.length() <= LONGEST_PLACE
                && words.chars().noneMatch(Character::isISOControl);
        return plain ? ", by: " + words : ", by characters " + (span.start() + 1) + " to " + end;
    }

    private String badge(Decision decision) {
        return decision.match(
                allow -> terminal.styled(Style.GREEN, "✓ allow"),
                ask -> terminal.styled(Style.YELLOW, "? ask"),
                deny -> terminal.styled(Style.RED, "✗ deny"));
    }

    private void section(String title) {
        terminal.out().println("  " + terminal.styled(Style.BOLD, title));
    }

    private void rows(String text) {
        for (String row : TextRows.of(text, WIDTH - INDENT)) {
            terminal.out().println(" ".repeat(INDENT) + row);
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
