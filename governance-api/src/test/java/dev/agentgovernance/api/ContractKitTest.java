/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.approval.Approval;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.approval.Capability;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.audit.AuditSink;
import dev.agentgovernance.api.contract.ActionClassifierContract;
import dev.agentgovernance.api.contract.ApprovalStoreContract;
import dev.agentgovernance.api.contract.AuditSinkContract;
import dev.agentgovernance.api.contract.ClaimStoreContract;
import dev.agentgovernance.api.contract.GuardContract;
import dev.agentgovernance.api.contract.SecretDetectorContract;
import dev.agentgovernance.api.contract.TrustStoreContract;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.ClaimResult;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.integrity.Overtaken;
import dev.agentgovernance.api.integrity.ResourceKey;
import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretDetector;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.TrustGrant;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The contracts fail for implementations that break them. */
class ContractKitTest {

    private static void fails(ThrowingCallable test) {
        assertThatThrownBy(test).isInstanceOf(AssertionError.class);
    }

    @Test
    void aGuardThatLetsEverythingThroughFails() {
        GuardContract contract = () -> allowing("0".repeat(64));
        fails(contract::letsNothingThroughThatItDoesNotUnderstand);
        fails(contract::namesWhatWasJudged);
    }

    @Test
    void aGuardThatThrowsOrChangesItsMindFails() {
        GuardContract throwing = () -> (action, context) -> {
            if (action instanceof ShellAction shell && shell.command().isEmpty()) {
                throw new AssertionError("an error");
            }
            return allowing("0".repeat(64)).decide(action, context);
        };
        fails(throwing::answersEveryQuestion);
        int[] asked = {0};
        GuardContract changing = () -> (action, context) ->
                allowing(String.format("%064d", asked[0]++)).decide(action, context);
        fails(changing::answersTheSameQuestionTheSameWay);
        fails(changing::answersSeveralThreadsAsItAnswersOne);
    }

    private static Guard allowing(String hex) {
        return (action, context) -> new Allow(List.of(), List.of(), new ActionDigest(hex), Assessment.unknown("none"));
    }

    @Test
    void aClassifierThatQuotesOrPointsBeyondTheTextFails() {
        ActionClassifier quoting = (action, context) -> Classification.opaque(
                action instanceof ShellAction shell ? "not understood: " + shell.command() : "no shell",
                new SourceSpan(0, 1 << 20));
        ActionClassifierContract contract = () -> quoting;
        fails(contract::quotesNothingInAGap);
        fails(contract::pointsIntoTheText);
    }

    @Test
    void aDetectorThatFindsNothingOrEverythingFails() {
        SecretDetectorContract blind = detector(text -> List.of());
        fails(blind::findsTheSample);
        fails(blind::redacts);
        SecretKind kind = new SecretKind("any", "generic", SecretKind.Category.SECRET);
        SecretDetectorContract eager = detector(text -> text.isEmpty()
                ? List.of()
                : List.of(new SecretFinding(kind, 0, text.length(), Confidence.LIKELY, "x", text.toString())));
        fails(eager::findsNothingInProse);
        fails(eager::keepsTheValueToItself);
        fails(eager::knowsAValueAgain);
        fails(eager::redacts);
    }

    private static SecretDetectorContract detector(SecretDetector detector) {
        return new SecretDetectorContract() {
            @Override
            public SecretDetector detector() {
                return detector;
            }

            @Override
            public String secret() {
                return "open sesame";
            }
        };
    }

    @Test
    void aTrustStoreThatOnlyKeepsAListFails() {
        TrustStoreContract contract = () -> new TrustStore() {
            private final List<Evidence> all = new ArrayList<>();

            @Override
            public synchronized boolean append(Evidence evidence) {
                return all.add(evidence);
            }

            @Override
            public List<Evidence> evidence(TrustKey key) {
                return all;
            }

            @Override
            public boolean grant(TrustGrant grant) {
                return true;
            }

            @Override
            public List<TrustGrant> grants(TrustKey key) {
                return List.of();
            }

            @Override
            public Set<TrustKey> keys() {
                return Set.of();
            }
        };
        fails(contract::keepsWhatHumansSaid);
        fails(contract::listsItsKeys);
        fails(contract::keepsEvidenceByKey);
        fails(contract::countsAnIdOnce);
        fails(contract::returnsTheOldestFirst);
        fails(contract::givesOutASnapshot);
        fails(contract::losesNothingBetweenThreads);
    }

