/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.http;

import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.EnvironmentNames;
import dev.agentgovernance.core.internal.classify.Globs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Turns a rule that matched into effects: looks up the branch, the verdict of a review, the environment. */
final class RequestEffects {

    private static final Set<String> ONLY_COMMENTS = Set.of("COMMENT", "REQUEST_CHANGES", "PENDING", "");

    private final ClassifierSettings settings;
    private final HttpClassifier.Findings found;

    RequestEffects(ClassifierSettings settings, HttpClassifier.Findings found) {
        this.settings = settings;
        this.found = found;
    }

    void apply(RequestRules.Rule rule, Endpoint endpoint, Parameters parameters) {
        String how = rule.parameter();
        String resource = resource(endpoint);
        if (how.startsWith("branch=body:")) {
            List<String> branches = new ArrayList<>(parameters.all(how.substring("branch=body:".length())));
            push(rule.kind(), branches, parameters);
        } else if (how.startsWith("branch=path:")) {
            int from = Integer.parseInt(how.substring("branch=path:".length()));
            List<String> parts = endpoint.segments();
            push(
                    rule.kind(),
                    from < parts.size() ? List.of(String.join("/", parts.subList(from, parts.size()))) : List.of(),
                    parameters);
        } else if (how.startsWith("review=")) {
            List<String> verdicts = parameters.all(how.substring("review=".length()));
            boolean harmless = parameters.readable()
                    && verdicts.stream().allMatch(v -> ONLY_COMMENTS.contains(v.toUpperCase(Locale.ROOT)));
            found.effect(harmless ? rule.kind() : EffectKind.FORGE_PULL_REQUEST_APPROVE, resource);
        } else if (how.startsWith("closes=")) {
            found.effect(rule.kind(), resource);
            boolean unknown = !parameters.readable();
            if (unknown || !parameters.all(how.substring("closes=".length())).isEmpty()) {
                found.effect(EffectKind.FORGE_CLOSE, resource);
            }
        } else if (how.startsWith("environment=")) {
            List<String> names = new ArrayList<>(parameters.all("environment"));
            if (names.isEmpty()) {
                names.add(how.substring("environment=".length()));
            }
            found.effect(Effect.of(rule.kind(), resource, SourceSpan.NONE)
                    .withEnvironment(EnvironmentNames.of(settings, names)));
        } else if (rule.kind() == EffectKind.NET_SEND) {
            found.effect(rule.kind(), endpoint.host());
        } else {
            found.effect(rule.kind(), resource);
        }
    }

    private void push(EffectKind kind, List<String> branches, Parameters parameters) {
        boolean forced = parameters.all("force").stream().anyMatch(value -> !value.equals("false"));
        if (branches.isEmpty() || (!parameters.readable() && kind == EffectKind.VCS_PUSH)) {
            found.effect(governed(kind, forced || (!parameters.readable() && branches.size() == 1)), "");
        }
        for (String written : branches) {
            boolean tag = written.startsWith("refs/tags/") || written.startsWith("tags/");
            String branch = withoutPrefix(withoutPrefix(written, "refs/"), tag ? "tags/" : "heads/");
            if (kind != EffectKind.VCS_PUSH) {
                found.effect(kind, branch);
            } else if (tag) {
                found.effect(forced ? EffectKind.VCS_PUSH_FORCE_GOVERNED : EffectKind.VCS_PUSH_TAG, branch);
            } else if (branch.isEmpty() || Globs.matchesAny(settings.governedBranches(), branch)) {
                found.effect(governed(kind, forced), branch);
            } else {
                found.effect(forced ? EffectKind.VCS_PUSH_FORCE : EffectKind.VCS_PUSH, branch);
            }
        }
    }

    private static EffectKind governed(EffectKind kind, boolean forced) {
        if (kind != EffectKind.VCS_PUSH) {
            return kind;
        }
        return forced ? EffectKind.VCS_PUSH_FORCE_GOVERNED : EffectKind.VCS_PUSH_GOVERNED;
    }

    private static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    /** The path behind the family's collection: {@code acme/shop/pulls/7/merge}. */
    private static String resource(Endpoint endpoint) {
        List<String> parts = endpoint.segments();
        boolean collection =
                !parts.isEmpty() && Set.of("repos", "projects", "repositories").contains(parts.get(0));
        return String.join("/", collection ? parts.subList(1, parts.size()) : parts);
    }
}
