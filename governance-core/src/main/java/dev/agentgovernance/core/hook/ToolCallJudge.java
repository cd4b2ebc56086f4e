/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.Obligation;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.PublishAction;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the guard about all that a tool call would do, and has the command rewritten where its output needs a filter. What
 * is rewritten is judged again, as the text that will run.
 */
final class ToolCallJudge {

    /** From most to least strict; of several answers the first of these counts. */
    enum Answer {
        DENY,
        ASK,
        ALLOW
    }

    /**
     * What becomes of a tool call.
     *
     * @param answer the answer
     * @param reasons why
     * @param notices what somebody has to be told if it goes ahead
     * @param input the whole input with which the call may go ahead, or null for the one it came with
     */
    record Verdict(
            Answer answer,
            List<Reason> reasons,
            List<String> notices,
            @Nullable Map<String, ?> input) {}

    private static final String RULE = "hook.output";

    private final Guard guard;
    private final @Nullable OutputFilter filter;

    ToolCallJudge(Guard guard, List<String> filterCommand) {
        this.guard = guard;
        this.filter = filterCommand.isEmpty() ? null : OutputFilter.of(filterCommand);
    }

    Verdict judge(ToolTable tools, String tool, Map<String, @Nullable Object> input, ActionContext context) {
        List<Decision> decisions = new ArrayList<>();
        List<Reason> unmet = new ArrayList<>();
        Map<String, @Nullable Object> rewritten = null;
        for (Action action : tools.actions(tool, input)) {
            if (!(action instanceof ShellAction shell)) {
                decisions.add(guard.decide(action, context));
                continue;
            }
            String folder = tools.folderChange(tool, input);
            String own = unwrapped(shell.command().substring(folder.length()));
            ShellAction original = new ShellAction(folder + own, shell.shell());
            Decision decision = guard.decide(original, context);
            decisions.add(decision);
            if (answerOf(decision) != Answer.DENY && needsFilter(decision)) {
                String field = tools.rewritableField(tool, input);
                Optional<String> command = field == null ? Optional.empty() : wrapped(own);
                if (field == null || command.isEmpty()) {
                    unmet.add(cannotFilter());
                } else {
                    // INVARIANT: what is rewritten is what was judged.
                    Decision wrapped = guard.judge(new ShellAction(folder + command.get(), shell.shell()), context);
                    if (!isCovered(wrapped, decision)) {
                        decisions.add(wrapped);
                    }
                    rewritten = new LinkedHashMap<>(input);
                    rewritten.put(field, command.get());
                }
            }
        }
        return verdict(decisions, unmet, rewritten);
    }

    /**
     * Asks the guard whether an agent may be shown a text with a secret, for the record: it is not shown, whatever the guard
     * says.
     */
    void judgeShown(Map<String, @Nullable Object> input, String text, ActionContext context) {
        guard.decide(new PublishAction("agent", StrictJson.write(input) + "\n" + text), context);
    }

    private static Verdict verdict(
            List<Decision> decisions, List<Reason> unmet, @Nullable Map<String, @Nullable Object> rewritten) {
        Answer answer = unmet.isEmpty() ? Answer.ALLOW : Answer.ASK;
        List<String> notices = new ArrayList<>();
        List<Reason> missing = new ArrayList<>(unmet);
        for (Decision decision : decisions) {
            Answer next = answerOf(decision);
            answer = next.compareTo(answer) < 0 ? next : answer;
            for (Obligation obligation : decision.obligations()) {
                if (obligation instanceof Obligation.Notify notify && !notices.contains(notify.what())) {
                    notices.add(notify.what());
                } else if (obligation instanceof Obligation.VerifyTogether) {
                    missing.add(cannotVerify());
                }
            }
        }
        if (!missing.isEmpty() && answer == Answer.ALLOW) {
            answer = Answer.ASK;
        }
        List<Reason> reasons = new ArrayList<>();
        for (Decision decision : decisions) {
            if (answerOf(decision) == answer) {
                decision.reasons().forEach(reason -> addOnce(reasons, reason));
            }
        }
        if (answer == Answer.ASK) {
            missing.forEach(reason -> addOnce(reasons, reason));
        }
        return new Verdict(answer, reasons, notices, answer == Answer.DENY ? null : rewritten);
    }

    /** The rewritten command is judged for the same reasons as the original, at other places of the text. */
    private static void addOnce(List<Reason> reasons, Reason reason) {
        boolean isNew = reasons.stream()
                .noneMatch(r -> r.rule().equals(reason.rule()) && r.text().equals(reason.text()));
        if (isNew) {
            reasons.add(reason);
        }
    }

    private static Answer answerOf(Decision decision) {
        return decision.match(allow -> Answer.ALLOW, ask -> Answer.ASK, deny -> Answer.DENY);
    }

    /**
     * Tells whether people have said yes to all that a command does with its filter: they were shown it without, and the filter
     * adds nothing.
     */
    private static boolean isCovered(Decision wrapped, Decision original) {
        Assessment after = wrapped.assessment();
        Assessment before = original.assessment();
        return answerOf(original) == Answer.ALLOW
                && before.oversight().asks()
                && answerOf(wrapped) == Answer.ASK
                && after.oversight().compareTo(before.oversight()) <= 0
                && after.coverage().compareTo(before.coverage()) <= 0
                && doings(before).containsAll(doings(after));
    }

    private static Set<Effect> doings(Assessment assessment) {
        // The wrapping passes on the exit status, which looks at the state of the shell.
        return assessment.effects().stream()
                .filter(effect -> effect.kind() != EffectKind.SYSTEM_READ || effect.data() != DataSensitivity.ORDINARY)
                .map(effect -> effect.withSpan(SourceSpan.NONE))
                .collect(Collectors.toSet());
    }

    private static boolean needsFilter(Decision decision) {
        return decision.obligations().stream().anyMatch(Obligation.RedactOutput.class::isInstance);
    }

    private String unwrapped(String command) {
        return filter == null ? command : filter.unwrap(command).orElse(command);
    }

    private Optional<String> wrapped(String command) {
        return filter == null ? Optional.empty() : filter.wrap(command);
    }

    private static Reason cannotFilter() {
        return Reason.of(
                RULE,
                "The output of this command may hold a secret, and this command cannot be run with its output"
                        + " filtered.",
                "What a failing command prints reaches the agent as it is.");
    }

    private static Reason cannotVerify() {
        return Reason.of(
                "hook.verify-together",
                "This change has to be verified together with those of another task.",
                "A hook cannot see to that.");
    }
}
