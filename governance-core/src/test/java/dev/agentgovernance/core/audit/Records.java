/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Obligation;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.FilesRead;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.integrity.ResourceKey;
import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Records made by chance, every part of them. */
final class Records {

    private final Random random;
    private final Supplier<String> texts;

    private Records(Random random, Supplier<String> texts) {
        this.random = random;
        this.texts = texts;
    }

    /** Returns a plain record. */
    static AuditRecord of(String id) {
        return random(id, new Random(id.hashCode()), () -> "plain text");
    }

    /** Returns a record whose every part is chosen by chance, with texts from a supplier. */
    static AuditRecord random(String id, Random random, Supplier<String> texts) {
        return new Records(random, texts).record(id);
    }

    private AuditRecord record(String id) {
        Instant at = Instant.ofEpochSecond(random.nextInt(2_000_000_000), random.nextInt(1_000_000_000));
        return new AuditRecord(id, at, context(), "shell", texts.get(), decision());
    }

    private ActionContext context() {
        return ActionContext.builder("agent" + texts.get())
                .parentAgent(maybe())
                .principal(maybe())
                .session(maybe())
                .task(maybe())
                .repository(maybe())
                .branch(maybe())
                .environment(one(Environment.values()))
                .workingDirectory(maybe())
                .repositoryRoot(maybe())
                .build();
    }

    private Decision decision() {
        List<Obligation> obligations = some(this::obligation);
        List<Reason> reasons = new ArrayList<>(some(this::reason));
        ActionDigest digest = ActionDigest.of(Action.shell(texts.get()), context());
        int verdict = random.nextInt(3);
        if (verdict == 0) {
            return new Allow(reasons, obligations, digest, assessment());
        }
        reasons.add(reason());
        return verdict == 1
                ? new Ask(reasons, obligations, digest, assessment())
                : new Deny(reasons, obligations, digest, assessment());
    }

    private Assessment assessment() {
        return new Assessment(
                some(this::effect),
                one(Coverage.values()),
                some(() -> new Classification.Gap(texts.get(), span())),
                one(Impact.values()),
                one(TrustLevel.values()),
                one(Oversight.values()),
                random.nextBoolean(),
                some(this::finding),
                texts.get(),
                random.nextBoolean()
                        ? FilesRead.NONE
                        : new FilesRead("d".repeat(64), some(() -> new FilesRead.File(texts.get(), "e".repeat(64)))));
    }

    private Effect effect() {
        return new Effect(
                one(EffectKind.values()),
                texts.get(),
                one(Environment.values()),
                one(Reach.values()),
                one(Reversibility.values()),
                one(DataSensitivity.values()),
                span());
    }

    private SecretFinding finding() {
        long start = random.nextInt(Integer.MAX_VALUE) * 4L;
        SecretKind kind = new SecretKind(texts.get(), texts.get(), one(SecretKind.Category.values()));
        return new SecretFinding(
                kind,
                start,
                start + 1 + random.nextInt(100),
                one(Confidence.values()),
                String.format("%016x", random.nextLong()),
                "");
    }

    private Obligation obligation() {
        return switch (random.nextInt(3)) {
            case 0 -> new Obligation.RedactOutput(texts.get());
            case 1 -> new Obligation.Notify(texts.get());
            default ->
                new Obligation.VerifyTogether(Set.of(
                        ResourceKey.parse("path:a" + texts.get()), ResourceKey.parse("branch:b:" + texts.get())));
        };
    }

    private Reason reason() {
        return new Reason(texts.get(), texts.get(), texts.get(), texts.get(), span());
    }

    private SourceSpan span() {
        int start = random.nextInt(1000);
        return new SourceSpan(start, start + random.nextInt(1000));
    }

    private String maybe() {
        return random.nextBoolean() ? texts.get() : "";
    }

    private <T> List<T> some(Supplier<T> supplier) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            list.add(supplier.get());
        }
        return list;
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
