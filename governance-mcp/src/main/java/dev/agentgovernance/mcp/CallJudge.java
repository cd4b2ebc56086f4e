/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Obligation;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.core.internal.classify.Globs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Judges one call: what the guard says of it, and on top of that what the owner says of its arguments, what came in before it,
 * and how often it was made. What is added here only makes it stricter.
 */
final class CallJudge {

    /** What came of it. */
    record Verdict(Decision decision, ToolAction action, Set<Label> labels) {}

    private final McpGovernance governance;
    private final McpConversation conversation;
    private final Map<String, Rate> rates = new HashMap<>();
    private final Rate rate;

    CallJudge(McpGovernance governance, McpConversation conversation) {
        this.governance = governance;
        this.conversation = conversation;
        this.rate = new Rate(governance.settings.limits().callsPerMinute(), Duration.ofMinutes(1));
    }

    // INVARIANT: the verdict is never milder than the decision of the guard.
    Verdict judge(Tool tool, ToolAction action) {
        Decision decision = governance.guard.decide(action, conversation.context());
        Set<Label> labels =
                Labels.of(governance.settings, action, decision.assessment().effects());
        List<Reason> denials = new ArrayList<>();
        List<Reason> questions = new ArrayList<>();
        ownersWord(action, denials);
        conversation.leak(action.arguments()).ifPresent(denials::add);
        denials.addAll(conversation.handleReasons(action.server(), action.tool(), action.arguments()));
        if (labels.contains(Label.SINK)) {
            boolean denied = governance.settings.content().sinksDenied() && conversation.isComplete();
            conversation.sinkReason().ifPresent((denied ? denials : questions)::add);
        }
        boolean looks = !decision.assessment().effects().isEmpty()
                && decision.assessment().effects().stream()
                        .allMatch(effect -> effect.kind().isRead());
        if (!looks) {
            conversation.suspicion().ifPresent(questions::add);
            if (tool.suspicious()) {
                questions.add(Reason.of(
                        "mcp.definition", "The definition of this tool reads like instructions to the agent.", ""));
            }
        }
        obligations(decision, questions);
        return new Verdict(stricter(decision, denials, questions, action), action, labels);
    }

    private void ownersWord(ToolAction action, List<Reason> denials) {
        List<McpSettings.ToolWord> words = governance.settings.words(action.server(), action.tool());
        for (McpSettings.ToolWord word : words) {
            word.arguments().forEach((name, rule) -> {
                if (!ArgumentCheck.holds(rule, action.arguments().get(name))) {
                    denials.add(Reason.of(
                            "mcp.argument",
                            "The argument '" + name + "' has a value that the owner does not allow.",
                            ""));
                }
            });
            if (word.callsPerMinute() < Integer.MAX_VALUE
                    && !rates.computeIfAbsent(
                                    word.glob(), glob -> new Rate(word.callsPerMinute(), Duration.ofMinutes(1)))
                            .allows(governance.clock.instant())) {
                denials.add(tooOften());
            }
        }
        if (!rate.allows(governance.clock.instant())) {
            denials.add(tooOften());
        }
    }

    private static Reason tooOften() {
        return Reason.of("mcp.rate", "There were too many calls in the last minute.", "Wait, then go on.");
    }

    /** What somebody has to be told is told; what cannot be seen to here waits for a person. */
    private void obligations(Decision decision, List<Reason> questions) {
        for (Obligation obligation : decision.obligations()) {
            if (obligation instanceof Obligation.Notify notify) {
                governance.notices.accept(notify.what());
            } else if (obligation instanceof Obligation.VerifyTogether) {
                questions.add(Reason.of(
                        "mcp.verify-together",
                        "This change has to be verified together with those of another task.",
                        ""));
            }
        }
    }

    private Decision stricter(Decision decision, List<Reason> denials, List<Reason> questions, ToolAction action) {
        if (decision instanceof Deny || (denials.isEmpty() && questions.isEmpty())) {
            return decision;
        }
        List<Reason> reasons = new ArrayList<>(denials.isEmpty() ? questions : denials);
        if (denials.isEmpty() && decision instanceof Ask) {
            reasons.addAll(decision.reasons());
        }
        Decision stricter = denials.isEmpty()
                ? new Ask(reasons, decision.obligations(), decision.digest(), decision.assessment())
                : new Deny(reasons, decision.obligations(), decision.digest(), decision.assessment());
        return recorded(action, stricter).orElse(stricter);
    }

    /** Puts a decision of this layer on record; what cannot be put on record is denied. */
    Optional<Decision> recorded(ToolAction action, Decision decision) {
        try {
            governance.audit.append(new AuditRecord(
                    UUID.randomUUID().toString(),
                    governance.clock.instant(),
                    conversation.context(),
                    action.kind(),
                    action.server() + "/" + action.tool(),
                    decision));
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(new Deny(
                    List.of(Reason.of("internal.failure", "The decision could not be put on record.", "")),
                    List.of(),
                    decision.digest(),
                    decision.assessment()));
        }
    }

    /** Puts on record that a secret goes to a server in the place of its handle; returns the denial where that fails. */
    Optional<Decision> exchanging(Verdict verdict) {
        Decision allowed = verdict.decision();
        return recorded(
                verdict.action(),
                new Allow(
                        List.of(Reason.of("mcp.handle", "A secret goes to this tool in the place of its handle.", "")),
                        allowed.obligations(),
                        allowed.digest(),
                        allowed.assessment()));
    }

    /** Returns the decision after people have said yes, put on record. */
    Decision approved(Verdict verdict, String how) {
        Decision asked = verdict.decision();
        Decision allow = new Allow(
                List.of(Reason.of("mcp.approval", "A person has approved this very call " + how + ".", "")),
                asked.obligations(),
                asked.digest(),
                asked.assessment());
        return recorded(verdict.action(), allow).orElse(allow);
    }

    /** Checks a value against what the owner says of it. */
    static final class ArgumentCheck {

        private ArgumentCheck() {}

        static boolean holds(McpSettings.ArgumentRule rule, @Nullable Object value) {
            if (value == null) {
                return true;
            }
            if (value instanceof List<?> list) {
                return list.stream().allMatch(element -> element != null && holds(rule, element));
            }
            if (value instanceof Map<?, ?>) {
                return false;
            }
            String text = String.valueOf(value);
            if (Globs.matchesAny(rule.never(), text)) {
                return false;
            }
            return rule.only().isEmpty() || (!climbs(text) && Globs.matchesAny(rule.only(), text));
        }

        /** A glob over a path says nothing of where the path leads that climbs. */
        private static boolean climbs(String text) {
            String slashes = text.replace('\\', '/');
            return slashes.equals("..")
                    || slashes.startsWith("../")
                    || slashes.contains("/../")
                    || slashes.endsWith("/..")
                    || text.indexOf('\0') >= 0;
        }
    }
}
