/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.audit.AuditSink;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.secret.SecretDetector;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.policy.TaskScopes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say by what a guard judges: they need nothing that is kept. */
final class PolicyOptions {

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy, YAML or JSON. Default: the one that ships with the library.")
    private @Nullable Path policy;

    @Option(
            names = "--trust",
            paramLabel = "LEVEL",
            description = "The trust every agent holds: ${COMPLETION-CANDIDATES}. Default: what the policy says.")
    private @Nullable TrustLevel trust;

    @Option(
            names = "--scope",
            paramLabel = "FILE",
            description = "The scope of the task that is worked on, YAML or JSON. Default: that of the policy.")
    private @Nullable Path scope;

    /** Returns the policy. */
    Policy policy() {
        if (policy == null) {
            return Policy.baseline();
        }
        if (!Files.isReadable(policy)) {
            throw new InputException("There is no policy to read at " + policy + ".");
        }
        return Policy.load(policy);
    }

    @Nullable TrustLevel trust() {
        return trust;
    }

    /** Returns the words that say the same to another run of this program. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        if (policy != null) {
            words.addAll(List.of("--policy", absolute(policy)));
        }
        if (trust != null) {
            words.addAll(List.of("--trust", trust.name().toLowerCase(Locale.ROOT)));
        }
        if (scope != null) {
            words.addAll(List.of("--scope", absolute(scope)));
        }
        return words;
    }

    /** Returns the files that these options name. */
    List<String> files() {
        List<String> files = new ArrayList<>();
        if (policy != null) {
            files.add(absolute(policy));
        }
        if (scope != null) {
            files.add(absolute(scope));
        }
        return files;
    }

    /** Returns what becomes a guard that judges by these options, but for the policy and the level. */
    Governance.Builder builder(Policy policy, SecretDetector detector, AuditSink audit, @Nullable TrustLevel level) {
        Governance.Builder builder = GuardOptions.builder(policy, detector, audit, level, List.of());
        if (scope != null) {
            TaskScope task = TaskScopes.load(scope);
            builder.defaultTask(task.task())
                    .scopes(name -> name.equals(task.task()) ? Optional.of(task) : Optional.empty());
        }
        return builder;
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }
}
