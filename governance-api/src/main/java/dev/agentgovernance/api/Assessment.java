/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api;

import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.FilesRead;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import java.util.List;
import java.util.Objects;

/**
 * What a guard made of an action on the way to its decision.
 *
 * @param effects what the action would do; no resource holds a secret
 * @param coverage how much of it was understood
 * @param gaps what was not understood
 * @param impact how bad it could be
 * @param trust the level that counted
 * @param oversight what the matrix and the rules ask for
 * @param withinScope whether it belongs to the task
 * @param findings the secrets and personal data in the text of the action
 * @param policy the digest of the policy that was applied
 * @param filesRead what was read of the machine's files to understand the action; no path holds a secret
 */
public record Assessment(
        List<Effect> effects,
        Coverage coverage,
        List<Classification.Gap> gaps,
        Impact impact,
        TrustLevel trust,
        Oversight oversight,
        boolean withinScope,
        List<SecretFinding> findings,
        String policy,
        FilesRead filesRead) {

    /** Checks and copies. */
    public Assessment {
        effects = List.copyOf(effects);
        Objects.requireNonNull(coverage, "coverage");
        gaps = List.copyOf(gaps);
        Objects.requireNonNull(impact, "impact");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(oversight, "oversight");
        findings = List.copyOf(findings);
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(filesRead, "filesRead");
    }

    /** An assessment for which no file was read. */
    public Assessment(
            List<Effect> effects,
            Coverage coverage,
            List<Classification.Gap> gaps,
            Impact impact,
            TrustLevel trust,
            Oversight oversight,
            boolean withinScope,
            List<SecretFinding> findings,
            String policy) {
        this(effects, coverage, gaps, impact, trust, oversight, withinScope, findings, policy, FilesRead.NONE);
    }

    /** Returns the assessment of something that could not be judged: anything may happen, and no trust counts. */
    public static Assessment unknown(String policy) {
        return new Assessment(
                List.of(),
                Coverage.OPAQUE,
                List.of(),
                Impact.CRITICAL,
                TrustLevel.OBSERVE,
                Oversight.FORBID,
                false,
                List.of(),
                policy);
    }
}
