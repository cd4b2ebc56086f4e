/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.api.trust.TrustSource;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What its authors want agents to be allowed: trust, names of branches and environments, the default scope, the matrix of
 * oversight, and rules. The language is described in {@code POLICY.md}.
 *
 * <p>Immutable and safe for use by several threads. A ruling takes a few microseconds and grows with the number of effects
 * times the number of rules that may hold for them, not with the number of rules.
 */
public final class Policy {

    /** What the reader collects. */
    record Content(
            String description,
            TrustTable trust,
            ClassifierSettings settings,
            TaskScope scope,
            List<Budget> budgets,
            Matrix matrix,
            List<Rule> rules,
            RuleReader.Mode mode,
            String halt,
            Set<String> unlocked,
            String digest) {}

    private static final class Baseline {
        static final Policy POLICY = load();

        private static Policy load() {
            try (InputStream in =
                    Objects.requireNonNull(Policy.class.getResourceAsStream("baseline.yaml"), "baseline.yaml")) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new Policy(PolicyReader.read(text, "baseline.yaml"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Content content;
    private final RuleIndex index;

    private Policy(Content content) {
        this.content = content;
        this.index = new RuleIndex(content.rules());
    }

    /** Returns the policy that holds without any other: it ships with the library. */
    public static Policy baseline() {
        return Baseline.POLICY;
    }

    /**
     * Reads a policy from a file, as JSON where its name ends in {@code .json}, otherwise as YAML.
     *
     * @throws InvalidPolicyException if it is not a policy
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Policy load(Path file) {
        return parse(read(file), nameOf(file));
    }

    private static String nameOf(Path file) {
        Path fileName = file.getFileName();
        return fileName == null ? file.toString() : fileName.toString();
    }

    private static String read(Path file) {
        String name = nameOf(file);
        try {
            if (Files.size(file) > 4L * DocumentReader.MAX_CHARS) {
                throw new Problems(name)
                        .fatal(Node.Place.START, "the file is larger than any policy; is it the right one?");
            }
            return decode(Files.readAllBytes(file), name);
        } catch (IOException e) {
            throw new UncheckedIOException("the policy " + file + " cannot be read", e);
        }
    }

    /**
     * Reads a policy from a text, as JSON where the name of its source ends in {@code .json}, otherwise as YAML.
     *
     * @param text the policy
     * @param sourceName the name under which messages speak of it
     * @throws InvalidPolicyException if it is not a policy
     */
    public static Policy parse(String text, String sourceName) {
        return new Policy(PolicyReader.read(text, sourceName, baseline().content()));
    }

    /**
     * Reads a policy that stands under this one: that of a team under the one of its organisation, that of a repository under
     * the one of its team. It can only tighten: of trust the least counts, of two cells of the matrix the stricter, scopes
     * meet, names of production and protected paths add up, and rules come on top. Where it would loosen, reading fails with
     * the place, unless this policy names what may be loosened in {@code unlock}.
     *
     * @param text the policy below
     * @param sourceName the name under which messages speak of it
     * @throws InvalidPolicyException if it is not a policy, or loosens what is not unlocked
     */
    public Policy layer(String text, String sourceName) {
        return new Policy(PolicyReader.readLayer(text, sourceName, content));
    }

    /**
     * Reads a policy that stands under this one, from a file; see {@link #layer(String, String)}.
     *
     * @throws InvalidPolicyException if it is not a policy, or loosens what is not unlocked
     * @throws UncheckedIOException if the file cannot be read
     */
    public Policy layer(Path file) {
        return new Policy(PolicyReader.readLayer(read(file), nameOf(file), content));
    }

    private static String decode(byte[] bytes, String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Problems(name).fatal(Node.Place.START, "the file is not in UTF-8; save it so");
        }
    }

    /** Returns what the policy is for, in its author's words; may be empty. */
    public String description() {
        return content.description();
    }

    /**
     * Returns the name of exactly this policy: 64 hexadecimal digits. Layout, comments and the order of keys do not count;
     * everything that can change a ruling does.
     */
    public String digest() {
        return content.digest();
    }

    /** Returns what classifiers need to know of names and paths. */
    public ClassifierSettings classifierSettings() {
        return content.settings();
    }

    /** Returns the scope of a task that declares none. */
    public TaskScope defaultScope() {
        return content.scope();
    }

    /**
     * How much of something may go ahead.
     *
     * @param id its name
     * @param measure what is counted
     * @param effects the effects that count, each with all below it; where there are none, every action counts
     * @param per whose use is added up
     * @param within how long the window is; zero for as long as the session, the task or the agent is
     * @param limit how much may be used
     * @param over what happens beyond
     * @param why why, as a sentence
     * @param place where it stands: file, line, column
     */
    public record Budget(
            String id,
            Measure measure,
            List<String> effects,
            Per per,
            Duration within,
            long limit,
            Over over,
            String why,
            String place) {

        /** What is counted. */
        public enum Measure {
            /** Actions. */
            CALLS,
            /** Effects of actions. */
            EFFECTS,
            /** What the host says that actions cost. */
            SPEND
        }

        /** Whose use is added up. */
        public enum Per {
            /** That of a session; where it is not known, that of the agent. */
            SESSION,
            /** That of a task; where it is not known, that of the agent. */
            TASK,
            /** That of an agent with all that it started. */
            AGENT
        }

        /** What happens beyond the limit. */
        public enum Over {
            /** A human is asked. */
            ASK,
            /** It does not happen. */
            DENY
        }

        /** Copies. */
        public Budget {
            effects = List.copyOf(effects);
        }
    }

    /** Returns the budgets of this policy and those above it; their state is not its own. */
    public List<Budget> budgets() {
        return content.budgets();
    }

    /** Tells whether this policy only watches. */
    public boolean isShadow() {
        return content.mode() == RuleReader.Mode.SHADOW;
    }

    /** Returns the levels that this policy gives by name, each under its ceilings that hold everywhere. */
    public TrustSource trust() {
        return content.trust()::levelOf;
    }

    /**
     * Returns the most trust that may count for a key in an environment, however much was earned. An environment that is
     * not known counts as the one with the least.
     */
    public TrustLevel ceiling(TrustKey key, Environment environment) {
        return content.trust().ceiling(key, environment);
    }

    /** Returns what follows from a level of trust and an impact where no rule says otherwise. */
    public Oversight oversight(TrustLevel trust, Impact impact) {
        return content.matrix().at(trust, impact);
    }

    /**
     * Something about a policy that its author may not have meant.
     *
     * @param kind what it is
     * @param place where the rule stands: file, line, column
     * @param rule the rule
     * @param message what is the matter with it, as the rest of a sentence about it
     */
    public record Remark(Kind kind, String place, String rule, String message) {

        /** What a remark is about. */
        public enum Kind {
            /** Another rule holds wherever this one does, and is no milder. */
            SHADOWED,
            /** A rule that allows, and a stricter one holds wherever it does. */
            CONTRADICTED,
            /** A rule that allows what the matrix lets through without it. */
            NEEDLESS,
            /** A rule that allows gives way to another one for a part of what it names. */
            OVERLAPS
        }

        /** Returns the remark as compilers write it: {@code file:line:column: message}. */
        @Override
        public String toString() {
            return place + ": the rule '" + rule + "' " + message;
        }
    }

    /**
     * A way by which an effect goes ahead without a human's yes.
     *
     * @param kind the effect
     * @param environment where it takes hold
     * @param impact how bad it could be
     * @param trust the trust of the agent
     * @param because what lets it through
     * @param certain whether no rule about names, times or texts may stand in the way, or is needed for it
     */
    public record Unattended(
            EffectKind kind,
            Environment environment,
            Impact impact,
            TrustLevel trust,
            String because,
            boolean certain) {}

    /**
     * Returns what its author may not have meant: rules that can never change a ruling, rules that contradict each other. Rules
     * in shadow mode are left out. Time grows with the square of the number of rules.
     */
    public List<Remark> lint() {
        return new PolicyLint(content).remarks();
    }

    /**
     * Answers whether an effect can go ahead without a human's yes: by every way that is returned, and by none where there is
     * none. Held against what the policy says of kinds, environments, impact and trust, for an action that was understood, is
     * within its task and carries no secret, by an agent of any name with any trust that no ceiling for all agents forbids;
     * what depends on names, times or texts is taken as it suits the agent. So a list that is empty is a proof, and a way
     * that is not certain may be closed by what a rule says of names.
     *
     * @param kind the effect
     * @param environment where it takes hold
     * @param impacts the impacts that it may have there
     */
    public List<Unattended> unattended(EffectKind kind, Environment environment, Set<Impact> impacts) {
        return new PolicyLint(content).unattended(kind, environment, impacts);
    }

    /** Returns the ruling on a question. A pure function: the same question gets the same ruling. */
    public Ruling rule(Question question) {
        return new Evaluation(this, question).ruling();
    }

    Content content() {
        return content;
    }

    Matrix matrix() {
        return content.matrix();
    }

    RuleIndex index() {
        return index;
    }

    @Override
    public String toString() {
        return "Policy[" + content.rules().size() + " rules, " + content.digest() + "]";
    }
}
