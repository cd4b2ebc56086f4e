/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.approval;

import dev.agentgovernance.api.approval.Approval;
import dev.agentgovernance.api.approval.Approval.Answer;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.core.approval.ApprovalDesk.Receipt;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What people answer, and whether it counts. Safe for use by several threads. */
final class Answers {

    private final ApprovalStore store;
    private final ApprovalRules rules;
    private final Clock clock;

    Answers(ApprovalStore store, ApprovalRules rules, Clock clock) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
    }

    Receipt approve(String requestId, String name, String note) {
        String person = ApprovalRules.person(name);
        Optional<ApprovalCase> found = find(requestId);
        Optional<String> problem = problem(found, person);
        if (problem.isEmpty() && found.isPresent()) {
            Set<String> people = new HashSet<>(found.get().approvers());
            people.add(person);
            if (people.size() >= found.get().request().quorum()
                    && !rules.cover(people, found.get().request().roles())) {
                problem = Optional.of("Somebody else has to say yes as well: it takes the roles "
                        + String.join(", ", found.get().request().roles()) + ".");
            }
        }
        return problem.map(why -> new Receipt(false, why))
                .orElseGet(() -> stored(requestId, person, Answer.APPROVED, note));
    }

    Receipt breakGlass(String requestId, String name, String reason) {
        String person = ApprovalRules.person(name);
        Optional<String> problem = problem(find(requestId), person);
        if (problem.isEmpty() && !rules.holds(person, ApprovalRules.BREAK_GLASS)) {
            problem = Optional.of("This takes the role " + ApprovalRules.BREAK_GLASS + ".");
        } else if (problem.isEmpty() && reason.isBlank()) {
            problem = Optional.of("An emergency has a reason: say which.");
        } else if (problem.isEmpty() && isReviewOverdue()) {
            problem = Optional.of("An earlier emergency has to be reviewed first.");
        }
        return problem.map(why -> new Receipt(false, why))
                .orElseGet(() -> stored(requestId, person, Answer.BREAK_GLASS, reason));
    }

    boolean isReviewOverdue() {
        Instant now = clock.instant();
        Instant latest = now.minus(rules.reviewWithin());
        return store.waitingForReview(now).stream()
                .flatMap(found -> found.answers().stream())
                .anyMatch(a -> a.answer() == Answer.BREAK_GLASS && !a.at().isAfter(latest));
    }

    Receipt review(String requestId, String name, String finding) {
        if (finding.isBlank()) {
            return new Receipt(false, "A review has a finding: say which.");
        }
        return give(requestId, name, Answer.REVIEWED, finding);
    }

    /** Stores an answer of a person who may answer. */
    Receipt give(String requestId, String name, Answer answer, String note) {
        String person = ApprovalRules.person(name);
        return problem(find(requestId), person)
                .map(why -> new Receipt(false, why))
                .orElseGet(() -> stored(requestId, person, answer, note));
    }

    private Optional<ApprovalCase> find(String requestId) {
        return store.find(requestId, clock.instant());
    }

    // INVARIANT: nobody answers for an agent: not itself, not the one that started it, not the one it works for.
    private Optional<String> problem(Optional<ApprovalCase> found, String person) {
        if (found.isEmpty()) {
            return Optional.of("There is no such request.");
        }
        ApprovalRequest.Asker asker = found.get().request().asker();
        boolean asks = List.of(asker.agent(), asker.parentAgent(), asker.principal()).stream()
                .anyMatch(name -> ApprovalRules.person(name).equals(person));
        if (asks) {
            return Optional.of("Whoever asks, and whoever it is asked for, does not answer.");
        }
        return rules.knows(person) ? Optional.empty() : Optional.of("The rules for approvals do not know this person.");
    }

    private Receipt stored(String requestId, String person, Answer answer, String note) {
        boolean counts = store.answer(new Approval(requestId, person, answer, clock.instant(), note));
        Optional<ApprovalCase> now = find(requestId);
        String state = now.map(Answers::state).orElse("There is no such request.");
        return new Receipt(counts, counts ? state : "That does not count. " + state);
    }

    private static String state(ApprovalCase found) {
        return switch (found.state()) {
            case PENDING -> found.approvers().size() + " of " + found.request().quorum() + " have said yes.";
            case GRANTED ->
                "It is granted, " + (widensTask(found.request()) ? "as often as it is needed, " : "once, ") + "until "
                        + found.request().expiresAt() + ".";
            case USED -> "It was used.";
            case REJECTED -> "It was rejected.";
            case REVOKED -> "It was taken back.";
            case EXPIRED -> "Its time ran out.";
            case UNKNOWN -> "There is no such request.";
        };
    }

    /** What widens a task is not used up: it counts for every action of the task that needs it. */
    private static boolean widensTask(ApprovalRequest request) {
        return request.shown().reasons().stream()
                .anyMatch(reason -> reason.rule().equals("scope.expansion"));
    }
}
