/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.http;

import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What forges and registries offer, by method and path. The first rule that matches counts, in the order of the file.
 * A rule reads: family, methods, path, kind of effect, and where the kind depends on a parameter its name.
 */
final class RequestRules {

    static final String RESOURCE = "requests.rules";
    static final String MUTATIONS = "mutations.rules";
    private static final List<Rule> REQUESTS =
            RuleFile.load(RequestRules.class, RESOURCE).stream().map(Rule::of).toList();
    private static final List<RuleFile.Rule> MUTATION_RULES = RuleFile.load(RequestRules.class, MUTATIONS);

    private RequestRules() {}

    /**
     * One rule.
     *
     * @param line where it stands
     * @param family {@code github}, {@code gitlab}, {@code gitea}, {@code bitbucket}, or {@code host:} and a glob of hosts
     * @param methods the methods in upper case
     * @param template parts of a path: a text, {@code *} for one part, {@code **} at the end for any number
     * @param kind what the request does
     * @param parameter what decides further, such as {@code branch=body:ref}; empty where nothing does
     */
    record Rule(
            int line, String family, List<String> methods, List<String> template, EffectKind kind, String parameter) {

        static Rule of(RuleFile.Rule rule) {
            List<String> words = rule.words();
            return new Rule(
                    rule.line(),
                    words.get(0),
                    Host.split(words.get(1), ','),
                    Host.split(words.get(2), '/'),
                    EffectKind.of(words.get(3))
                            .orElseThrow(() -> new IllegalStateException("line " + rule.line() + ": no such kind")),
                    words.size() > 4 ? words.get(4) : "");
        }

        boolean matches(Endpoint endpoint, String method) {
            boolean family = this.family.startsWith("host:")
                    ? Globs.matches(this.family.substring(5), endpoint.host())
                    : this.family.equals(endpoint.family());
            return family && methods.contains(method) && matches(endpoint.segments());
        }

        private boolean matches(List<String> segments) {
            for (int i = 0; i < template.size(); i++) {
                String part = template.get(i);
                if (part.equals("**")) {
                    return true;
                }
                if (i >= segments.size()
                        || (!part.equals("*") && !part.equals(segments.get(i).toLowerCase(Locale.ROOT)))) {
                    return false;
                }
            }
            return segments.size() == template.size();
        }
    }

    /** Returns the rule for a request, or null where none is. */
    static @Nullable Rule find(Endpoint endpoint, String method) {
        for (Rule rule : REQUESTS) {
            if (rule.matches(endpoint, method)) {
                return rule;
            }
        }
        return null;
    }

    /** Returns what a GraphQL mutation with a name does; {@link EffectKind#FORGE_WRITE} where no rule says. */
    static EffectKind mutation(String name) {
        for (RuleFile.Rule rule : MUTATION_RULES) {
            if (Globs.matches(rule.words().get(0), name)) {
                return EffectKind.of(rule.words().get(1)).orElse(EffectKind.FORGE_WRITE);
            }
        }
        return EffectKind.FORGE_WRITE;
    }
}
