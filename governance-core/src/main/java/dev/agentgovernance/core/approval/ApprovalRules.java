/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.approval;

import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.Impact;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may say yes, and what it takes. Immutable.
 *
 * <p>People are known by name. Two names that differ only in case, in spaces around them or in the form of their characters
 * are one person, so that nobody is a quorum alone.
 */
public final class ApprovalRules {

    /** The role that may say yes in an emergency. */
    public static final String BREAK_GLASS = "break-glass";

    /**
     * A role without which some yeses do not count.
     *
     * @param classes for effects of these classes; empty for all
     * @param impact from this impact on
     * @param role the role that somebody who says yes has to hold
     */
    public record RoleRule(Set<ActionClass> classes, Impact impact, String role) {
        /** Checks and copies. */
        public RoleRule {
            classes = Set.copyOf(classes);
            if (role.isBlank()) {
                throw new IllegalArgumentException("a role has a name");
            }
        }
    }

    private final Map<String, Set<String>> people;
    private final List<RoleRule> roleRules;
    private final Duration validity;
    private final Duration reviewWithin;
    private final int mostOpen;
    private final int mostInAnHour;

    private ApprovalRules(Builder builder) {
        this.people = Map.copyOf(builder.people);
        this.roleRules = List.copyOf(builder.roleRules);
        this.validity = builder.validity;
        this.reviewWithin = builder.reviewWithin;
        this.mostOpen = builder.mostOpen;
        this.mostInAnHour = builder.mostInAnHour;
    }

    /** Returns a builder for rules that know nobody yet. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads rules from JSON; {@code APPROVALS.md} describes it.
     *
     * @throws IllegalArgumentException if it is none, or holds anything that is not known; the message says where
     */
    public static ApprovalRules parse(String json) {
        return RulesReader.read(json);
    }

    /** Returns the one spelling of a name. */
    static String person(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    boolean knows(String person) {
        return people.containsKey(person);
    }

    boolean holds(String person, String role) {
        return people.getOrDefault(person, Set.of()).contains(role);
    }

    /** Tells whether for each role one of some people holds it. */
    boolean cover(Set<String> people, Set<String> roles) {
        return roles.stream().allMatch(role -> people.stream().anyMatch(person -> holds(person, role)));
    }

    /** Returns the names of the people, as they are kept. */
    public Set<String> people() {
        return people.keySet();
    }

    /** Returns the roles that a person holds; none where the person is not known. */
    public Set<String> roles(String name) {
        return people.getOrDefault(person(name), Set.of());
    }

    /** Returns the roles that have to be among those who say yes to these effects. */
    Set<String> rolesFor(List<Effect> effects, Impact impact) {
        Set<String> roles = new TreeSet<>();
        for (RoleRule rule : roleRules) {
            boolean concerns = rule.classes().isEmpty()
                    // An action of which no effect is known may have any.
                    || effects.isEmpty()
                    || effects.stream()
                            .anyMatch(effect ->
                                    rule.classes().contains(effect.kind().actionClass()));
            if (concerns && impact.compareTo(rule.impact()) >= 0) {
                roles.add(rule.role());
            }
        }
        return roles;
    }

    Duration validity() {
        return validity;
    }

    Duration reviewWithin() {
        return reviewWithin;
    }

    int mostOpen() {
        return mostOpen;
    }

    int mostInAnHour() {
        return mostInAnHour;
    }

    /** Collects rules. Not for use by several threads. */
    public static final class Builder {

        private static final Duration LONGEST = Duration.ofDays(30);

        private final Map<String, Set<String>> people = new LinkedHashMap<>();
        private final List<RoleRule> roleRules = new ArrayList<>();
        private Duration validity = Duration.ofHours(1);
        private Duration reviewWithin = Duration.ofDays(1);
        private int mostOpen = 20;
        private int mostInAnHour = 60;

        private Builder() {}

        /**
         * Adds a person who may answer.
         *
         * @throws IllegalArgumentException if the name is blank, or is that of somebody who was added before
         */
        public Builder person(String name, String... roles) {
            String person = ApprovalRules.person(name);
            if (person.isEmpty() || people.put(person, Set.of(roles)) != null) {
                throw new IllegalArgumentException("each person has a name of their own");
            }
            return this;
        }

        /** Adds a role without which some yeses do not count. */
        public Builder role(RoleRule rule) {
            roleRules.add(rule);
            return this;
        }

        /** Sets how long a request, with its answers, is good for: up to 30 days. */
        public Builder validity(Duration validity) {
            this.validity = checked(validity);
            return this;
        }

        /** Sets within which time what was done in an emergency has to be reviewed; later, no further emergency counts. */
        public Builder reviewWithin(Duration reviewWithin) {
            this.reviewWithin = checked(reviewWithin);
            return this;
        }

        /** Sets how many requests of one agent may wait at the same time. */
        public Builder mostOpen(int mostOpen) {
            this.mostOpen = checked(mostOpen);
            return this;
        }

        /** Sets how many requests of one agent may be opened in an hour, up to 1,000. */
        public Builder mostInAnHour(int mostInAnHour) {
            this.mostInAnHour = checked(mostInAnHour);
            return this;
        }

        private static Duration checked(Duration duration) {
            if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a time is longer than nothing, and 30 days at most");
            }
            return duration;
        }

        private static int checked(int most) {
            if (most < 1 || most > 1000) {
                throw new IllegalArgumentException("a bound is from 1 to 1000");
            }
            return most;
        }

        /** Returns the rules. */
        public ApprovalRules build() {
            return new ApprovalRules(this);
        }
    }
}
