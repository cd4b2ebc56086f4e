/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.audit.AuditSink;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.secret.SecretDetector;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.hook.HookAdapter;
import dev.agentgovernance.core.hook.HookSettings;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.trust.TrustLedger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a guard judges. */
final class GuardOptions {

    @Mixin
    private PolicyOptions judging = new PolicyOptions();

    @Option(
            names = "--earned-trust",
            description = "Trust is what the evidence says, and the policy's levels are where it begins.")
    private boolean earnedTrust;

    @Option(names = "--approvals", description = "What needs a yes can be answered with: governance approvals.")
    private boolean approvals;

    @Option(
            names = "--claims",
            description = "Tasks hold what they change, and keep out of each other's way: governance claims.")
    private boolean claims;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = "The database of trust and approvals, as for: governance approvals.")
    private @Nullable String database;

    @Option(
            names = "--approvers",
            paramLabel = "FILE",
            description = "Who may approve, as JSON. Default: the user of this system alone.")
    private @Nullable Path approvers;

    @Option(
            names = "--ask-as",
            paramLabel = "FORM",
            description =
                    "What a client is told where a yes is needed: ${COMPLETION-CANDIDATES}. Default: ask; defer and"
                            + " deny leave it to: governance approvals.")
    private HookSettings.AskAs askAs = HookSettings.AskAs.ASK;

    private final List<String> protectedFiles = new ArrayList<>();

    /** Names a file that no agent may change. */
    void protect(Path file) {
        protectedFiles.add(file.toAbsolutePath().normalize().toString());
    }

    /** Lets people answer, whatever the options say. */
    void requireApprovals() {
        approvals = true;
    }

    /** Returns where trust and approvals are kept. */
    StoreOptions stores(StateFolder state) {
        return StoreOptions.of(state.path(), database, approvers);
    }

    /** Returns how the hooks of a client are answered. */
    HookSettings hookSettings() {
        return HookSettings.DEFAULT.withFilterCommand(OwnProgram.filter()).withAskAs(askAs);
    }

    /** Returns the policy. */
    Policy policy() {
        return judging.policy();
    }

    /** Returns the words that say the same to another run of this program. */
    List<String> words() {
        List<String> words = new ArrayList<>(judging.words());
        if (askAs != HookSettings.AskAs.ASK) {
            words.addAll(List.of("--ask-as", askAs.name().toLowerCase(Locale.ROOT)));
        }
        if (earnedTrust) {
            words.add("--earned-trust");
        }
        if (approvals) {
            words.add("--approvals");
        }
        if (claims) {
            words.add("--claims");
        }
        if (database != null) {
            words.addAll(List.of("--db", database));
        }
        if (approvers != null) {
            words.addAll(List.of(
                    "--approvers", approvers.toAbsolutePath().normalize().toString()));
        }
        return words;
    }

    /** Returns the guard that these options describe; what it works with is out of reach for those it judges. */
    Governance guard(SecretDetector detector, AuditSink audit, StateFolder state, Terminal terminal) {
        return guard(detector, audit, state, terminal, HookAdapter::declaredEffects);
    }

    /** Returns the guard that these options describe, which knows what the owner says of tools. */
    Governance guard(
            SecretDetector detector,
            AuditSink audit,
            StateFolder state,
            Terminal terminal,
            Function<ToolAction, Set<EffectKind>> declaredTools) {
        List<String> own = new ArrayList<>(List.of(state.path().toString(), state.path() + "/**"));
        OwnProgram.file().ifPresent(own::add);
        own.addAll(judging.files());
        if (approvers != null) {
            own.add(approvers.toAbsolutePath().normalize().toString());
        }
        own.addAll(protectedFiles);
        Policy rules = policy();
        TrustLevel trust = judging.trust();
        Governance.Builder builder = judging.builder(rules, detector, audit, trust)
                .declaredTools(declaredTools)
                .halt(state.haltSwitch()::sentence);
        own.forEach(builder::protectedPath);
        if (earnedTrust || approvals || claims || !rules.budgets().isEmpty()) {
            StoreOptions options = stores(state);
            StoreOptions.OpenStores stores = options.open(terminal);
            builder.budgets(stores.budgetStore());
            if (earnedTrust && trust == null) {
                builder.trust(TrustLedger.builder(stores.trustStore())
                        .base(rules.trust())
                        .build());
            }
            if (claims) {
                builder.claims(stores.claimStore());
            }
            if (approvals) {
                builder.approvals(ApprovalDesk.builder(stores.approvalStore(), options.rules())
                        .build());
            }
        }
        return builder.build();
    }

    /** Returns a guard; without a level, trust is what the policy says. */
    static Governance guard(
            Policy policy,
            SecretDetector detector,
            AuditSink audit,
            @Nullable TrustLevel level,
            List<String> protectedPaths) {
        return builder(policy, detector, audit, level, protectedPaths).build();
    }

    static Governance.Builder builder(
            Policy policy,
            SecretDetector detector,
            AuditSink audit,
            @Nullable TrustLevel level,
            List<String> protectedPaths) {
        Governance.Builder builder = Governance.builder(policy)
                .detector(detector)
                .audit(audit)
                .homeDirectory(System.getProperty("user.home"))
                .trustedProgram(OwnProgram.filter());
        protectedPaths.forEach(builder::protectedPath);
        if (level != null) {
            builder.trust(key -> level);
        }
        return builder;
    }
}