    @Test
    void anApprovalStoreThatAlwaysSaysYesFails() {
        ApprovalStoreContract contract = () -> new ApprovalStore() {
            @Override
            public boolean submit(ApprovalRequest request) {
                return true;
            }

            @Override
            public boolean answer(Approval approval) {
                return true;
            }

            @Override
            public Optional<ApprovalCase> find(String requestId, Instant now) {
                return Optional.empty();
            }

            @Override
            public List<ApprovalCase> findAll(Capability capability, Instant now) {
                return List.of();
            }

            @Override
            public List<ApprovalCase> pending(Instant now) {
                return List.of();
            }

            @Override
            public List<ApprovalCase> recent(int limit, Instant now) {
                return List.of();
            }

            @Override
            public List<ApprovalCase> waitingForReview(Instant now) {
                return List.of();
            }

            @Override
            public boolean redeem(String requestId, Capability capability, Instant now) {
                return true;
            }
        };
        fails(contract::knowsNothingAtFirst);
        fails(contract::isGoodForOneUse);
        fails(contract::isGoodForNothingElse);
        fails(contract::takesNoAnswerFromWhoAsks);
        fails(contract::takesNoAnswerFromAnotherAgent);
        fails(contract::keepsEverythingThatWasSaid);
        fails(contract::takesBack);
        fails(contract::breaksTheGlass);
        fails(contract::countsPeople);
        fails(contract::endsWithANo);
        fails(contract::expires);
        fails(contract::storesARequestOnce);
        fails(contract::givesEachGrantAwayOnce);
        fails(contract::listsTheOldestFirst);
        fails(contract::letsOneOfSeveralThreadsThrough);
        fails(contract::countsEachPersonOnceBetweenThreads);
    }

    @Test
    void aClaimStoreThatGrantsEverythingFails() {
        ClaimStoreContract contract = () -> new ClaimStore() {
            @Override
            public ClaimResult acquire(
                    ResourceKey key, Claim.Mode mode, String holder, Duration lease, String reason, Instant now) {
                return new ClaimResult.Granted(new Claim(key, mode, holder, 1, now.plus(lease), reason));
            }

            @Override
            public boolean release(long fencingToken) {
                return true;
            }

            @Override
            public List<Overtaken> overtaken(String holder) {
                return List.of();
            }

            @Override
            public boolean settle(long fencingToken) {
                return true;
            }

            @Override
            public boolean isCurrent(long fencingToken, Instant now) {
                return true;
            }

            @Override
            public List<Claim> inForce(Instant now) {
                return List.of();
            }

            @Override
            public List<Claim> overlapping(ResourceKey key, Instant now) {
                return List.of();
            }
        };
        fails(contract::grantsALease);
        fails(contract::refusesWhatIsHeld);
        fails(contract::sharesWhatIsShared);
        fails(contract::renews);
        fails(contract::handsOnWhatHasEnded);
        fails(contract::doesNotGoBackInTime);
        fails(contract::releases);
        fails(contract::tellsWhatWasOvertaken);
        fails(contract::isOvertakenByWhatOverlaps);
        fails(contract::isOvertakenAfterItWasGivenBack);
        fails(contract::refusesALeaseOfNoTime);
        fails(contract::grantsOneOfSeveralThreads);
        fails(contract::growsTokensBetweenThreads);
    }

    @Test
    void aSinkThatLosesRecordsFails() {
        AuditSinkContract contract = new AuditSinkContract() {
            @Override
            public AuditSink newAuditSink() {
                return AuditSink.NONE;
            }

            @Override
            public List<AuditRecord> stored(AuditSink sink) {
                return List.of();
            }
        };
        fails(contract::storesRecordsInOrder);
        fails(contract::losesNothingBetweenThreads);
    }
}
