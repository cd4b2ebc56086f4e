/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Tests of a policy, as its author writes them: given who asks where, and an action, what is to be decided, and by which rule.
 * The language is described in {@code POLICY.md}. Immutable.
 *
 * @param policies the policies that the file names, the uppermost first; empty where it names none
 * @param cases the tests, in the order of the file
 */
public record PolicyCases(List<Path> policies, List<Case> cases) {

    /** Checks and copies. */
    public PolicyCases {
        policies = List.copyOf(policies);
        cases = List.copyOf(cases);
    }

    /**
     * One test.
     *
     * @param name what it says
     * @param place where it stands: file, line, column
     * @param action what is asked for
     * @param context who asks, and where
     * @param trust the trust that is held for every class of action; empty for what the policy gives
     * @param scope the scope of the task; empty where none is declared
     * @param at when it is asked
     * @param expected what is to come of it
     */
    public record Case(
            String name,
            String place,
            Action action,
            ActionContext context,
            Optional<TrustLevel> trust,
            Optional<TaskScope> scope,
            Instant at,
            Expected expected) {
        /** Checks that nothing is null. */
        public Case {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(context, "context");
            Objects.requireNonNull(trust, "trust");
            Objects.requireNonNull(scope, "scope");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(expected, "expected");
        }
    }

    /**
     * What is to come of a test; what is left out does not matter, and something is not left out.
     *
     * @param decision allow, ask or deny
     * @param oversight the oversight
     * @param impact the impact of the whole action
     * @param rule the rule of one of the reasons
     */
    public record Expected(
            Optional<String> decision, Optional<Oversight> oversight, Optional<Impact> impact, Optional<String> rule) {
        /** Checks that nothing is null. */
        public Expected {
            Objects.requireNonNull(decision, "decision");
            Objects.requireNonNull(oversight, "oversight");
            Objects.requireNonNull(impact, "impact");
            Objects.requireNonNull(rule, "rule");
        }
    }

    /**
     * Reads tests from a file in UTF-8, as JSON where its name ends in {@code .json}, otherwise as YAML. The policies that it
     * names are relative to its folder.
     *
     * @throws InvalidPolicyException if they are none, with every problem
     * @throws UncheckedIOException if the file cannot be read
     */
    public static PolicyCases load(Path file) {
        try {
            if (Files.size(file) > DocumentReader.MAX_CHARS) {
                throw new Problems(file.toString())
                        .fatal(Node.Place.START, "the file is larger than any tests; split it");
            }
            Problems problems = new Problems(file.toString());
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return new CaseReader(problems, file).read(DocumentReader.read(text, file.toString(), problems));
        } catch (IOException e) {
            throw new UncheckedIOException("the tests " + file + " cannot be read", e);
        }
    }
}
